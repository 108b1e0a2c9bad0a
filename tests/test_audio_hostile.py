"""Whatever a file holds, decoding gives sound or one sentence, and soon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hostile import Hostile, hostile_files, write_hostile_files
from sound_files import encoded, pcm, wav

from coach.audio import decode
from coach.errors import FailureKind, RecordingError
from coach.records import Audio

if TYPE_CHECKING:
    from pathlib import Path

KINDS = {FailureKind.NOT_AUDIO, FailureKind.NO_AUDIO, FailureKind.TRUNCATED, FailureKind.TOO_LONG}


def outcome(content: bytes, name: str) -> Audio | RecordingError:
    """Return what decoding says; any other exception fails the test."""
    try:
        return decode(content, name, max_minutes=10)
    except RecordingError as error:
        return error


@pytest.fixture(scope="module")
def outcomes() -> list[tuple[Hostile, Audio | RecordingError]]:
    return [(file, outcome(file.content, file.name)) for file in hostile_files(0)]


def test_every_file_gets_its_verdict(outcomes):
    assert len(outcomes) > 250
    said = {
        file.name: result.kind.value if isinstance(result, RecordingError) else "sound"
        for file, result in outcomes
    }
    allowed = {file.name: file.verdicts for file, _ in outcomes}
    wrong = {name: kind for name, kind in said.items() if kind not in allowed[name]}
    assert wrong == {}
    assert {"sound", *(kind.value for kind in KINDS)} == set(said.values())


def test_sound_has_its_length_and_shape(outcomes):
    for file, result in outcomes:
        if isinstance(result, Audio):
            assert is_sound(result), file.name
            if file.seconds is not None:
                assert result.duration_s == pytest.approx(file.seconds, abs=0.05), file.name


def is_sound(audio: Audio) -> bool:
    count, length = audio.channels.shape
    return (
        count in (1, 2)
        and length > 0
        and audio.channels.dtype == np.float32
        and bool(np.isfinite(audio.channels).all())
        and float(np.abs(audio.channels).max()) <= 1.0
        and len(audio.clipped_shares) == count
        and all(0 <= share <= 1 for share in audio.clipped_shares)
    )


def test_doubts_are_told(outcomes):
    asked = [(file, result) for file, result in outcomes if file.warning]
    assert len(asked) > 15
    for file, result in asked:
        assert isinstance(result, Audio), file.name
        assert any(file.warning in warning for warning in result.warnings), file.name


def test_sound_without_doubts_has_no_warnings(outcomes):
    plain = ("format-", "video.", "before-", "list-", "junk-first", "size-streamed", "size-zero")
    for file, result in outcomes:
        if file.name.startswith(plain) and "surround" not in file.name and "quad" not in file.name:
            assert isinstance(result, Audio), file.name
            assert result.warnings == (), file.name


def test_failures_are_one_sentence_of_ours(outcomes):
    for file, result in outcomes:
        if isinstance(result, RecordingError):
            assert result.kind in KINDS, file.name
            assert result.message.count(".") == 1, file.name
            assert result.message.endswith("."), file.name
            assert len(result.message) < 80, file.name


@pytest.mark.parametrize(
    ("promised_s", "warnings"),
    [
        (30.0, ("header says 30.0 s, 12.1 s decoded",)),
        (1.0, ("header says 1.0 s, 12.1 s decoded",)),
        (12.1, ()),
        (12.2, ()),
    ],
)
def test_a_wav_that_lies_about_its_length_is_told_in_the_contracts_words(promised_s, warnings):
    data = pcm(np.random.default_rng(0).uniform(-0.1, 0.1, round(12.1 * 16_000)))
    audio = decode(wav(data, data_size=round(promised_s * 32_000)), "x.wav", max_minutes=1)
    assert audio.duration_s == pytest.approx(12.1)
    assert audio.warnings == warnings


def test_bytes_behind_a_wavs_data_are_not_heard():
    data = pcm(np.full(16_000, 0.5))
    content = wav(data, after=b"LIST\x04\0\0\0INFO") + b"\0" * 9_000
    assert decode(content, "x.wav", max_minutes=1).duration_s == 1.0


def test_an_mp3_tells_its_missing_end_by_its_tag():
    content = encoded(np.zeros(160_000, np.float32), "libmp3lame", "mp3")
    audio = decode(content[: len(content) // 2], "x.mp3", max_minutes=1)
    assert audio.warnings[0].startswith("header says 10.0 s, ")
    assert audio.duration_s == pytest.approx(5, abs=0.2)


def test_a_name_decides_only_where_content_cannot():
    samples = pcm(np.random.default_rng(0).uniform(-0.5, 0.5, 8_000))
    assert decode(samples, "a.sln", max_minutes=1).codec == "pcm_s16le"
    assert decode(samples, "folder.wav/a.ULAW", max_minutes=1).codec == "pcm_mulaw"
    assert decode(samples, "a.sln16", max_minutes=1).native_rate_hz == 16_000
    for name in ("a.wav", "a", "sln", "a.sln.txt", "", "a.gsm"):
        assert isinstance(outcome(samples, name), RecordingError), name


def test_the_folder_holds_what_was_promised(tmp_path: Path):
    written = write_hostile_files(tmp_path, seeds=(3,))
    assert len({path for path, _ in written}) == len(written) > 250
    assert all(path.read_bytes() == file.content for path, file in written)


def mutated(content: bytes, rng: np.random.Generator) -> bytes:
    """Return the content with bytes changed, its header changed, cut, or a part lost or doubled."""
    changed = bytearray(content)
    reach = len(content) if rng.random() < 0.5 else min(300, len(content))
    for _ in range(int(rng.integers(0, 12))):
        changed[int(rng.integers(reach))] = int(rng.integers(256))
    start = int(rng.integers(len(changed)))
    end = start + int(rng.integers(1, 4_000))
    match int(rng.integers(4)):
        case 0:
            del changed[start:]
        case 1:
            del changed[start:end]
        case 2:
            changed[start:start] = changed[start:end]
    return bytes(changed)


def test_nothing_but_a_recording_error_comes_out_of_mutated_files():
    rng = np.random.default_rng(11)
    pool = [
        file for file in hostile_files(2) if "sound" in file.verdicts and len(file.content) < 60_000
    ]
    results = []
    for _ in range(200):
        file = pool[int(rng.integers(len(pool)))]
        results.append(outcome(mutated(file.content, rng), file.name))
    failures = [result for result in results if isinstance(result, RecordingError)]
    assert all(result.kind in KINDS for result in failures)
    assert all(is_sound(result) for result in results if isinstance(result, Audio))
    assert 10 < len(failures) < 150
