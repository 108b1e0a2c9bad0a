"""Who, to whom and when, where it was only read from a name: said so, with how to put it right."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import clean

if TYPE_CHECKING:
    from collections.abc import Collection

    from coach.records import Recording

_OPTIONS = {
    "rep": ("--rep", "who left it"),
    "rep_company": ("--rep-company", "their company"),
    "prospect": ("--prospect", "whom it is for"),
    "prospect_company": ("--prospect-company", "that company"),
    "recorded_at": ("--recorded-at", "when"),
}
_FROM_PATH = "read from the file name"


@dataclass(frozen=True, slots=True)
class GuessView:
    """What was guessed: a note for each place in the head, and the command that puts it right."""

    rep: str
    prospect: str
    when: str
    told: str
    command: str


NO_GUESS = GuessView("", "", "", "", "")


def when_note(recording: Recording) -> str:
    """Return where the date was read, as a guess."""
    source = clean(recording.recorded_at_source or "file name")
    return f"a guess: the {source}" if source.endswith("time") else f"read from the {source}"


def guess_view(
    recording: Recording, guessed: Collection[str], message_id: int | None = None
) -> GuessView:
    """Return what of a message's head is a guess; nothing where all is known or confirmed."""
    fields = [field for field in _OPTIONS if field in guessed and getattr(recording, field)]
    if not fields:
        return NO_GUESS
    told = _joined([_OPTIONS[field][1] for field in fields])
    return GuessView(
        rep=_FROM_PATH if {"rep", "rep_company"} & {*fields} else "",
        prospect=_FROM_PATH if {"prospect", "prospect_company"} & {*fields} else "",
        when=when_note(recording) if "recorded_at" in fields else "",
        told=f"{told[0].upper()}{told[1:]}",
        command=_command(recording, fields, message_id),
    )


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _command(recording: Recording, fields: list[str], message_id: int | None) -> str:
    """Return the command with what is guessed now, to be changed and run; for a POSIX shell."""
    if message_id is None:
        return ""
    parts = [f"coach assign {message_id}"]
    parts += [f"{_OPTIONS[f][0]} {shlex.quote(_value(recording, f))}" for f in fields]
    return " ".join(parts)


def _value(recording: Recording, field: str) -> str:
    if field == "recorded_at" and recording.recorded_at is not None:
        return recording.recorded_at.isoformat(timespec="minutes")
    return clean(str(getattr(recording, field)))
