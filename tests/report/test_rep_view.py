"""The page of a rep, and the habits on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

from coach.report.habits import LEAST, MOST_WEEKS, by_week, every_week, habits, tally, weaknesses
from coach.report.render import render_rep
from coach.report.rep_view import RepView, rep_view

from . import people

WEEK = timedelta(days=7)
rep_module = import_module("coach.report.rep_view")  # the package names the function, too


def _view(kept: tuple[object, ...]) -> RepView:
    return rep_view(kept, people.playbook(), people.NOW, people.links())


def _weekly(*counts: int) -> tuple[object, ...]:
    return tuple(
        people.kept_of(k, people.FIRST + week * WEEK + timedelta(hours=k), seed=week)
        for week, count in enumerate(counts)
        for k in range(count)
    )


def test_the_head_counts_messages_and_prospects() -> None:
    kept = people.calls_of_a_rep(6)
    view = _view(kept)
    assert view.messages == f"{len(kept)} messages"
    assert view.prospects_count == "6 prospects"
    assert view.name == "Dana Whitfield"


def test_the_next_thing_is_what_cost_the_latest_messages_most() -> None:
    kept = people.calls_of_a_rep(10)
    weak = weaknesses(kept, people.playbook())[0]
    view = _view(kept)
    assert view.move.advice == weak.row.advice
    assert view.move.why.endswith(f"Not in {weak.not_passed} of the latest 20 judged on it.")
    assert view.move.source == weak.row.source
    heard = [one for one, finding in weak.judged if finding.verdict == "miss"][-1]
    assert view.move.href == f"./{heard.page}#t=4.200"


def test_a_message_of_their_own_shows_how() -> None:
    kept = people.calls_of_a_rep(10)
    weak = weaknesses(kept, people.playbook())[0]
    model = _view(kept).model
    passing = [k for k in kept if k.finding(weak.row.id).verdict == "pass"]
    assert (model is None) == (not passing)
    first = kept[0]
    missed = replace(
        first,
        findings=tuple(
            replace(f, verdict="pass" if f.points is not None else f.verdict, points=None)
            for f in first.findings
        ),
    )
    view = _view((missed, *kept[1:]))
    assert view.model is not None
    assert view.model.href == f"./{first.page}"


def test_weeks_come_latest_first_and_the_latest_is_open() -> None:
    view = _view(_weekly(2, 0, 3))
    assert [(w.name, w.count, w.is_open) for w in view.weeks] == [
        ("Week of Nov 16, 2026", "3 messages", True),
        ("Week of Nov 2, 2026", "2 messages", False),
    ]
    whens = [line.when_iso for line in view.weeks[0].lines]
    assert whens == sorted(whens, reverse=True)


def test_messages_without_a_date_are_listed_too() -> None:
    view = _view((*people.undated(2), *_weekly(1)))
    assert [week.name for week in view.weeks] == ["Week of Nov 2, 2026", "Date not known"]
    assert sum(len(week.lines) for week in view.weeks) == 3


def test_very_many_messages_are_not_all_listed(monkeypatch: object) -> None:
    monkeypatch.setattr(rep_module, "MOST_LISTED", 3)
    view = _view(_weekly(4, 4))
    assert sum(len(week.lines) for week in view.weeks) == 3
    assert view.unlisted == "5 earlier messages are not listed."


def test_the_latest_of_many_will_do() -> None:
    kept = _weekly(4)
    view = rep_view(kept, people.playbook(), people.NOW, people.links(), 900)
    assert view.messages == "900 messages"
    assert view.unlisted == "896 earlier messages are not listed."


def test_very_many_prospects_are_not_all_listed(monkeypatch: object) -> None:
    monkeypatch.setattr(rep_module, "MOST_PROSPECTS", 15)
    view = _view(people.calls_of_a_rep(20))
    assert len(view.prospects) + len(view.more_prospects) == 15
    assert view.more_prospects_count == "3 more prospects; 5 called longer ago are not listed"


def test_weeks_have_no_gaps_and_go_back_half_a_year() -> None:
    weeks = every_week(by_week(_weekly(1, 0, 0, 2)))
    assert [len(week.messages) for week in weeks] == [1, 0, 0, 2]
    assert weeks[0].monday == date(2026, 11, 2)
    long_ago = people.kept_of(9, people.FIRST - 100 * WEEK)
    assert len(every_week(by_week((long_ago, *_weekly(1))))) == MOST_WEEKS
    assert every_week(()) == ()


def test_a_habit_counts_verdicts_by_week() -> None:
    kept = _weekly(6, 5)
    _, found = habits(kept, people.playbook(), weaknesses(kept, people.playbook()))
    length = next(habit for habit in found if habit.row.id == "length")
    assert [t.count for t in length.weeks] == [6, 5]
    assert length.weeks[0] == tally(kept[:6], "length")
    assert length.lately.count == 11


def test_nothing_is_compared_below_the_minimum() -> None:
    counts = [LEAST - 1, 0, 0, 0, LEAST + 1]
    few = {habit.question: habit for habit in _view(_weekly(*counts)).habits}
    assert all(habit.before == "" for habit in few.values())
    counts[0] = LEAST
    enough = _view(_weekly(*counts)).habits
    assert any(habit.before.endswith(f"of {LEAST}") for habit in enough)


def test_a_week_with_few_messages_is_marked() -> None:
    view = _view(_weekly(LEAST, LEAST - 1))
    chart = next(habit for habit in view.habits if habit.question == "Is it short?").chart
    assert chart.count('class="week"') == 1
    assert chart.count('class="week few"') == 1
    assert "too few to compare" in chart


def test_habits_wait_for_enough_messages() -> None:
    assert _view(_weekly(LEAST - 1)).habits == ()
    assert "Habits are shown from 5 messages on." in render_rep(_view(_weekly(1)))
    assert _view(_weekly(LEAST)).habits != ()


def test_prospects_come_latest_first_with_their_sequences() -> None:
    kept = people.calls_of_a_rep(20)
    view = _view(kept)
    lines = (*view.prospects, *view.more_prospects)
    assert len(lines) == 20
    assert lines[0].name == kept[-1].recording.prospect
    assert view.more_prospects_count == "8 more prospects"
    several = next(line for line in lines if line.attempts == "5")
    assert several.chart.count("<circle") == 1


def test_the_best_are_answered_ones_then_the_highest() -> None:
    kept = _weekly(6)
    answered = replace(
        kept[2], score=1, recording=replace(kept[2].recording, outcome="called_back")
    )
    view = _view((*kept[:2], answered, *kept[3:]))
    assert len(view.best) == 3
    assert (view.best[0].score, view.best[0].outcome) == ("1", "Called back")
    assert int(view.best[1].score) >= int(view.best[2].score)
    assert _view(kept[:3]).best == ()


def test_a_rep_who_lost_nothing_goes_on() -> None:
    kept = people.sequence(1)[0]
    passed = tuple(replace(f, verdict="pass", points=1.0) for f in kept.findings)
    view = _view((replace(kept, findings=passed),))
    assert view.move.advice == "Keep doing exactly this."


def test_no_score_is_no_figure() -> None:
    view = _view((replace(people.sequence(1)[0], score=None),))
    assert view.score == ""
    assert "No score" in render_rep(view)
