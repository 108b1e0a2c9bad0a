"""Drafts: messages written down before the calls, judged by the rows that recordings are.

Several drafts are a planned sequence to one prospect, in order. Nothing of a draft is stored.
"""

from coach.drafts.judged import JudgedDraft, Reader
from coach.drafts.reading import STANDARD_INPUT
from coach.drafts.sequence import Drafts, Outcome, draft_object

__all__ = ["STANDARD_INPUT", "Drafts", "JudgedDraft", "Outcome", "Reader", "draft_object"]
