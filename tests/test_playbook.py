"""Shipped playbooks hold what the rubric asks; a team's own is checked to the last key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from coach.errors import UsageError
from coach.measures import MEASURES
from coach.playbook import SHIPPED, load_playbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coach.playbook import Playbook, Row

RUBRIC = [
    *("length", "speaking_rate", "opening", "articulation_rate", "pauses", "fillers", "audibility"),
    *("number_given", "number_twice", "digit_pace", "digit_groups", "readings_agree"),
    *("who", "enough_detail", "compelling", "research", "distinctive", "value", "no_checking_in"),
    *("new_idea", "listened", "proof", "reassurance", "callback_window", "next_attempt"),
    *("meeting_options", "other_channel", "commitment", "prospect_focus", "addressed", "why_now"),
    *("asks_when", "sameness", "new_value", "cadence", "promise_kept", "never_done"),
    *("same_to_everyone", "alike_team", "best_practice", "outcomes", "targeting"),
]
ROW = """
[rows.mine]
question = "Is it mine?"
source = "ours"
weight = 2
advice = "Make it yours."
"""
TARGET = """
[[rows.mine.targets]]
measure = "length"
pass = [0, 20]
text = "20 s"
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        file = tmp_path / "team.toml"
        file.write_text(text, encoding="utf-8")
        return file

    return write


def rows(playbook: Playbook) -> dict[str, Row]:
    return {row.id: row for row in playbook.rows}


# The shipped ones


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_playbook_has_the_rubrics_rows_in_order(name: str) -> None:
    playbook = load_playbook(name)
    assert playbook.name == name
    assert [row.id for row in playbook.rows] == RUBRIC


@pytest.mark.parametrize("name", SHIPPED)
def test_every_row_asks_advises_and_names_its_source(name: str) -> None:
    for row in load_playbook(name).rows:
        assert row.question.endswith("?"), row.id
        assert row.advice.strip(), row.id
        assert row.source.strip(), row.id
        assert row.needs is None or row.needs in RUBRIC[: RUBRIC.index(row.id)], row.id
        for target in row.targets:
            assert target.text.strip(), row.id
            assert target.watching is None or target.watching != target.passing, row.id


def test_every_measure_of_a_row_is_used_by_it_or_only_reported(standard: Playbook) -> None:
    known = {measure.id for measure in MEASURES}
    for row in standard.rows:
        for target in row.targets:
            assert target.measure.partition(".")[0] in RUBRIC
    judged = {target.measure for row in standard.rows for target in row.targets}
    assert known - judged == {
        *("digit_pace.pen_backlog", "digit_groups.pause_before_s", "distinctive.cliches"),
        *("prospect_focus.you", "prospect_focus.we", "sameness.attempt", "cadence"),
        *("promise_kept.state", "promise_kept.said", "never_done.rows"),
    }


LATER = {"alike_team", "best_practice", "outcomes", "targeting"}
"""Rows of a team's page: no single message can answer them."""


def test_every_row_that_a_single_message_can_answer_has_a_target(standard: Playbook) -> None:
    assert {row.id for row in standard.rows if not row.targets} == LATER


def test_levels_are_judged_as_the_rubric_has_them(standard: Playbook) -> None:
    levels = {measure.id for measure in MEASURES if measure.unit == "level"}
    for row in standard.rows:
        for target in row.targets:
            if target.measure in levels:
                assert target.passing == (2.0, 2.0), row.id
                assert target.watching == ((0.0, 1.0) if row.id == "why_now" else (1.0, 1.0)), (
                    row.id
                )


def test_a_figure_of_ours_says_so_in_the_target(standard: Playbook) -> None:
    assert rows(standard)["opening"].target_text.startswith("8 s or sooner (ours); ")
    assert "ours" not in rows(standard)["length"].target_text


def test_the_short_playbook_asks_for_less(standard: Playbook) -> None:
    short, usual = rows(load_playbook("short")), rows(standard)
    assert short["length"].targets[0].passing[1] < usual["length"].targets[0].passing[1]
    assert short["length"].question == usual["length"].question
    off = {row for row in RUBRIC if short[row].off}
    assert off == {
        *("compelling", "new_idea", "proof", "reassurance", "next_attempt", "meeting_options"),
        *("commitment", "other_channel"),
    }
    changed = {row for row in RUBRIC if short[row] != usual[row]}
    assert changed == {*off, "length", "opening", "value", "why_now"}
    assert short["opening"].targets[0].passing < usual["opening"].targets[0].passing


def test_the_email_playbook_asks_for_no_number(standard: Playbook) -> None:
    changed = {
        row_id: row for row_id, row in rows(load_playbook("email-redirect")).items() if row.off
    }
    assert set(changed) == {*RUBRIC[7:12], "callback_window"}
    redirect = rows(load_playbook("email-redirect"))
    assert redirect["other_channel"].weight > rows(standard)["other_channel"].weight


def test_a_playbook_is_known_by_its_text(written: Callable[[str], Path]) -> None:
    digests = {load_playbook(name).sha256 for name in SHIPPED}
    assert len(digests) == len(SHIPPED)
    assert load_playbook("standard").id == f"standard@sha256:{load_playbook('standard').sha256}"
    file = written(ROW)
    before = load_playbook(str(file)).sha256
    file.write_text(ROW.replace("weight = 2", "weight = 3"), encoding="utf-8")
    assert load_playbook(str(file)).sha256 != before


# A team's own


def test_a_playbook_may_stand_alone(written: Callable[[str], Path]) -> None:
    playbook = load_playbook(str(written(ROW + TARGET)))
    assert playbook.name == "team"
    assert [row.id for row in playbook.rows] == ["mine"]
    row = playbook.rows[0]
    assert (row.weight, row.targets[0].passing, row.targets[0].watching) == (2.0, (0.0, 20.0), None)
    assert (row.off, row.needs, row.absent, row.targets[0].optional) == (None, None, None, False)


@pytest.mark.parametrize("base", SHIPPED)
def test_a_playbook_may_change_single_rows_of_a_shipped_one(
    written: Callable[[str], Path], base: str
) -> None:
    file = written(f'name = "ours"\nextends = "{base}"\n[rows.pauses]\nweight = 9\n{ROW}')
    playbook, before = load_playbook(str(file)), load_playbook(base)
    assert [row.id for row in playbook.rows] == [*RUBRIC, "mine"]
    assert rows(playbook)["pauses"].weight == 9
    assert rows(playbook)["pauses"].targets == rows(before)["pauses"].targets
    assert all(rows(playbook)[i] == rows(before)[i] for i in RUBRIC if i != "pauses")


def test_a_row_that_was_off_can_be_switched_on_again(written: Callable[[str], Path]) -> None:
    file = written('extends = "email-redirect"\n[rows.number_given]\noff = ""')
    assert not rows(load_playbook(str(file)))["number_given"].off


def test_infinity_is_an_end_like_any_other(written: Callable[[str], Path]) -> None:
    file = written(ROW + TARGET.replace("[0, 20]", "[0.5, inf]"))
    assert load_playbook(str(file)).rows[0].targets[0].passing == (0.5, float("inf"))


# Mistakes


@pytest.mark.parametrize("name", ["nowhere.toml", "Standard", "", "."])
def test_an_unknown_playbook_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(UsageError, match="standard, short, email-redirect"):
        load_playbook(name)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match=r"a\.toml"):
        load_playbook(str(tmp_path / "a.toml"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rows = [", []),
        ('extends = "mine"', ["extends", "standard, short, email-redirect", "'mine'"]),
        ("extends = 3", ["extends"]),
        ("name = 3", ["name"]),
        ("wait = 3", ["'wait'"]),
        ("rows = 3", ["rows", "[rows.length]"]),
        ("[rows]\nmine = 3", ["rows", "[rows.length]"]),
        ('extends = "standard"\n[rows.mine]\nweight = 1', ["'mine'", "'standard'"]),
    ],
)
def test_a_mistake_in_the_file_names_the_file(
    written: Callable[[str], Path], text: str, said: list[str]
) -> None:
    _assert_refused(written(text), said)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("", 'colour = "red"', "'colour'"),
        ('question = "Is it mine?"', "", "question"),
        ('source = "ours"', "", "source"),
        ("weight = 2", "", "weight"),
        ('advice = "Make it yours."', "", "advice"),
        ("weight = 2", "weight = -1", "weight"),
        ("weight = 2", 'weight = "2"', "weight"),
        ("weight = 2", "weight = true", "weight"),
        ("weight = 2", "weight = nan", "weight"),
        ("weight = 2", "weight = inf", "weight"),
        ('source = "ours"', "source = 3", "source"),
        ('advice = "Make it yours."', 'advice = ["Do"]', "advice"),
        ("weight = 2", "weight = 2\noff = true", "off"),
        ("weight = 2", "weight = 2\nabsent = 3", "absent"),
        ("weight = 2", "weight = 2\nneeds = 3", "needs"),
        ("weight = 2", 'weight = 2\nneeds = "nothing"', "needs"),
        ("weight = 2", 'weight = 2\nneeds = "mine"', "needs"),
        ("weight = 2", "weight = 2\ntargets = 5", "target"),
        ("weight = 2", 'weight = 2\ntargets = ["length"]', "target"),
    ],
)
def test_a_mistake_in_a_row_names_file_row_and_key(
    written: Callable[[str], Path], old: str, new: str, key: str
) -> None:
    text = ROW.replace(old, new) if old else ROW + new
    _assert_refused(written(text), ["'mine'", key])


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('measure = "length"', "", "measure"),
        ("pass = [0, 20]", "", "pass"),
        ('text = "20 s"', "", "text"),
        ("pass = [0, 20]", "pass = [0, 20]\nwatched = [0, 30]", "'watched'"),
        ("pass = [0, 20]", "pass = [20, 0]", "pass"),
        ("pass = [0, 20]", "pass = [0]", "pass"),
        ("pass = [0, 20]", "pass = [0, 20, 30]", "pass"),
        ("pass = [0, 20]", "pass = 20", "pass"),
        ("pass = [0, 20]", 'pass = ["0", "20"]', "pass"),
        ("pass = [0, 20]", "pass = [false, true]", "pass"),
        ("pass = [0, 20]", "pass = [nan, 20]", "pass"),
        ("pass = [0, 20]", "pass = [0, nan]", "pass"),
        ("pass = [0, 20]", "pass = [0, 20]\nwatch = [30, 0]", "watch"),
        ("pass = [0, 20]", "pass = [0, 20]\nwatch = 3", "watch"),
        ('measure = "length"', "measure = 3", "measure"),
        ('text = "20 s"', "text = 3", "text"),
        ('text = "20 s"', 'text = "20 s"\noptional = "no"', "optional"),
        ('text = "20 s"', 'text = "20 s"\norigin = 3', "origin"),
    ],
)
def test_a_mistake_in_a_target_names_file_row_and_key(
    written: Callable[[str], Path], old: str, new: str, key: str
) -> None:
    _assert_refused(written(ROW + TARGET.replace(old, new)), ["'mine'", key])


def test_a_table_where_a_list_of_targets_belongs_is_refused(written: Callable[[str], Path]) -> None:
    _assert_refused(
        written(ROW + TARGET.replace("[[", "[").replace("]]", "]")), ["'mine'", "target"]
    )


def _assert_refused(file: Path, said: list[str]) -> None:
    with pytest.raises(UsageError) as caught:
        load_playbook(str(file))
    sentence = str(caught.value)
    assert "team.toml" in sentence
    for word in said:
        assert word in sentence
    assert "\n" not in sentence
