"""Odd, malformed and hostile files, each with what decoding it must say.

`hostile_files(seed)` makes about 300 files; other seeds give other lengths, cuts and noise of the
same kinds. `write_hostile_files` puts them in a folder. Nothing here knows coach.
"""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from sound_files import (
    FORMATS,
    RATE_HZ,
    UNDECLARED,
    encoded,
    id3,
    pcm,
    picture,
    speech_like,
    video,
    wav,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SOUND = frozenset({"sound"})
NOT_AUDIO, NO_AUDIO = frozenset({"not_audio"}), frozenset({"no_audio"})
TRUNCATED, TOO_LONG = frozenset({"truncated"}), frozenset({"too_long"})
NO_SOUND = NOT_AUDIO | NO_AUDIO | TRUNCATED


@dataclass(frozen=True, slots=True)
class Hostile:
    """One file; `verdicts` are those allowed of decoding it: "sound" or kinds of failure.

    `seconds` is how much sound there is, `warning` a part of a warning that must be given.
    """

    name: str
    content: bytes
    verdicts: frozenset[str]
    seconds: float | None = None
    warning: str | None = None


def hostile_files(seed: int = 0, voice: NDArray[np.float32] | None = None) -> Iterator[Hostile]:
    """Yield the files; `voice` [shape=(n,), 16 kHz, at least 1 s] replaces the noise bursts."""
    rng = np.random.default_rng(seed)
    sound = speech_like(rng) if voice is None else voice
    for part in (_junk, _formats, _cut, _lying_wavs, _odd_wavs, _tagged, _damaged, _names, _long):
        yield from part(rng, sound)


def write_hostile_files(folder: Path, seeds: Sequence[int] = (0,)) -> list[tuple[Path, Hostile]]:
    """Write the files of every seed to its own subfolder; return where each one is."""
    written = []
    for seed in seeds:
        target = folder / f"seed-{seed}"
        target.mkdir(parents=True)
        for hostile in hostile_files(seed):
            path = target / hostile.name
            path.write_bytes(hostile.content)
            written.append((path, hostile))
    return written


def _seconds(samples: NDArray[np.float32]) -> float:
    return len(samples) / RATE_HZ


def _junk(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    text = "Call me back at two one two, five five five. " * int(rng.integers(2, 200))
    random = rng.bytes(int(rng.integers(3_000, 60_000)))
    html = f"<!doctype html><script>alert(1)</script><p>{text}".encode()
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("word/document.xml", text)
        zipped.writestr("message.wav", wav(pcm(sound)))
    for ending in ("wav", "mp3", "m4a", "ulaw", "gsm", "sln", "raw", "vox", "amr"):
        yield Hostile(f"empty.{ending}", b"", NOT_AUDIO)
        yield Hostile(f"text.{ending}", text.encode(), NOT_AUDIO)
        yield Hostile(f"picture.{ending}", picture(rng), NOT_AUDIO)
        yield Hostile(f"archive.{ending}", archive.getvalue(), NOT_AUDIO)
    for ending in ("wav", "mp3", "ogg", "flac", "m4a", "gsm"):
        yield Hostile(f"noise.{ending}", random, NOT_AUDIO)
        yield Hostile(f"zeros.{ending}", bytes(5000), NOT_AUDIO)
    short = {
        "page.mp3": html,
        "utf16.ulaw": text.encode("utf-16"),
        "utf16-bare.sln": text.encode("utf-16-le"),
        "latin.alaw": (text + "Café à la crème. ").encode("latin-1"),
        "russian.ulaw": ("Перезвоните мне, пожалуйста. " * 20).encode(),
        "playlist.mp3": b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n",
        "concat.wav": b"ffconcat version 1.0\nfile /etc/hostname\n",
        "session.mp3": b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\nm=audio 5004 RTP/AVP 0\r\n",
        "subtitles.wav": b"1\n00:00:01,000 --> 00:00:02,000\nHello\n",
        "riff-text.wav": b"RIFF is a format with WAVE in it. " * 30,
        "flac-text.flac": b"fLaC is a format. " * 30,
        "document.wav": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + random,
        "office.mp3": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + random,
        "packed.wav": gzip.compress(wav(pcm(sound))),
        "program.mp3": b"MZ\x90\x00" + random,
        "elf.ulaw": b"\x7fELF\x02\x01\x01" + random,
        "midi.mp3": b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x00\x60MTrk\x00\x00\x00\x00",
        "heic.m4a": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + random,
        "webp.wav": b"RIFF\x00\x20\x00\x00WEBPVP8 " + random,
        "gif.ulaw": b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00;" + bytes(50),
        "jpeg.mp3": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + random,
        "one-byte.wav": b"R",
        "one-byte.mp3": b"\xff",
        "tag-and-noise.mp3": id3(b"TIT2", b"\x03Hello") + random,
    }
    yield from (Hostile(name, content, NOT_AUDIO) for name, content in short.items())
    yield Hostile("noise.ulaw", random, SOUND, len(random) / 8000)
    yield Hostile("noise.sln", random, SOUND, len(random) / 16000)


def _formats(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    for name, codec, container, rate_hz, layout in FORMATS:
        content = encoded(sound, codec, container, rate_hz, layout)
        # ADPCM fills its last block; these containers do not declare the encoder's delay.
        padded = codec.startswith("adpcm_") or (codec, container) in UNDECLARED
        seconds = None if padded else _seconds(sound)
        yield Hostile(f"format-{name}", content, SOUND, seconds)
    for ending in ("mp4", "mov", "webm", "avi"):
        container = "matroska" if ending == "webm" else ending
        yield Hostile(f"video.{ending}", video(sound, container), SOUND)
        yield Hostile(f"video-only.{ending}", video(None, container), NO_AUDIO)
    # Fifty frames of comfort noise, which is all that a telephone sends of silence.
    yield Hostile("silence.awb", b"#!AMR-WB\n" + b"\x7c" * 50, SOUND, 1.0)
    yield Hostile("silence.amr", b"#!AMR\n" + b"\x7c" * 50, SOUND, 1.0)


def _cut(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    room = str(2_500 + len(sound) // 128)
    whole = {
        "wav": wav(pcm(sound)),
        "mp3": encoded(sound, "libmp3lame", "mp3"),
        "ogg": encoded(sound, "libopus", "ogg", muxer={"page_duration": "200000"}),
        "flac": encoded(sound, "flac", "flac"),
        "amr": encoded(sound, "libopencore_amrnb", "amr", 8_000),
        "aac": encoded(sound, "aac", "adts"),
        "aiff": encoded(sound, "pcm_s16be", "aiff"),
        "wma": encoded(sound, "wmav2", "asf"),
        "mkv": encoded(sound, "flac", "matroska"),
        "mp4": encoded(sound, "aac", "mp4", muxer={"moov_size": room}),
    }
    told = {"wav", "mp3", "flac", "aiff", "mkv", "mp4"}
    for ending, content in whole.items():
        for percent in (40, 75):
            end = len(content) * percent // 100 + int(rng.integers(0, 20))
            told_by = "header says" if ending in told else None
            yield Hostile(f"cut-{percent}.{ending}", content[:end], SOUND, warning=told_by)
        for end in (5, 11, 24):
            yield Hostile(f"cut-{end}-bytes.{ending}", content[:end], NO_SOUND)
        # A frame of silence may be as short as this.
        yield Hostile(f"cut-37-bytes.{ending}", content[:37], NO_SOUND | SOUND)
    late = encoded(sound, "aac", "mp4")
    for percent in (30, 60, 95):
        yield Hostile(f"no-moov-{percent}.m4a", late[: len(late) * percent // 100], TRUNCATED)
    yield Hostile("header-only.wav", wav(b"", data_size=480_000), TRUNCATED)
    yield Hostile("header-only.flac", whole["flac"][:42], TRUNCATED)
    au = b".snd" + struct.pack(">IIIII", 24, 96_000, 3, RATE_HZ, 1)
    yield Hostile("header-only.au", au, TRUNCATED)
    yield Hostile("header-only.amr", b"#!AMR\n", NO_AUDIO | NOT_AUDIO)
    yield Hostile("tag-only.mp3", id3(b"TIT2", b"\x03Hello"), NO_AUDIO)
    yield Hostile("tag-cut.mp3", id3(b"TIT2", b"\x03Hello", size=40_000), TRUNCATED)


def _lying_wavs(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    data, seconds = pcm(sound), _seconds(sound)
    listing = b"LIST" + struct.pack("<I", 12) + b"INFOISFTx\0\0\0"
    says = f"header says {2 * seconds:.1f} s, {seconds:.1f} s decoded"
    double, tenth = 2 * len(data), len(data) // 20 * 2
    for name, size, warning in (
        ("twice", double, says),
        ("tenth", tenth, "header says"),
        ("hours", 3 * 3600 * 32_000, "header says 10800.0 s"),
        ("streamed", 0xFFFF_FFFF, None),
        ("streamed-sox", 0x7FFF_F000, None),
        ("zero", 0, None),
    ):
        yield Hostile(f"size-{name}.wav", wav(data, data_size=size), SOUND, seconds, warning)
    yield Hostile("empty-data.wav", wav(b""), NO_AUDIO)
    yield Hostile("empty-data-list.wav", wav(b"", after=listing), NO_AUDIO)
    yield Hostile("list-behind.wav", wav(data, after=listing), SOUND, seconds)
    yield Hostile("zeros-behind.wav", wav(data) + bytes(4096), SOUND, seconds)
    junk = b"JUNK" + struct.pack("<I", 28) + bytes(28)
    yield Hostile("junk-first.wav", wav(data, before=junk), SOUND, seconds)
    odd = b"note" + struct.pack("<I", 5) + b"hello\0"
    yield Hostile("odd-chunk.wav", wav(data, before=odd), SOUND, seconds)
    huge = b"note" + struct.pack("<I", 0xFFFF_FFF0) + b"hello"
    yield Hostile("chunk-past-end.wav", wav(data, before=huge), NO_SOUND)
    yield Hostile("no-data-chunk.wav", wav(data).replace(b"data", b"atad", 1), NO_SOUND)
    yield Hostile("no-format.wav", wav(data).replace(b"fmt ", b"tmf ", 1), NO_SOUND)
    yield Hostile("big-endian.wav", wav(data, order=">"), NOT_AUDIO)


def _odd_wavs(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    data, seconds = pcm(sound), _seconds(sound)
    for rate_hz in (0, 1, 300, 900_000, 4_000_000_000):
        yield Hostile(f"rate-{rate_hz}.wav", wav(data, rate_hz=rate_hz), NO_AUDIO)
    yield Hostile("no-channels.wav", wav(data, channels=0), NO_AUDIO)
    yield Hostile("255-channels.wav", wav(data * 8, channels=255), SOUND | NO_AUDIO)
    yield Hostile("3-channels.wav", wav(data, channels=3), SOUND, seconds / 3, "3 channels")
    for bits in (0, 7, 12, 200):
        yield Hostile(f"{bits}-bits.wav", wav(data, bits=bits), SOUND | NO_AUDIO)
    for tag in (0, 2, 0x31, 0xBEEF, 0xFFFE):
        yield Hostile(f"codec-{tag:x}.wav", wav(data, tag=tag), SOUND | NO_AUDIO)
    yield Hostile("one-sample.wav", wav(pcm(sound[:1]), rate_hz=8_000), SOUND | NO_AUDIO)
    letters = (np.abs(sound) * 50 % 20 + 100).astype(np.uint8).tobytes()
    yield Hostile("all-letters.wav", wav(letters, bits=8), SOUND, seconds)
    yield Hostile("ten-ms.wav", wav(pcm(sound[:160])), SOUND, 0.01)
    yield Hostile("odd-byte.wav", wav(data + b"\x01"), SOUND, seconds)
    floats = sound.copy()
    floats[rng.integers(0, len(sound), 50)] = np.nan
    floats[rng.integers(0, len(sound), 50)] = np.inf
    content = wav(floats.tobytes(), tag=3, bits=32)
    yield Hostile("not-a-number.wav", content, SOUND, seconds, "samples that are no number")
    huge = (sound.astype(np.float64) * 1e300).tobytes()
    yield Hostile("huge-floats.wav", wav(huge, tag=3, bits=64), SOUND, seconds)
    yield Hostile("offset.wav", wav(pcm(sound * 0.5 + 0.4)), SOUND, seconds)
    yield Hostile("clipped.wav", wav(pcm(sound * 40)), SOUND, seconds)
    yield Hostile("silent.wav", wav(bytes(len(data))), SOUND, seconds)
    yield Hostile("silent.ulaw", b"\xff" * 16_000, SOUND, 2.0)
    yield Hostile("silent.alaw", b"\x55" * 16_000, SOUND, 2.0)
    yield Hostile("silent.sln", bytes(16_000), SOUND, 1.0)
    yield Hostile("silent.vox", b"\x08\x80" * 4_000, SOUND, 2.0, "no header")


def _tagged(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    mp3 = encoded(sound, "libmp3lame", "mp3", muxer={"id3v2_version": "0"})
    seconds = _seconds(sound)
    script = b"\x03<script>alert(1)</script>\x1b[31m\x00\xff\xfe" + rng.bytes(40)
    cover = b"\x00image/png\x00\x03\x00" + picture(rng)
    for name, tag in (
        ("script", id3(b"TIT2", script)),
        ("cover", id3(b"APIC", cover)),
        ("two", id3(b"TIT2", b"\x03one") + id3(b"TPE1", b"\x03two")),
        ("size-past-end", id3(b"TIT2", b"\x03lie", size=2**28 - 1)),
        ("size-zero", id3(b"TIT2", b"\x03lie", size=0)),
        ("http", b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"),
        ("noise", rng.bytes(int(rng.integers(100, 3000)))),
    ):
        yield Hostile(f"before-{name}.mp3", tag + mp3, SOUND, seconds)
    yield Hostile("tag-behind.mp3", mp3 + b"TAG" + script.ljust(125, b" ")[:125], SOUND, seconds)
    flac = encoded(sound, "flac", "flac")
    yield Hostile("tag-before.flac", id3(b"TIT2", script) + flac, SOUND, seconds)


def _damaged(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    long = np.tile(sound, 3)
    for ending, codec, container in (
        ("mp3", "libmp3lame", "mp3"),
        ("ogg", "libopus", "ogg"),
        ("flac", "flac", "flac"),
        ("m4a", "aac", "ipod"),
        ("aac", "aac", "adts"),
        ("wma", "wmav2", "asf"),
        ("webm", "libopus", "webm"),
    ):
        content = encoded(long, codec, container)
        middle, size = len(content) * 2 // 5, len(content) // 10
        noise, hole = rng.bytes(size), bytes(size)
        # In an MP4 whatever comes later is then not where the rest says.
        shifted = SOUND | TRUNCATED if ending == "m4a" else SOUND
        yield Hostile(f"noise-in.{ending}", _replaced(content, middle, noise), SOUND)
        yield Hostile(f"hole-in.{ending}", _replaced(content, middle, hole), SOUND)
        yield Hostile(f"missing-in.{ending}", content[:middle] + content[middle + size :], shifted)
    two = encoded(sound, "libmp3lame", "mp3", 16_000) + encoded(sound, "libmp3lame", "mp3", 44_100)
    yield Hostile("two-rates.mp3", two, SOUND)


def _replaced(content: bytes, at: int, part: bytes) -> bytes:
    return content[:at] + part + content[at + len(part) :]


def _names(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    seconds = _seconds(sound)
    mp3, flac = encoded(sound, "libmp3lame", "mp3"), encoded(sound, "flac", "flac")
    for name, content in (
        ("mp3-named.wav", mp3),
        ("mp3-named.ulaw", mp3),
        ("wav-named.m4a", wav(pcm(sound))),
        ("wav-named.gsm", wav(pcm(sound))),
        ("flac-named.mp3", flac),
        ("no-ending", mp3),
        ("UPPER.WAV", wav(pcm(sound))),
        ("-rf.wav", wav(pcm(sound))),
        ("<img src=x onerror=alert(1)>.wav", wav(pcm(sound))),
        ("'; drop table messages; --.mp3", mp3),
        ("новое сообщение \u202eexe.wav", wav(pcm(sound))),
        ("two\nlines.wav", wav(pcm(sound))),
        ("x" * 200 + ".flac", flac),
    ):
        yield Hostile(name, content, SOUND, seconds)


def _long(rng: np.random.Generator, sound: NDArray[np.float32]) -> Iterator[Hostile]:
    minutes = int(rng.integers(11, 15))
    yield Hostile("long.wav", wav(bytes(minutes * 60 * 8_000), rate_hz=8_000, bits=8), TOO_LONG)
    hours = 3 * 3600
    yield Hostile("hours.amr", b"#!AMR\n" + b"\x7c" * (hours * 50), TOO_LONG)
    bare = {"id3v2_version": "0", "write_xing": "0"}
    half = encoded(np.zeros(8_000, np.float32), "libmp3lame", "mp3", 8_000, muxer=bare)
    yield Hostile("hours.mp3", half * (hours * 2), TOO_LONG)
