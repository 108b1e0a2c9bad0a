"""Every measure, on every awkward message: a value, or None with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from math import isfinite
from typing import TYPE_CHECKING

import pytest
from cued import RECORDED
from hypothesis import given
from hypothesis import strategies as st
from pitches import pitched
from spoken import say, subject

from coach.measures import MEASURES, CannotMeasureError, Measure, Subject, take_all
from coach.records import Earlier, Elsewhere, Evidence, Measurement
from coach.said import Clause, Said

if TYPE_CHECKING:
    from coach.records import Timing

ROWS = {
    *("length", "speaking_rate", "articulation_rate", "pauses", "fillers", "audibility"),
    *("number_given", "number_twice", "digit_pace", "digit_groups", "readings_agree", "sameness"),
    *("opening", "who", "enough_detail", "compelling", "research", "distinctive", "value"),
    *("no_checking_in", "new_idea", "listened", "proof", "reassurance", "callback_window"),
    *("next_attempt", "meeting_options", "other_channel", "commitment", "prospect_focus"),
    *("addressed", "why_now", "asks_when", "same_to_everyone", "new_value", "cadence"),
    *("promise_kept", "never_done"),
}
NUMBER = "{212 555 0143}"
PITCH = "Hi Sam, this is Dana from Brightline, I have an idea for your yard in Reno."
RICH = f"{PITCH} [0.4] Call me at [0.8] {NUMBER} [0.6] again that's {NUMBER} thanks, bye."
EARLIER = (Earlier(None, 1, f"{PITCH} Call me.", "before.wav"),)

every = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)


def timed(timing: Timing) -> Subject:
    """Return a message whose readings could be timed only so far."""
    speech = say(RICH)
    readings = tuple(
        replace(
            reading,
            timing=timing,
            timing_reason="the digits run together.",
            each=(),
            groups=() if timing == "number" else reading.groups,
        )
        for reading in speech.readings
    )
    return subject(replace(speech, readings=readings))


def rich(**changes: object) -> Subject:
    """Return a message that has everything, what it says included."""
    told = Clause("I'll call you again on Friday.", 0, 30)
    before = Earlier(
        RECORDED - timedelta(days=3),
        1,
        told.text,
        "before.wav",
        (told,),
        (Said("will_call_dated", told, 0.9),),
        pitched(told.text),
    )
    who = {"prospect": "Sam", "rep": "Dana", "rep_phone": "+1 212 555 0143"}
    seen = subject(say(RICH), (before,), recorded_at=RECORDED, **who)  # type: ignore[arg-type]  # a time, too
    clause = Clause(PITCH, 0, len(PITCH), seen.words[0].start_s, seen.words[14].end_s)
    said = tuple(Said(cue, clause, 0.9) for cue in ("reason", "echo", "asks_when"))
    others = tuple(Elsewhere(f"{k}", f"{k}.wav", None, pitched(PITCH)) for k in range(5))
    compared = {"pitch": pitched((PITCH, "reason")), "elsewhere": others, "passed": frozenset()}
    given = {"clauses": (clause,), "said": said, **compared, **changes}
    return replace(seen, **given)  # type: ignore[arg-type]  # its own fields


AWKWARD = {
    "two words": subject(say("Hi Sam.")),
    "no clause": subject(say(RICH)),
    "one word": subject(say("Hello?")),
    "no word": subject(say("[2.0]")),
    "no number": subject(say(PITCH)),
    "a broken number": subject(say(f"{PITCH} Call {{? 212 55}}")),
    "a number misheard": subject(say(f"{PITCH} Call {{? 212 555 014}}")),
    "nothing but a number": subject(say(NUMBER)),
    "one reading": subject(say(f"{PITCH} Call {NUMBER}")),
    "groups timed": timed("group"),
    "number timed": timed("number"),
    "one group": subject(say(f"{PITCH} Call {{2125550143}}")),
    "no background": subject(replace(say(PITCH), snr_db=None)),
    "two words, seen before": subject(say("Hi Sam."), EARLIER, prospect="Sam"),
    "first message": subject(say(PITCH), prospect="Sam"),
    "before was empty": subject(say(PITCH), (Earlier(None, 1, "", "b.wav"),), prospect="Sam"),
    "a phone without digits": subject(say(RICH), rep_phone="ask the switchboard"),
}


def assert_sound(taken: Measurement, seen: Subject) -> None:
    """A value that can be printed and heard, or None with a sentence."""
    if taken.value is None:
        assert taken.reason is not None
        assert taken.reason[0].isupper()
        assert taken.reason.endswith(".")
    else:
        assert taken.reason is None
    if isinstance(taken.value, float):
        assert isfinite(taken.value)
    for evidence in taken.evidence:
        assert evidence.start_s is not None
        assert evidence.end_s is not None
        assert 0 <= evidence.start_s <= evidence.end_s <= seen.speech.duration_s


@every
def test_a_measure_says_what_it_is_and_who_says_so(measure: Measure) -> None:
    assert measure.id.partition(".")[0] in ROWS
    assert measure.label[0].isupper()
    assert measure.unit.strip()
    assert measure.source.strip()
    assert len(measure.explanation) > 20
    assert measure.explanation[0].isupper()
    assert measure.digits >= 0


def test_ids_are_the_rubrics_and_single() -> None:
    ids = [measure.id for measure in MEASURES]
    assert len(ids) == len(set(ids))
    assert {one.partition(".")[0] for one in ids} == ROWS


@every
@pytest.mark.parametrize("seen", AWKWARD.values(), ids=AWKWARD)
def test_no_message_is_too_awkward(measure: Measure, seen: Subject) -> None:
    assert_sound(measure.take(seen), seen)


@every
def test_a_rich_message_has_every_value(measure: Measure) -> None:
    seen = rich()
    taken = measure.take(seen)
    assert taken.value is not None
    assert_sound(taken, seen)
    assert (taken.id, taken.unit) == (measure.id, measure.unit)


def test_a_draft_is_asked_nothing_that_needs_sound() -> None:
    draft = rich(draft=True)
    silent = {
        one.id for one in MEASURES if one.take(draft).reason == "A draft has not been spoken."
    }
    delivery = {"length", "speaking_rate", "articulation_rate", "pauses", "fillers", "audibility"}
    assert {one.partition(".")[0] for one in silent} >= {*delivery, "opening"}
    assert not silent & {"who", "value", "number_given", "number_twice", "sameness"}


UNKNOWN = {
    "no clause": ["who", "value", "callback_window", "addressed", "prospect_focus.you"],
    "two words": ["speaking_rate", "articulation_rate", "fillers", "sameness"],
    "no number": [
        *("number_twice", "digit_pace", "digit_pace.shortest_s", "digit_pace.pen_backlog"),
        *("digit_groups", "digit_groups.pause_before_s", "readings_agree"),
        "readings_agree.with_rep_phone",
    ],
    "a broken number": ["number_twice", "digit_pace", "digit_groups", "readings_agree"],
    "a number misheard": ["number_given", "number_twice", "digit_pace", "readings_agree"],
    "nothing but a number": ["speaking_rate", "articulation_rate"],
    "one reading": ["readings_agree", "readings_agree.with_rep_phone"],
    "groups timed": ["digit_pace.shortest_s", "digit_pace.pen_backlog"],
    "number timed": ["digit_pace.shortest_s", "digit_pace.pen_backlog", "digit_groups"],
    "no background": ["audibility.snr_db"],
    "first message": [
        *("sameness", "sameness.attempt", "new_value", "cadence", "cadence.days_since"),
        *("promise_kept", "promise_kept.state", "never_done", "never_done.rows"),
        "same_to_everyone",
    ],
    "a phone without digits": ["readings_agree.with_rep_phone"],
}


@pytest.mark.parametrize(
    ("case", "measure_id"), [(case, one) for case, ids in UNKNOWN.items() for one in ids]
)
def test_unknown_is_none_and_never_zero(case: str, measure_id: str) -> None:
    measure = next(one for one in MEASURES if one.id == measure_id)
    assert measure.take(AWKWARD[case]).value is None


def test_whether_a_number_is_given_is_known_unless_it_was_misheard() -> None:
    measure = next(one for one in MEASURES if one.id == "number_given")
    given = {
        "no clause",
        "nothing but a number",
        "one reading",
        "one group",
        "a phone without digits",
    }
    for case, seen in AWKWARD.items():
        expected = case in given or case.endswith(" timed")
        assert measure.take(seen).value is (None if "misheard" in case else expected), case


def test_a_louder_copy_changes_the_level_and_nothing_else() -> None:
    speech = say(RICH)
    louder = replace(speech, level_dbfs=speech.level_dbfs + 12, peak_dbfs=speech.peak_dbfs + 12)
    before, after = (take_all(subject(one), MEASURES) for one in (speech, louder))
    changed = [a.id for a, b in zip(before, after, strict=True) if a != b]
    assert changed == ["audibility.level_dbfs"]


def test_the_same_message_measures_the_same() -> None:
    seen = subject(say(RICH), EARLIER, prospect="Sam")
    assert take_all(seen, MEASURES) == take_all(seen, MEASURES)


TOKENS = ["Hi", "um", "I", "I", "don't", "$40", "2:30", "212", "\u2014", "%", "it's", "Sam.", "3rd"]


@given(
    st.lists(
        st.sampled_from([*TOKENS, "[0.3]", "[2.5]", NUMBER, "{? 555 01}", "{5550143}"]), max_size=16
    ),
    st.sampled_from([0.05, 0.4, 2.0]),
)
def test_whatever_is_said_every_measure_gives_a_value_or_a_reason(
    tokens: list[str], pace_s: float
) -> None:
    seen = subject(
        say(" ".join(tokens), pace_s=pace_s), EARLIER, prospect="Sam", rep_phone="5550143"
    )
    for taken in take_all(seen, MEASURES):
        assert_sound(taken, seen)


def _shelved(function: object, digits: int = 1) -> Measure:
    return Measure("x.y", "X", "s", digits, "ours", function)  # type: ignore[arg-type]  # small ones


def test_values_are_rounded_as_the_measure_says_and_truth_is_left_alone() -> None:
    here = (Evidence(1.0, 2.0, "here"),)
    seen = subject(say(PITCH))
    assert _shelved(lambda _: 1.26).take(seen) == Measurement("x.y", 1.3, "s")
    assert _shelved(lambda _: (1.26, here)).take(seen) == Measurement("x.y", 1.3, "s", None, here)
    assert _shelved(lambda _: True).take(seen).value is True
    assert _shelved(lambda _: "often").take(seen).value == "often"


def test_what_cannot_be_measured_gives_its_reason() -> None:
    def cannot(_: Subject) -> float:
        raise CannotMeasureError("It was too quiet.")

    taken = _shelved(cannot).take(subject(say(PITCH)))
    assert taken == Measurement("x.y", None, "s", "It was too quiet.")


def test_a_mistake_in_a_measure_is_not_taken_for_a_reason() -> None:
    def broken(_: Subject) -> float:
        return 1 / 0

    with pytest.raises(ZeroDivisionError):
        _shelved(broken).take(subject(say(PITCH)))


def test_quotes_are_the_words_with_their_times() -> None:
    seen = subject(say("Hi Sam, call {212 555 0143} bye."))
    assert seen.quote(0, 2) == Evidence(1.0, 1.8, "Hi Sam,")
    reading = seen.readings[0]
    assert seen.quote(reading.word_start, reading.word_end).quote == "212-555-0143"
    assert seen.quote_span(replace(seen.speech.message, end_s=1.7)).quote == "Hi Sam,"


class Watched:
    """A subject that remembers what is looked at."""

    def __init__(self, seen: Subject) -> None:
        self.seen = seen
        self.looked_at: set[str] = set()

    def __getattr__(self, name: str) -> object:
        self.looked_at.add(name)
        return getattr(self.seen, name)


@every
@pytest.mark.parametrize("seen", [rich(), rich(said=()), rich(passed=None)])
def test_only_what_compares_looks_beyond_the_message(measure: Measure, seen: Subject) -> None:
    watched = Watched(seen)
    measure.take(watched)  # type: ignore[arg-type]  # it passes for a subject
    if not measure.compares:
        assert not watched.looked_at & {"earlier", "elsewhere", "passed", "asked"}


def test_what_is_known_of_the_same_message_is_not_measured_again() -> None:
    seen = rich()
    marked = {one.id: replace(one, unit="known") for one in take_all(seen, MEASURES)}
    again = {one.id: one.unit for one in take_all(seen, MEASURES, marked)}
    compares = {measure.id for measure in MEASURES if measure.compares}
    assert {row for row, unit in again.items() if unit != "known"} == compares
    assert {"listened", "sameness", "never_done"} <= compares
