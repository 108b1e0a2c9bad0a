"""The labelled messages, read: see messages/README.md."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "messages"
FACTS = ("rep", "rep_company", "prospect", "prospect_company", "first_contact")


@dataclass(frozen=True)
class Message:
    """A message with what is known of it; `labels` holds a verdict a row."""

    id: str
    style: str
    text: str
    facts: dict[str, str]
    earlier: tuple[str, ...]
    labels: dict[str, str]


def read_messages(folder: Path = FOLDER) -> list[Message]:
    """Every message, in order of file and place."""
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.toml"))]
    return [_message(one) for text in texts for one in tomllib.loads(text)["message"]]


def _message(one: dict[str, Any]) -> Message:
    return Message(
        id=one["id"],
        style=one["style"],
        text=" ".join(one["text"].split()),
        facts={key: one[key] for key in FACTS if key in one},
        earlier=tuple(one.get("earlier", ())),
        labels={row: verdict for verdict, rows in one["labels"].items() for row in rows},
    )
