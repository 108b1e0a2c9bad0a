"""Who left what to whom and when: rosters, patterns, options, file times."""

from __future__ import annotations

import json
import os
import re
import time
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from coach.dialers import DIALERS, Dialer
from coach.errors import UsageError
from coach.recordings import find_recordings, recording
from coach.roster import attribution, load_roster
from coach.settings import Settings
from coach.zones import moment, zone

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coach.records import Recording

NEW_YORK = ZoneInfo("America/New_York")


@pytest.fixture
def roster_of(tmp_path: Path) -> Callable[..., Path]:
    def write(*lines: str, encoding: str = "utf-8") -> Path:
        file = tmp_path / "roster.csv"
        file.write_bytes("\n".join(lines).encode(encoding))
        return file

    return write


@pytest.fixture
def call(tmp_path: Path) -> Callable[..., Recording]:
    """Put a file where the roster is, and name it as a recording."""

    def make(name: str = "a.wav", at: datetime | None = None) -> Recording:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"sound")
        if at:
            os.utime(path, (at.timestamp(), at.timestamp()))
        return recording(str(path))

    return make


def attributed(one: Recording, **settings: Any) -> Recording:
    return attribution(Settings(**{"timezone": "America/New_York", **settings})).attribute(one)


# Reading a roster


def test_a_roster_says_all_it_knows(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of(
        "path,rep,rep_company,rep_phone,prospect,prospect_company,prospect_phone,"
        "recorded_at,timezone,first_contact,outcome,segment",
        "a.wav,Dana,Brightline,212-555-0143,Sam,Harbor,312-555-0100,"
        "2026-11-20T15:04,America/Chicago,2026-11-01,called back,freight",
    )
    one = attributed(call(), roster=file)
    assert (one.rep, one.rep_company, one.rep_phone) == ("Dana", "Brightline", "212-555-0143")
    assert (one.prospect, one.prospect_company) == ("Sam", "Harbor")
    assert (one.prospect_phone, one.first_contact) == ("312-555-0100", "2026-11-01")
    assert (one.outcome, one.segment) == ("called_back", "freight")
    assert one.recorded_at == datetime(2026, 11, 20, 15, 4, tzinfo=ZoneInfo("America/Chicago"))
    assert one.recorded_at_source == "roster"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_rosters_from_any_spreadsheet_are_read(
    roster_of: Callable[..., Path], call: Callable[..., Recording], delimiter: str, encoding: str
) -> None:
    file = roster_of(
        delimiter.join(["Path ", " REP"]), delimiter.join(["a.wav", "Jos\u00e9"]), encoding=encoding
    )
    assert attributed(call(), roster=file).rep == "Jos\u00e9"


def test_windows_lines_quotes_and_a_line_break_in_a_cell_are_read(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,rep,segment\r", 'a.wav,"Cole, Dana","dry\ngoods"\r')
    one = attributed(call(), roster=file)
    assert (one.rep, one.segment) == ("Cole, Dana", "dry\ngoods")


def test_unknown_columns_are_named_and_refuse_nothing(roster_of: Callable[..., Path]) -> None:
    roster = load_roster(roster_of("path,rep,shoe size,,mood", "a.wav,Dana,9,,fine"))
    assert roster.unknown_columns == ("shoe size", "mood")


def test_short_and_empty_lines_are_read(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,rep,prospect", "a.wav,Dana", "", ",,", "b.wav,Lee,Sam,,")
    assert attributed(call("a.wav"), roster=file).rep == "Dana"
    assert attributed(call("a.wav"), roster=file).prospect is None
    assert attributed(call("b.wav"), roster=file).rep == "Lee"


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["name,rep", "a.wav,Dana"], "no column named path"),
        ([""], "no column named path"),
        (["path,rep", "a.wav,Dana", "./a.wav,Robin"], "lines 2 and 3"),
        (["path,rep", "", '"a.wav,Dana', "b.wav,Lee"], "line 3: a quotation mark opens there"),
        (["path,rep", f"a.wav,{'x' * 200_000}"], "line 2: field larger"),
        (["path,rep", "a.wav,Cole, Dana"], "line 2: 3 cells under 2 columns"),
        (["path,rep", "a.wav,Dana", ",Lee"], "line 3, column path: no recording is named"),
        (["path,rep", "a.wav,Da\0na"], "line 2: there is a character that no text has"),
    ],
    ids=[
        "no-path",
        "empty",
        "two-rows",
        "open-quote",
        "endless-cell",
        "long-row",
        "no-recording",
        "nul",
    ],
)
def test_a_wrong_roster_is_refused_in_a_sentence_with_its_name(
    roster_of: Callable[..., Path], lines: list[str], said: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(said)) as caught:
        load_roster(roster_of(*lines))
    assert "roster.csv" in str(caught.value)


def test_the_same_row_twice_is_one(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,rep", "a.wav,Dana", "a.wav,Dana")
    assert attributed(call(), roster=file).rep == "Dana"


def test_a_roster_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        load_roster(tmp_path / "nowhere.csv")
    (tmp_path / "bad.csv").write_bytes(b"path,rep\na.wav,\x81\x8d\n")
    with pytest.raises(UsageError, match="neither UTF-8 nor Windows"):
        load_roster(tmp_path / "bad.csv")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_what_excel_calls_unicode_text_is_read(
    roster_of: Callable[..., Path], call: Callable[..., Recording], encoding: str
) -> None:
    file = roster_of("path\trep", "a.wav\tJos\u00e9", encoding=encoding)
    assert attributed(call(), roster=file).rep == "Jos\u00e9"


def test_a_workbook_is_called_one(tmp_path: Path) -> None:
    (tmp_path / "calls.xlsx").write_bytes(b"PK\x03\x04" + bytes(100))
    with pytest.raises(UsageError, match="is an Excel workbook; save it as CSV"):
        load_roster(tmp_path / "calls.xlsx")


def test_a_row_is_named_by_the_line_it_begins_on(roster_of: Callable[..., Path]) -> None:
    roster = load_roster(roster_of("path,rep", "", 'a.wav,"Cole\nDana"', "b.wav,Lee"))
    rows = {row.values["path"]: row.line for row in roster.unused([])}
    assert rows == {"a.wav": 3, "b.wav": 5}


def test_rows_that_no_recording_is_meant_by(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,rep", "a.wav,Dana", "sub/b.wav,Lee", "./a.wav,Dana", "c.wav,Lee")
    locations = [call("a.wav").location, call("deep/c.wav").location]
    assert [row.line for row in load_roster(file).unused(locations)] == [3]


# Finding a recording's row


@pytest.mark.parametrize("given", ["a.wav", "./a.wav", "calls/../a.wav", ".\\a.wav"])
def test_a_row_is_found_by_its_path_beside_the_roster(
    roster_of: Callable[..., Path], call: Callable[..., Recording], given: str
) -> None:
    one = call()
    assert attributed(one, roster=roster_of("path,rep", f"{given},Dana")).rep == "Dana"


def test_a_row_is_found_by_an_absolute_path_and_by_one_from_here(
    roster_of: Callable[..., Path],
    call: Callable[..., Recording],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    one = call("calls/a.wav")
    assert attributed(one, roster=roster_of("path,rep", f"{one.location},Dana")).rep == "Dana"
    monkeypatch.chdir(tmp_path / "calls")
    assert attributed(recording("a.wav"), roster=roster_of("path,rep", "a.wav,Dana")).rep == "Dana"


def test_a_bare_name_stands_for_a_recording_in_any_folder(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    one = call("monday/a.wav")
    assert attributed(one, roster=roster_of("path,rep", "a.wav,Dana")).rep == "Dana"


def test_a_path_wins_over_a_bare_name(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,rep", "a.wav,Dana", "monday/a.wav,Robin")
    assert attributed(call("monday/a.wav"), roster=file).rep == "Robin"
    assert attributed(call("friday/a.wav"), roster=file).rep == "Dana"


def test_two_rows_are_two_wherever_coach_is_started(
    roster_of: Callable[..., Path],
    call: Callable[..., Recording],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    one, other = call("a.wav"), call("monday/a.wav")
    file = roster_of("path,rep", "a.wav,Dana", "monday/a.wav,Robin")
    monkeypatch.chdir(tmp_path / "monday")
    assert attributed(one, roster=file).rep == "Dana"
    assert attributed(other, roster=file).rep == "Robin"


def test_a_row_with_a_folder_is_no_other_folders(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,rep", "monday/a.wav,Dana")
    assert attributed(call("friday/a.wav"), roster=file).rep is None


# What wins


def test_roster_wins_over_pattern_and_pattern_over_options(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,rep,prospect", "dana-sam.wav,Roster,")
    one = attributed(
        call("dana-sam.wav"),
        roster=file,
        pattern=r"(?P<rep>\w+)-(?P<prospect>\w+)\.wav",
        rep="Option",
        prospect="Option",
        rep_company="Option",
    )
    assert (one.rep, one.prospect, one.rep_company) == ("Roster", "sam", "Option")


def test_a_pattern_that_does_not_match_says_nothing(call: Callable[..., Recording]) -> None:
    one = attributed(call("plain.wav"), pattern=r"(?P<rep>\w+)-(?P<prospect>\w+)\.wav")
    assert (one.rep, one.prospect, one.recorded_at_source) == (None, None, "file time")


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "not a regular expression"),
        (r"\w+", "needs groups named like roster columns"),
        (r"(?P<salesman>\w+)", "'salesman' is not one"),
    ],
)
def test_a_wrong_pattern_is_refused_before_any_work(pattern: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        attribution(Settings(pattern=pattern))


# Times


def test_without_any_word_the_files_own_time_is_taken(call: Callable[..., Recording]) -> None:
    at = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    one = attributed(call(at=at))
    assert (one.recorded_at, one.recorded_at_source) == (at, "file time")
    assert one.recorded_at is not None
    assert one.recorded_at.utcoffset() == timedelta(hours=-4)


def test_a_recording_that_is_not_there_has_no_time() -> None:
    one = attributed(recording("/nowhere/a.wav"))
    assert (one.recorded_at, one.recorded_at_source) == (None, None)


def test_an_impossible_file_time_stops_nobody(call: Callable[..., Recording]) -> None:
    one = call()
    try:
        os.utime(one.location, (0, 10**12))
    except (OSError, OverflowError):
        pytest.skip("this file system keeps no such time")
    if os.stat(one.location).st_mtime < 10**12:  # noqa: PTH116  # the plain call is the point
        pytest.skip("this file system keeps no such time")
    assert attributed(one).recorded_at is None


def test_a_time_out_of_the_file_name_is_read(call: Callable[..., Recording]) -> None:
    one = attributed(call("vm_20261120-150405_x.wav"), pattern=r"vm_(?P<recorded_at>[\d-]+)_")
    assert one.recorded_at == datetime(2026, 11, 20, 15, 4, 5, tzinfo=NEW_YORK)
    assert one.recorded_at_source == "pattern"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20T15:04:05", datetime(2026, 11, 20, 15, 4, 5, tzinfo=NEW_YORK)),
        ("2026-11-20 15:04", datetime(2026, 11, 20, 15, 4, tzinfo=NEW_YORK)),
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=NEW_YORK)),
        ("20261120T1504", datetime(2026, 11, 20, 15, 4, tzinfo=NEW_YORK)),
        ("2026-11-20_15-04", datetime(2026, 11, 20, 15, 4, tzinfo=NEW_YORK)),
        ("2026-11-20 15h04", datetime(2026, 11, 20, 15, 4, tzinfo=NEW_YORK)),
        ("2026-11-20T15:04Z", datetime(2026, 11, 20, 15, 4, tzinfo=UTC)),
        ("2026-11-20T15:04+02:00", datetime(2026, 11, 20, 13, 4, tzinfo=UTC)),
    ],
)
def test_times_are_read_in_their_zone(text: str, expected: datetime) -> None:
    assert moment(text, NEW_YORK, "here") == expected


def test_a_zone_knows_summer_from_winter() -> None:
    assert moment("2026-07-01T12:00", NEW_YORK, "here").utcoffset() == timedelta(hours=-4)
    assert moment("2026-12-01T12:00", NEW_YORK, "here").utcoffset() == timedelta(hours=-5)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="needs POSIX time zones")
def test_the_machines_own_zone_knows_summer_from_winter_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        own = zone(None, "--timezone")
        summer, winter = (moment(f"2026-{m}-01T12:00", own, "here") for m in ("07", "12"))
        assert summer.utcoffset() == timedelta(hours=-4)
        assert winter.utcoffset() == timedelta(hours=-5)
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("text", ["yesterday", "11/20/2026", "2026-13-45", "15:04", "2026-11-31"])
def test_what_is_no_time_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(UsageError, match=r"^roster, line 7.*is no date and time"):
        moment(text, NEW_YORK, "roster, line 7")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-20 3:04 PM", datetime(2026, 11, 20, 15, 4, tzinfo=NEW_YORK)),
        ("2026-11-20 03:04 PM", datetime(2026, 11, 20, 15, 4, tzinfo=NEW_YORK)),
        ("2026-11-20 15:04 UTC", datetime(2026, 11, 20, 15, 4, tzinfo=UTC)),
        ("2026-11-20 9:04", datetime(2026, 11, 20, 9, 4, tzinfo=NEW_YORK)),
        ("2026-11-20_15-04-05", datetime(2026, 11, 20, 15, 4, 5, tzinfo=NEW_YORK)),
        ("2026-11-20 15-04", datetime(2026, 11, 20, 15, 4, tzinfo=NEW_YORK)),
    ],
)
def test_a_time_is_read_whole_or_refused_but_never_in_part(text: str, expected: datetime) -> None:
    try:
        read = moment(text, NEW_YORK, "here")
    except UsageError:
        return
    assert read == expected


def test_a_wrong_time_in_the_roster_names_file_line_and_column(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,recorded_at", "a.wav,soon")
    with pytest.raises(UsageError, match=r"roster\.csv, line 2, column recorded_at: 'soon'"):
        attributed(call(), roster=file)


def test_a_wrong_zone_in_the_roster_names_file_line_and_column(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,recorded_at,timezone", "a.wav,2026-11-20,Mars/Olympus")
    with pytest.raises(UsageError, match=r"roster\.csv, line 2, column timezone: there is no"):
        attributed(call(), roster=file)


def test_of_many_wrong_rows_the_first_is_named_and_the_others_counted(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,recorded_at", "a.wav,soon", "b.wav,2026-11-20", "c.wav,3 Oct 2026")
    known = attribution(Settings(roster=file))
    calls = [call(f"{name}.wav") for name in "abc"]
    with pytest.raises(
        UsageError, match=r"line 2, column recorded_at: .* Other rows or files are wrong, too: 1\."
    ):
        known.attributed(calls)
    assert [one.rep for one in known.attributed([calls[1]])] == [None]


# Outcomes


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("called back", "called_back"),
        (" Called-Back ", "called_back"),
        ("replied by mail", "replied"),
        ("Replied by e-mail", "replied"),
        ("MEETING", "meeting"),
        ("nothing", "nothing"),
        ("no_answer", "nothing"),
        ("", None),
    ],
)
def test_outcomes_are_read_however_they_are_written(
    roster_of: Callable[..., Path], call: Callable[..., Recording], text: str, meant: str | None
) -> None:
    assert attributed(call(), roster=roster_of("path,outcome", f"a.wav,{text}")).outcome == meant


def test_an_outcome_that_is_none_is_refused_in_a_roster_and_passed_over_elsewhere(
    roster_of: Callable[..., Path], call: Callable[..., Recording], tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"line 2, column outcome: '=1\+1' is no outcome; there"):
        attributed(call(), roster=roster_of("path,outcome", "a.wav,=1+1"))
    (tmp_path / "b.wav.json").write_text(json.dumps({"outcome": "voicemail", "rep": "Dana"}))
    one = attributed(call("b.wav"))
    assert (one.rep, one.outcome) == ("Dana", None)


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "America", "\x00"])
def test_an_unknown_zone_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="there is no time zone"):
        zone(name, "--timezone")


def test_an_offset_of_the_recordings_own_is_kept(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    file = roster_of("path,recorded_at", "a.wav,2026-11-20T15:04:00-08:00")
    at = attributed(call(), roster=file).recorded_at
    assert at is not None
    assert at.utcoffset() == timedelta(hours=-8)
    assert at == datetime(2026, 11, 20, 15, 4, tzinfo=timezone(timedelta(hours=-8)))


# Guesses, and what wins over them


@pytest.mark.parametrize("dialer", DIALERS, ids=lambda dialer: dialer.name)
def test_each_dialers_example_tells_what_it_says(
    dialer: Dialer, call: Callable[..., Recording]
) -> None:
    one = attributed(call(dialer.example))
    assert one.recorded_at == datetime(2026, 11, 20, 15, 4, 12, tzinfo=NEW_YORK)
    assert one.recorded_at_source == "file name"
    assert "recorded_at" in one.guessed
    groups = dialer.pattern.groupindex
    if {"prospect", "number"} & set(groups):
        assert one.prospect in ("Sam Ortiz", "2125550143")
        assert "prospect" in one.guessed
    if "rep" in groups:
        assert one.rep in ("302", "201", "1001")


@pytest.mark.parametrize(
    "name",
    [
        "voicemail.wav",
        "2125550143.wav",
        "in-2125550143-1001-20261120-150412-1795187052.12.wav",
        "20261120-150412_302_(212)555-0143_Incoming_Auto_2243071124051.mp3",
        "RE0123456789abcdef0123456789abcdef.wav",
        "[Sam]_201-555.wav",
    ],
)
def test_other_names_tell_nothing(name: str, call: Callable[..., Recording]) -> None:
    one = attributed(call(name))
    assert (one.rep, one.prospect, one.guessed) == (None, None, ("recorded_at",))


def test_impossible_digits_in_a_name_are_no_time(call: Callable[..., Recording]) -> None:
    one = attributed(call("out-2125550143-1001-20261340-996612-1795187052.12.wav"))
    assert (one.prospect, one.recorded_at_source) == ("2125550143", "file time")


def test_what_is_said_wins_over_what_is_guessed(
    roster_of: Callable[..., Path], call: Callable[..., Recording]
) -> None:
    name = "out-2125550143-1001-20261120-150412-1795187052.12.wav"
    one = attributed(call(name), rep="Dana", roster=roster_of("path,prospect", f"{name},Sam"))
    assert (one.rep, one.prospect) == ("Dana", "Sam")
    assert one.guessed == ("prospect_phone", "recorded_at")


def test_a_sidecar_wins_over_a_pattern_and_yields_to_the_roster(
    roster_of: Callable[..., Path], call: Callable[..., Recording], tmp_path: Path
) -> None:
    one = call("dana-sam.wav")
    beside = {"rep": "Robin", "prospect": "Ada", "recorded_at": "2026-11-20T15:04", "mood": "fine"}
    (tmp_path / "dana-sam.wav.json").write_text(json.dumps(beside))
    made = attributed(
        one,
        pattern=r"(?P<rep>\w+)-(?P<prospect>\w+)\.wav",
        roster=roster_of("path,prospect", "dana-sam.wav,Eve"),
    )
    assert (made.rep, made.prospect, made.recorded_at_source) == ("Robin", "Eve", "sidecar")
    assert made.guessed == ()


@pytest.mark.parametrize("content", ["", "[]", "{", '"x"', '{"rep": 3}', "[" * 9000])
def test_a_sidecar_of_another_program_says_nothing(
    content: str, call: Callable[..., Recording], tmp_path: Path
) -> None:
    one = call("a.wav")
    (tmp_path / "a.json").write_text(content)
    assert attributed(one).rep is None


@pytest.mark.parametrize(
    ("inside", "rep", "prospect"),
    [
        ("dana_cole/Acme Inc./a.wav", "dana cole", "Acme Inc"),
        ("dana/a.wav", None, None),
        ("2026/11/a.wav", None, None),
        ("dana/2026-11-20/a.wav", None, None),
        ("team/dana/acme/a.wav", None, None),
    ],
)
def test_folders_tell_rep_and_prospect(
    inside: str,
    rep: str | None,
    prospect: str | None,
    call: Callable[..., Recording],
    tmp_path: Path,
) -> None:
    call(f"calls/{inside}")
    (one,) = find_recordings([str(tmp_path / "calls")], lambda head: False).recordings
    made = attributed(one)
    assert (made.rep, made.prospect) == (rep, prospect)
    assert made.guessed == (("rep", "prospect", "recorded_at") if rep else ("recorded_at",))
    assert attributed(one, rep="Lee").rep == "Lee"
