"""What to do next time: the rows that would gain most, each with a line to say, made by rule.

A line is built from what was said or is known. What nobody said and nobody knows is left as
"...": coach makes up no fact.
"""

from coach.coaching.steps import Step, coaching

__all__ = ["Step", "coaching"]
