"""Files made of chunks, boxes and pages: what they promise, and whether they are cut off."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

_STREAMED_BYTES = 0x7FFF_0000
"""A size at or above this is what writers to a pipe put in for "not known yet"."""
_CHUNKS = 1000
_STRAY_BYTES = 1024
"""Bytes behind the last chunk that are padding, not sound (ours)."""


@dataclass(frozen=True, slots=True)
class WavData:
    """The data chunk: bytes `promised` (None where the writer could not know) and `present`.

    `overrun` tells that sound goes on behind the promised end.
    """

    promised: int | None
    present: int
    overrun: bool


def wav_data(content: bytes) -> WavData | None:
    """Find a WAV's data chunk; None where there is none or sizes are 64 bits (RF64)."""
    at, count = 12, 0
    while content[:4] == b"RIFF" and at + 8 <= len(content) and count < _CHUNKS:
        name, size = struct.unpack_from("<4sI", content, at)
        if name == b"data":
            return _wav_data(content, at + 8, size)
        at, count = at + 8 + size + size % 2, count + 1
    return None


def _wav_data(content: bytes, start: int, size: int) -> WavData:
    present = len(content) - start
    if size >= _STREAMED_BYTES:
        return WavData(None, present, overrun=False)
    overrun = _sound_behind(content, start + size)
    if size == 0:
        return WavData(None if overrun else 0, present, overrun)
    return WavData(size, present if overrun else min(size, present), overrun)


def _sound_behind(content: bytes, end: int) -> bool:
    rest = len(content) - end
    if rest <= _STRAY_BYTES and end > 0 and rest < end // 4:
        return False
    return rest > 0 and not (_chunk_at(content, end) or _chunk_at(content, end + 1))


def _chunk_at(content: bytes, at: int) -> bool:
    """Whether a chunk that fits stands here; zeros are padding and count as one."""
    name, size = content[at : at + 4], content[at + 4 : at + 8]
    if not content[at:].strip(b"\0"):
        return True
    fits = at + 8 + int.from_bytes(size, "little") <= len(content) + 1
    return len(size) == 4 and fits and re.fullmatch(rb"[ -~]{4}", name) is not None


def is_cut(content: bytes, demuxer: str) -> bool:
    """Tell whether a container breaks off before its own end; False where that cannot be told."""
    check = {
        "wav": _riff_cut,
        "avi": _riff_cut,
        "qcp": _riff_cut,
        "aiff": _form_cut,
        "mov": _boxes_cut,
        "ogg": ogg_cut,
        "flac": _flac_cut,
        "amr": _amr_cut,
        "asf": _asf_cut,
        "matroska": _matroska_cut,
    }.get(demuxer)
    return check is not None and check(content)


def _riff_cut(content: bytes) -> bool:
    size = int.from_bytes(content[4:8], "little")
    data = wav_data(content)
    short = data is not None and data.promised is not None and data.promised > data.present
    return short or len(content) < 12 or len(content) + 1 < size + 8 < _STREAMED_BYTES


def _form_cut(content: bytes) -> bool:
    return len(content) + 1 < int.from_bytes(content[4:8], "big") + 8


def _boxes_cut(content: bytes) -> bool:
    at, count, movie = 0, 0, False
    while at + 8 <= len(content) and count < _CHUNKS:
        size, name = struct.unpack_from(">I4s", content, at)
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        movie = movie or name == b"moov"
        if size < 8:
            return not movie
        at, count = at + size, count + 1
    return not movie or at > len(content)


def ogg_cut(content: bytes) -> bool:
    """Tell whether the last Ogg page is incomplete."""
    at = content.rfind(b"OggS")
    table = content[at + 27 : at + 27 + content[at + 26]] if len(content) > at + 26 else b""
    return not table or at + 27 + len(table) + sum(table) > len(content)


def _flac_cut(content: bytes) -> bool:
    total = int.from_bytes(content[21:26], "big") & 0xF_FFFF_FFFF
    return len(content) < 42 or total > 0


def _amr_cut(content: bytes) -> bool:
    return not content.endswith(b"\n")


def _asf_cut(content: bytes) -> bool:
    return int.from_bytes(content[16:24], "little") > len(content)


def _matroska_cut(content: bytes) -> bool:
    return b"\x1f\x43\xb6\x75" not in content
