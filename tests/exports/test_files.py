"""Tables in every format: the same figures, inert texts, whole files."""

from __future__ import annotations

import builtins
import csv
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from teams import standard, team, without

from coach.errors import CoachError, MissingError, UsageError
from coach.exports import FORMATS, export
from coach.exports.columns import tables
from coach.exports.files import FORMULA_STARTS, defused
from coach.measures import MEASURES
from coach.records import Digit, Reading
from coach.telephone import DigitGroup

FEW = team()[:12]
NASTY = ("=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', " =1")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("exports")
    paths = export(FEW, standard(), out, FORMATS)
    assert sorted(paths) == sorted(path for path in out.iterdir())
    return out


@pytest.mark.parametrize("name", ["messages", "measurements", "findings", "columns"])
def test_all_formats_say_the_same(folder: Path, name: str) -> None:
    made = pd.read_csv(folder / f"{name}.csv").astype(object)
    sheets = pd.read_excel(folder / "coach.xlsx", sheet_name=name).astype(object)
    parquet = pd.read_parquet(folder / f"{name}.parquet").astype(object)
    rows = (folder / f"{name}.jsonl").read_text().splitlines()
    lines = pd.DataFrame(map(json.loads, rows)).astype(object)
    for other in (sheets, parquet, lines):
        assert list(other.columns) == list(made.columns)
        assert len(other) == len(made)
        for column in made.columns:
            pairs = zip(made[column], other[column], strict=True)
            assert all(a == b or (pd.isna(a) and pd.isna(b)) for a, b in pairs), column


def test_every_measure_and_verdict_is_a_column_with_its_unit(folder: Path) -> None:
    head = pd.read_csv(folder / "messages.csv").columns
    told = pd.read_csv(folder / "columns.csv").set_index(["table", "column"])
    for measure in MEASURES:
        assert measure.id in head
        unit = told.loc[("messages", measure.id), "unit"]
        assert unit == measure.unit or measure.unit == "yes or no"
    for row in standard().rows:
        assert (f"verdict.{row.id}" in head) == bool(row.targets)
    assert told.index.is_unique


def test_units_are_in_the_parquet(folder: Path) -> None:
    from pyarrow import parquet

    field = parquet.read_schema(folder / "messages.parquet").field("length")
    assert field.metadata[b"unit"] == b"s"


@pytest.mark.parametrize("text", NASTY)
def test_formulas_are_defused(tmp_path: Path, text: str) -> None:
    nasty = replace(without(FEW[0], rep=text, prospect=text, segment=text, path=text), text=text)
    export([nasty], standard(), tmp_path, ("csv", "xlsx"))
    with (tmp_path / "messages.csv").open(encoding="utf-8", newline="") as file:
        row = next(csv.DictReader(file))
    for column in ("rep", "prospect", "segment", "path", "text"):
        assert row[column] == f"'{text}"
    sheet = openpyxl.load_workbook(tmp_path / "coach.xlsx")["messages"]
    kinds = {cell.data_type for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    assert all(cell.hyperlink is None for line in sheet.iter_rows() for cell in line)


@given(st.text())
def test_no_text_begins_like_a_formula(text: str) -> None:
    made = str(defused(text))
    assert not made.lstrip(" ").startswith(FORMULA_STARTS)
    assert made in (text, f"'{text}")


def test_numbers_stay_numbers() -> None:
    assert (defused(-22.5), defused(True), defused(None)) == (-22.5, True, None)


def test_lines_and_surrogates_survive_in_one_record(tmp_path: Path) -> None:
    odd = replace(FEW[0], text='one\ntwo,"three";\udc80\x07')
    export([odd], standard(), tmp_path, FORMATS)
    assert len(pd.read_csv(tmp_path / "messages.csv")) == 1
    assert len((tmp_path / "messages.jsonl").read_text().splitlines()) == 1
    assert openpyxl.load_workbook(tmp_path / "coach.xlsx")["messages"].max_row == 2


def reading(digits: str, start_s: float) -> Reading:
    return Reading(
        digits=digits,
        start_s=start_s,
        end_s=start_s + 5.0,
        confidence=0.97,
        timing="digit",
        timing_reason="",
        each=(Digit("2", start_s, start_s + 0.3),),
        groups=(DigitGroup(digits, start_s, start_s + 5.0, None),),
        pause_before_s=0.4,
        complete=len(digits) == 10,
        word_start=0,
        word_end=1,
    )


class Heard:
    """What was heard: a number twice, and once more broken off."""

    readings = (reading("2125550143", 3.0), reading("2125550143", 12.0), reading("212555", 20.0))


def test_each_time_a_number_is_said_is_a_row(tmp_path: Path) -> None:
    export(FEW[:1], standard(), tmp_path, ("jsonl",), speech=lambda kept: Heard)
    rows = [json.loads(line) for line in (tmp_path / "numbers.jsonl").read_text().splitlines()]
    assert [(row["digits"], row["whole"]) for row in rows] == [
        ("2125550143", True),
        ("2125550143", True),
        ("212555", False),
    ]
    assert rows[0]["e164"] == "+12125550143"
    assert rows[0]["seconds_per_digit"] == 0.5


def test_masked_nothing_of_a_prospect_is_handed_on(tmp_path: Path) -> None:
    paths = export(
        FEW, standard(), tmp_path, ("csv", "jsonl"), mask=True, speech=lambda kept: Heard
    )
    text = "".join(path.read_text(encoding="utf-8") for path in paths).lower()
    for one in FEW:
        for word in (one.recording.prospect, one.recording.prospect_company, one.page):
            assert word.lower() not in text
    assert "five five" not in text
    assert "2125550143" not in text
    assert "prospect 1" in text


def test_a_table_is_made_anew_each_time() -> None:
    (messages, *_) = tables(FEW, standard())
    assert list(messages.rows()) == list(messages.rows())


def test_without_pyarrow_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def none(name: str, *more: object, **fields: object):
        if name.split(".")[0] == "pyarrow":
            raise ImportError(name)
        return real(name, *more, **fields)

    monkeypatch.setattr(builtins, "__import__", none)
    with pytest.raises(MissingError, match=r"install voicemail-coach\[parquet\]"):
        export(FEW, standard(), tmp_path, ("parquet",))
    assert list(tmp_path.iterdir()) == []


def test_a_format_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no format 'xls': choose of csv, xlsx, parquet, jsonl"):
        export(FEW, standard(), tmp_path, ("xls",))


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.exports.files.SHEET_ROWS", 11)
    with pytest.raises(UsageError, match="choose csv"):
        export(FEW, standard(), tmp_path, ("xlsx",))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "messages.csv").write_text("old")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CoachError, match="No space left"):
        export(FEW, standard(), tmp_path, ("csv",))
    assert [path.name for path in tmp_path.iterdir()] == ["messages.csv"]
    assert (tmp_path / "messages.csv").read_text() == "old"
