"""Times in sound: bursts with known onsets stand for words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import buzz, joined, noise, silence

from coach.number import readings, spans, time_reading
from coach.number.lexicon import NAMES
from coach.records import SAMPLE_RATE_HZ, Reading, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIGITS = "2125550143"
SLOW = (0.4, 0.4, 0.8, 0.4, 0.4, 0.8, 0.4, 0.4, 0.4)
GROUPED = (0.06, 0.06, 0.6, 0.06, 0.06, 0.6, 0.06, 0.06, 0.06)
RUN_ON = (0.0,) * 9


@dataclass(frozen=True)
class Said:
    """A message: its sound, its words and where each digit truly is."""

    samples: NDArray[np.float32]
    words: list[Word]
    onsets: list[float]
    offsets: list[float]


def burst(lasting_s: float = 0.3) -> NDArray[np.float32]:
    """A word: swells within 20 ms, fades out."""
    sound = buzz(lasting_s)
    n = len(sound)
    shape = np.minimum(np.arange(n) / 320, 1.0) * np.linspace(1.0, 0.1, n)
    return (sound * shape).astype(np.float32)


def say(
    digits: str = DIGITS,
    gaps_s: tuple[float, ...] = SLOW,
    lasting_s: float = 0.3,
    off_s: float = 0.0,
    noise_peak: float = 0.0,
    written: list[str] | None = None,
) -> Said:
    """Say "call me at", a number and a word after it; word times are `off_s` late."""
    parts = [silence(0.5), burst(), silence(0.05), burst(), silence(0.6)]
    for gap_s in (*gaps_s, 0.7):
        parts += [burst(lasting_s), silence(gap_s)]
    parts += [burst(), silence(0.8)]
    samples = joined(*parts)
    samples = samples + noise(len(samples) / SAMPLE_RATE_HZ, noise_peak)[: len(samples)]
    first = sum(map(len, parts[:5])) / SAMPLE_RATE_HZ
    onsets = list(accumulate((lasting_s + gap_s for gap_s in gaps_s), initial=first))
    offsets = [onset + lasting_s for onset in onsets]
    words = [Word("call", 0.5, 0.8, 1.0), Word("at", 0.85, 1.15, 1.0)]
    written = written or [NAMES[int(d)] for d in digits]
    k = 0
    for text in written:
        count = sum(c.isdigit() for c in text) or 1
        words.append(Word(text, onsets[k] + off_s, offsets[k + count - 1] + off_s, 0.9))
        k += count
    return Said(samples, words, onsets, offsets)


def read(said: Said) -> Reading:
    (reading,) = readings(said.samples, said.words)
    return reading


def onset_errors(reading: Reading, said: Said) -> list[float]:
    return [abs(d.start_s - onset) for d, onset in zip(reading.each, said.onsets, strict=True)]


@pytest.mark.parametrize("off_s", [-0.2, 0.0, 0.15])
@pytest.mark.parametrize("gaps_s", [SLOW, GROUPED])
def test_separate_digits_are_timed_one_by_one(gaps_s: tuple[float, ...], off_s: float) -> None:
    said = say(gaps_s=gaps_s, off_s=off_s)
    reading = read(said)
    assert (reading.timing, reading.timing_reason) == ("digit", "")
    assert "".join(d.digit for d in reading.each) == reading.digits == DIGITS
    assert max(onset_errors(reading, said)) < 0.02
    assert reading.start_s == reading.each[0].start_s == reading.groups[0].start_s
    assert reading.seconds_per_digit == pytest.approx(
        (said.offsets[-1] - said.onsets[0]) / 10, abs=0.01
    )


def test_numerals_are_timed_as_well_as_words() -> None:
    said = say(gaps_s=GROUPED, written=["212", "-555", "-0143."], off_s=-0.15)
    reading = read(said)
    assert reading.timing == "digit"
    assert max(onset_errors(reading, said)) < 0.02


def test_groups_and_their_pauses_are_heard() -> None:
    groups = read(say(gaps_s=GROUPED)).groups
    assert [g.digits for g in groups] == ["212", "555", "0143"]
    assert [g.pause_after_s for g in groups] == [
        pytest.approx(0.6, abs=0.06),
        pytest.approx(0.6, abs=0.06),
        None,
    ]


def test_an_even_number_is_cut_as_numbers_usually_are() -> None:
    groups = read(say(gaps_s=(0.1,) * 9)).groups
    assert [g.digits for g in groups] == ["212", "555", "0143"]
    assert groups[0].pause_after_s == pytest.approx(0.1, abs=0.06)


def test_the_pause_before_the_first_digit_is_measured() -> None:
    assert read(say()).pause_before_s == pytest.approx(0.6, abs=0.06)


def test_quiet_noise_does_no_harm() -> None:
    said = say(noise_peak=0.002)
    reading = read(said)
    assert reading.timing == "digit"
    assert max(onset_errors(reading, said)) < 0.05


@pytest.mark.parametrize("noise_peak", [0.0, 0.01, 0.03, 0.1, 0.3, 1.0])
@pytest.mark.parametrize("gaps_s", [SLOW, GROUPED, RUN_ON])
def test_never_a_confident_wrong_time(gaps_s: tuple[float, ...], noise_peak: float) -> None:
    said = say(gaps_s=gaps_s, noise_peak=noise_peak, off_s=-0.1)
    reading = read(said)
    if reading.timing == "digit":
        assert max(onset_errors(reading, said)) < 0.08
    else:
        assert reading.each == () and reading.timing_reason
    assert (reading.groups == ()) == (reading.timing == "number")


def test_digits_without_any_dip_are_timed_as_one() -> None:
    said = say()
    steady = said.samples.copy()
    first, last = (round(t * SAMPLE_RATE_HZ) for t in (said.onsets[0], said.offsets[-1]))
    steady[first:last] = buzz((last - first) / SAMPLE_RATE_HZ)[: last - first]
    (reading,) = readings(steady, said.words)
    assert reading.timing == "number"
    assert reading.start_s == pytest.approx(said.onsets[0], abs=0.05)
    assert reading.end_s == pytest.approx(said.offsets[-1], abs=0.05)


def test_a_digit_too_many_in_the_words_is_not_forced_into_the_sound() -> None:
    said = say(gaps_s=SLOW)
    extra = Word("seven", said.offsets[-1], said.offsets[-1] + 0.05, 0.3)
    (reading,) = readings(said.samples, [*said.words[:-1], extra, said.words[-1]])
    assert reading.digits == "21255501473"
    assert reading.timing != "digit"


def test_a_word_for_several_digits_is_at_best_timed_in_groups() -> None:
    # "two one two, double five five, oh one four three": 3, 2 and 4 words
    gaps_s = (0.05, 0.05, 0.6, 0.05, 0.6, 0.05, 0.05, 0.05)
    said = say(digits="212550143", gaps_s=gaps_s)
    texts = ["two", "one", "two,", "double", "five,", "oh", "one", "four", "three"]
    words = [
        Word(text, w.start_s, w.end_s, 0.9) for text, w in zip(texts, said.words[2:], strict=True)
    ]
    lead = [Word("my", 0.5, 0.6, 1.0), Word("number", 0.6, 1.0, 1.0), Word("is", 1.0, 1.1, 1.0)]
    (reading,) = readings(said.samples, [*lead, *words])
    assert reading.digits == "212550143"
    assert reading.timing in ("group", "number")
    assert "several digits" in reading.timing_reason
    assert reading.each == ()


def test_a_hundred_written_as_zeros_is_not_timed_as_two_zeros() -> None:
    # "eight hun dred five five five ...": the two syllables are short
    lengths_s = (0.3, 0.15, 0.15, *[0.3] * 7)
    parts, onsets = [silence(1.0)], []
    for lasting_s in lengths_s:
        onsets.append(sum(map(len, parts)) / SAMPLE_RATE_HZ)
        parts += [burst(lasting_s), silence(0.08)]
    samples = joined(*parts, silence(0.8))
    edges_s = [onsets[0], onsets[3], onsets[6], onsets[9] + 0.3]
    words = [
        Word(text, a, b, 0.9)
        for text, a, b in zip(("800", "-555", "-0199"), edges_s, edges_s[1:], strict=False)
    ]
    (reading,) = readings(samples, words)
    assert reading.each == ()
    assert "hundred" in reading.timing_reason


def test_a_mended_number_is_timed_as_a_whole() -> None:
    said = say()
    words = [*said.words, Word("sorry,", 0, 0, 1.0), Word("0144", 9.0, 9.5, 0.9)]
    (reading,) = readings(said.samples, words)
    assert reading.digits == "2125550144"
    assert (reading.timing, reading.groups) == ("number", ())


def test_confidence_is_the_mean_probability_of_the_words() -> None:
    said = say()
    words = [*said.words[:2], *(Word(w.text, w.start_s, w.end_s, 0.5) for w in said.words[2:7])]
    (reading,) = readings(said.samples, [*words, *said.words[7:]])
    assert reading.confidence == pytest.approx(0.7)


def test_two_readings_in_one_numeral_share_its_time() -> None:
    said = say(DIGITS * 2, (*SLOW, 1.0, *SLOW))
    numeral = Word(DIGITS * 2, said.onsets[0], said.offsets[-1], 0.9)
    first, second = readings(said.samples, [numeral])
    assert first.digits == second.digits == DIGITS
    assert first.end_s <= second.start_s + 0.5
    assert second.end_s == pytest.approx(said.offsets[-1], abs=0.3)


def test_the_same_sound_gives_the_same_times() -> None:
    said = say(noise_peak=0.01)
    assert read(said) == read(said)


times = st.floats(-5.0, 30.0, allow_nan=False)


@given(st.lists(st.tuples(times, times), min_size=3, max_size=3), st.integers(0, 40_000))
def test_absurd_word_times_and_short_sound_give_a_plain_reading(
    spans_s: list[tuple[float, float]], length: int
) -> None:
    texts = ("212", "-555", "-0143")
    words = [Word(t, a, b, 0.5) for t, (a, b) in zip(texts, spans_s, strict=True)]
    (span,) = spans(texts)
    reading = time_reading(noise(3.0)[:length], span, words)
    assert 0.0 <= reading.start_s <= reading.end_s <= length / SAMPLE_RATE_HZ + 0.01
    assert reading.timing == "number" or reading.groups
    assert reading.pause_before_s >= 0.0
