"""Length, pace, pauses, fillers and level, on messages whose figures are known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spoken import say, subject

from coach.measures import Measure, Subject
from coach.measures.delivery import (
    articulation_rate,
    clipped_share,
    fillers,
    length,
    level_dbfs,
    pauses,
    snr_db,
    speaking_rate,
)
from coach.records import Evidence

TEN = "Hi Sam it is Dana and we can cut time "
NUMBER = "{212 555 0143}"


def value(measure: object, text: str, **pace: float) -> float:
    assert isinstance(measure, Measure)
    taken = measure.take(subject(say(text, **pace)))
    assert isinstance(taken.value, float), taken.reason
    return taken.value


# Length


def test_length_is_from_the_first_to_the_last_sound() -> None:
    taken = length.take(subject(say(f"{TEN}[1.5] bye", start_s=7.0)))
    assert taken.value == pytest.approx(5.9)
    assert taken.evidence == (Evidence(7.0, 12.9, ""),)


# Speaking rate


@pytest.mark.parametrize("pace_s", [0.25, 0.4, 0.6])
def test_speaking_rate_is_words_a_minute(pace_s: float) -> None:
    assert value(speaking_rate, TEN * 2, pace_s=pace_s) == pytest.approx(60 / pace_s, abs=0.1)


@given(st.floats(0.2, 1.0), st.floats(0.0, 1.0))
def test_how_the_number_is_said_does_not_change_the_speaking_rate(
    digit_s: float, group_pause_s: float
) -> None:
    text = f"{TEN}{NUMBER} {TEN}{NUMBER} {{? 212 555}}"
    rate = value(speaking_rate, text, digit_s=digit_s, group_pause_s=group_pause_s)
    assert rate == pytest.approx(150.0, abs=0.1)


def test_pauses_slow_the_speaking_rate() -> None:
    assert value(speaking_rate, f"{TEN}[4.0] {TEN}") == pytest.approx(100.0)


def test_figures_count_as_the_words_they_are_said_with() -> None:
    plain = "Hi Sam it is Dana and we can cut ten percent"
    figures = "Hi Sam it is Dana and we can cut 10%"
    assert value(speaking_rate, plain) == pytest.approx(150.0)
    assert value(speaking_rate, figures) == pytest.approx(60 * 11 / 4.0)


def test_the_fastest_twelve_words_can_be_listened_to() -> None:
    slow, quick = say(TEN * 2, pace_s=0.6), say(TEN * 2, pace_s=0.2, start_s=13.0)
    words = (*slow.transcript.words, *quick.transcript.words)
    both = replace(
        slow,
        transcript=replace(slow.transcript, words=words),
        message=replace(slow.message, end_s=quick.message.end_s),
    )
    (evidence,) = speaking_rate.take(subject(both)).evidence
    assert evidence.start_s >= 13.0
    assert evidence.end_s - evidence.start_s == pytest.approx(2.4)
    assert len(evidence.quote.split()) == 12
    assert speaking_rate.take(subject(say(TEN))).evidence == ()


@pytest.mark.parametrize("measure", [speaking_rate, articulation_rate], ids=lambda one: one.id)
@pytest.mark.parametrize("text", ["one two three four", f"Call me {NUMBER} bye.", NUMBER])
def test_a_few_words_have_no_rate(measure: Measure, text: str) -> None:
    taken = measure.take(subject(say(text)))
    assert taken.value is None
    assert "words were heard outside the number" in (taken.reason or "")


def test_two_seconds_of_speech_have_no_rate() -> None:
    taken = speaking_rate.take(subject(say(TEN, pace_s=0.15)))
    assert (taken.value, taken.reason) == (None, "There is too little speech outside the number.")


# Articulation rate


def test_articulation_rate_is_syllables_a_second() -> None:
    assert value(articulation_rate, TEN * 2) == pytest.approx(22 / 8.0)
    assert value(articulation_rate, TEN * 2, pace_s=0.2) == pytest.approx(22 / 4.0)


def test_pauses_do_not_slow_the_articulation() -> None:
    paused = f"{TEN}[0.25] {TEN}[3.0] {TEN}"
    assert value(articulation_rate, paused) == value(articulation_rate, TEN * 3)


def test_stop_gaps_belong_to_the_articulation() -> None:
    assert value(articulation_rate, f"{TEN}[0.24] {TEN}") < value(articulation_rate, TEN * 2)


@pytest.mark.parametrize(
    "text",
    [
        f"{TEN}{TEN}[2.0] {NUMBER}",
        f"{TEN}{TEN}{NUMBER} [2.0] bye Sam",
        f"{TEN}[0.8] {NUMBER} [0.8] {TEN}[0.8] {NUMBER}",
    ],
    ids=["before", "after", "around two"],
)
def test_pauses_that_set_a_number_off_do_not_slow_the_articulation(text: str) -> None:
    without = text.replace("[2.0]", "").replace("[0.8]", "")
    assert value(articulation_rate, text) == pytest.approx(value(articulation_rate, without))


@given(st.floats(0.2, 1.0), st.floats(0.0, 1.0))
def test_how_the_number_is_said_does_not_change_the_articulation_rate(
    digit_s: float, group_pause_s: float
) -> None:
    rate = value(
        articulation_rate, f"{TEN}{NUMBER} {TEN}", digit_s=digit_s, group_pause_s=group_pause_s
    )
    assert rate == pytest.approx(22 / 8.0, abs=0.01)


# Pauses


def test_the_longest_silence_counts_and_can_be_heard() -> None:
    text = "Hi Sam it is Dana [0.5] one two three [1.7] four five six"
    taken = pauses.take(subject(say(text, pace_s=0.6)))
    assert taken.value == pytest.approx(1.7)
    (evidence,) = taken.evidence
    assert evidence.quote == "two three four five"
    assert (evidence.start_s, evidence.end_s) == (pytest.approx(5.3), pytest.approx(9.0))


def test_the_evidence_of_a_pause_stays_inside_the_message() -> None:
    seen = subject(say("Hi [3.0] Sam"))
    (evidence,) = pauses.take(seen).evidence
    assert (evidence.start_s, evidence.end_s) == (1.0, seen.speech.message.end_s)


def test_no_silence_is_a_silence_of_zero() -> None:
    assert value(pauses, TEN) == 0.0


def test_pauses_inside_and_around_the_number_are_good() -> None:
    text = f"{TEN}[0.4] call me at [2.5] {NUMBER} [2.0] thanks"
    assert value(pauses, text, group_pause_s=1.8) == pytest.approx(0.4)


@pytest.mark.parametrize(
    "text",
    [f"{TEN}[6.0] my number is {NUMBER}", f"{TEN}{NUMBER} thanks a lot Sam [6.0] bye"],
    ids=["before", "after"],
)
def test_dead_air_near_the_number_that_does_not_set_it_off_is_dead_air(text: str) -> None:
    assert value(pauses, text) == pytest.approx(6.0)


# Fillers


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{TEN}{TEN}", 0),
        (f"Um, {TEN}uh er {TEN}Hmm.", 4),
        ("I I wanted to to ask for your your time today Sam", 3),
        ("We ca- can help you wi- with that today or so Sam", 2),
        ("Thank you very very much, bye bye, no no, that that is so so good", 0),
        ("Call me. Me again. So you. You know what it is now", 0),
        (f"{TEN}{NUMBER} {NUMBER}", 0),
        ("the umbrella and the errand were under a hummock of ample size", 0),
    ],
)
def test_fillers_and_restarts_are_counted_for_a_hundred_words(text: str, count: int) -> None:
    seen = subject(say(text))
    taken = fillers.take(seen)
    assert taken.value == pytest.approx(100 * count / len(seen.words), abs=0.05)
    assert len(taken.evidence) == count


def test_a_filler_is_quoted_with_its_neighbours() -> None:
    taken = fillers.take(subject(say("Hi Sam, um, this is Dana")))
    assert [evidence.quote for evidence in taken.evidence] == ["Sam, um, this"]


def test_many_fillers_are_counted_and_five_quoted() -> None:
    taken = fillers.take(subject(say("um " * 20)))
    assert taken.value == 100.0
    assert len(taken.evidence) == 5


# Level


def test_levels_are_given_as_they_were_heard() -> None:
    seen = subject(replace(say(TEN), level_dbfs=-23.4, clipped_share=0.01234, snr_db=31.2))
    assert level_dbfs.take(seen).value == -23.4
    assert clipped_share.take(seen).value == 0.01234
    assert snr_db.take(seen).value == 31.2


def _louder(seen: Subject) -> Subject:
    return replace(seen, speech=replace(seen.speech, level_dbfs=-3.0, peak_dbfs=0.0))


@pytest.mark.parametrize(
    "measure", [length, speaking_rate, articulation_rate, pauses, fillers], ids=lambda one: one.id
)
def test_a_louder_copy_is_spoken_at_the_same_pace(measure: Measure) -> None:
    seen = subject(say(f"{TEN}um [0.8] {TEN}{NUMBER}"))
    assert measure.take(_louder(seen)) == measure.take(seen)
