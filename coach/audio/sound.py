"""A file's bytes made into sound, or one sentence on why that cannot be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.audio.chunks import WavData, is_cut, ogg_cut, wav_data
from coach.audio.frames import Track, tracks
from coach.audio.header import Container, Headerless, identify, kind_of_junk
from coach.audio.mpeg import xing_duration_s
from coach.audio.samples import Samples, TooLongError
from coach.errors import FailureKind, RecordingError, too_long
from coach.records import Audio

if TYPE_CHECKING:
    from collections.abc import Iterator

_LENGTH_TOLERANCE_S = 0.25
_LENGTH_TOLERANCE = 0.01
"""How far a header's length may be off without a warning: codecs pad their ends (ours)."""


def decode(content: bytes, name: str, *, max_minutes: float) -> Audio:
    """Decode a recording of any format that a telephone system or a telephone makes.

    Parameters
    ----------
    content
        The file's bytes. They alone decide what it is, except for headerless formats
        (`.ulaw`, `.alaw`, `.sln`, `.gsm`, `.g722`, `.g729`, `.vox`, `.raw`).
    name
        The file's name or path, for its ending.
    max_minutes
        Longest sound that is taken; decoding stops there.

    Returns
    -------
    Audio
        One or two channels at 16 kHz (of more: one, mixed), never empty. Its clock is the
        samples decoded from the start. What is doubtful about it is in `warnings`.

    Raises
    ------
    RecordingError
        Of kind `not_audio`, `no_audio`, `truncated` or `too_long`.
    """
    header = identify(content, name)
    if header is None:
        raise RecordingError(FailureKind.NOT_AUDIO, _not_audio(content))
    if isinstance(header, Container) and header.start:
        content = content[header.start :]
    wav = wav_data(content) if _is(header, "wav") else None
    if wav is not None and wav.promised == 0:
        raise _soundless(content, header, promised=False)
    promised = False
    for track in tracks(content, header, endless=wav is not None and wav.overrun):
        samples = _gather(track, max_minutes)
        channels, clipped_shares = samples.finish()
        if channels.shape[1]:
            doubts = tuple(_doubts(content, header, wav, track, samples))
            return Audio(channels, samples.native_rate_hz, track.codec, clipped_shares, doubts)
        promised = promised or bool(track.declared_s)
    raise _soundless(content, header, promised=promised)


def _is(header: Container | Headerless, demuxer: str) -> bool:
    return isinstance(header, Container) and header.demuxer == demuxer


def _gather(track: Track, max_minutes: float) -> Samples:
    samples = Samples(max_minutes * 60)
    try:
        for frame in track:
            samples.add(frame)
    except TooLongError:
        raise too_long(max_minutes) from None
    return samples


def _not_audio(content: bytes) -> str:
    if not content:
        return "The file is empty."
    kind = kind_of_junk(content)
    return f"The file is {kind}, not a sound recording." if kind else "This is no sound recording."


def _soundless(content: bytes, header: Container | Headerless, *, promised: bool) -> RecordingError:
    cut = isinstance(header, Container) and (header.cut or is_cut(content, header.demuxer))
    if cut or promised:
        message = "The file breaks off before any sound: copy or save it again."
        return RecordingError(FailureKind.TRUNCATED, message)
    return RecordingError(FailureKind.NO_AUDIO, "The file has no sound in it.")


def _doubts(
    content: bytes,
    header: Container | Headerless,
    wav: WavData | None,
    track: Track,
    samples: Samples,
) -> Iterator[str]:
    decoded_s = samples.duration_s
    declared_s = _declared_s(content, header, wav, track, decoded_s)
    if declared_s and abs(declared_s - decoded_s) > _tolerance_s(declared_s):
        yield f"header says {declared_s:.1f} s, {decoded_s:.1f} s decoded"
    elif _breaks_off(content, header):
        yield f"file breaks off, {decoded_s:.1f} s decoded"
    if track.damaged:
        yield f"{track.damaged} damaged part{'s' * (track.damaged > 1)} skipped"
    if samples.invalid:
        yield f"{samples.invalid} samples that are no number taken as silence"
    if samples.channel_count > 2:
        yield f"{samples.channel_count} channels mixed into one"
    if isinstance(header, Headerless) and header.doubtful:
        yield f"no header: taken for {header.codec} at {header.rate_hz} Hz"


def _tolerance_s(declared_s: float) -> float:
    return max(_LENGTH_TOLERANCE_S, _LENGTH_TOLERANCE * declared_s)


def _breaks_off(content: bytes, header: Container | Headerless) -> bool:
    cut = isinstance(header, Container) and header.cut
    return cut or (_is(header, "ogg") and ogg_cut(content))


def _declared_s(
    content: bytes,
    header: Container | Headerless,
    wav: WavData | None,
    track: Track,
    decoded_s: float,
) -> float | None:
    if wav is not None:
        # By bytes: the header's rate per second may lie as well.
        known = wav.promised is not None and wav.present > 0
        return decoded_s * (wav.promised or 0) / wav.present if known else None
    if _is(header, "mp3"):
        return xing_duration_s(content)
    return track.declared_s
