"""What a message says: cues, one TOML file each, found clause by clause.

A cue is taught by sentences that say it and near misses that do not, with a few patterns. A
manager adds sentences in `<home>/cues/<cue id>.toml`, and the next run knows them.
"""

from coach.cues.clauses import clauses_heard, clauses_written
from coach.cues.cue import Cue, load_cues
from coach.cues.found import Known, Taught, clause_vectors, said, teach

__all__ = [
    "Cue",
    "Known",
    "Taught",
    "clause_vectors",
    "clauses_heard",
    "clauses_written",
    "load_cues",
    "said",
    "teach",
]
