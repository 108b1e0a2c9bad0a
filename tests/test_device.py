"""What the model is told to run on."""

from __future__ import annotations

import pytest

from coach import device as devices
from coach.device import device
from coach.errors import UsageError


@pytest.mark.parametrize(
    ("asked", "cards", "found"),
    [("cpu", 1, "cpu"), ("auto", 0, "cpu"), ("auto", 1, "cuda"), ("cuda", 2, "cuda")],
)
def test_a_card_is_used_where_it_may_be(
    monkeypatch: pytest.MonkeyPatch, asked: str, cards: int, found: str
) -> None:
    monkeypatch.setattr(devices, "_card_count", lambda: cards)
    assert device(asked) == found


def test_a_card_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_card_count", lambda: 0)
    with pytest.raises(UsageError, match="no graphics card"):
        device("cuda")


def test_another_word_is_refused() -> None:
    with pytest.raises(UsageError, match="'gpu' is none of cpu, cuda, auto"):
        device("gpu")
