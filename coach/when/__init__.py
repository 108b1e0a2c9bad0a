"""Dates and times as people say them, in real time.

No library is right for speech: "between two and four", "the week of the 12th", "first thing
Monday". So this is a small grammar of ours, for English.
"""

from coach.when.moments import Kind, Moment, moments

__all__ = ["Kind", "Moment", "moments"]
