"""A cue is said, perhaps said, or not: by its confidence."""

from __future__ import annotations

import dataclasses

import pytest

from coach.said import SURE, UNSURE, Clause, Said


@pytest.mark.parametrize(("confidence", "sure"), [(SURE, True), (SURE - 0.01, False), (1.0, True)])
def test_a_cue_counts_from_sure_on(confidence: float, sure: bool) -> None:
    clause = Clause("call me back", 0, 12)
    assert Said("callback_only", clause, confidence).is_sure is sure


def test_unsure_lies_below_sure() -> None:
    assert 0 < UNSURE < SURE < 1


def test_a_draft_has_no_times() -> None:
    clause = Clause("call me back", 4, 16)
    assert clause.start_s is None
    assert clause.end_s is None


def test_a_clause_cannot_be_changed() -> None:
    clause = Clause("call me back", 4, 16)
    with pytest.raises(dataclasses.FrozenInstanceError):
        clause.text = "call you back"  # type: ignore[misc]  # what the test is about
