"""Pages: one self-contained HTML file per message, prospect and rep, and an index.

A view is made of records (`message_view`, `prospect_view`, `rep_view`, `index_view`), rendered to
text (`render_message`, `render_prospect`, ...) and written whole (`write_page`).
"""

from coach.report.attempts_view import Attempt
from coach.report.corrections_view import PutRight
from coach.report.index_view import IndexEntry, index_view
from coach.report.links import Links
from coach.report.number_view import PaceTargets
from coach.report.promises_view import Promise
from coach.report.prospect_view import prospect_view
from coach.report.render import (
    render_index,
    render_message,
    render_prospect,
    render_rep,
    write_page,
)
from coach.report.rep_view import rep_view
from coach.report.view import message_view

__all__ = [
    "Attempt",
    "IndexEntry",
    "Links",
    "PaceTargets",
    "Promise",
    "PutRight",
    "index_view",
    "message_view",
    "prospect_view",
    "render_index",
    "render_message",
    "render_prospect",
    "render_rep",
    "rep_view",
    "write_page",
]
