"""How alike two messages are in what they pitch, whoever and whatever number they name.

The same problem, offer and proof in other words is the same message; the same frame around
another idea is not.
"""

from coach.likeness.compared import (
    Comparison,
    comparison,
    counted,
    likeness,
    likenesses,
    said_in,
)
from coach.likeness.groups import Cluster, clusters, common_places, shared_places
from coach.likeness.habits import Calibration, calibrated
from coach.likeness.pitch import Part, Pitch, pitch, pitch_of_text
from coach.likeness.shared import Passage, passages
from coach.likeness.stack import to_keep

__all__ = [
    "Calibration",
    "Cluster",
    "Comparison",
    "Part",
    "Passage",
    "Pitch",
    "calibrated",
    "clusters",
    "common_places",
    "comparison",
    "counted",
    "likeness",
    "likenesses",
    "passages",
    "pitch",
    "pitch_of_text",
    "said_in",
    "shared_places",
    "to_keep",
]
