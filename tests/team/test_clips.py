"""Clips: of whom, from where, and what must not be heard in them."""

from __future__ import annotations

import numpy as np
import pytest
from teams import flac, standard, team

from coach.audio import decode
from coach.records import SAMPLE_RATE_HZ, Span
from coach.team.clips import LONGEST_S, TONE, clips, silenced
from coach.team.rows import team as gather

ROWS = {figures.row.id: figures for figures in gather(team(), standard()).rows}


def heard(clip) -> np.ndarray:
    return decode(clip.sound, "clip.flac", max_minutes=1).channels[0]


def test_three_clips_of_three_reps_one_of_them_done() -> None:
    found = clips(ROWS["digit_pace"], flac, None, done=False)
    assert [clip.done for clip in found] == [True, False, False]
    assert len({clip.kept.recording.rep for clip in found}) == 3


def test_a_strength_is_shown_by_those_who_have_it() -> None:
    assert [clip.done for clip in clips(ROWS["number_given"], flac, None, done=True)] == [True] * 3


def test_a_clip_is_the_evidence_with_some_sound_around_it() -> None:
    (clip, *_) = clips(ROWS["digit_pace"], flac, None, done=False)
    evidence = clip.kept.finding("digit_pace").evidence[0]
    assert clip.span.start_s == pytest.approx(max(0.0, evidence.start_s - 0.3))
    lasts_s = len(heard(clip)) / SAMPLE_RATE_HZ
    assert lasts_s == pytest.approx(min(clip.span.duration_s, LONGEST_S), abs=0.01)


def test_where_nothing_shows_a_row_the_message_begins() -> None:
    found = clips(ROWS["prospect_focus"], flac, None, done=False)
    assert [clip.quote for clip in found] == [None] * 3
    assert all(clip.span.start_s < 1 for clip in found)


def test_no_sound_no_clip() -> None:
    assert clips(ROWS["digit_pace"], lambda kept: None, None, done=False) == ()
    assert clips(ROWS["digit_pace"], lambda kept: b"no flac", None, done=False) == ()


def test_not_knowing_what_to_hide_is_no_clip() -> None:
    assert clips(ROWS["digit_pace"], flac, lambda kept: None, done=False) == ()


def test_hidden_stretches_are_a_tone() -> None:
    everything = [Span(0.0, 600.0)]
    (clip, *_) = clips(ROWS["digit_pace"], flac, lambda kept: everything, done=False)
    assert 0 < np.abs(heard(clip)).max() < 2 * TONE


def test_silencing_stays_inside_the_sound_and_leaves_the_rest() -> None:
    samples = np.full(SAMPLE_RATE_HZ, 0.5, dtype=np.float32)
    quiet = silenced(samples, [Span(0.5, 0.75), Span(0.9, 5.0), Span(8.0, 9.0)])
    assert (quiet[: SAMPLE_RATE_HZ // 2] == 0.5).all()
    assert np.abs(quiet[SAMPLE_RATE_HZ // 2 : 12_000]).max() <= TONE
    assert (quiet[12_000:14_400] == 0.5).all()
    assert (samples == 0.5).all()
