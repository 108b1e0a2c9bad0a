"""Channels, silences and thresholds, before any word is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from sounds import buzz, joined, noise, silence, tone

from coach import scene as module
from coach.loudness import loudness
from coach.records import SAMPLE_RATE_HZ, Span
from coach.scene import Scene, distinct_channels, last_speaker, scene
from coach.tones import Tone
from coach.voice import STEP_SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BEEP = Tone(4.0, 4.4, 1_000.0)


def seen(speech: Sequence[Span], tones: Sequence[Tone] = (), duration_s: float = 30.0) -> Scene:
    """Return a channel on which somebody was heard in those stretches."""
    samples = silence(duration_s)
    return Scene(samples, tuple(speech), tuple(tones), loudness(samples))


@pytest.fixture
def voice_at(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[float]]:
    """Make Silero hear a voice in given stretches; gives the peaks of what it was asked."""
    peaks: list[float] = []

    def install(*stretches: Span) -> list[float]:
        def probability(samples: np.ndarray) -> np.ndarray:
            peaks.append(float(np.abs(samples).max(initial=0.0)))
            middles = (np.arange(-(-samples.size // STEP_SAMPLES)) + 0.5) * STEP_SAMPLES
            at_s = middles / SAMPLE_RATE_HZ
            inside = [(at_s > span.start_s) & (at_s < span.end_s) for span in stretches]
            return np.any(inside, axis=0).astype(np.float32) if inside else np.zeros(at_s.size)

        monkeypatch.setattr(module, "speech_probability", probability)
        return peaks

    return install


def test_a_tone_inside_speech_is_a_hummed_sound_and_goes(voice_at: Callable[..., object]) -> None:
    sound = joined(buzz(1.0), tone(600), buzz(1.0), silence(1.0), tone(1_000), silence(1.0))
    voice_at(Span(0.0, 2.4))
    assert [round(one.start_s, 1) for one in scene(sound).tones] == [3.4]


@pytest.mark.parametrize("peak", [0.0035, 0.01, 0.09])
def test_a_quiet_recording_is_raised_for_the_voice_detector_only(
    voice_at: Callable[..., list[float]], peak: float
) -> None:
    heard = voice_at(Span(0.0, 1.0))
    place = scene(buzz(1.0, peak))
    assert heard[0] == pytest.approx(min(30 * peak, 0.5), rel=0.01)
    assert float(np.abs(place.samples).max()) == pytest.approx(peak, rel=0.01)


@pytest.mark.parametrize("peak", [0.0, 0.002, 0.1, 1.0])
def test_silence_and_ordinary_levels_are_not_raised(
    voice_at: Callable[..., list[float]], peak: float
) -> None:
    heard = voice_at()
    scene(buzz(1.0, peak))
    assert heard[0] == pytest.approx(peak, rel=0.01)


@pytest.mark.parametrize("sound", [silence(0.0), silence(2.0), noise(2.0, 0.05), tone(1_000)])
def test_silero_hears_nobody_in_machines_and_noise(sound: np.ndarray) -> None:
    assert scene(sound).speech == ()


def test_silences_are_what_neither_speech_nor_tones_fill_clear_of_their_edges() -> None:
    place = seen([Span(1.0, 3.0), Span(5.0, 6.0)], [BEEP], duration_s=10.0)
    found = [(round(s.start_s, 6), round(s.end_s, 6)) for s in place.silences]
    assert found == [(0.1, 0.9), (3.1, 3.9), (4.5, 4.9), (6.1, 9.9)]


def test_a_scrap_of_silence_does_not_count() -> None:
    place = seen([Span(0.0, 3.0), Span(3.25, 10.0)], duration_s=10.0)
    assert place.silences == ()


def test_one_sound_on_two_channels_is_heard_once() -> None:
    voice = buzz(1.0)
    for other in (voice, -voice, voice * np.float32(0.5), voice + noise(1.0, 0.01)):
        assert distinct_channels(np.stack([voice, other])) == (0,)


def test_two_voices_are_two_channels_and_a_silent_one_is_none() -> None:
    one, two = buzz(1.0), buzz(1.0, pitch_hz=210.0)
    assert distinct_channels(np.stack([one, two])) == (0, 1)
    assert distinct_channels(np.stack([silence(1.0), two])) == (1,)
    assert distinct_channels(np.stack([one, silence(1.0), two, one])) == (0, 2)


@pytest.mark.parametrize("channels", [np.zeros((1, 0)), np.zeros((2, 100)), np.full((2, 9), 1e-4)])
def test_there_is_always_a_channel_to_look_at(channels: np.ndarray) -> None:
    assert distinct_channels(channels.astype(np.float32)) == (0,)


@pytest.mark.parametrize("machine_first", [True, False])
def test_who_speaks_once_both_have_spoken_leaves_the_message(machine_first: bool) -> None:
    machine = seen([Span(0.5, 9.0)])
    caller = seen([Span(10.0, 14.0), Span(15.0, 18.0)])
    scenes = [machine, caller] if machine_first else [caller, machine]
    assert last_speaker(scenes) == (1 if machine_first else 0)


def test_a_long_greeting_does_not_outweigh_a_short_message_behind_its_beep() -> None:
    machine = seen([Span(0.5, 15.0)], [Tone(15.2, 15.6, 1_000.0)])
    caller = seen([Span(0.2, 0.8), Span(17.0, 22.0)])
    assert last_speaker([machine, caller]) == 1


def test_a_tone_that_nobody_speaks_after_decides_nothing() -> None:
    machine = seen([Span(0.5, 9.0)], [Tone(29.0, 29.4, 480.0)])
    caller = seen([Span(10.0, 18.0)])
    assert last_speaker([machine, caller]) == 1


def test_a_single_or_a_silent_channel_is_chosen_without_fuss() -> None:
    assert last_speaker([seen([])]) == 0
    assert last_speaker([seen([]), seen([Span(1.0, 2.0)])]) == 1
    assert last_speaker([seen([]), seen([])]) == 0
