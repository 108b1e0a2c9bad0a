"""The team page: its figures are those of the CSV, and it harms nobody."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from report.hostile import HOSTILE
from teams import alike, flac, standard, team, without

from coach.audio import decode
from coach.errors import UsageError
from coach.exports import export
from coach.records import Span, Speech, Transcript
from coach.report.links import Links
from coach.team import write_team
from coach.team.intervals import wilson

if TYPE_CHECKING:
    from pathlib import Path

LINKS = Links(
    rep=lambda one: f"rep-{one.rep}.html" if one.rep else None,
    prospect=lambda one: f"prospect-{one.prospect}.html",
)
HEARD = (alike(0, 1, 7),)


def written(out: Path, kept=None, **options) -> str:
    paths = write_team(team() if kept is None else kept, standard(), out, **options)
    assert [path.name for path in paths] == ["team.html", "best-practice.html"]
    assert sorted(path.name for path in out.iterdir()) == ["best-practice.html", "team.html"]
    return paths[0].read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return written(tmp_path_factory.mktemp("team"), links=LINKS, clusters=HEARD, sound=flac)


@cache
def plain(html: str) -> str:
    """Return the words of a page, signs set as they were written."""
    text = re.sub(r"<(style|svg|audio).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("csv")
    return {path.stem: pd.read_csv(path) for path in export(team(), standard(), out, ("csv",))}


def cells(page: str, row: str) -> list[str]:
    line = re.search(rf'<tr data-row="{re.escape(row)}">(.*?)</tr>', page, re.DOTALL)
    assert line
    return [plain(cell).strip() for cell in re.findall(r"<td.*?</td>", line[1], re.DOTALL)]


def percent(share: float) -> str:
    if 0 < share < 0.1:
        return f"{share * 100:.1f}%"
    return f"{int(share * 100 + 0.5)}%"


def figures(text: str) -> list[float]:
    found = re.findall(r"[\N{MINUS SIGN}]?[\d.]+", text)
    return [float(one.replace("\N{MINUS SIGN}", "-")) for one in found]


def test_every_cell_of_the_heat_map_is_in_the_csv(page: str, tables) -> None:
    messages, findings = tables["messages"], tables["findings"]
    reps = sorted(messages["rep"].unique(), key=str.casefold)
    judged = findings[findings["points"].notna()].merge(messages[["message", "rep"]], on="message")
    values = tables["measurements"].merge(messages[["message", "rep"]], on="message")
    targets = {row.id: row.targets[0].measure for row in standard().rows if row.targets}
    seen = 0
    for row, of_row in judged[judged["weight"] > 0].groupby("row"):
        shown = cells(page, row)
        taken = of_row.merge(
            values[values["measure"] == targets[row]][["message", "value"]], on="message"
        )
        for cell, rep in zip(shown, [None, *reps], strict=True):
            here = of_row if rep is None else of_row[of_row["rep"] == rep]
            there = taken if rep is None else taken[taken["rep"] == rep]
            passed = int((here["verdict"] == "pass").sum())
            assert cell.startswith(percent(passed / len(here)))
            assert cell.endswith(f"n {len(here)}")
            numbers = figures(cell)[1:-1]
            if len(numbers) == 3:
                told = there["value"].quantile([0.5, 0.25, 0.75]).tolist()
                assert numbers == pytest.approx(told, rel=0.006, abs=0.06)
            else:
                rate = wilson(passed, len(here))
                assert numbers == [int(100 * end + 0.5) for end in (rate.low, rate.high)]
            seen += 1
    assert seen > 150


def test_spreads_and_weeks_are_in_the_csv(page: str, tables) -> None:
    messages = tables["messages"]
    words = plain(page)
    assert f"{messages['length'].median():.1f} s median" in words
    assert f"{messages['speaking_rate'].median():.0f} words/min median" in words
    assert f"{messages['digit_pace'].median():.2f} s per digit median" in words
    inside = int(messages["length"].between(8, 20).sum())
    assert f"{inside} of {messages['length'].count()} in the target" in words
    at = pd.to_datetime(messages["recorded_at"]).dt.tz_localize(None)
    monday = (at - pd.to_timedelta(at.dt.day_of_week, unit="D")).dt.date
    weeks = messages.groupby(monday)["score"].agg(["median", "count"])
    told = re.search(r"Score by week</title><desc>Medians: (.*?)\.</desc>", page)[1]
    shown = [figures(one.split(" ", 2)[2]) for one in told.split(", ")]
    assert shown == [[m, n] for m, n in weeks[weeks["count"] >= 10].to_numpy().tolist()]


def test_answers_are_in_the_csv(page: str, tables) -> None:
    messages = tables["messages"]
    won = messages["outcome"].isin(["called_back", "replied", "meeting"])
    assert f"{percent(won.mean())} were answered" in plain(page)
    rows = re.findall(r'<tr role="row" data-row="(.*?)">(.*?)</tr>', page, re.DOTALL)
    assert len(rows) > 20
    for row, line in rows:
        verdict = messages[f"verdict.{row}"]
        sides = (won[verdict == "pass"], won[verdict.isin(["watch", "miss"])])
        having, lacking = re.findall(r'<td role="cell" data-label.*?</td>', line, re.DOTALL)
        for shown, side in zip((having, lacking), sides, strict=True):
            assert plain(shown).strip().startswith(percent(side.mean()))
            assert plain(shown).strip().endswith(f"n {len(side)}")
            assert len(side) >= 20
    for segment, of_segment in messages.groupby("segment"):
        share = won[of_segment.index].mean()
        assert f"{segment} {percent(share)}" in plain(page)


def test_it_says_what_it_is_for_and_ranks_nobody(page: str) -> None:
    assert "For coaching, not for employment decisions." in page
    heads = re.findall(r'<th scope="col"><a href="[^"]*"><bdi>(.*?)</bdi>', page)
    assert heads == sorted(heads)
    assert "rank" not in plain(page).lower().replace("ranking", "rank-ing")


def test_it_links_to_reps_prospects_and_messages(page: str) -> None:
    links = set(re.findall(r'href="([^"#]+)', page))
    assert "./rep-Mei%20Tanaka.html" in links
    assert any(link.startswith("./prospect-") for link in links)
    assert any(link == f"./{one.page}" for one in team() for link in links)
    assert "best-practice.html" in links
    assert not [link for link in links if ":" in link and not link.startswith("data:,")]


def test_clips_are_embedded_and_nothing_runs(page: str) -> None:
    habits = page.count('<article class="sheet habit">')
    assert habits >= 3
    assert page.count('src="data:audio/flac;base64,') == 3 * habits
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page


def test_groups_of_several_reps_are_shown(page: str, tmp_path: Path) -> None:
    assert "3 messages of 2 reps" in plain(page)
    page = written(tmp_path, clusters=(alike(0, 6),))
    assert "No message of one rep is alike" in page


def test_nothing_is_compared_with_five_recordings(tmp_path: Path) -> None:
    words = plain(written(tmp_path, team()[:5]))
    assert "Fewer than 10 messages of at least two reps" in words
    assert "before anything is compared" in words
    assert not re.search(r"\d%(?!.{0,3}interval)", words.split("100% ", 1)[1])


def test_a_team_without_messages_has_a_page(tmp_path: Path) -> None:
    assert "Messages 0" in plain(written(tmp_path, ()))


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    nasty = " ".join(HOSTILE)
    kept = [
        replace(
            without(one, rep=nasty + (one.recording.rep or ""), prospect=nasty, segment=nasty),
            text=nasty,
            page="javascript:alert(1)",
            findings=tuple(
                replace(f, evidence=tuple(replace(e, quote=nasty) for e in f.evidence))
                for f in one.findings
            ),
        )
        for one in team()
    ]
    page = written(tmp_path, kept, sound=flac, clusters=(alike(0, 1, shared=nasty),))
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page
    assert "\u202e" not in page


def test_masked_nothing_of_a_prospect_is_on_the_page(tmp_path: Path) -> None:
    page = written(tmp_path, mask=True, sound=flac, links=LINKS, clusters=HEARD)
    text = page.lower()
    for one in team():
        assert one.recording.prospect.lower() not in text
        assert one.page not in text
    assert "two one two" not in text
    assert "prospect 1" in text
    assert "<audio" not in page  # nobody says where the names are, so nothing is played
    assert "prospect-" not in text


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be made"):
        write_team(team()[:3], standard(), tmp_path / "file" / "reports")


def test_masked_sound_is_a_tone_where_nothing_may_be_heard(tmp_path: Path) -> None:
    one = team()[0]

    def speech(kept) -> Speech:
        return Speech(
            sha256=kept.sha256,
            duration_s=kept.duration_s,
            channel=0,
            channel_count=1,
            message=kept.message,
            cuts=(),
            transcript=Transcript((), "en", "base"),
            readings=(),
            pauses=(),
            voiced_s=1.0,
            level_dbfs=-20.0,
            peak_dbfs=-6.0,
            snr_db=None,
            clipped_share=0.0,
            waveform=(),
            suspect_spans=(Span(0.0, kept.duration_s),),
        )

    page = written(tmp_path, mask=True, sound=flac, speech=speech)
    clips = re.findall(r'src="data:audio/flac;base64,([^"]+)"', page)
    assert clips
    for clip in clips:
        heard = decode(b64decode(clip), "clip.flac", max_minutes=1).channels[0]
        assert 0 < abs(heard).max() <= 0.02
    assert one.recording.prospect not in page
