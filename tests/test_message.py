"""Where the message begins and ends, and what is cut around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import buzz, joined, noise, silence, tone
from spoken import spans, told

from coach.loudness import loudness
from coach.message import (
    DEAD_AIR_S,
    Opening,
    bounds,
    cuts,
    greeting_words,
    opening,
    prompt_words,
)
from coach.records import Cut, Span
from coach.scene import Scene
from coach.tones import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np

GREETING = "You've reached Sam Ortiz, leave a message after the tone."
PITCH = "Hi Sam, this is Dana from Brightline, I noticed you are hiring."


def seen(
    speech: Sequence[Span], tones: Sequence[Tone] = (), samples: np.ndarray | None = None
) -> Scene:
    """Return a channel of 40 s, or of the samples given."""
    sound = silence(40.0) if samples is None else samples
    return Scene(sound, tuple(speech), tuple(tones), loudness(sound))


def beep(start_s: float, hz: float = 1_000.0) -> Tone:
    return Tone(start_s, start_s + 0.4, hz)


def ring(start_s: float) -> Tone:
    return Tone(start_s, start_s + 2.0, 440.0)


def hears(*said: tuple[float, float, str]) -> Callable[[Span], str]:
    """Return a recogniser that knows what is said from when to when."""

    def quickly(span: Span) -> str:
        return " ".join(text for one, two, text in said if span.overlap_s(Span(one, two)) > 0.5)

    return quickly


def unheard(span: Span) -> str:
    raise AssertionError(f"nobody speaks before a tone, yet {span} was to be heard")


# What precedes the message


def test_without_a_tone_the_message_may_begin_at_once() -> None:
    assert opening(seen([Span(0.5, 9.0)]), unheard) == Opening(0.0)


def test_a_greeting_before_a_beep_is_cut_with_it() -> None:
    place = seen([Span(0.5, 6.0), Span(8.0, 20.0)], [beep(6.5)])
    found = opening(place, hears((0, 6, GREETING), (8, 20, PITCH)))
    assert found == Opening(6.9, Span(0.5, 6.0), GREETING, (beep(6.5),))


def test_nothing_is_transcribed_where_nobody_speaks_before_the_tone() -> None:
    place = seen([Span(9.0, 20.0)], [ring(0.5), ring(4.5), beep(7.5)])
    found = opening(place, unheard)
    assert (found.end_s, found.greeting) == (7.9, None)
    assert found.tones == place.tones


def test_a_greeting_that_nobody_can_make_out_still_is_one() -> None:
    place = seen([Span(0.5, 6.0), Span(8.0, 20.0)], [beep(6.5)])
    found = opening(place, hears((0, 6, "mumble mumble"), (8, 20, PITCH)))
    assert found.end_s == 6.9


@pytest.mark.parametrize("said", [PITCH, f"{GREETING} {PITCH}"])
def test_a_tone_behind_the_message_does_not_eat_it(said: str) -> None:
    place = seen([Span(3.0, 20.0), Span(22.0, 23.0)], [ring(0.5), beep(20.5)])
    found = opening(place, hears((3, 20, said), (22, 23, "press one")))
    assert found.end_s == 2.5
    assert found.greeting is None
    assert found.tones == (ring(0.5),)


def test_a_tone_that_no_message_follows_is_none_to_begin_behind() -> None:
    place = seen([Span(0.5, 20.0)], [beep(20.5)])
    assert opening(place, unheard).end_s == 0.0


def test_a_call_waiting_tone_inside_the_message_does_not_cut_it_in_two() -> None:
    place = seen([Span(0.5, 5.0), Span(7.0, 17.0), Span(18.0, 28.0)], [beep(5.5), beep(17.3, 440)])
    said = hears((0, 5, GREETING), (7, 17, PITCH), (18, 28, "My number is 212-555-0143."))
    assert opening(place, said).end_s == 5.9


# A greeting that no beep ended


def _cut_greeting(text: str) -> str:
    words = told(text)
    count = greeting_words(words, spans(text))
    return " ".join(word.text for word in words[:count])


def test_a_greeting_without_a_beep_ends_at_its_pause() -> None:
    assert _cut_greeting(f"{GREETING} [0.9] {PITCH}") == GREETING


def test_a_greeting_in_two_breaths_goes_whole() -> None:
    first, second = "Thanks for calling Harbor Freight.", "Nobody can take your call."
    assert _cut_greeting(f"{first} [0.6] {second} [0.9] {PITCH}") == f"{first} {second}"


@pytest.mark.parametrize(
    "greeting",
    [
        "Hi, this is Sam Ortiz at Harbor Freight, I'm not available right now.",
        "Hey, it's Sam with Harbor Freight, leave me a message and I'll get back to you.",
    ],
)
def test_a_greeting_may_introduce_itself_as_callers_do(greeting: str) -> None:
    assert _cut_greeting(f"{greeting} [0.9] {PITCH}") == greeting


@pytest.mark.parametrize(
    "text",
    [
        PITCH,
        f"{PITCH} [0.8] Call me at 212-555-0143. [0.6] Thanks and bye.",
        f"{GREETING} {PITCH}",
        f"{GREETING} [0.3] {PITCH}",
        GREETING,
        f"{GREETING} [0.9] Hello there.",
    ],
    ids=["pitch", "pitch with pauses", "no pause", "short pause", "nothing else", "too little"],
)
def test_nothing_goes_without_a_greeting_a_pause_and_a_message(text: str) -> None:
    assert _cut_greeting(text) == ""


@pytest.mark.parametrize(
    "first",
    [
        "Hi Sam, this is Dana from Brightline, thanks for calling me back on Monday.",
        "Hi Sam, this is Dana from Brightline, the early rate is not available after Friday.",
        "Hi Sam, Dana with Brightline here, I noticed you've reached your limit of users.",
        "Hi Sam, this is Dana from Brightline, I'm sorry I couldn't take your call.",
    ],
)
def test_a_caller_who_says_who_calls_is_no_greeting_whatever_else_is_said(first: str) -> None:
    assert _cut_greeting(f"{first} [0.8] My number is 212-555-0143, talk soon, bye.") == ""


def test_a_greeting_does_not_lend_its_phrases_to_the_message_behind_it() -> None:
    greeting = "You've reached Sam Ortiz. [0.8] Please leave a message."
    pitch = "Hi Sam, Dana from Brightline, I wanted to get back to you on that."
    cut = _cut_greeting(f"{greeting} [0.9] {pitch} [0.7] Call me at 212-555-0143.")
    assert "Dana" not in cut
    assert cut.startswith("You've reached Sam Ortiz.")


def test_what_is_said_long_after_the_start_is_no_greeting() -> None:
    text = f"{'well ' * 70} [0.8] {GREETING} [0.8] {PITCH}"
    assert _cut_greeting(text) == ""


# What the exchange says at the end


def _cut_prompt(text: str) -> str:
    words = told(text)
    count = prompt_words(words, spans(text))
    return " ".join(word.text for word in words[len(words) - count :])


PROMPT = "To send this message, press one."


def test_the_exchange_behind_the_message_is_cut() -> None:
    assert _cut_prompt(f"{PITCH} [1.0] {PROMPT}") == PROMPT


def test_a_prompt_in_two_breaths_goes_whole() -> None:
    more = "To erase it, press two."
    assert _cut_prompt(f"{PITCH} [1.0] {PROMPT} [0.6] {more}") == f"{PROMPT} {more}"


@pytest.mark.parametrize("text", [PITCH, f"{PITCH} {PROMPT}", PROMPT, f"{PROMPT} [0.8] {PITCH}"])
def test_no_prompt_no_cut(text: str) -> None:
    assert _cut_prompt(text) == ""


@pytest.mark.parametrize(
    "last", ["Thanks, bye.", "212 555 0143.", "That's 212-555-0143. Thank you."]
)
def test_the_callers_last_words_are_not_cut_with_the_prompt(last: str) -> None:
    assert _cut_prompt(f"{PITCH} [0.6] {last} [1.0] {PROMPT}") == PROMPT


# First and last sound


def _bounds(
    sound: np.ndarray, *speech: Span, not_before_s: float = 0.0, tones: tuple[Tone, ...] = ()
) -> Span:
    return bounds(seen(speech, tones, sound), speech, not_before_s)


@given(st.floats(0.0, 0.3), st.floats(-0.15, 0.3))
def test_bounds_are_those_of_the_sound_not_of_the_voice_detector(late: float, lag: float) -> None:
    sound = joined(silence(1.0), buzz(3.0), silence(1.0))
    found = _bounds(sound, Span(1.0 + late, 4.0 + lag))
    assert found.start_s == pytest.approx(1.0, abs=0.02)
    assert found.end_s == pytest.approx(4.0, abs=0.02)


def test_bounds_hold_in_noise() -> None:
    sound = joined(silence(1.0), buzz(3.0), silence(1.0)) + noise(5.0, 0.02)
    found = _bounds(sound, Span(1.1, 3.9))
    assert found.start_s == pytest.approx(1.0, abs=0.05)
    assert found.end_s == pytest.approx(4.0, abs=0.05)


def test_a_beep_before_and_a_tone_after_are_no_part_of_the_message() -> None:
    sound = joined(silence(0.5), tone(1_000), buzz(3.0), tone(480, lasting_s=0.5), silence(0.5))
    late = Tone(3.9, 4.4, 480.0)
    found = _bounds(sound, Span(1.0, 3.95), not_before_s=0.9, tones=(beep(0.5), late))
    assert found.start_s >= 0.9
    assert found.end_s <= 3.9


def test_the_onset_is_found_where_a_beep_was_taken_for_the_voices_beginning() -> None:
    sound = joined(silence(0.5), tone(1_000), silence(0.3), buzz(3.0), silence(0.5))
    found = _bounds(sound, Span(0.9, 4.2), not_before_s=0.9, tones=(beep(0.5),))
    assert found.start_s == pytest.approx(1.2, abs=0.03)


def test_a_loud_greeting_does_not_cut_a_quiet_message_short() -> None:
    quiet = joined(buzz(2.0, 0.05), buzz(0.5, 0.02), silence(0.5))
    sound = joined(silence(0.5), buzz(2.0, 0.9), silence(1.0), quiet)
    place = seen([Span(0.5, 2.5), Span(3.5, 5.9)], (), sound)
    found = bounds(place, [Span(3.5, 5.9)], 2.6)
    assert found.start_s == pytest.approx(3.5, abs=0.03)
    assert found.end_s == pytest.approx(6.0, abs=0.03)


def test_a_message_may_fill_the_recording() -> None:
    found = _bounds(buzz(3.0), Span(0.0, 3.0))
    assert found.start_s == pytest.approx(0.0, abs=0.02)
    assert found.end_s == pytest.approx(3.0, abs=0.02)


@given(st.sampled_from([0.03, 0.3, 1.0, 3.0]))
def test_a_louder_copy_has_the_same_bounds(gain: float) -> None:
    sound = joined(silence(1.0), buzz(2.0), silence(0.5), buzz(1.0, 0.1), silence(1.0))
    speech = (Span(1.1, 3.0), Span(3.6, 4.4))
    assert _bounds(sound * gain, *speech) == _bounds(sound, *speech)


# What is cut


def test_everything_outside_the_message_has_a_name() -> None:
    place = seen(
        [Span(5.0, 9.0), Span(11.0, 20.0)], [ring(0.5), beep(9.4), Tone(21.0, 22.0, 480.0)]
    )
    found = Opening(9.8, Span(5.0, 9.0), GREETING, (ring(0.5), beep(9.4)))
    prompt = Cut("prompt", 25.0, 27.0, PROMPT)
    made = cuts(Span(11.0, 20.0), found, None, prompt, place)
    assert [(cut.kind, cut.start_s, cut.end_s) for cut in made] == [
        ("silence", 0.0, 0.5),
        ("ring", 0.5, 2.5),
        ("silence", 2.5, 5.0),
        ("greeting", 5.0, 9.0),
        ("silence", 9.0, 9.4),
        ("beep", 9.4, 9.8),
        ("silence", 9.8, 11.0),
        ("silence", 20.0, 21.0),
        ("tone", 21.0, 22.0),
        ("silence", 22.0, 25.0),
        ("prompt", 25.0, 27.0),
        ("silence", 27.0, 40.0),
    ]
    assert made[3].quote == GREETING


def test_rings_become_one_cut_and_a_tone_behind_the_greeting_is_a_beep() -> None:
    place = seen([Span(7.0, 9.0), Span(13.0, 30.0)], [ring(0.5), ring(4.0), ring(10.0)])
    found = Opening(12.0, Span(7.0, 9.0), GREETING, place.tones)
    made = cuts(Span(13.0, 30.0), found, None, None, place)
    named = [(cut.kind, cut.start_s, cut.end_s) for cut in made if cut.kind != "silence"]
    assert named == [("ring", 0.5, 6.0), ("greeting", 7.0, 9.0), ("beep", 10.0, 12.0)]


def test_a_message_that_fills_the_recording_leaves_nothing_to_cut() -> None:
    assert cuts(Span(0.1, 39.5), Opening(0.0), None, None, seen([Span(0.1, 39.5)])) == ()


def test_dead_air_behind_the_message_is_named_from_a_second_on() -> None:
    def after(end_s: float) -> list[str]:
        return [c.kind for c in cuts(Span(0.0, end_s), Opening(0.0), None, None, seen([]))]

    assert after(40.0 - DEAD_AIR_S) == ["silence"]
    assert after(40.1 - DEAD_AIR_S) == []


TIMES_S = st.floats(0.0, 40.0).map(lambda time_s: round(time_s, 3))
STRETCHES = st.tuples(TIMES_S, TIMES_S).map(lambda pair: Span(min(pair), max(pair)))


@given(STRETCHES, st.lists(STRETCHES, max_size=4), st.none() | STRETCHES, st.none() | STRETCHES)
def test_cuts_are_in_order_apart_and_never_inside_the_message(
    message: Span, sounds: list[Span], greeting: Span | None, prompt: Span | None
) -> None:
    tones = tuple(Tone(span.start_s, span.end_s, 440.0) for span in sorted(sounds, key=str))
    found = Opening(0.0, greeting, GREETING if greeting else "", tones)
    said = Cut("prompt", prompt.start_s, prompt.end_s, PROMPT) if prompt else None
    made = cuts(message, found, None, said, seen([], tones))
    clock_s = 0.0
    for cut in made:
        assert clock_s <= cut.start_s < cut.end_s <= 40.0
        assert message.overlap_s(Span(cut.start_s, cut.end_s)) == 0.0
        clock_s = cut.end_s
