"""A team's messages together: the team page, and the page of what gets answered.

Pure functions over stored messages; `write_team` is the one that writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.masking import masking
from coach.pages import make_folder, write
from coach.report.links import Links
from coach.team.page import team_view
from coach.team.practice import practice_view
from coach.team.render import render_practice, render_team

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from coach.kept import Kept
    from coach.likeness import Cluster
    from coach.masking import Masking
    from coach.playbook import Playbook
    from coach.records import Span, Speech

TEAM_PAGE, PRACTICE_PAGE = "team.html", "best-practice.html"
NOWHERE = Links(message=lambda kept: None, index=None)
"""A masked page links nowhere: the pages it would link to are not masked."""

__all__ = ["PRACTICE_PAGE", "TEAM_PAGE", "write_team"]


def write_team(
    kept: Sequence[Kept],
    playbook: Playbook,
    out: Path,
    *,
    sound: Callable[[Kept], bytes | None] | None = None,
    speech: Callable[[Kept], Speech | None] | None = None,
    mask: bool = False,
    clusters: Sequence[Cluster] | None = None,
    links: Links | None = None,
    consenting: Collection[str] = (),
    names: bool = False,
) -> tuple[Path, ...]:
    """Write the team page and the page to hand out; return their paths.

    Parameters
    ----------
    kept
        The team's messages, oldest first.
    out
        Folder of the pages of the messages, made where it is missing.
    sound, speech
        Give the FLAC and the hearing kept with a message. Without `sound` there is nothing to
        play. Where `mask` is set, nothing is played without `speech`, which says where a name is.
    mask
        Hide prospects and telephone numbers, in words and in sound; the page then links nowhere.
    clusters
        Groups of alike messages, by their places in `kept`; None where nobody looked for them.
    consenting
        Reps who agreed that their lines are handed out; with `names`, by name.

    Raises
    ------
    CoachError
        Where the pages cannot be written.
    """
    make_folder(out)
    hidden = masking(kept)
    shown = [hidden.kept(one) for one in kept] if mask else kept
    muted = _muted(kept, hidden, speech) if mask else None
    groups = _masked_clusters(clusters, hidden) if mask and clusters else clusters
    view = team_view(
        shown,
        playbook,
        NOWHERE if mask else links or Links(),
        None if mask and speech is None else sound,
        muted,
        groups,
        masked=mask,
        practice_href=PRACTICE_PAGE,
    )
    practice = practice_view(kept, playbook, hidden, consenting, with_names=names)
    paths = (out / TEAM_PAGE, out / PRACTICE_PAGE)
    write(paths[0], render_team(view))
    write(paths[1], render_practice(practice))
    return paths


def _muted(
    kept: Sequence[Kept], hidden: Masking, speech: Callable[[Kept], Speech | None] | None
) -> Callable[[Kept], tuple[Span, ...] | None]:
    """Where a masked message must not be heard; None where that is not known."""
    originals = {one.id: one for one in kept}

    def muted(one: Kept) -> tuple[Span, ...] | None:
        heard = speech(originals[one.id]) if speech else None
        return hidden.spans(originals[one.id], heard) if heard else None

    return muted


def _masked_clusters(clusters: Sequence[Cluster], hidden: Masking) -> tuple[Cluster, ...]:
    from dataclasses import replace

    return tuple(replace(c, shared=tuple(map(hidden.text, c.shared))) for c in clusters)
