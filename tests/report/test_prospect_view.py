"""The page of a prospect."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coach.report.prospect_view import ProspectView, prospect_view
from coach.report.render import render_prospect

from . import people


def _view(count: int, with_promises: bool = False, **recording: str | None) -> ProspectView:
    kept = people.sequence(count, **recording)
    promised = people.promises(kept) if with_promises else ()
    return prospect_view(kept, people.playbook(), people.NOW, people.links(), promised)


def test_the_head_says_whom_by_whom_and_how_often() -> None:
    view = _view(6)
    assert (view.name, view.company, view.attempts) == ("Priya Raman", "Acme Pumps", "6 attempts")
    assert [person.name for person in view.reps] == ["Dana Whitfield"]
    assert view.reps[0].href == "./rep-Dana%20Whitfield.html"
    assert view.span == "Tue, Nov 3, 2026 to Wed, Nov 25, 2026"


def test_messages_stand_in_order_with_the_time_between() -> None:
    messages = _view(3).messages
    assert [message.title for message in messages] == ["Attempt 1", "Attempt 2", "Attempt 3"]
    assert [message.gap for message in messages] == ["", "3 days later", "25 hours later"]
    assert messages[0].href == "./message-0-0.html"
    assert messages[0].listen == "./message-0-0.html#t=0.400"


def test_what_is_new_and_what_is_shared_is_marked() -> None:
    messages = _view(3).messages
    assert {passage.kind for passage in messages[0].passages} == {"plain"}
    kinds = {p.text.split()[0]: (p.kind, p.number) for p in messages[2].passages}
    assert kinds["Hi"] == ("shared", "1")
    assert kinds["I'm"] == ("shared", "2")
    assert kinds["half"][0] == "new"
    shared = next(p for p in messages[2].passages if p.number == "2")
    assert shared.anchor == messages[1].anchor


def test_older_messages_are_folded() -> None:
    view = _view(9)
    assert [m.number for m in view.messages] == ["4", "5", "6", "7", "8", "9"]
    assert (len(view.folded), view.folded_count) == (3, "3 earlier messages")


def test_promises_stand_with_their_messages_and_in_time() -> None:
    view = _view(6, with_promises=True)
    assert [(p.word, p.kept_by) for p in view.promises] == [
        ("Kept", "by attempt 2"),
        ("Missed", ""),
        ("To come", ""),
    ]
    assert [len(message.promises) for message in view.messages] == [1, 0, 0, 1, 0, 1]
    assert [sign.icon for sign in view.legend] == ["disc", "pass", "miss", "clock"]
    assert "Announced: Fri, Nov 6, 2026, 2:00 pm, kept" in view.timeline


def test_spacing_is_told() -> None:
    assert _view(6).cadence == (
        "6 attempts in 22 days.",
        "4 days between attempts on the median, 25 hours at least.",
        "6 days since the last.",
    )
    assert _view(1).cadence == ("28 days since the last.",)


def test_rows_that_no_attempt_passed_are_never_done() -> None:
    view = _view(6)
    questions = {row.question for row in (*view.never, *view.more_never)}
    for row in people.playbook().rows:
        if row.id in people.NEVER:
            assert row.question in questions
    assert view.never_count.endswith("of them vital")
    every = {row.question: row for row in view.rows}
    assert all(every[question].passed.startswith("0 of") for question in questions)
    assert {row.question for row in view.rows if row.never} == questions


def test_one_attempt_has_never_done_nothing() -> None:
    view = _view(1)
    assert view.never == ()
    assert not view.side_by_side
    assert view.trends == ()


def test_each_measure_has_its_target_and_latest_value() -> None:
    kept = people.sequence(6)
    trends = {t.label: t for t in _view(6).trends}
    assert trends["Length"].target == "20 s or less"
    latest = kept[-1].measured("length")
    assert latest is not None
    assert trends["Length"].figure == f"{latest.value:.1f}"
    assert trends["Length"].chart.count("<circle") == 6
    assert trends["Likeness to an earlier message"].chart.count("<circle") == 5
    assert "Concrete benefit" not in trends


def test_dates_that_are_not_known_are_not_made_up() -> None:
    view = prospect_view(people.undated(3), people.playbook(), people.NOW, people.links())
    assert (view.span, view.timeline, view.cadence) == ("Dates not known", "", ())
    assert "no place in time" in view.undated
    assert [message.when for message in view.messages] == ["Date not known"] * 3


def test_one_without_a_date_among_others_is_counted() -> None:
    kept = (*people.undated(1), *people.sequence(2, seed=1))
    view = prospect_view(kept, people.playbook(), people.NOW, people.links())
    assert view.undated == "1 message has no date and no place in time."
    assert view.timeline.count("<circle") == 2


def test_moments_without_an_offset_are_compared() -> None:
    kept = people.sequence(3)
    naive = kept[1].recording.recorded_at.replace(tzinfo=None)
    mixed = (kept[0], replace(kept[1], recording=replace(kept[1].recording, recorded_at=naive)))
    view = prospect_view(mixed, people.playbook(), people.NOW, people.links())
    assert view.messages[1].gap == "3 days later"


def test_words_that_were_let_go_leave_a_sentence() -> None:
    kept = (people.kept_of(0, people.FIRST, text=""), people.kept_of(1, people.NOW, text=""))
    page = render_prospect(prospect_view(kept, people.playbook(), people.NOW, people.links()))
    assert page.count("The words of this message are no longer kept.") == 2


def test_a_message_without_a_page_is_not_linked() -> None:
    kept = tuple(replace(one, page=None, score=None) for one in people.sequence(2))
    view = prospect_view(kept, people.playbook(), people.NOW, people.links())
    assert [(m.href, m.listen) for m in view.messages] == [("", ""), ("", "")]
    assert view.latest == ""
    assert "<a href" not in view.timeline
    assert "No score" in render_prospect(view)


def test_the_outcome_is_told() -> None:
    assert _view(2, outcome="called_back").outcome == "Called back, attempt 2"
    assert _view(2, outcome="Rang <twice>").outcome == "Rang <twice>, attempt 2"
    assert _view(2).outcome == ""


@pytest.mark.parametrize("count", [1, 2, 25])
def test_any_number_of_attempts_is_a_page(count: int) -> None:
    page = render_prospect(_view(count, with_promises=True))
    assert page.count('class="said-card"') == count
    assert page == render_prospect(_view(count, with_promises=True))


def test_guesses_are_marked() -> None:
    kept = replace(people.sequence(1)[0], guessed=frozenset(("recorded_at",)))
    later = people.NOW + timedelta(days=1)
    view = prospect_view([kept], people.playbook(), later, people.links())
    assert view.messages[0].guess == "read from the file name"
