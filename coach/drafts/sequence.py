"""What the doors call for drafts: paths in, outcomes and pages out. Never prints."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from coach import __version__, contract
from coach.cues import teach
from coach.drafts.blanks import Blanks
from coach.drafts.judged import JudgedDraft, Reader
from coach.drafts.reading import STANDARD_INPUT, read_draft
from coach.drafts.stored import NOTHING, before
from coach.errors import CoachError, FailureKind, RecordingError, UsageError
from coach.meaning import Meaning
from coach.pages import make_folder, slug, write
from coach.playbook import load_playbook
from coach.recordings import recording
from coach.records import Failure, Recording
from coach.report.draft_view import Planned, draft_view
from coach.report.render import render_draft
from coach.roster import refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coach.settings import Settings

Outcome = JudgedDraft | Failure


class Drafts:
    """A planned sequence of drafts to one prospect.

    With `remembers` it goes on from the messages that the history has for the prospect whom the
    settings name. `meaning` is a sentence model that may be loading already.

    Raises, when made, UsageError for a wrong playbook, region or cue, or standard input named
    twice, and MissingError where the sentence model is not there.
    """

    def __init__(
        self,
        settings: Settings,
        paths: Sequence[str],
        meaning: Meaning | None = None,
        *,
        remembers: bool = False,
    ) -> None:
        refuse_unknown(settings)
        if list(paths).count(STANDARD_INPUT) > 1:
            raise UsageError("Standard input (-) can be given once only.")
        self.settings = settings
        self.recordings = tuple(self._recording(path) for path in paths)
        self.pages = page_names(self.recordings)
        meaning = meaning or Meaning()
        meaning.load_aside()
        playbook = load_playbook(settings.playbook)
        taught = teach(meaning, settings.cache, settings.home)
        meaning.load()
        self.versions = {"coach": __version__, "playbook": playbook.id}
        asked = remembers and bool(settings.prospect)
        self.before = before(settings, playbook) if asked else NOTHING
        self.reader = Reader(
            meaning, taught, playbook, settings.region, self.versions, self.before.doubts
        )

    def outcomes(self) -> tuple[Outcome, ...]:
        """Judge the drafts in the order given, each against those before it; write the pages.

        A draft that cannot be judged takes no place in the sequence.

        Raises
        ------
        CoachError
            Where the pages cannot be written.
        """
        make_folder(self.settings.out)
        made: list[Outcome] = []
        for one, page in zip(self.recordings, self.pages, strict=True):
            made.append(self._outcome(one, page, [o for o in made if isinstance(o, JudgedDraft)]))
        self._write_pages([one for one in made if isinstance(one, JudgedDraft)])
        return tuple(made)

    def _write_pages(self, judged: Sequence[JudgedDraft]) -> None:
        for one in judged:
            planned = [
                Planned(other.review, other.score, other.page, is_this=other is one)
                for other in judged
            ]
            view = draft_view(one.draft, one.review, one.findings, one.score, one.steps, planned)
            write(self.settings.out / one.page, render_draft(view))

    def _recording(self, path: str) -> Recording:
        """A draft by the name it was given, with who would leave it and for whom."""
        settings = self.settings
        return replace(
            recording(path),
            rep=settings.rep,
            rep_company=settings.rep_company,
            rep_phone=settings.rep_phone,
            prospect=settings.prospect,
            prospect_company=settings.prospect_company,
        )

    def _outcome(self, one: Recording, page: str, drafts: Sequence[JudgedDraft]) -> Outcome:
        blanks = Blanks(one.rep, one.rep_company, one.rep_phone, one.prospect, one.prospect_company)
        stored = self.before
        places = enumerate(drafts, start=stored.count + 1)
        earlier = [*stored.earlier, *(other.earlier(place) for place, other in places)]
        counted = len(self.recordings) > 1 or stored.count
        attempt = stored.count + len(drafts) + 1 if counted else None
        try:
            return self.reader.judged(read_draft(one.location, blanks), one, page, attempt, earlier)
        except RecordingError as error:
            return Failure(one, error.kind, error.message, self.versions)
        except CoachError:
            raise
        except Exception as error:  # whatever one draft does, the others go on
            message = f"coach met an error of its own with this draft ({type(error).__name__})."
            return Failure(one, FailureKind.INTERNAL, message, self.versions)


def draft_object(outcome: Outcome) -> contract.Json:
    """Give the contract's object for a draft."""
    if isinstance(outcome, Failure):
        return contract.failure_object(outcome, kind="draft")
    return contract.draft_object(
        outcome.review, outcome.draft.text, outcome.findings, outcome.score, outcome.page
    )


def page_names(recordings: Sequence[Recording]) -> tuple[str, ...]:
    """File names of drafts' pages: a draft that is edited and judged again keeps its page."""
    names = []
    seen: Counter[str] = Counter()
    for one in recordings:
        seen[one.location] += 1
        same = f"{one.location}|{seen[one.location]}"
        digest = hashlib.sha256(same.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        stem = "" if one.location == STANDARD_INPUT else slug(PurePath(one.path).stem)
        names.append("-".join(part for part in ("draft", stem, digest) if part) + ".html")
    return tuple(names)
