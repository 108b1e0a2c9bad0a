"""What all rows on content share: levels, evidence, and messages nobody looked at."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cued import level, told
from hypothesis import given
from hypothesis import strategies as st
from spoken import say, subject

from coach.measures import MEASURES, Measure
from coach.measures.content import HALFWAY, MOST_EVIDENCE, perhaps, sure

CONTENT = [one for one in MEASURES if ".content_" in one.function.__module__]
CUES = [
    *("any_time", "asks_to_buy", "asks_when", "asks_whether", "callback_only", "caller_company"),
    *("caller_name", "checking_in", "earlier_contact", "echo", "hook", "idea_offered", "reason"),
    *("list_address", "meeting_time", "named_proof", "offer_deadline", "other_channel", "step"),
    *("pressure", "reassurance", "rough_window", "small_ask", "solution", "specific_benefit"),
    *("specific_fact", "step_with_date", "stock_pitch", "their_situation", "trade_fact"),
    *("trigger", "unnamed_proof", "vague_benefit", "will_call", "will_call_dated", "window"),
]
TEXTS = ["Hi Sam,", "this is Dana", "between two and four", "call me Thursday", "by Friday"]

every = pytest.mark.parametrize("measure", CONTENT, ids=lambda measure: measure.id)


def test_all_rows_on_content_are_there() -> None:
    rows = {measure.id.partition(".")[0] for measure in CONTENT}
    assert rows == {
        *("opening", "who", "enough_detail", "compelling", "research", "distinctive", "value"),
        *("no_checking_in", "new_idea", "listened", "proof", "reassurance", "callback_window"),
        *("next_attempt", "meeting_options", "other_channel", "commitment", "prospect_focus"),
        *("addressed", "why_now", "asks_when"),
    }


@every
def test_where_nobody_looked_for_cues_nothing_is_measured(measure: Measure) -> None:
    taken = measure.take(subject(say("Hi Sam, this is Dana from Brightline.")))
    assert taken.value is None
    assert taken.reason


PIECES = st.lists(
    st.tuples(
        st.sampled_from(TEXTS),
        st.lists(st.sampled_from([*CUES, *(f"{cue}?" for cue in CUES)]), max_size=4).map(" ".join),
    ),
    min_size=1,
    max_size=6,
)


@given(PIECES, st.booleans())
def test_whatever_is_cued_levels_are_levels_and_quotes_are_clauses(
    pieces: list[tuple[str, str]], draft: bool
) -> None:
    seen = told(*pieces, draft=draft, prospect="Sam Bell", rep="Dana")
    texts = {clause.text for clause in seen.clauses}
    for measure in CONTENT:
        taken = measure.take(seen)
        if measure.unit == "level" and taken.value is not None:
            assert taken.value in {0.0, 1.0, 2.0}
        assert (taken.value is None) == bool(taken.reason)
        assert len(taken.evidence) <= MOST_EVIDENCE
        for evidence in taken.evidence:
            assert evidence.quote in texts
            assert (evidence.start_s is None) == draft
            assert (evidence.start_char is not None) == draft


@given(PIECES)
def test_an_unsure_cue_never_decides(pieces: list[tuple[str, str]]) -> None:
    """Without its sure hits, a message with unsure ones never passes where it did not."""
    unsure = [
        (text, " ".join(f"{cue.rstrip('?')}?" for cue in cues.split())) for text, cues in pieces
    ]
    doubtful, silent = told(*unsure), told(*((text, "") for text, _ in pieces))
    for measure in CONTENT:
        if measure.unit != "level" or measure.id in {"addressed", "prospect_focus"}:
            continue
        value, without = level(measure, doubtful), level(measure, silent)
        assert value in {HALFWAY, without}, measure.id


def test_hits_are_sure_or_unsure_or_nothing() -> None:
    seen = told(("a clause", "reason"), ("another one", "reason?"))
    faint = replace(seen.said[0], confidence=0.39)
    seen = replace(seen, said=(*seen.said, faint))
    assert [hit.clause.text for hit in sure(seen, "reason")] == ["a clause"]
    assert [hit.clause.text for hit in perhaps(seen, "reason")] == ["another one"]
