"""What lists, search and practice show, and what a person puts right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from coach.records import Recording
from coach.web.list_view import Filters, list_view
from coach.web.search import Piece, expression, pieces
from coach.web.shelf import Line
from coach.web.take_view import compared_view, take_view

from .conftest import SPOKEN

if TYPE_CHECKING:
    from coach.playbook import Playbook

    from .conftest import Visitor


def line(id: int = 1, day: int = 1, **said: Any) -> Line:
    """A message in a list."""
    at = datetime(2026, 11, day, 15, 4, tzinfo=UTC)
    one = Recording(f"{id}.wav", f"{id}.wav", recorded_at=at, **said)
    lost = {"length": 3.0, "number_twice": 1.0}
    verdicts: Any = {"length": "miss", "number_twice": "watch", "pace": "pass"}
    return Line(id, one, 1, 50 + id, 20.0, "Shorter.", verdicts, lost, None, frozenset())


def test_a_list_is_turned_page_by_page(standard: Playbook) -> None:
    lines = [line(id) for id in range(1, 121)]
    first, last = (list_view(lines, Filters(), page, standard, "/c") for page in (1, 999))
    assert (first.count, first.of, first.newer, first.older) == (
        "120 messages",
        "1 of 3",
        "",
        "?page=2",
    )
    assert (last.of, last.older, len(last.rows)) == ("3 of 3", "", 20)
    assert first.rows[0][0].report == "/c/messages/1/report"


@pytest.mark.parametrize(
    ("filters", "kept"),
    [
        (Filters(rep="DANA"), True),
        (Filters(rep="Evan"), False),
        (Filters(prospect="acme sam"), True),
        (Filters(prospect="other"), False),
        (Filters(outcome="replied"), True),
        (Filters(outcome="meeting"), False),
        (Filters(row="length"), True),
        (Filters(row="pace"), False),
        (Filters(since=date(2026, 11, 1), until=date(2026, 11, 1)), True),
        (Filters(since=date(2026, 11, 2)), False),
        (Filters(until=date(2026, 10, 31)), False),
    ],
)
def test_filters(filters: Filters, kept: bool) -> None:
    one = line(rep="Dana", prospect="Sam Lee", prospect_company="ACME Inc.", outcome="replied")
    assert filters.keep(one) == kept


def test_what_to_work_on_next_is_what_cost_most(standard: Playbook) -> None:
    assert list_view([line(1), line(2)], Filters(), 1, standard, "").next is None
    view = list_view([line(id) for id in (1, 2, 3)], Filters(), 1, standard, "").next
    assert view is not None
    row = next(row for row in standard.rows if row.id == "length")
    assert (view.question, view.advice, view.marks) == (row.question, "Shorter.", ("miss",) * 3)


def test_filters_in_the_address_are_harmless(owner: Visitor) -> None:
    owner.scored(prospect="Acme", rep="Dana")
    for query in (
        "page=-1",
        "page=x",
        "page=99999999",
        "since=x",
        "rep=%00",
        "row=<script>",
        "until=9999-99-99",
    ):
        page = owner.get(f"/?{query}")
        assert page.status_code == 200, query
        assert "<script>" not in page.text.replace("<script src", ""), query


def test_search_words_are_never_operators() -> None:
    assert expression('gate OR "x') == '"gate" "OR" "x"*'
    assert expression("NEAR(a b) -c *") == '"NEAR" "a" "b" "c"*'
    assert expression("  \"' ") == ""
    assert pieces("a \ue000hit\ue001 b") == (
        Piece("a ", False),
        Piece("hit", True),
        Piece(" b", False),
    )


@pytest.mark.parametrize("words", ["gate", "GATE drivers", "driv", "gate*", '"gate'])
def test_search_finds(owner: Visitor, words: str) -> None:
    owner.scored()
    page = owner.client.get("/search", params={"words": words}).text
    assert "<mark>" in page


def test_search_follows_the_history(owner: Visitor) -> None:
    first = owner.scored()
    assert owner.get("/search?words=drivers").text.count("<mark>") == 1
    owner.scored("drivers again <b>bold</b>", "b.wav")
    page = owner.get("/search?words=drivers").text
    assert page.count("<mark>") == 2
    assert "<b>bold" not in page
    owner.site.coach.forget(id=first)
    assert owner.get("/search?words=drivers").text.count("<mark>") == 1
    assert owner.get("/search?words=nothinglikeit").text.count("<mark>") == 0


def test_putting_things_right(owner: Visitor) -> None:
    id = owner.scored(prospect="Acme", rep="Dana")
    post = owner.post
    assert (
        post(
            f"/messages/{id}/assign", data={"prospect": "Sam", "recorded_at": "2026-11-20T15:04"}
        ).status_code
        == 303
    )
    assert post(f"/messages/{id}/outcome", data={"outcome": "meeting"}).status_code == 303
    sent = {"row": "length", "verdict": "miss", "note": "cut off", "once": "n1"}
    assert post(f"/messages/{id}/correct", data=sent).status_code == 303
    (kept,) = owner.site.coach.kept()
    assert (kept.recording.prospect, kept.recording.outcome) == ("Sam", "meeting")
    finding = kept.finding("length")
    assert finding is not None
    assert (finding.verdict, finding.by) == ("miss", "you")
    assert "Sam" in owner.get("/").text


def test_a_replayed_form_counts_once(owner: Visitor) -> None:
    id = owner.scored()
    sent = {"row": "length", "verdict": "miss", "note": "cut off", "once": "the same"}
    for _ in range(3):
        assert owner.post(f"/messages/{id}/correct", data=sent).status_code == 303
    assert len(owner.site.coach.history.corrections.of([id])[id]) == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"note": "x"},
        {"row": "length", "note": "x"},
        {"row": "nothing", "verdict": "miss", "note": "x"},
        {"row": "length", "verdict": "superb", "note": "x"},
        {"row": "length", "verdict": "miss", "note": " "},
        {"digits": "<script>", "note": "x"},
        {"start_s": "1", "note": "x"},
        {"start_s": "nan", "end_s": "2", "note": "x"},
        {"start_s": "3", "end_s": "1e999", "note": "x"},
        {"row": "length", "verdict": "miss", "note": "x" * 2_000},
    ],
)
def test_wrong_corrections(owner: Visitor, sent: dict[str, str]) -> None:
    id = owner.scored()
    answer = owner.post(f"/api/1/messages/{id}/correct", json=sent)
    assert answer.status_code in (400, 422), answer.text
    assert owner.site.coach.history.corrections.of([id]) == {}


def test_a_draft_is_checked_and_not_kept(owner: Visitor) -> None:
    before = {path for path in owner.site.coach.settings.home.rglob("*") if path.is_file()}
    sent = {"draft1": SPOKEN + " <script>alert(1)</script>", "draft2": " ", "more": "1"}
    page = owner.post("/draft", data=sent).text
    assert "The draft" in page
    assert "<script>alert" not in page
    assert 'name="draft2"' in page
    after = {path for path in owner.site.coach.settings.home.rglob("*") if path.is_file()}
    assert {path.name for path in after - before} <= {"history.sqlite3-wal", "history.sqlite3-shm"}
    empty = owner.post("/draft", data={"draft1": "..."}).text
    assert "The draft is empty" in empty


def test_no_page_names_a_command(owner: Visitor) -> None:
    id = owner.scored(SPOKEN, "Acme.wav", rep=None)
    report = owner.get(owner.get(f"/messages/{id}/report").headers["location"]).text
    assert "guessed. Not right?" in report
    assert f'<a href="/messages/{id}">Say what is right</a>' in report
    owner.scored("another message of Evan to somebody", "b.wav", rep="Evan", prospect="Sam")
    for page in (report, *(owner.get(path).text for path in ("/", "/team", f"/messages/{id}"))):
        assert "<code>coach" not in page


def test_the_teams_page_is_of_the_messages_that_are_listed(owner: Visitor) -> None:
    owner.scored("words of Dana to Sam", rep="Dana", prospect="Sam")
    assert "The team" not in owner.get("/").text
    owner.scored("words of Evan to Kim", "b.wav", rep="Evan", prospect="Kim")
    assert "The team's page" in owner.get("/").text
    whole, narrowed = owner.get("/team").text, owner.get("/team?rep=Evan").text
    assert ("<bdi>Dana</bdi>" in whole, "<bdi>Evan</bdi>" in whole) == (True, True)
    assert ("<bdi>Dana</bdi>" in narrowed, "<bdi>Evan</bdi>" in narrowed) == (False, True)
    assert owner.get("/team?rep=nobody").status_code == 404


def test_names_changed_in_another_tab_are_not_overwritten(owner: Visitor) -> None:
    id = owner.scored(prospect="Sam")
    page = owner.get(f"/messages/{id}").text
    shown = page.partition('name="shown" value="')[2].partition('"')[0]
    first = {"prospect": "Kim", "shown": shown, "once": "a"}
    assert owner.post(f"/messages/{id}/assign", data=first).status_code == 303
    assert owner.post(f"/messages/{id}/assign", data=first).status_code == 303  # the same again
    second = owner.post(f"/messages/{id}/assign", data={**first, "prospect": "Lee", "once": "b"})
    assert second.status_code == 409
    assert "changed in another window" in second.text
    assert owner.site.coach.kept()[0].recording.prospect == "Kim"


def test_a_form_that_failed_may_be_sent_again(
    owner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = owner.scored(prospect="Sam")
    sent = {"prospect": "Kim", "once": "a"}
    with monkeypatch.context() as broken:
        broken.setattr(owner.site.desk.coach, "assign", lambda *given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            owner.post(f"/messages/{id}/assign", data=sent)
    owner.post(f"/messages/{id}/assign", data=sent)
    assert owner.site.coach.kept()[0].recording.prospect == "Kim"
    owner.post(f"/messages/{id}/assign", data={**sent, "prospect": "Lee"})  # back, and changed
    assert owner.site.coach.kept()[0].recording.prospect == "Lee"


def test_practice_is_shown_beside_the_last_take_and_counts_nowhere(owner: Visitor) -> None:
    first = owner.upload(SPOKEN, "take.wav", kind="take")
    owner.work()
    assert owner.get(f"/api/1/recordings/{first['id']}").json()["status"] == "done"
    assert "Your first take" in owner.get("/practise").text
    owner.upload(SPOKEN + " please", "take.wav", kind="take")
    owner.work()
    page = owner.get("/practise/latest").text
    assert page.count('class="take sheet"') == 2
    assert owner.site.coach.kept() == ()
    assert owner.get("/api/1/recordings").json() == {"recordings": []}
    assert not [p for p in owner.site.spool.folder.iterdir() if p.name != ".coach-history"]
    assert owner.post("/practise/clear").status_code == 303
    assert "take sheet" not in owner.get("/practise").text


def test_a_message_said_again_stands_beside_the_message(owner: Visitor) -> None:
    id = owner.scored(prospect="Acme")
    owner.upload(SPOKEN, "take.wav", kind="take", again_of=id)
    owner.work()
    page = owner.get(f"/practise?again={id}").text
    assert "As left for Acme" in page
    assert "The score is the same" in page


def test_forgetting_a_rep_forgets_the_practice(team: dict[str, Visitor], the_site: Any) -> None:
    team["rep A"].scored(prospect="Acme")
    team["rep A"].upload("unique practice words", "take.wav", kind="take")
    team["rep A"].work()
    the_site.coach.forget(rep="Dana")
    assert the_site.takes.of(team["rep A"].site.accounts.all()[1].id) == ()
    assert "take sheet" not in team["rep A"].get("/practise").text


# Two takes side by side

EACH = [
    {"digit": d, "start_s": 1.0 + 0.4 * i, "end_s": 1.3 + 0.4 * i} for i, d in enumerate("212555")
]


def review(score: int, length: str, pace: str, each: Any = None) -> dict[str, Any]:
    """What the contract has of a take."""
    reading = {
        "each": EACH if each is None else each,
        "digits": "212555",
        "groups": [{"digits": "212"}, {"digits": "555"}],
        "seconds_per_digit": 0.4,
        "timing_reason": "too quick to tell",
    }
    rows = (("length", length), ("pace", pace), ("audibility", "not_measurable"))
    points = {"pass": 1.0, "watch": 0.5, "miss": 0.0, "not_measurable": None}
    findings = [
        {
            "id": id,
            "verdict": verdict,
            "weight": 2,
            "points": points[verdict],
            "advice": f"Do {id}.",
        }
        for id, verdict in rows
    ]
    return {
        "score": score,
        "transcript": {"text": "hi"},
        "findings": findings,
        "measurements": {"length": {"value": 20.0, "unit": "s", "reason": None}},
        "numbers": [{"digits": "212555", "readings": [reading]}],
    }


def shown(one: dict[str, Any]) -> Any:
    """A review with its view."""
    return one, take_view(one, "1", "Take", "/s")


def test_what_got_better_and_what_worse() -> None:
    view = compared_view(
        shown(review(80, "pass", "watch")), shown(review(60, "miss", "pass")), {"length": "Short?"}
    )
    assert view.told == "20 points better: 60 before, 80 now."
    assert [(c.question, c.before, c.after) for c in view.better] == [("Short?", "Miss", "Pass")]
    assert [(c.question, c.before, c.after) for c in view.worse] == [("pace", "Pass", "Watch")]
    assert view.still == ()
    assert [(f.before, f.after) for f in view.figures] == [("20.0 s", "20.0 s")]
    first = compared_view(shown(review(80, "miss", "watch")), None, {})
    assert [c.question for c in first.still] == ["length", "pace"]


def test_the_number_digit_by_digit() -> None:
    (reading,) = take_view(review(1, "pass", "pass"), "1", "Take", "").readings
    assert "".join(d.digit for d in reading.digits) == "212555"
    assert [d.seconds for d in reading.digits] == ["0.40", "0.40", "0.30", "0.40", "0.40", "0.30"]
    assert [d.last for d in reading.digits] == [False, False, True, False, False, True]
    (untimed,) = take_view(review(1, "pass", "pass", each=[]), "1", "Take", "").readings
    assert untimed.note == "too quick to tell"
    assert {d.seconds for d in untimed.digits} == {""}


def test_lines_keep_no_words() -> None:
    assert not hasattr(line(), "text")
    assert replace(line(), id=2).id == 2
