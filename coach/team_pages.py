"""What a manager gets beside the messages' pages: the team's page, and its best practice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coach.likeness import Pitch, clusters
from coach.pages import LINKS
from coach.team import write_team

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coach.kept import Kept
    from coach.likeness import Cluster
    from coach.service import Coach

MOST_CLUSTERED = 1_000
"""Messages that are compared each with each: the latest; what that costs grows with the square."""


def team_pages(
    coach: Coach, *, mask: bool = False, consenting: Sequence[str] = (), names: bool = False
) -> tuple[Path, ...]:
    """Write the pages on all messages that have a page in the coach's folder; none, no page.

    Raises
    ------
    CoachError
        Where a page cannot be written.
    """
    kept = tuple(one for one in coach.kept() if one.page)
    if not kept:
        return ()
    return write_team(
        kept,
        coach.playbook,
        coach.settings.out,
        sound=coach.sound,
        speech=lambda one: coach.history.hearings.speech(one.hearing),
        mask=mask,
        clusters=_alike(coach, kept),
        links=LINKS,
        consenting=consenting,
        names=names,
    )


def _alike(coach: Coach, kept: Sequence[Kept]) -> tuple[Cluster, ...]:
    """Groups of messages that say the same, members as places in `kept`."""
    first = max(0, len(kept) - MOST_CLUSTERED)
    told = coach.history.messages.told([one.id for one in kept[first:]])
    pitched = [
        (place, Pitch.unpacked(its.pitch))
        for place, one in enumerate(kept[first:], start=first)
        if (its := told.get(one.id)) and its.pitch
    ]
    found = clusters([pitch for _, pitch in pitched])
    return tuple(
        replace(one, members=tuple(pitched[member][0] for member in one.members)) for one in found
    )
