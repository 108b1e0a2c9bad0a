"""Tables out: messages, measurements, findings and numbers, for spreadsheets and programs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.errors import UsageError
from coach.exports.columns import tables
from coach.exports.files import WRITERS
from coach.masking import masking
from coach.number import gather, written_digits
from coach.pages import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from coach.kept import Kept
    from coach.playbook import Playbook
    from coach.records import PhoneNumber, Speech

FORMATS = tuple(WRITERS)

__all__ = ["FORMATS", "export"]


def export(
    kept: Sequence[Kept],
    playbook: Playbook,
    out: Path,
    formats: Sequence[str] = ("csv",),
    *,
    mask: bool = False,
    speech: Callable[[Kept], Speech | None] | None = None,
    region: str = "US",
) -> tuple[Path, ...]:
    """Write the tables in each format into `out`, and return the files' paths.

    Without `speech`, which gives the hearing kept with a message, there is no table of numbers;
    `region` is the country whose numbers need no country code.
    `mask` hides prospects and all digits.

    Raises
    ------
    UsageError
        For a format that does not exist, or a table that Excel cannot hold.
    MissingError
        For Parquet without pyarrow.
    CoachError
        Where a file cannot be written.
    """
    for one in formats:
        if one not in WRITERS:
            raise UsageError(f"There is no format {one!r}: choose of {', '.join(FORMATS)}.")
    make_folder(out)
    hidden = masking(kept)
    shown = [hidden.kept(one) for one in kept] if mask else kept
    numbers = _numbers(speech, region, mask=mask) if speech else None
    made = tables(shown, playbook, numbers)
    return tuple(path for one in dict.fromkeys(formats) for path in WRITERS[one](made, out))


def _numbers(
    speech: Callable[[Kept], Speech | None], region: str, *, mask: bool
) -> Callable[[Kept], Sequence[PhoneNumber]]:
    """Numbers of a message from what was heard; masked ones have times, and no digits."""

    def numbers(one: Kept) -> Sequence[PhoneNumber]:
        heard = speech(one)
        if heard is None:
            return ()
        known = written_digits(one.recording.rep_phone or "")
        own, others = gather(heard.readings, region, known)
        return tuple(map(_masked, own + others)) if mask else own + others

    return numbers


def _masked(number: PhoneNumber) -> PhoneNumber:
    return replace(
        number,
        e164=None,
        whose=None,
        readings=tuple(replace(r, digits="\N{BULLET}" * len(r.digits)) for r in number.readings),
        partial=tuple(replace(r, digits="\N{BULLET}" * len(r.digits)) for r in number.partial),
    )
