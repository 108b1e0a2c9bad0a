"""Sound files, videos and pictures made in memory, of every format PyAV can write."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING

import av
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RATE_HZ = 16_000
_BIT_RATES = {"g723_1": 6_300, "wmav2": 32_000, "libopencore_amrnb": 12_200}

FORMATS = (
    # name, codec, container, rate, layout
    ("pcm8.wav", "pcm_u8", "wav", 8_000, "mono"),
    ("pcm16-8k.wav", "pcm_s16le", "wav", 8_000, "mono"),
    ("pcm16-11k.wav", "pcm_s16le", "wav", 11_025, "mono"),
    ("pcm16-22k.wav", "pcm_s16le", "wav", 22_050, "stereo"),
    ("pcm16-96k.wav", "pcm_s16le", "wav", 96_000, "stereo"),
    ("pcm24.wav", "pcm_s24le", "wav", 48_000, "stereo"),
    ("pcm32.wav", "pcm_s32le", "wav", 44_100, "mono"),
    ("pcm64.wav", "pcm_s64le", "wav", 16_000, "mono"),
    ("float.wav", "pcm_f32le", "wav", 44_100, "mono"),
    ("double.wav", "pcm_f64le", "wav", 16_000, "mono"),
    ("mulaw.wav", "pcm_mulaw", "wav", 8_000, "mono"),
    ("alaw.wav", "pcm_alaw", "wav", 8_000, "stereo"),
    ("ima.wav", "adpcm_ima_wav", "wav", 8_000, "mono"),
    ("ms-adpcm.wav", "adpcm_ms", "wav", 8_000, "mono"),
    ("g726.wav", "g726", "wav", 8_000, "mono"),
    ("g723.wav", "g723_1", "wav", 8_000, "mono"),
    ("mp3-in.wav", "libmp3lame", "wav", 16_000, "mono"),
    ("wave64.w64", "pcm_s16le", "w64", 16_000, "mono"),
    ("low.mp3", "libmp3lame", "mp3", 8_000, "mono"),
    ("high.mp3", "libmp3lame", "mp3", 44_100, "stereo"),
    ("layer2.mp2", "mp2", "mp2", 16_000, "mono"),
    ("apple.m4a", "aac", "ipod", 44_100, "mono"),
    ("lossless.m4a", "alac", "ipod", 16_000, "mono"),
    ("quicktime.mov", "aac", "mov", 48_000, "mono"),
    ("adts.aac", "aac", "adts", 16_000, "mono"),
    ("phone.3gp", "libopencore_amrnb", "3gp", 8_000, "mono"),
    ("phone.amr", "libopencore_amrnb", "amr", 8_000, "mono"),
    ("opus.ogg", "libopus", "ogg", 16_000, "mono"),
    ("vorbis.ogg", "vorbis", "ogg", 44_100, "stereo"),
    ("flac.ogg", "flac", "ogg", 16_000, "mono"),
    ("plain.flac", "flac", "flac", 48_000, "stereo"),
    ("windows.wma", "wmav2", "asf", 16_000, "mono"),
    ("browser.webm", "libopus", "webm", 48_000, "mono"),
    ("matroska.mka", "flac", "matroska", 16_000, "mono"),
    ("core.caf", "pcm_s16be", "caf", 16_000, "mono"),
    ("big.aiff", "pcm_s16be", "aiff", 44_100, "stereo"),
    ("big.au", "pcm_s16be", "au", 16_000, "mono"),
    ("mulaw.snd", "pcm_mulaw", "au", 8_000, "mono"),
    ("flash.flv", "nellymoser", "flv", 8_000, "mono"),
    ("old.avi", "libmp3lame", "avi", 16_000, "mono"),
    ("stream.ts", "aac", "mpegts", 16_000, "mono"),
    ("program.mpg", "mp2", "mpeg", 16_000, "mono"),
    ("creative.voc", "pcm_s16le", "voc", 16_000, "mono"),
    ("wavpack.wv", "wavpack", "wv", 16_000, "mono"),
    ("raw.ulaw", "pcm_mulaw", "mulaw", 8_000, "mono"),
    ("raw.alaw", "pcm_alaw", "alaw", 8_000, "mono"),
    ("raw.sln", "pcm_s16le", "s16le", 8_000, "mono"),
    ("raw.sln16", "pcm_s16le", "s16le", 16_000, "mono"),
    ("raw.g722", "g722", "g722", 16_000, "mono"),
    ("surround.wav", "pcm_s16le", "wav", 16_000, "5.1"),
    ("surround.flac", "flac", "flac", 48_000, "5.1"),
    ("quad.m4a", "aac", "ipod", 48_000, "quad"),
)


UNDECLARED = frozenset(
    (codec, container)
    for codec in ("aac", "mp2", "libmp3lame", "nellymoser")
    for container in ("adts", "mpegts", "mp2", "mpeg", "wav", "avi", "flv")
)
"""Where the encoder's delay, up to 0.11 s, cannot be known and is part of the recording."""


def speech_like(rng: np.random.Generator, seconds: float | None = None) -> NDArray[np.float32]:
    """Return a buzz with formants in syllables, over faint noise: about as loud as speech."""
    seconds = seconds or float(rng.uniform(1.5, 3.0))
    times = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    pitch_hz = rng.uniform(90, 200)
    buzz = sum(np.sin(2 * np.pi * pitch_hz * k * times) / k for k in range(1, 15))
    syllables = np.clip(np.sin(2 * np.pi * rng.uniform(2, 4) * times), 0, None)
    noise = rng.standard_normal(len(times)) * 0.001
    return np.asarray(0.15 * buzz * syllables + noise, np.float32)


def encoded(
    samples: NDArray[np.float32],
    codec: str,
    container: str,
    rate_hz: int = RATE_HZ,
    layout: str = "mono",
    muxer: dict[str, str] | None = None,
) -> bytes:
    """Encode mono 16 kHz samples with PyAV, resampled and copied to every channel."""
    file = io.BytesIO()
    with av.open(file, "w", format=container, options=muxer or {}) as out:
        stream = out.add_stream(codec, rate_hz, {"strict": "-2"}, layout=layout)
        if codec in _BIT_RATES:
            stream.bit_rate = _BIT_RATES[codec]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[None]), "fltp", "mono")
        frame.sample_rate, frame.pts = RATE_HZ, 0
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return file.getvalue()


def pcm(samples: NDArray[np.float32]) -> bytes:
    """Return 16-bit little-endian samples."""
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def wav(
    data: bytes,
    *,
    tag: int = 1,
    channels: int = 1,
    rate_hz: int = RATE_HZ,
    bits: int = 16,
    data_size: int | None = None,
    before: bytes = b"",
    after: bytes = b"",
    order: str = "<",
) -> bytes:
    """Return a WAV with any header that is asked for, true or not."""
    block = channels * bits // 8
    rate_bytes = min(rate_hz * block, 2**32 - 1)
    fmt = struct.pack(f"{order}HHIIHH", tag, channels, rate_hz, rate_bytes, block & 0xFFFF, bits)
    size = len(data) if data_size is None else data_size
    body = b"WAVE" + before + b"fmt " + struct.pack(f"{order}I", 16) + fmt
    body += b"data" + struct.pack(f"{order}I", size) + data + after
    riff = min(len(body) if data_size is None else len(body) - len(data) + size, 2**32 - 1)
    return (b"RIFF" if order == "<" else b"RIFX") + struct.pack(f"{order}I", riff) + body


def id3(frame: bytes, body: bytes, *, size: int | None = None) -> bytes:
    """Return an ID3v2.3 tag of one frame, of any size that is claimed."""
    frames = frame + struct.pack(">IH", len(body), 0) + body
    size = len(frames) if size is None else size
    syncsafe = bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + syncsafe + frames


def video(sound: NDArray[np.float32] | None, container: str = "mp4") -> bytes:
    """Return half a second of video, with sound as its second track or without."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream("mpeg4", 10)
        stream.width = stream.height = 32
        stream.pix_fmt = "yuv420p"
        track = None if sound is None else out.add_stream("aac", RATE_HZ, layout="mono")
        for _ in range(5):
            out.mux(stream.encode(av.VideoFrame(32, 32, "yuv420p")))
        out.mux(stream.encode(None))
        if track:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound[None]), "fltp", "mono")
            frame.sample_rate, frame.pts = RATE_HZ, 0
            out.mux(track.encode(frame))
            out.mux(track.encode(None))
    return file.getvalue()


def picture(rng: np.random.Generator) -> bytes:
    """Return a PNG of noise, 16 x 16 grey."""
    rows = b"".join(b"\0" + rng.bytes(16) for _ in range(16))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 16, 16, 8, 0, 0, 0, 0)), (b"IDAT", rows))
    content = b"\x89PNG\r\n\x1a\n"
    for name, body in (*chunks, (b"IEND", b"")):
        body = zlib.compress(body) if name == b"IDAT" else body
        content += struct.pack(">I", len(body)) + name + body
        content += struct.pack(">I", zlib.crc32(name + body))
    return content
