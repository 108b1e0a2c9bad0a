"""Messages judged anew, and the pages that tell of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakes import OTHER, PITCH

from coach.pages import prospect_page

if TYPE_CHECKING:
    from pathlib import Path


def test_a_prospects_page_in_another_folder_tells_of_what_was_settled_too(
    coach_with: Any, calls: Any, tmp_path: Path
) -> None:
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "path,rep,prospect,recorded_at\n"
        "calls/a.wav,Dana,Sam,2026-11-02T10:00\ncalls/b.wav,Dana,Sam,2026-11-05T10:00\n"
    )
    made, _ = coach_with(roster=roster)
    first, second = made.score(calls(a=PITCH, b=OTHER))
    with made.history.database.writing() as connection:  # as if it had been judged otherwise
        connection.execute("UPDATE measurements SET value = 99 WHERE message = ?", (second.id,))
        connection.execute("DELETE FROM verdicts WHERE message = ?", (second.id,))
        connection.execute("UPDATE pitches SET measured_of = NULL")
        connection.execute("UPDATE messages SET stale = 1 WHERE id = ?", (second.id,))
    elsewhere, _ = coach_with(roster=roster, out=tmp_path / "elsewhere")
    list(elsewhere.rescore([first.id]))
    page = tmp_path / "elsewhere" / (prospect_page(first.recording) or "")
    told = page.read_text(encoding="utf-8")
    list(elsewhere.rescore([first.id]))
    assert page.read_text(encoding="utf-8") == told
