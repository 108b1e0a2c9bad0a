"""Answers: what is compared, and what keeps silent."""

from __future__ import annotations

from dataclasses import replace

from teams import standard, team, without

from coach.team.answers import answered, answers
from coach.team.intervals import LEAST_ANSWERED, LEAST_COMPARED
from coach.team.rows import team as gather


def told(kept):
    return answers(gather(kept, standard()))


def with_habit(count: int, won: int, verdict: str, segment: str | None = None):
    """Return messages that pass or miss one row, of which some were answered."""
    base = team()[0]
    finding = replace(base.finding("value"), verdict=verdict, points=1.0)
    slim = replace(base, findings=(finding,))
    return [
        without(slim, outcome="called_back" if k < won else "nothing", segment=segment)
        for k in range(count)
    ]


def test_an_answer_is_a_call_a_mail_or_a_meeting() -> None:
    kinds = ("called_back", "replied", "meeting", "nothing", None, "=1+1")
    found = [answered(without(team()[0], outcome=kind)) for kind in kinds]
    assert found == [True, True, True, False, None, None]


def test_rates_with_and_without_a_habit() -> None:
    found = told([*with_habit(40, 20, "pass"), *with_habit(50, 5, "miss")])
    (effect,) = found.effects
    assert (effect.having.count, effect.having.n) == (20, 40)
    assert (effect.lacking.count, effect.lacking.n) == (5, 50)
    assert effect.difference.value == 0.4
    assert effect.stands


def test_silent_below_the_minimum_n() -> None:
    found = told(
        [*with_habit(LEAST_COMPARED, 10, "pass"), *with_habit(LEAST_COMPARED - 1, 1, "miss")]
    )
    assert found.effects == ()
    assert found.too_few == 1
    both = told([*with_habit(LEAST_COMPARED, 10, "pass"), *with_habit(LEAST_COMPARED, 1, "miss")])
    assert len(both.effects) == 1


def test_silent_with_too_few_answers() -> None:
    kept = [*with_habit(40, LEAST_ANSWERED - 1, "pass"), *with_habit(40, 0, "miss")]
    found = told(kept)
    assert (found.effects, found.segments, found.rate) == ((), (), None)
    assert "at least 5 answered" in found.why_silent


def test_a_small_segment_has_no_rate() -> None:
    kept = [*with_habit(30, 9, "pass", "Dental"), *with_habit(19, 4, "pass", "Foundries")]
    found = {segment.name: segment for segment in told(kept).segments}
    assert found["Dental"].rate.share == 0.3
    assert (found["Foundries"].n, found["Foundries"].rate) == (19, None)


def test_messages_without_an_outcome_count_nowhere() -> None:
    unknown = [without(one, outcome=None) for one in with_habit(60, 0, "miss")]
    found = told([*with_habit(40, 20, "pass"), *unknown])
    assert found.known == 40
    assert found.effects == ()
