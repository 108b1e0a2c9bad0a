"""Search in transcripts: an SQLite FTS5 index in memory, so that nothing is left to forget."""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coach.web.person import Person
    from coach.web.shelf import Line, Shelf

MOST_FOUND = 2_000
MOST_WORDS = 12
AROUND = 24
"""Words shown around what was found."""
OPEN, CLOSE = "\ue000", "\ue001"
"""Marks around words that were found; taken out of texts first."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text; `found` where it is what was searched for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A message whose words were found."""

    line: Line
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """An index of all transcripts, brought up to date before every search."""

    shelf: Shelf
    _texts: dict[int, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _index: sqlite3.Connection = field(default_factory=lambda: _new_index())

    def hits(self, person: Person, words: str) -> tuple[Hit, ...]:
        """Return messages a person may see that hold all the words, the best first."""
        query = expression(words)
        if not query:
            return ()
        lines = {line.id: line for line in self.shelf.lines(person)}
        with self._lock:
            self._update()
            rows = self._index.execute(
                "SELECT rowid, snippet(texts, 0, ?, ?, '\N{HORIZONTAL ELLIPSIS}', ?) FROM texts"
                " WHERE texts MATCH ? ORDER BY rank",
                (OPEN, CLOSE, AROUND, query),
            )
            found = [(lines[id], text) for id, text in rows if id in lines][:MOST_FOUND]
        return tuple(Hit(line, pieces(text)) for line, text in found)

    def _update(self) -> None:
        texts = self.shelf.texts()
        hashes = {id: hash(text) for id, text in texts.items()}
        for id in self._texts.keys() - hashes.keys():
            self._index.execute("DELETE FROM texts WHERE rowid = ?", (id,))
            del self._texts[id]
        for id, told in hashes.items():
            if self._texts.get(id) != told:
                plain = texts[id].replace(OPEN, "").replace(CLOSE, "")
                self._index.execute("DELETE FROM texts WHERE rowid = ?", (id,))
                self._index.execute("INSERT INTO texts (rowid, text) VALUES (?, ?)", (id, plain))
                self._texts[id] = told


def expression(words: str) -> str:
    """Return an FTS5 expression for messages with all the words; the last one may go on.

    Whatever is typed is words to search for, never an operator.
    """
    found = re.findall(r"\w+", words)[:MOST_WORDS]
    quoted = [f'"{word}"' for word in found]
    return " ".join(quoted) + "*" if quoted else ""


def pieces(text: str) -> tuple[Piece, ...]:
    """Return a text cut where the index marked what was found."""
    cut = re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", text)
    return tuple(Piece(one.strip(OPEN + CLOSE), one.startswith(OPEN)) for one in cut if one)


def _new_index() -> sqlite3.Connection:
    index = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
    index.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'unicode61')")
    return index
