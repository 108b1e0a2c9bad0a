"""Formats, levels and the page's player: what is heard is what was said, when it was said."""

from __future__ import annotations

import base64
import io
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from sound_files import FORMATS, RATE_HZ, UNDECLARED, encoded, pcm, speech_like, wav

from coach.audio import (
    MEDIA_TYPE,
    decode,
    encode_flac,
    level_dbfs,
    peak_dbfs,
    sounds_like_audio,
)
from coach.errors import FailureKind, RecordingError

HERE = Path(__file__).parent / "audio"
NOISE = np.random.default_rng(7).standard_normal(2 * RATE_HZ).astype(np.float32) * 1e-4


def burst(start_s: float = 1.0, level: float = 0.4) -> np.ndarray:
    """Return 2 s of faint noise with 50 ms of 1 kHz at `start_s`."""
    samples, start = NOISE.copy(), round(start_s * RATE_HZ)
    samples[start : start + 800] += level * sine(1_000, 0.05)
    return samples


def sine(frequency_hz: float, seconds: float, rate_hz: int = RATE_HZ) -> np.ndarray:
    times = np.arange(round(seconds * rate_hz)) / rate_hz
    return np.sin(2 * np.pi * frequency_hz * times).astype(np.float32)


def onset_s(channel: np.ndarray) -> float:
    loud = np.abs(channel)
    return float(np.argmax(loud > 0.4 * loud.max())) / RATE_HZ


def heard(content: bytes, name: str = "x"):
    return decode(content, name, max_minutes=10)


@pytest.mark.parametrize(("name", "codec", "container", "rate_hz", "layout"), FORMATS)
def test_every_format_keeps_length_and_time(name, codec, container, rate_hz, layout):
    audio = heard(encoded(burst(), codec, container, rate_hz, layout), name)
    # FFmpeg's own WMA encoder leaves out a frame that its decoder skips.
    delay_s = 0.08 if (codec, container) in UNDECLARED else 0.035 if codec == "wmav2" else 0.02
    padding_s = 0.12 if (codec, container) in UNDECLARED or codec.startswith("adpcm") else 0.05
    assert audio.duration_s == pytest.approx(2.0, abs=padding_s)
    for channel in audio.channels:
        assert onset_s(channel) == pytest.approx(1.0, abs=delay_s)
    assert audio.channels.dtype == np.float32
    assert audio.channels.flags.c_contiguous
    assert np.abs(audio.channels).max() == pytest.approx(0.4, rel=0.4)
    assert len(audio.channels) == (2 if layout == "stereo" else 1)
    mixed = layout in ("5.1", "quad")
    assert [warning for warning in audio.warnings if not (mixed and "mixed" in warning)] == []


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("gsm.wav", "gsm_ms"),
        ("gsm.gsm", "gsm"),
        ("narrow.amr", "amr_nb"),
        ("speex.ogg", "speex"),
        ("oki.vox", "adpcm_ima_oki"),
    ],
)
def test_formats_that_only_other_programs_write(name, codec):
    audio = heard((HERE / name).read_bytes(), name)
    assert audio.codec == codec
    assert audio.native_rate_hz == 8_000
    assert audio.duration_s == pytest.approx(1.0, abs=0.05)
    assert onset_s(audio.channels[0]) == pytest.approx(0.5, abs=0.02)
    assert bool(audio.warnings) == (name == "oki.vox")


def test_silence_that_a_telephone_leaves_out_keeps_its_time():
    content = (HERE / "narrow.amr").read_bytes()
    assert content.count(b"\x7c") > 10, "the fixture must hold frames of comfort noise"
    assert heard(content).duration_s == pytest.approx(1.0)


def test_native_rate_codec_and_clock_are_told():
    audio = heard(encoded(burst(), "pcm_mulaw", "wav", 8_000))
    assert (audio.native_rate_hz, audio.codec) == (8_000, "pcm_mulaw")
    assert audio.channels.shape == (1, 2 * RATE_HZ)


def test_two_channels_stay_apart():
    left, right = burst(0.5), burst(1.5)
    content = wav(pcm(np.stack([left, right], axis=1).ravel()), channels=2)
    channels = heard(content).channels
    assert [onset_s(channel) for channel in channels] == pytest.approx([0.5, 1.5], abs=0.001)


def test_a_voice_in_one_of_six_channels_keeps_its_level():
    six = np.zeros((2 * RATE_HZ, 6), np.float32)
    six[:, 2] = burst()
    audio = heard(wav(pcm(six.ravel()), channels=6))
    assert audio.channels.shape == (1, 2 * RATE_HZ)
    assert level_dbfs(audio.channels[0]) == pytest.approx(level_dbfs(burst()), abs=0.1)
    assert audio.warnings == ("6 channels mixed into one",)


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 48_000])
def test_resampling_is_seamless_and_true(rate_hz):
    # Far longer than one block; the ends ring.
    content = wav(pcm(0.5 * sine(440, 5, rate_hz)), rate_hz=rate_hz)
    error = heard(content).channels[0] - 0.5 * sine(440, 5)
    assert np.abs(error[200:-200]).max() < 2e-3


def test_a_flat_top_counts_as_clipped_and_a_loud_peak_does_not():
    tone = sine(200, 1, 8_000)
    flat = np.clip(2 * tone, -1, 1)
    expected = np.mean(np.abs(flat) >= 1)
    assert heard(wav(pcm(flat), rate_hz=8_000)).clipped_shares == pytest.approx(
        [expected], abs=0.01
    )
    assert heard(wav(pcm(tone), rate_hz=8_000)).clipped_shares == (0.0,)
    assert heard(wav(pcm(flat * 0.9), rate_hz=8_000)).clipped_shares == (0.0,)
    between = np.cos(2 * np.pi * 200 * (np.arange(8_000) + 0.5) / 8_000)
    assert between[0] == pytest.approx(between[-1])  # each peak is two equal samples
    assert between[0] > 0.98
    assert heard(wav(pcm(between), rate_hz=8_000)).clipped_shares == (0.0,)


def test_clipping_is_told_for_each_channel_and_at_mulaws_own_full_scale():
    both = np.stack([0.2 * sine(200, 1), np.clip(3 * sine(200, 1), -1, 1)], axis=1).ravel()
    clean, clipped = heard(wav(pcm(both), channels=2)).clipped_shares
    assert clean == 0.0
    assert clipped == pytest.approx(0.78, abs=0.03)
    mulaw = encoded(np.clip(3 * sine(200, 1), -1, 1), "pcm_mulaw", "wav", 16_000)
    assert heard(mulaw).clipped_shares[0] == pytest.approx(0.78, abs=0.05)


def test_the_limit_is_allowed_and_a_little_more_is_not():
    at_limit = wav(bytes(8_000 * 60), rate_hz=8_000, bits=8)
    assert decode(at_limit, "x.wav", max_minutes=1).duration_s == pytest.approx(60)
    with pytest.raises(RecordingError, match="longer than 1 min") as caught:
        decode(wav(bytes(8_000 * 61), rate_hz=8_000, bits=8), "x.wav", max_minutes=1)
    assert caught.value.kind is FailureKind.TOO_LONG


def tracks(*sounds: np.ndarray | None, default: int = 0) -> bytes:
    """Return a Matroska file of one track for each sound, None an empty one."""
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as out:
        streams = [out.add_stream("flac", RATE_HZ, layout="mono") for _ in sounds]
        streams[default].disposition = av.stream.Disposition.default
        for stream, sound in zip(streams, sounds, strict=True):
            if sound is not None:
                frame = av.AudioFrame.from_ndarray(sound[None], "fltp", "mono")
                frame.sample_rate, frame.pts = RATE_HZ, 0
                out.mux(stream.encode(frame))
                out.mux(stream.encode(None))
    return file.getvalue()


def test_the_default_track_is_heard():
    early, late = burst(0.5), burst(1.5)
    for default, expected in ((0, 0.5), (1, 1.5)):
        audio = heard(tracks(early, late, default=default))
        assert onset_s(audio.channels[0]) == pytest.approx(expected, abs=0.02)


def test_another_track_is_heard_where_the_default_holds_nothing():
    audio = heard(tracks(None, burst()))
    assert onset_s(audio.channels[0]) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize(("first", "then"), [("mono", "stereo"), ("stereo", "mono")])
def test_channels_and_rate_may_change_on_the_way(first, then):
    parts = (
        encoded(burst(), "mp2", "mp2", 16_000, first),
        encoded(burst(), "mp2", "mp2", 24_000, then),
    )
    audio = heard(b"".join(parts))
    assert len(audio.channels) == (1 if first == "mono" else 2)
    assert audio.duration_s == pytest.approx(4.0, abs=0.1)
    for channel in audio.channels:
        assert onset_s(channel) == pytest.approx(1.0, abs=0.05)
        assert onset_s(channel[2 * RATE_HZ :]) == pytest.approx(1.0, abs=0.1)


def test_a_files_first_bytes_tell_sound_from_the_rest():
    for name, codec, container, rate_hz, layout in FORMATS:
        content = encoded(burst(), codec, container, rate_hz, layout)
        assert sounds_like_audio(content[:4096]) is not name.startswith("raw."), name
    for head in (b"", b"path,rep\n", b"%PDF-1.7\n", bytes(4096), b"\x89PNG\r\n\x1a\n" + bytes(99)):
        assert not sounds_like_audio(head)


def test_levels_are_those_of_known_signals():
    assert level_dbfs(sine(1_000, 1)) == pytest.approx(-3.01, abs=0.01)
    assert peak_dbfs(0.5 * sine(1_000, 1)) == pytest.approx(-6.02, abs=0.01)
    assert level_dbfs(np.full(999, 1.0, np.float32)) == pytest.approx(0.0, abs=0.001)
    assert level_dbfs(np.full(999, 1e-5, np.float32)) == pytest.approx(-100, abs=0.1)


@pytest.mark.parametrize("samples", [np.zeros(0, np.float32), np.zeros(100, np.float32)])
def test_silence_is_at_the_floor_never_minus_infinity(samples):
    assert level_dbfs(samples) == peak_dbfs(samples) == -120.0


@pytest.mark.parametrize("level", [1.0, 0.1, 0.003])
def test_the_pages_sound_is_small_and_true_however_quiet(level):
    voice = speech_like(np.random.default_rng(1), 10)
    voice *= level / np.abs(voice).max()
    page = encode_flac(voice)
    error = heard(page).channels[0] - voice
    assert heard(page).duration_s == 10
    assert level_dbfs(error) < level_dbfs(voice) - (40 if level > 0.01 else 25)
    assert len(page) * 8 / 10 < 100_000


def test_the_same_sound_gives_the_same_page():
    assert encode_flac(burst()) == encode_flac(burst())
    assert encode_flac(burst()) != encode_flac(burst(1.2))


def test_sound_beyond_full_scale_and_no_sound_can_be_encoded():
    loud = heard(encode_flac(np.array([2.0, -3.0] * 800, np.float32))).channels
    assert np.abs(loud).max() == pytest.approx(1.0, abs=0.002)
    assert encode_flac(np.zeros(0, np.float32)).startswith(b"fLaC")


def test_importing_loads_no_library():
    check = "import sys, coach.audio; print([m for m in ('av', 'pydub') if m in sys.modules])"
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, cwd=root)
    assert done.stdout.strip() == "[]"


PLAYER = """async ([source, seek]) => {
  const bytes = await (await fetch(source)).arrayBuffer();
  const whole = (await new OfflineAudioContext(1, 1, 16000).decodeAudioData(bytes));
  const data = whole.getChannelData(0);
  const click = data.findIndex(v => Math.abs(v) > 0.3) / 16000;
  const player = new Audio(source);
  await new Promise((done, fail) => { player.onloadedmetadata = done; player.onerror = fail; });
  const context = new AudioContext({sampleRate: 16000});
  await context.resume();
  const tap = context.createScriptProcessor(1024, 1, 1), parts = [];
  tap.onaudioprocess = event => parts.push(event.inputBuffer.getChannelData(0).slice());
  context.createMediaElementSource(player).connect(tap);
  tap.connect(context.destination);
  player.currentTime = seek;
  await new Promise(done => { player.onseeked = done; });
  await player.play();
  const played = () => parts.flatMap(part => [...part]);
  const at = () => played().findIndex(v => Math.abs(v) > 0.3);
  const end = performance.now() + 5000;
  while (at() < 0 && performance.now() < end) await new Promise(done => setTimeout(done, 50));
  const first = played().findIndex(v => v !== 0);
  return {click, duration: player.duration, after_seek: (at() - first) / 16000};
}"""


@pytest.mark.browser
def test_a_click_is_where_it_was_in_the_browser_also_after_a_seek(browser):
    # A quiet tone marks where the player begins, a loud one is the click.
    samples = 0.02 * sine(200, 20)
    samples[12 * RATE_HZ :][:160] += 0.8 * sine(2_000, 0.01)
    source = f"data:{MEDIA_TYPE};base64,{base64.b64encode(encode_flac(samples)).decode()}"
    page = browser.new_page()
    result = page.evaluate(PLAYER, [source, 11.7])
    page.close()
    assert result["click"] == pytest.approx(12.0, abs=0.01)
    assert result["duration"] == pytest.approx(20.0, abs=0.01)
    assert result["after_seek"] == pytest.approx(0.3, abs=0.01)
