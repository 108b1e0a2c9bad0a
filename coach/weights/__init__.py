"""Whisper weights: found, verified by SHA-256, and joined where packages had to split them.

Everything kept lies in the cache folder (`COACH_CACHE`) under `weights/`, safe to delete.
"""

from coach.weights.availability import Availability, available, mend
from coach.weights.found import Weights, find
from coach.weights.packaged import DEFAULT_MODEL, PACKAGED, PackagedModel, Piece

__all__ = [
    "DEFAULT_MODEL",
    "PACKAGED",
    "Availability",
    "PackagedModel",
    "Piece",
    "Weights",
    "available",
    "find",
    "mend",
]
