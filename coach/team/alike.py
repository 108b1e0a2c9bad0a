"""Messages of several reps that say the same, in groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coach.report.formats import clean, plural, shorten
from coach.team.rows import rep_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.kept import Kept
    from coach.likeness import Cluster
    from coach.report.links import Links

MOST_GROUPS, MOST_MESSAGES, MOST_PASSAGES = 6, 12, 4
_PASSAGE_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class LinkedView:
    """A message in a group."""

    rep: str
    prospect: str
    href: str


@dataclass(frozen=True, slots=True)
class AlikeView:
    """A group of messages with what they share; `more` counts those not listed."""

    told: str
    passages: tuple[str, ...]
    messages: tuple[LinkedView, ...]
    more: str


def alike_views(
    kept: Sequence[Kept], clusters: Sequence[Cluster], links: Links
) -> tuple[AlikeView, ...]:
    """Return the groups that more than one rep has part in; members are places in `kept`."""
    groups = [(c, [kept[place] for place in c.members]) for c in clusters]
    shared = [(c, found) for c, found in groups if len({rep_of(one) for one in found}) > 1]
    shared.sort(key=lambda group: -len(group[1]))
    return tuple(_view(found, c, links) for c, found in shared[:MOST_GROUPS])


def _view(found: Sequence[Kept], cluster: Cluster, links: Links) -> AlikeView:
    reps = len({rep_of(one) for one in found})
    listed = tuple(
        LinkedView(
            clean(rep_of(one)), clean(one.recording.prospect or "prospect not known"), links.to(one)
        )
        for one in found[:MOST_MESSAGES]
    )
    count = plural(len(found), "message", "messages")
    rest = len(found) - len(listed)
    return AlikeView(
        told=f"{count} of {reps} reps, {cluster.likeness:.2f} alike on average",
        passages=tuple(
            shorten(clean(text), _PASSAGE_CHARACTERS) for text in cluster.shared[:MOST_PASSAGES]
        ),
        messages=listed,
        more=f"and {rest} more" if rest else "",
    )
