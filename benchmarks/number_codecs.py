"""Recordings written as telephones and phone systems write them, and how late each then is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av
import numpy as np
import soundfile
from scipy import signal

from coach import audio
from coach.records import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

TELEPHONE_HZ = 8_000
AMR_BIT_RATE = 7_400
LATEST_S = 0.1
"""No codec delays by more."""

FILES = {
    "none": ("wav", SAMPLE_RATE_HZ, "PCM_16"),
    "mu-law": ("wav", TELEPHONE_HZ, "ULAW"),
    "GSM": ("wav", TELEPHONE_HZ, "GSM610"),
    "AMR": ("amr", TELEPHONE_HZ, ""),
}
"""Codec: ending, sample rate, libsndfile's name (none for AMR-NB, which PyAV writes)."""


def codecs() -> tuple[list[str], list[str]]:
    """Which codecs can be written here, and which cannot."""
    known = soundfile.available_subtypes("WAV")
    able = [name for name, (_, _, kind) in FILES.items() if kind in known]
    able += ["AMR"] if "libopencore_amrnb" in av.codecs_available else []
    return able, [name for name in FILES if name not in able]


def write(path: Path, sound: NDArray[np.float32], codec: str) -> tuple[Path, float]:
    """Write sound [16 kHz]; give the file and by how many seconds it lags behind the sound."""
    ending, rate_hz, kind = FILES[codec]
    file = path.with_suffix(f".{ending}")
    narrow = sound if rate_hz == SAMPLE_RATE_HZ else signal.resample_poly(sound, 1, 2)
    narrow = np.clip(narrow, -1, 1)
    if kind:
        soundfile.write(file, narrow, rate_hz, subtype=kind)
    else:
        _write_amr(file, np.asarray(narrow, np.float32))
    return file, _lag_s(
        sound, audio.decode(file.read_bytes(), file.name, max_minutes=10).channels[0]
    )


def _write_amr(file: Path, sound: NDArray[np.float32]) -> None:
    with av.open(str(file), "w", format="amr") as container:
        stream = container.add_stream("libopencore_amrnb", rate=TELEPHONE_HZ)
        stream.layout = "mono"
        stream.bit_rate = AMR_BIT_RATE
        frame = av.AudioFrame.from_ndarray(
            (sound[None] * 32_767).astype(np.int16), format="s16", layout="mono"
        )
        frame.sample_rate = TELEPHONE_HZ
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def _lag_s(sound: NDArray[np.float32], heard: NDArray[np.float32]) -> float:
    """Where both agree best."""
    reach = round(LATEST_S * SAMPLE_RATE_HZ)
    size = 1 << (len(sound) + len(heard)).bit_length()
    spectrum = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sound, size))
    likeness = np.fft.irfft(spectrum, size)
    around = np.concatenate([likeness[-reach:], likeness[:reach]])
    return float(int(np.argmax(around)) - reach) / SAMPLE_RATE_HZ
