"""What was measured of a message is measured again only where it may have changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from fakes import OTHER, PITCH

from coach import reviewing
from coach.correction import Correction
from coach.measures import MEASURES
from coach.service import outcome_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.measures import Subject
    from coach.records import Measurement

ALONE = {measure.id for measure in MEASURES if not measure.compares}


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Ids of the measures that are taken, as they are."""
    ids: list[str] = []

    def noted(one: Any) -> Any:
        def take(seen: Subject) -> Measurement:
            ids.append(one.id)
            return one.take(seen)  # type: ignore[no-any-return]  # a measure's

        return type(
            "Noted", (), {"id": one.id, "compares": one.compares, "take": staticmethod(take)}
        )

    monkeypatch.setattr(reviewing, "MEASURES", [noted(one) for one in MEASURES])
    return ids


def test_the_same_message_is_compared_anew_and_else_taken_as_it_was(
    coach_with: Any, calls: Any, taken: list[str]
) -> None:
    made, _ = coach_with(prospect="Sam", rep="Dana")
    first = [outcome_object(one) for one in made.score(calls(a=PITCH, b=OTHER))]
    assert set(taken) >= ALONE
    taken.clear()
    again = [outcome_object(one) for one in coach_with(prospect="Sam", rep="Dana")[0].rescore()]
    assert again == first
    assert taken
    assert not ALONE & set(taken)


@pytest.mark.parametrize("change", ["coach", "words", "name", "cue"])
def test_what_may_have_changed_is_measured_anew(
    coach_with: Any, calls: Any, taken: list[str], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    made, _ = coach_with(prospect="Sam", rep="Dana")
    (one,) = made.score(calls(a=PITCH))
    taken.clear()
    if change == "coach":
        monkeypatch.setattr(reviewing, "edition", lambda: "another")
        list(made.rescore())
    elif change == "words":
        made.correct(one.id, Correction("late", "Ann", start_s=2.0))
    elif change == "name":
        made.assign(one.id, {"prospect": "Samantha"}, "Ann")
    else:
        cues = made.settings.home / "cues"
        cues.mkdir()
        (cues / "hook.toml").write_text('examples = ["the ducks will have it"]\n')
        list(coach_with(prospect="Sam", rep="Dana")[0].rescore())
    assert set(taken) >= ALONE


def test_a_history_from_before_is_measured_once_more(
    coach_with: Any, calls: Any, taken: list[str]
) -> None:
    made, _ = coach_with(prospect="Sam", rep="Dana")
    (one,) = made.score(calls(a=PITCH))
    with made.history.database.writing() as connection:
        connection.execute("UPDATE pitches SET measured_of = NULL")
    for expected in (ALONE, set()):
        taken.clear()
        (again,) = made.rescore()
        assert ALONE & set(taken) == expected
        assert replace(again, id=one.id) == one
