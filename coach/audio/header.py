"""What kind of sound file some bytes are: told by content; a name decides only for raw sound.

FFmpeg's own guess is never asked: it takes noise for MP3 and playlists for sound, and a
playlist may open other files. Only demuxers named here ever run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from coach.audio.mpeg import find_stream

_SIGNATURES = {
    # Not RIFX: FFmpeg takes its big-endian samples for noise.
    "wav": rb"(?:RIFF|RF64|BW64).{4}WAVE",
    "avi": rb"RIFF.{4}AVI ",
    "qcp": rb"RIFF.{4}QLCM",
    "w64": rb"riff\x2e\x91\xcf\x11",
    "aiff": rb"FORM.{4}AIF[FC]",
    "au": rb"\.snd",
    "caf": rb"caff\x00",
    "flac": rb"fLaC",
    "ogg": rb"OggS\x00",
    "amr": rb"#!AMR(?:-WB)?\n",
    # HEIC, AVIF and Canon RAW pictures share the box format.
    "mov": rb".{4}(?!ftyp(?:hei|hev|mif|msf|avi|jxl|crx))(?:ftyp|moov|mdat|wide|free|skip|pnot)",
    "matroska": rb"\x1a\x45\xdf\xa3",
    "asf": rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11",
    "flv": rb"FLV\x01",
    "mpeg": rb"\x00\x00\x01\xba",
    "mpegts": rb"G.{187}G.{187}G",
    "voc": rb"Creative Voice File\x1a",
    "wv": rb"wvpk",
    "ape": rb"MAC ",
    "mpc": rb"MP\+",
    "mpc8": rb"MPCK",
    "tta": rb"TTA1",
    "rm": rb"\.RMF",
    "dss": rb"[\x02\x03]ds[s2]",
    "nistsphere": rb"NIST_1A\n",
}
_CONTAINER = re.compile(
    b"|".join(b"(?P<%b>%b)" % (name.encode(), magic) for name, magic in _SIGNATURES.items()),
    re.DOTALL,
)
_PICTURE = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|RIFF.{4}WEBP|II\*\0|MM\0\*|.{4}ftyp", re.DOTALL
)
_DOCUMENT = re.compile(
    rb"%PDF|PK[\x03\x05]|\x1f\x8b|\x7fELF|MZ.{2}|\xd0\xcf\x11\xe0|7z\xbc\xaf|Rar!|SQLite|MThd|"
    rb"\xfd7zXZ|\x28\xb5\x2f\xfd|BZh|wOF[F2]|\xca\xfe\xba\xbe",
    re.DOTALL,
)


_TEXT_SHARE = 0.95
"""Printable share of bytes that makes text (ours); sound in mu-law has 0.4 of them."""


@dataclass(frozen=True, slots=True)
class Container:
    """A file that says what it holds: FFmpeg's demuxer reads it from byte `start`."""

    demuxer: str
    start: int = 0
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Headerless:
    """Bare samples or frames: codec, rate and the bytes to decode at a time."""

    codec: str
    rate_hz: int = 8_000
    packet_bytes: int = 4096
    doubtful: bool = False


_MULAW, _ALAW = Headerless("pcm_mulaw"), Headerless("pcm_alaw")
_LINEAR = Headerless("pcm_s16le")
_BY_ENDING = (
    dict.fromkeys(("ul", "ulaw", "ulw", "mu", "mulaw", "pcmu"), _MULAW)
    | dict.fromkeys(("al", "alaw", "alw", "pcma"), _ALAW)
    | dict.fromkeys(("sln", "slin", "sln8"), _LINEAR)
    # Asterisk's signed linear: the number is the rate in kHz.
    | {f"sln{khz}": Headerless("pcm_s16le", khz * 1000) for khz in (12, 16, 24, 32, 48, 96, 192)}
    | {
        "sln44": Headerless("pcm_s16le", 44_100),
        "raw": Headerless("pcm_s16le", doubtful=True),
        "vox": Headerless("adpcm_ima_oki", doubtful=True),
        "gsm": Headerless("gsm", packet_bytes=33),
        "g722": Headerless("g722", 16_000),
        "g729": Headerless("g729", packet_bytes=10),
    }
)


def identify(content: bytes, name: str) -> Container | Headerless | None:
    """Tell how to read a file's bytes, or None where they are no sound."""
    start, tag_end = _behind_tags(content)
    found = _CONTAINER.match(content, start)
    if found and not is_text(content[start:]):
        return Container(str(found.lastgroup), start)
    raw = _BY_ENDING.get(PurePath(name).suffix[1:].lower())
    junk = kind_of_junk(content)
    # Raw sound may be full of what looks like syncs: silence in mu-law is nothing but 0xFF.
    stream = None if junk else find_stream(content, start, search=raw is None)
    if stream:
        return Container(stream.demuxer, stream.start, stream.cut)
    if tag_end and tag_end >= len(content):
        return Container("mp3", start, cut=tag_end > len(content))
    return _checked(content, raw) if raw and content and not (tag_end or junk) else None


def sounds_like_audio(head: bytes) -> bool:
    """Tell by a file's first bytes [about 4 KiB] whether it holds sound, whatever its name."""
    return identify(head, "") is not None


def _behind_tags(content: bytes) -> tuple[int, int]:
    """Return where to look behind ID3 tags, and where they claim to end (0 without a tag)."""
    at = 0
    while content[at : at + 3] == b"ID3" and len(content) >= at + 10:
        size = 0
        for byte in content[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        end = at + 10 + size
        if end > len(content):
            return at + 10, end
        at = end
    return at, at


def _checked(content: bytes, raw: Headerless) -> Headerless | None:
    # Every GSM 06.10 frame begins with the nibble 0xD.
    frames = content[::33] if raw.codec == "gsm" else b""
    return None if sum(byte >> 4 != 0xD for byte in frames) > len(frames) // 10 else raw


def kind_of_junk(content: bytes) -> str | None:
    """Name what is no sound: "text", "a picture" or "a document"; None where it may be sound."""
    if _PICTURE.match(content):
        return "a picture"
    if _DOCUMENT.match(content):
        return "a document"
    return "text" if is_text(content) else None


def is_text(content: bytes) -> bool:
    """Tell text (UTF-8, UTF-16, or mostly ASCII) from sound by its first and middle bytes."""
    middle = len(content) // 4 * 2
    return bool(content) and all(_text(part) for part in (content[:4096], content[middle:][:4096]))


def _text(part: bytes) -> bool:
    for low, high in ((part[::2], part[1::2]), (part[1::2], part[::2])):
        if high and high.count(0) >= _TEXT_SHARE * len(high):
            return _ascii_share(low) >= _TEXT_SHARE
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _decodes(part, "utf-16")
    # Digital silence repeats one byte, in A-law the letter U. 8-bit samples may all be letters
    # too, but every header of a sound file has zeros.
    varied = len(set(part)) >= min(6, len(part) // 2) and 0 not in part[:64]
    return varied and (_ascii_share(part) >= _TEXT_SHARE or _decodes(part, "utf-8"))


def _ascii_share(part: bytes) -> float:
    return len(re.findall(rb"[\t\n\f\r -~]", part)) / max(1, len(part))


def _decodes(part: bytes, encoding: str) -> bool:
    # The first and last character may be cut in two.
    text = part[:-4].decode(encoding, "replace")[1:]
    return len(text) > 4 and "\ufffd" not in text and not re.search(r"[\0-\x08\x0e-\x1f]", text)
