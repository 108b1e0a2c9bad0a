"""Tables as files: CSV, Excel, Parquet, JSON Lines. Written aside, then renamed."""

from __future__ import annotations

import csv
import json
import os
import tempfile
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import CoachError, MissingError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coach.exports.columns import Column, Table, Value

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet may take a text that begins with it for, the full-width signs included."""

SHEET_ROWS = 1_048_575
"""Rows that an Excel sheet holds below its heading."""

CELL_CHARACTERS = 32_767
"""Characters that an Excel cell holds."""

_BATCH = 10_000


def defused(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula: such a text gets an apostrophe in front."""
    if not isinstance(value, str):
        return value
    risky = value.startswith(FORMULA_STARTS) or value.lstrip().startswith(FORMULA_STARTS)
    return f"'{value}" if risky else value


def write_csv(tables: Sequence[Table], out: Path) -> tuple[Path, ...]:
    """Write one file a table, UTF-8, fields quoted where needed, formulas defused."""
    return _each(tables, out, "csv", _csv)


def write_jsonl(tables: Sequence[Table], out: Path) -> tuple[Path, ...]:
    """Write one file a table, one object a row, in ASCII."""
    return _each(tables, out, "jsonl", _jsonl)


def write_parquet(tables: Sequence[Table], out: Path) -> tuple[Path, ...]:
    """Write one file a table, units and meanings in the columns' metadata.

    Raises
    ------
    MissingError
        Where pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401  # asked for before anything is written
    except ImportError as error:
        message = (
            "Parquet needs pyarrow, which is not installed: install voicemail-coach[parquet], "
            "or choose csv, xlsx or jsonl."
        )
        raise MissingError(message) from error
    return _each(tables, out, "parquet", _parquet)


def write_xlsx(tables: Sequence[Table], out: Path) -> tuple[Path, ...]:
    """Write one workbook, a sheet a table.

    Raises
    ------
    UsageError
        Where a table has more rows than a sheet holds.
    """
    path = out / "coach.xlsx"
    with _aside(path) as aside:
        _xlsx(tables, aside)
    return (path,)


WRITERS: dict[str, Callable[[Sequence[Table], Path], tuple[Path, ...]]] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "parquet": write_parquet,
    "jsonl": write_jsonl,
}


def _each(
    tables: Sequence[Table], out: Path, ending: str, fill: Callable[[Table, Path], None]
) -> tuple[Path, ...]:
    """Write one file a table."""
    paths = tuple(out / f"{table.name}.{ending}" for table in tables)
    for table, path in zip(tables, paths, strict=True):
        with _aside(path) as aside:
            fill(table, aside)
    return paths


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """A file beside, renamed when it is whole; nobody ever opens half a table."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=path.suffix)
        os.close(handle)
        try:
            yield Path(name)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or "not possible"
        raise CoachError(f"{path} cannot be written ({reason}).") from error


def _csv(table: Table, path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in table.columns])
        writer.writerows([defused(value) for value in row] for row in table.rows())


def _jsonl(table: Table, path: Path) -> None:
    names = [column.name for column in table.columns]
    with path.open("w", encoding="ascii", newline="\n") as file:
        for row in table.rows():
            made = dict(zip(names, row, strict=True))
            file.write(json.dumps(made, ensure_ascii=True, allow_nan=False) + "\n")


def _parquet(table: Table, path: Path) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    types = {
        "whole": pa.int64(),
        "number": pa.float64(),
        "yes or no": pa.bool_(),
        "text": pa.string(),
        "time": pa.string(),
    }
    schema = pa.schema([_field(pa, types, column) for column in table.columns])
    with parquet.ParquetWriter(path, schema) as writer:
        found = table.rows()
        while rows := list(islice(found, _BATCH)):
            columns = zip(*rows, strict=True)
            arrays = [
                pa.array([_typed(v, c) for v in values], types[c.kind])
                for values, c in zip(columns, table.columns, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _field(pa: object, types: dict[str, object], column: Column) -> object:
    told = {"unit": column.unit, "description": column.told}
    return pa.field(column.name, types[column.kind], metadata=told)  # type: ignore[attr-defined]  # pyarrow, loaded late


def _typed(value: Value, column: Column) -> Value:
    """A value as its column's type: a measure may be whole in one message and not in the next."""
    if value is None:
        return None
    if column.kind == "number":
        return None if isinstance(value, str) else float(value)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _xlsx(tables: Sequence[Table], path: Path) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True})
        for table in tables:
            _sheet(book.add_worksheet(table.name), table, bold)


def _sheet(sheet: object, table: Table, bold: object) -> None:
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.name, bold)  # type: ignore[attr-defined]  # xlsxwriter has no types
    sheet.freeze_panes(1, 1)  # type: ignore[attr-defined]  # as above
    for line, row in enumerate(table.rows(), start=1):
        if line > SHEET_ROWS:
            message = f"Excel holds no more than {SHEET_ROWS} rows of {table.name}: choose csv."
            raise UsageError(message)
        for place, value in enumerate(row):
            _put(sheet, line, place, value)


def _put(sheet: object, line: int, place: int, value: Value) -> None:
    if value is None:
        return
    if isinstance(value, str):
        text = str(defused(value)).encode("utf-8", "replace").decode()[:CELL_CHARACTERS]
        sheet.write_string(line, place, text)  # type: ignore[attr-defined]  # xlsxwriter has no types
    elif isinstance(value, bool):
        sheet.write_boolean(line, place, value)  # type: ignore[attr-defined]  # as above
    else:
        sheet.write_number(line, place, value)  # type: ignore[attr-defined]  # as above
