"""Verdicts as the pages name them, and the signs that stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.records import Verdict

WORDS: dict[Verdict, str] = {
    "pass": "Pass",
    "watch": "Watch",
    "miss": "Miss",
    "not_measurable": "Not measured",
    "not_applicable": "Does not apply",
}
ICONS: dict[Verdict, str] = {
    "pass": "pass",
    "watch": "watch",
    "miss": "miss",
    "not_measurable": "unknown",
    "not_applicable": "none",
}
