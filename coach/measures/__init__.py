"""What is measured. Adding a measure is one decorated function in one family file.

The imports below put the families on the shelf, in the order reports show them.
"""

from coach.measures import delivery as delivery
from coach.measures import number as number
from coach.measures import sameness as sameness
from coach.measures.catalogue import (
    MEASURES,
    CannotMeasureError,
    Measure,
    Subject,
    take_all,
)

FAMILIES = (delivery, number, sameness)

__all__ = ["FAMILIES", "MEASURES", "CannotMeasureError", "Measure", "Subject", "take_all"]
