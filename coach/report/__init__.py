"""Pages: one self-contained HTML file per message, and an index.

A view is made of records (`message_view`, `index_view`), rendered to text (`render_message`,
`render_index`) and written whole (`write_page`).
"""

from coach.report.attempts_view import Attempt
from coach.report.index_view import IndexEntry, index_view
from coach.report.number_view import PaceTargets
from coach.report.render import render_index, render_message, write_page
from coach.report.view import message_view

__all__ = [
    "Attempt",
    "IndexEntry",
    "PaceTargets",
    "index_view",
    "message_view",
    "render_index",
    "render_message",
    "write_page",
]
