"""A roster's rows, read from the CSV file that a spreadsheet or a CRM wrote."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS = (
    "path",
    "rep",
    "rep_company",
    "rep_phone",
    "prospect",
    "prospect_company",
    "prospect_phone",
    "recorded_at",
    "timezone",
    "first_contact",
    "outcome",
    "segment",
)

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel's own files begin, new and old."""

NEVER_CLOSED = "unexpected end of data"
"""What the csv module says where a quotation mark stays open until the file's end."""


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row of a roster: its fields, and the line it begins on."""

    line: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Roster:
    """Rows by resolved path and by bare file name; `unknown_columns` are named to the user."""

    by_path: dict[str, RosterRow] = field(default_factory=dict)
    by_name: dict[str, RosterRow | None] = field(default_factory=dict)
    unknown_columns: tuple[str, ...] = ()
    file: str = ""

    def row(self, location: str) -> RosterRow | None:
        """Find the row of a recording: by its path, else by a name that only one row has."""
        path = Path(location)
        return self.by_path.get(_resolved(path)) or self.by_name.get(path.name)

    def unused(self, locations: Iterable[str]) -> list[RosterRow]:
        """Rows that none of the recordings is meant by, in order."""
        used = {row.line for one in locations if (row := self.row(one))}
        rows = {row.line: row for row in self.by_path.values() if row.line not in used}
        return [rows[line] for line in sorted(rows)]


def load_roster(file: Path) -> Roster:
    """Read a roster.

    Raises
    ------
    UsageError
        Where it cannot be read, has no path column, has a row without a path or with more cells
        than columns, or names one path twice in two ways; with the line.
    """
    lines = _lines(_text(file), file)
    header = [name.strip().lower() for name in next(lines, (1, []))[1]]
    twice = [name for name in header if name and header.count(name) > 1]
    if twice:
        raise UsageError(f"{file}: two columns are named {twice[0]}.")
    if "path" not in header:
        raise UsageError(f"{file}: the roster has no column named path.")
    by_path: dict[str, RosterRow] = {}
    by_here: dict[str, RosterRow] = {}
    by_name: dict[str, RosterRow | None] = {}
    for line, cells in lines:
        row = _row(line, cells, header, file)
        if row is None:
            continue
        given = row.values["path"].replace("\\", "/")
        row = _put(by_path, _resolved(file.parent / given), row, file)
        by_here.setdefault(_resolved(Path(given)), row)
        if "/" not in given:
            by_name[given] = None if by_name.get(given, row) is not row else row
    unknown = tuple(name for name in header if name and name not in COLUMNS)
    return Roster({**by_here, **by_path}, by_name, unknown, str(file))


def _row(line: int, cells: list[str], header: list[str], file: Path) -> RosterRow | None:
    """A row with what stands in it; None where nothing does."""
    if any(cells[len(header) :]):
        raise UsageError(
            f"{file}, line {line}: {len(cells)} cells under {len(header)} columns; a cell with a "
            "comma in it needs quotation marks."
        )
    named = zip(header, cells, strict=False)
    values = {name: cell for name, cell in named if name in COLUMNS and cell}
    if values and "path" not in values:
        raise UsageError(f"{file}, line {line}, column path: no recording is named there.")
    return RosterRow(line, values) if values else None


def _put(rows: dict[str, RosterRow], key: str, row: RosterRow, file: Path) -> RosterRow:
    """Take a row; the same one said twice is the first."""
    before, path = rows.setdefault(key, row), row.values["path"]
    if {**before.values, "path": path} != row.values:
        raise UsageError(f"{file}, lines {before.line} and {row.line}: two rows for {path!r}.")
    return before


def _lines(text: str, file: Path) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line that each begins on, cells without space around them; no empty ones."""
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UsageError(f"{file}, line {line}: {_told(error)}.") from error
        if cells is None:
            return
        if cells:
            yield line, [cell.strip() for cell in cells]


def _told(error: csv.Error) -> str:
    told = str(error)
    return "a quotation mark opens there and is never closed" if told == NEVER_CLOSED else told


def _text(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(f"The roster {file} cannot be read ({error.strerror}).") from error
    if content.startswith(WORKBOOKS):
        raise UsageError(f"The roster {file} is an Excel workbook; save it as CSV.")
    text = _decoded(content, file)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise UsageError(f"{file}, line {line}: there is a character that no text has (NUL).")
    return text


def _decoded(content: bytes, file: Path) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    if 0 in content[:2]:  # UTF-16 that does not say so: the first letter is of the header
        return content.decode("utf-16-be" if content[0] == 0 else "utf-16-le", "replace")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UsageError(f"The roster {file} is neither UTF-8 nor Windows text.")


def _resolved(path: Path) -> str:
    return str(path.resolve())
