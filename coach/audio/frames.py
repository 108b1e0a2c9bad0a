"""Decoded frames out of a file's sound tracks, with damaged parts skipped and counted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

from coach.audio.header import Container, Headerless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from av import AudioCodecContext, AudioFrame, AudioStream, Packet
    from av.container import InputContainer

RATES_HZ = range(4_000, 384_001)
"""Rates that recorders write (ours): beyond, a header is wrong and resampling costs gigabytes."""
_DAMAGED = 500
"""Parts that may fail, or give no sound, before the rest is given up (ours)."""
_TRACKS = 4
_STUB_BYTES = 4
"""A packet no longer than this is padding; that it does not decode is no damage."""
_KNOWS_DTX = {"amr_nb": "libopencore_amrnb", "amr_wb": "libopencore_amrwb"}
"""FFmpeg's own AMR decoders refuse the silence that telephones send as comfort noise (DTX)."""
_LENGTH_GUESSED = frozenset(["mp3", "aac", "amr", "avi", "mpeg", "mpegts", "voc", "rm", "wav"])
"""Demuxers whose length FFmpeg reckons from the bit rate: nothing in the file promises it."""


class Track:
    """One sound track; iterate over its frames once.

    `codec` is FFmpeg's name of it, `declared_s` the length in seconds its header promises, or
    None. `damaged` counts the parts skipped so far.
    """

    def __init__(
        self,
        codec: str,
        declared_s: float | None,
        packets: Iterable[Packet[Any]],
        decode: Callable[[Packet[Any]], list[AudioFrame]],
    ) -> None:
        self.codec = codec
        self.declared_s = declared_s
        self.damaged = 0
        self._packets = iter(packets)
        self._decode = decode

    def __iter__(self) -> Iterator[AudioFrame]:
        """Yield frames until the track ends or is damaged beyond use."""
        idle = 0
        while self.damaged < _DAMAGED and idle < _DAMAGED:
            frames = self._next()
            if frames is None:
                return
            idle = 0 if frames else idle + 1
            yield from frames

    def _next(self) -> list[AudioFrame] | None:
        try:
            packet = next(self._packets, None)
        except Exception:  # whatever FFmpeg makes of hostile bytes, the sound ends here
            self.damaged += 1
            return None
        if packet is None:
            return None
        try:
            return self._decode(packet)
        except Exception:  # as above: this packet is lost, the next may be whole
            self.damaged += packet.size > _STUB_BYTES
            return []


def tracks(content: bytes, header: Container | Headerless, *, endless: bool) -> Iterator[Track]:
    """Open a file's sound tracks one after the other, the best first.

    `content` begins where the container does. `endless` reads a WAV to the end of the file,
    whatever length its header gives. Nothing is yielded where FFmpeg cannot open the file or
    it has no track that can be decoded.
    """
    if isinstance(header, Headerless):
        yield _raw_track(content, header)
        return
    # FFmpeg else searches a quarter of a second of samples for hidden DTS.
    options = {"max_probe_packets": "1"} if header.demuxer == "wav" else {}
    options |= {"ignore_length": "1"} if endless else {}
    for number in range(_TRACKS):
        container = _open(content, header.demuxer, options)
        if container is None:
            return
        with container:
            track = _track(container, number)
            if track is None:
                return
            yield track


def _open(content: bytes, demuxer: str, options: dict[str, str]) -> InputContainer | None:
    import av

    try:
        return av.open(
            io.BytesIO(content),
            "r",
            format=demuxer,
            container_options=options,
            metadata_errors="ignore",
        )
    except Exception:  # hostile bytes raise many kinds; all mean it cannot be opened
        return None


def _track(container: InputContainer, number: int) -> Track | None:
    import av

    usable = [stream for stream in container.streams.audio if _usable(stream)]
    best = container.streams.best("audio")
    usable.sort(key=lambda stream: best is None or stream.index != best.index)
    if number >= len(usable):
        return None
    stream = usable[number]
    stream.codec_context.thread_count = 1
    codec = stream.codec_context.codec.canonical_name
    better = _KNOWS_DTX.get(codec)
    decode = _decoder(better) if better in av.codecs_available else stream.decode
    return Track(codec, _declared_s(container, stream), container.demux(stream), decode)


def _usable(stream: AudioStream) -> bool:
    context = stream.codec_context
    # Some formats tell their rate only with the first frame.
    return context is not None and (not context.sample_rate or context.sample_rate in RATES_HZ)


def _decoder(
    codec: str, rate_hz: int | None = None
) -> Callable[[Packet[Any] | None], list[AudioFrame]]:
    import av

    decoder = cast("AudioCodecContext", av.CodecContext.create(codec, "r"))
    decoder.layout = "mono"
    if rate_hz:
        decoder.sample_rate = rate_hz
    return decoder.decode


def _declared_s(container: InputContainer, stream: AudioStream) -> float | None:
    if container.format.name.split(",")[0] in _LENGTH_GUESSED:
        return None
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    alone = len(container.streams) == 1
    return container.duration / 1e6 if alone and container.duration else None


def _raw_track(content: bytes, header: Headerless) -> Track:
    import av

    step = header.packet_bytes
    starts = range(0, len(content), step)
    packets = (av.Packet(content[start : start + step]) for start in starts)
    return Track(header.codec, None, packets, _decoder(header.codec, header.rate_hz))
