"""Windows that the head is trained on: the same every time, and true to the sound."""

from __future__ import annotations

import functools
import json
import shutil
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sounds import buzz, joined, silence

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT))
try:
    from training.number import compose
    from training.number.channel import RATE_HZ
    from training.number.speech import REAL, Bank, Clip, Utterance, load
finally:
    sys.path.remove(str(ROOT))

EDGE_S = 0.02
"""How far a stretched word's true edge may be from the one that is stated."""


def clip(index: int, pitch_hz: float) -> Clip:
    """A word of its own length between 20 ms of silence."""
    sound = joined(silence(0.02), buzz(0.2 + 0.03 * index, pitch_hz=pitch_hz), silence(0.02))
    return Clip(sound, 320, len(sound) - 320)


def utterance(voice: str, *names: str) -> Utterance:
    """Words of 0.3 s, 0.1 s apart."""
    parts, words = [silence(0.1)], []
    for k, name in enumerate(names):
        parts += [buzz(0.3, pitch_hz=200.0), silence(0.1)]
        words.append((name, 0.1 + 0.4 * k, 0.4 + 0.4 * k))
    return Utterance(joined(*parts), tuple(words), voice)


@functools.cache
def bank() -> Bank:
    """Every real speaker and two made voices, one of which knows rarer words."""
    rich = (*compose.DIGITS, "oh", "double", "hundred")
    clips = {
        voice: {name: [clip(k, 100.0 + 20 * n)] for k, name in enumerate(names)}
        for n, (voice, names) in enumerate(
            [*((one, compose.DIGITS) for one in REAL), ("made", compose.DIGITS), ("rich", rich)]
        )
    }
    plain = Utterance(joined(buzz(1.5), silence(0.05)), (), "sentences")
    numbers = [utterance("numbers", "two", "one", "two"), utterance("numbers", "five", "oh")]
    return Bank(clips, numbers, [plain], [utterance("numbers-accents", "nine", "nine")])


def composed(seed: int, real: str | None = "theo") -> compose.Window:
    return compose.window(np.random.default_rng([7, seed]), bank(), real)


@functools.cache
def plain(seed: int, real: str | None = "theo") -> compose.Window:
    """A window whose voices are left as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compose, "telephone", lambda rng, sound: sound)
        return composed(seed, real)


def test_the_same_seed_gives_the_same_window() -> None:
    first, again, other = composed(1), composed(1), composed(2)
    assert first.words == again.words and first.voices == again.voices
    assert np.array_equal(first.sound, again.sound)
    assert other.words != first.words


@pytest.mark.parametrize("real", [*REAL, None])
def test_words_lie_inside_the_window_in_order(real: str | None) -> None:
    for seed in range(6):
        made = plain(seed, real)
        assert made.sound.shape == (round(compose.WINDOW_S * RATE_HZ),)
        assert made.words and all(0 <= on < off <= compose.WINDOW_S for _, on, off in made.words)
        assert all(one[1] < two[1] for one, two in pairwise(made.words))
        assert made.voices & set(REAL) <= {real}


def test_it_is_known_who_says_each_word() -> None:
    rarer = {"double", "hundred", "oh"}
    for seed in range(6):
        made = plain(seed)
        said = [(word, who) for (word, _, _), who in zip(made.words, made.speakers, strict=True)]
        assert {who for _, who in said} == made.voices - {"sentences"}
        assert not [who for word, who in said if word in rarer and who in (*REAL, "made")]


def test_every_kind_of_speech_is_used() -> None:
    made = [plain(seed, real) for seed in range(6) for real in (*REAL, None)]
    voices = set().union(*(window.voices for window in made))
    assert voices == {*REAL, "made", "rich", "numbers", "numbers-accents", "sentences"}
    said = {word for window in made for word, _, _ in window.words}
    assert said >= {*compose.DIGITS, "oh", "double"}


def level(sound: NDArray[np.float32], start_s: float, end_s: float) -> float:
    piece = sound[max(0, round(start_s * RATE_HZ)) : round(end_s * RATE_HZ)]
    return float(np.sqrt((piece**2).mean()))


@pytest.mark.parametrize("seed", range(6))
def test_words_sound_between_their_edges_and_not_before(seed: int) -> None:
    made = plain(seed)
    checked = 0
    for before, (_, on, off) in pairwise([("", 0.0, 0.0), *made.words]):
        loud = level(made.sound, on + EDGE_S, off - EDGE_S)
        assert loud > 0.01
        assert level(made.sound, on, on + EDGE_S) > 0.1 * loud
        assert level(made.sound, off - EDGE_S, off) > 0.1 * loud
        if on - before[2] > 3 * EDGE_S:
            checked += 1
            assert level(made.sound, on - 2.5 * EDGE_S, on - EDGE_S) < 0.1 * loud
    assert checked > 3


sizes = st.integers(1_600, 12_000)


@given(sizes, st.floats(0.86, 1.16))
def test_resampled_sound_is_as_long_as_it_should_be(size: int, factor: float) -> None:
    sound = buzz(size / RATE_HZ)[:size]
    assert len(compose.resampled(sound, factor)) == round(len(sound) / factor)


@given(sizes, st.floats(0.72, 1.3))
def test_stretched_sound_is_as_long_as_it_should_be(size: int, tempo: float) -> None:
    sound = buzz(size / RATE_HZ)[:size]
    stretched = compose.stretched(sound, tempo)
    assert len(stretched) == round(len(sound) / tempo) if tempo != 1.0 else len(sound)
    assert np.isfinite(stretched).all()
    assert np.abs(stretched).max() < 2 * np.abs(sound).max()


def test_unchanged_and_very_short_sounds_stay_as_they_are() -> None:
    sound = buzz(0.3)
    assert compose.resampled(sound, 1.0) is sound
    assert compose.stretched(sound, 1.0) is sound
    assert compose.stretched(sound[:1_000], 1.2) is not None
    assert len(compose.stretched(sound[:1_000], 1.2)) == 1_000


def main_hz(sound: NDArray[np.float32]) -> float:
    spectrum = np.abs(np.fft.rfft(sound[2_000:-2_000] * np.hanning(len(sound) - 4_000), 1 << 16))
    return float(np.argmax(spectrum)) * RATE_HZ / (1 << 16)


@pytest.mark.parametrize("factor", [0.8, 1.25])
def test_resampling_moves_the_pitch_and_stretching_does_not(factor: float) -> None:
    tone = np.sin(2 * np.pi * 200 * np.arange(RATE_HZ) / RATE_HZ).astype(np.float32)
    assert main_hz(compose.resampled(tone, factor)) == pytest.approx(200 * factor, rel=0.01)
    assert main_hz(compose.stretched(tone, factor)) == pytest.approx(200, rel=0.02)


@pytest.mark.parametrize("tempo", [0.75, 1.0, 1.3])
def test_an_edge_moves_with_the_stretching(tempo: float) -> None:
    one = clip(5, 130.0)
    sound = compose.stretched(one.sound, tempo)
    loud = np.flatnonzero(np.abs(sound) > 0.05 * np.abs(sound).max())
    assert loud[0] / RATE_HZ == pytest.approx(one.onset / tempo / RATE_HZ, abs=EDGE_S)
    assert loud[-1] / RATE_HZ == pytest.approx(one.offset / tempo / RATE_HZ, abs=EDGE_S)


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """The packaged single words of one speaker, read as training reads them."""
    folder, speech = tmp_path_factory.mktemp("speech"), ROOT / "training" / "number" / "speech"
    for name in ("words", "numbers", "sentences"):
        (folder / name).mkdir()
        (folder / f"{name}.jsonl").write_text("", encoding="utf-8")
    shutil.copy(speech / "words" / "theo.flac", folder / "words")
    rows = (speech / "words.jsonl").read_text(encoding="utf-8").splitlines()
    own = [row for row in rows if json.loads(row)["source"] == "theo"]
    (folder / "words.jsonl").write_text("\n".join(own) + "\n", encoding="utf-8")
    return load(folder)


def test_the_packaged_words_of_a_speaker_are_all_ten_digits(recorded: Bank) -> None:
    assert set(recorded.clips) == {"theo"}
    assert set(recorded.clips["theo"]) == set(compose.DIGITS)
    assert recorded.made_voices == []


def test_stated_onsets_are_where_the_energy_begins(recorded: Bank) -> None:
    """The energy over 10 ms first passes 30 dB below the clip's peak."""
    for clips in recorded.clips["theo"].values():
        for one in clips[:10]:
            power = np.convolve(one.sound.astype(np.float64) ** 2, np.full(160, 1 / 160), "same")
            loud = np.flatnonzero(power > power.max() / 1_000)
            assert abs(one.onset - loud[0]) <= 0.003 * RATE_HZ
            assert abs(one.offset - loud[-1]) <= 0.003 * RATE_HZ


def tone(*levels_db: float) -> Clip:
    """A clip of 0.1 s at each level, its word from the first to the last."""
    parts = [10 ** (level / 20) * np.sin(np.arange(1_600) * 0.4) for level in levels_db]
    return Clip(np.concatenate(parts).astype(np.float32), 0, 1_600 * len(parts))


def test_a_voice_switch_cuts_off_quiet_edges_and_moves_the_word_s_times() -> None:
    cut = compose.gated(tone(-25, 0, -35, 0, -40), -20.0)
    assert len(cut.sound) == 3 * 1_600
    assert (cut.onset, cut.offset) == (0, 3 * 1_600)
    assert compose.gated(tone(-25, 0), None).sound.size == 2 * 1_600


def test_a_word_s_onset_inside_what_is_kept_stays_where_it_sounds() -> None:
    clip = replace(tone(-25, 0, 0), onset=2_000)
    assert compose.gated(clip, -20.0).onset == 400


def test_hiss_begins_and_ends_with_the_clip_and_leaves_it_long() -> None:
    clip = tone(0, 0)
    made = compose.hissing(np.random.default_rng(1), clip, -14.0)
    assert len(made.sound) == len(clip.sound)
    assert 0.03 < float(np.std(made.sound - clip.sound)) < 0.12
    assert compose.hissing(np.random.default_rng(1), clip, None) is clip
