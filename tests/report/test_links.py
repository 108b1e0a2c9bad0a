"""Links between the pages."""

from __future__ import annotations

from dataclasses import replace

from coach.report.links import Links

from . import people


def test_a_message_is_linked_with_a_place_in_its_sound() -> None:
    kept = people.sequence(1)[0]
    assert Links().to(kept) == "./message-0-0.html"
    assert Links().to(kept, 12.34) == "./message-0-0.html#t=12.340"
    assert Links().to(replace(kept, page=None), 12.34) == ""


def test_nobody_has_a_page_unless_told() -> None:
    recording = people.sequence(1)[0].recording
    assert (Links().to_rep(recording), Links().to_prospect(recording)) == ("", "")


def test_a_link_can_lead_nowhere_else() -> None:
    kept = replace(people.sequence(1)[0], page="javascript:alert(1)")
    assert Links().to(kept).startswith("./")
    assert Links(rep=lambda _: "//evil.example/x").to_rep(kept.recording).startswith(".//")
