"""Sequences and corrections in which every text is an attack on the page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.correction import Correction
from coach.report.links import Links

from . import people
from .hostile import HOSTILE, hostile

if TYPE_CHECKING:
    from coach.kept import Kept
    from coach.report.promises_view import Promise

    from .said import Example

NASTY = " ".join(HOSTILE)


def kept() -> tuple[Kept, ...]:
    """Return three messages; the last shares its words with the one before."""
    findings = hostile().findings
    made = people.sequence(3, rep=NASTY, rep_company=NASTY, prospect=NASTY, outcome=NASTY)
    return tuple(
        replace(
            one,
            recording=replace(
                one.recording, prospect_company=NASTY, path=NASTY, recorded_at_source=NASTY
            ),
            text=f"{one.id} {NASTY * 2}",
            findings=tuple(
                replace(f, id=one.findings[k].id)
                for k, f in enumerate(findings[: len(one.findings)])
            ),
            measurements=tuple(replace(m, unit=NASTY) for m in one.measurements),
            guessed=frozenset(("recorded_at", "prospect", "rep")),
            page=HOSTILE[0],
        )
        for one in made
    )


def promises() -> tuple[Promise, ...]:
    """Return calls announced in hostile words."""
    return tuple(replace(one, quote=NASTY) for one in people.promises(people.sequence(3)))


def links() -> Links:
    """Return links that would lead elsewhere if they could."""
    return Links(
        prospect=lambda _: "javascript:alert(3)", rep=lambda _: "//evil.example/x", index=NASTY
    )


def corrected() -> tuple[Example, tuple[Correction, ...]]:
    """Return the hostile message with hostile guesses, and what hostile persons corrected."""
    made = hostile()
    recording = replace(made.review.recording, guessed=("rep", "prospect", "recorded_at"))
    row = made.findings[0].id
    given = (
        Correction(NASTY, NASTY, row, "pass"),
        Correction(NASTY, NASTY, digits=NASTY, start_s=1.0),
    )
    return replace(made, review=replace(made.review, recording=recording)), given
