"""How alike two messages are in what they pitch, whoever and whatever number they name.

The same problem, offer and proof in other words is the same message; the same frame around
another idea is not.
"""

from coach.likeness.compared import (
    Calibration,
    calibrated,
    counted,
    likeness,
    likenesses,
    said_in,
)
from coach.likeness.groups import Cluster, clusters, shared_places
from coach.likeness.pitch import Part, Pitch, pitch, pitch_of_text
from coach.likeness.shared import Passage, passages

__all__ = [
    "Calibration",
    "Cluster",
    "Part",
    "Passage",
    "Pitch",
    "calibrated",
    "clusters",
    "counted",
    "likeness",
    "likenesses",
    "passages",
    "pitch",
    "pitch_of_text",
    "said_in",
    "shared_places",
]
