"""The page to hand out: whose lines, and whose names."""

from __future__ import annotations

from teams import standard, team

from coach.masking import masking
from coach.team.practice import practice_view

NAMES = masking(team())
WILLING = ("Dana Whitfield", "Mei Tanaka")


def view(consenting=(), kept=None, *, named=False):
    return practice_view(
        team() if kept is None else kept, standard(), NAMES, consenting, with_names=named
    )


def test_no_line_without_consent() -> None:
    found = view()
    assert found.habits
    assert not [line for habit in found.habits for line in habit.lines]
    assert "No lines are shown" in found.consent


def test_lines_of_those_who_agreed_with_names_only_where_asked() -> None:
    lines = [line for habit in view(WILLING).habits for line in habit.lines]
    assert lines
    assert {line.rep for line in lines} == {""}
    named = [line for habit in view(WILLING, named=True).habits for line in habit.lines]
    assert {line.rep for line in named} <= set(WILLING)
    assert {line.rep for line in named} != set()


def test_no_name_of_a_rep_or_prospect_is_in_a_nameless_line() -> None:
    found = view([one.recording.rep for one in team()])
    text = " ".join(line.quote for habit in found.habits for line in habit.lines)
    assert text
    for one in team():
        assert one.recording.rep not in text
        assert one.recording.prospect not in text


def test_too_few_answers_give_no_habits() -> None:
    quiet = [one for one in team() if one.recording.outcome == "nothing"]
    found = view(WILLING, quiet)
    assert found.habits == ()
    assert "at least 5 answered" in found.silent


def test_a_habit_is_what_most_answered_messages_do() -> None:
    for habit in view().habits:
        assert float(habit.share.rstrip("%")) >= 50
