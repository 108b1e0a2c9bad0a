"""Whether a person's correction says something that can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.errors import UsageError
from coach.judging import POINTS
from coach.number import gather
from coach.number.dialling import is_complete

if TYPE_CHECKING:
    from coach.correction import Correction
    from coach.playbook import Playbook
    from coach.records import Speech

VERDICTS = (*POINTS, "not_applicable", "not_measurable")


def refuse_wrong(
    correction: Correction, playbook: Playbook, heard: Speech | None, region: str
) -> None:
    """Refuse a correction that says nothing, or something that cannot be.

    Raises
    ------
    UsageError
        Saying which part.
    """
    one = correction
    if not one.by.strip():
        raise UsageError("A correction needs the name of who makes it (--by).")
    if all(part is None for part in (one.row, one.verdict, one.digits, one.start_s, one.end_s)):
        raise UsageError("A correction needs --row with --verdict, --number, --start or --end.")
    _refuse_wrong_row(one, playbook)
    if one.digits is not None or one.start_s is not None or one.end_s is not None:
        if heard is None:
            raise UsageError("What was heard in this message is not kept any more.")
        _refuse_wrong_digits(one, heard, region)
        _refuse_wrong_bounds(one, heard)


def _refuse_wrong_row(one: Correction, playbook: Playbook) -> None:
    if (one.row is None) != (one.verdict is None):
        raise UsageError("--row and --verdict go together.")
    if one.row is not None and one.row not in {row.id for row in playbook.rows}:
        raise UsageError(f"{one.row!r} is no row of the playbook {playbook.id.partition('@')[0]}.")
    if one.verdict is not None and one.verdict not in VERDICTS:
        raise UsageError(f"{one.verdict!r} is no verdict; there are {', '.join(VERDICTS)}.")


def _refuse_wrong_digits(one: Correction, heard: Speech, region: str) -> None:
    if one.digits is None:
        return
    if not (one.digits.isascii() and one.digits.isdigit() and is_complete(one.digits, region)):
        raise UsageError(f"--number {one.digits!r} is no whole telephone number in digits.")
    if not gather(heard.readings, region=region)[0]:
        raise UsageError(
            "No number was heard in this message; say --row number_given --verdict pass instead."
        )


def _refuse_wrong_bounds(one: Correction, heard: Speech) -> None:
    start_s = heard.message.start_s if one.start_s is None else one.start_s
    end_s = heard.message.end_s if one.end_s is None else one.end_s
    if not 0 <= start_s < end_s <= heard.duration_s + 0.001:
        raise UsageError(
            f"The message cannot be from {start_s:g} to {end_s:g} s:"
            f" the recording has {heard.duration_s:g} s."
        )
