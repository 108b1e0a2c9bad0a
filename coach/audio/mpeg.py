"""MPEG audio (MP1, MP2, MP3) and ADTS AAC: streams without a file header, known by their frames."""

from __future__ import annotations

import re
from dataclasses import dataclass

# ISO/IEC 11172-3 and 13818-3: kbit/s by (MPEG-1, layer), layer 3 to 1.
_BITRATES_KBITS = {
    (True, 1): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (True, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_SYNC = re.compile(rb"\xff[\xe2-\xff]")
_CHAIN = 3
"""Frames in a row that make a stream (ours): by chance once in 2**34 bytes of noise."""
_SEARCH_BYTES = 4 << 20
_CANDIDATES = 50_000
_FRAMES = 200_000


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame's header: `stream` is what all frames of a stream have in common."""

    demuxer: str
    stream: tuple[int, int]
    size_bytes: int
    samples: int
    rate_hz: int


@dataclass(frozen=True, slots=True)
class Stream:
    """Where frames begin, which demuxer reads them, and whether the last one is cut off."""

    demuxer: str
    start: int
    cut: bool


def frame_at(content: bytes, at: int) -> Frame | None:
    """Return the frame whose header stands at a byte, or None where there is none."""
    head = content[at : at + 6]
    if len(head) < 6 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    return _adts_frame(head) if head[1] & 0xF6 == 0xF0 else _mpeg_frame(head)


def _adts_frame(head: bytes) -> Frame | None:
    size = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    if (head[2] >> 2) & 15 > 12 or size < 8:
        return None
    return Frame("aac", (head[1], head[2] & 0xFD), size, 1024, 0)


def _mpeg_frame(head: bytes) -> Frame | None:
    version, layer = (head[1] >> 3) & 3, 4 - ((head[1] >> 1) & 3)
    bitrate, rate = head[2] >> 4, (head[2] >> 2) & 3
    if version == 1 or layer == 4 or bitrate in (0, 15) or rate == 3:
        return None
    rate_hz = _RATES_HZ[version][rate]
    bits = _BITRATES_KBITS[version == 3, layer][bitrate - 1] * 1000
    padding = (head[2] >> 1) & 1
    samples = 384 if layer == 1 else 1152 if layer == 2 or version == 3 else 576
    slot = 4 if layer == 1 else 1
    size = (samples // 8 // slot * bits // rate_hz + padding) * slot
    return Frame("mp3", (head[1], head[2] & 0x0C), size, samples, rate_hz)


def find_stream(content: bytes, start: int, *, search: bool = True) -> Stream | None:
    """Find the first run of frames at `start`, or with `search` up to 4 MiB after it.

    A run is three frames in a row, or fewer where it reaches from `start` to the end. None
    where there is none.
    """
    end = min(len(content), start + (_SEARCH_BYTES if search else 2))
    for number, found in enumerate(_SYNC.finditer(content, start, end)):
        if number == _CANDIDATES:
            break
        stream = _stream_at(content, found.start(), found.start() == start)
        if stream:
            return stream
    return None


def _stream_at(content: bytes, start: int, at_once: bool) -> Stream | None:
    first = frame = frame_at(content, start)
    at, count = start, 0
    while first and frame and frame.stream == first.stream and count < _FRAMES:
        at, count = at + frame.size_bytes, count + 1
        frame = frame_at(content, at)
    if not first or not (count >= _CHAIN or (at_once and count and at >= len(content))):
        return None
    return Stream(first.demuxer, start, cut=at > len(content))


def xing_duration_s(content: bytes) -> float | None:
    """Return the length in seconds that the first frame's Xing or LAME tag promises, or None."""
    frame = frame_at(content, 0)
    tag = re.search(rb"(?:Xing|Info)...(.)(.{4})", content[:64], re.DOTALL)
    if not frame or not frame.rate_hz or not tag or not tag[1][0] & 1:
        return None
    samples = int.from_bytes(tag[2], "big") * frame.samples
    return (samples - _padding(content, tag.start())) / frame.rate_hz


def _padding(content: bytes, tag: int) -> int:
    """Return the samples before and after the sound, told behind the encoder's name."""
    if not content[tag + 120 : tag + 124].isalpha():
        return 0
    both = int.from_bytes(content[tag + 141 : tag + 144], "big")
    return (both >> 12) + (both & 0xFFF)
