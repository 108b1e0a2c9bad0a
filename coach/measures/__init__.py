"""What is measured. Adding a measure is one decorated function in one family file.

The imports below put the families on the shelf, in the order reports show them.
"""

from coach.measures import delivery as delivery
from coach.measures import number as number

# isort: split
from coach.measures import content_people as content_people
from coach.measures import content_pitch as content_pitch
from coach.measures import content_reason as content_reason
from coach.measures import content_steps as content_steps
from coach.measures import sameness as sameness

# isort: split
from coach.measures import attempts as attempts
from coach.measures import attempts_promises as attempts_promises
from coach.measures.catalogue import (
    MEASURES,
    CannotMeasureError,
    Measure,
    Subject,
    take_all,
)

FAMILIES = (
    *(delivery, number, content_people, content_pitch, content_reason, content_steps, sameness),
    *(attempts, attempts_promises),
)

__all__ = ["FAMILIES", "MEASURES", "CannotMeasureError", "Measure", "Subject", "take_all"]
