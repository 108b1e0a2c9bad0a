"""The drawings."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from coach.report import charts

NASTY = '</title><script>alert("1")</script>&'


def _parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)  # noqa: S314 - our own markup


def _wave(marks: list[charts.Mark], regions: list[charts.Region]) -> ElementTree.Element:
    return _parsed(charts.waveform(20.0, [0.2, 0.9, 0.4], regions, marks, NASTY))


def test_peaks_keep_the_loudest_of_each_stretch() -> None:
    assert charts.peaks([0.1, 0.5, 0.2, 0.9, 0.0], bars=2) == (0.5, 0.9)
    assert charts.peaks([0.1, 0.5], bars=300) == (0.1, 0.5)
    assert charts.peaks([]) == ()


def test_every_chart_has_a_text_alternative() -> None:
    drawn = [
        charts.waveform(20.0, [0.5], [], [], NASTY),
        charts.pace_strip([(0.4, "watch")], [0.6, 0.45], NASTY, NASTY),
        charts.score_bar([(1.0, 0.5)], NASTY),
        charts.sparkline([40, 60], NASTY),
    ]
    for svg in map(_parsed, drawn):
        assert svg.get("role") == "img"
        title, desc = svg.find("title"), svg.find("desc")
        assert title is not None
        assert desc is not None
        assert NASTY in (title.text, desc.text)


def test_a_cut_is_shaded_labelled_and_dimmed() -> None:
    svg = _wave([], [charts.Region("cut", "Greeting", 5.0, 15.0)])
    shade = next(rect for rect in svg.iter("rect") if rect.get("class") == "cut")
    assert (shade.get("x"), shade.get("width")) == ("25.00%", "50.00%")
    assert any(rect.get("class") == "veil" for rect in svg.iter("rect"))
    assert "Greeting" in [text.text for text in svg.iter("text")]


@pytest.mark.parametrize(("end_s", "labels"), [(0.4, []), (1.6, ["label cut-label wide"])])
def test_a_label_without_room_is_left_out(end_s: float, labels: list[str]) -> None:
    svg = _wave([], [charts.Region("cut", "Beep", 0.0, end_s)])
    assert [t.get("class") for t in svg.iter("text") if t.text == "Beep"] == labels


def test_marks_at_one_place_stand_below_each_other() -> None:
    marks = [charts.Mark("miss", NASTY, 3.0, 4.0), charts.Mark("watch", "b", 3.0, 4.0)]
    svg = _wave([*marks, charts.Mark("miss", "c", 15.0, 16.0)], [])
    groups = [g for g in svg.iter("g") if g.get("data-start")]
    tops = [group.find("rect").get("y") for group in groups]
    assert tops[0] != tops[1]
    assert tops[2] == tops[0]
    assert groups[0].find("title").text == NASTY
    assert (groups[0].get("data-start"), groups[0].get("data-end")) == ("3.000", "4.000")


def test_an_empty_recording_can_be_drawn() -> None:
    svg = charts.waveform(0.0, [], [charts.Region("cut", "Silence", 0.0, 0.0)], [], "none")
    assert _parsed(svg).get("class") == "wave"


def test_times_on_the_axis_are_few_and_inside() -> None:
    for duration_s in (3, 20.3, 44.8, 140, 599):
        svg = _parsed(charts.waveform(duration_s, [0.5], [], [], ""))
        axis = next(group for group in svg.iter("g") if group.get("class") == "axis")
        places = [float(tick.get("x").rstrip("%")) for tick in axis]
        assert 2 <= len(places) <= 8
        assert max(places) <= 92


def test_bars_are_as_tall_as_digits_are_long() -> None:
    svg = _parsed(charts.pace_strip([(0.375, "watch"), (9.0, "pass")], [0.6, 0.45], "t", "d"))
    bars = [rect for rect in svg.iter("rect")]
    assert [bar.get("height") for bar in bars] == ["24.0", "48.0"]
    assert [bar.get("class") for bar in bars] == ["bar watch", "bar pass"]
    lines = [float(line.get("y1")) for line in svg.iter("line")]
    assert lines == pytest.approx([9.6, 19.2], abs=0.05)


def test_the_score_bar_is_as_full_as_the_score() -> None:
    svg = _parsed(charts.score_bar([(3, 1.0), (1, 0.5), (4, 0.0)], "44 of 100"))
    cells = list(svg.iter("svg"))[1:]
    assert [cell.get("width") for cell in cells] == ["37.50%", "12.50%", "50.00%"]
    full = [float(cell.findall("rect")[1].get("height")) / 16 for cell in cells]
    assert full == [1.0, 0.5, 0.0]


def test_a_line_needs_two_scores() -> None:
    assert charts.sparkline([50], "t") == ""
    dots = list(_parsed(charts.sparkline([0, 100, 50], "t", dot=1)).iter("circle"))
    assert [(dot.get("cx"), dot.get("cy")) for dot in dots] == [("75.5", "6.0")]
