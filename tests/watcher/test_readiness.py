"""When a file is ready: the clock is a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.watcher.looks import Look
from coach.watcher.readiness import Readiness


def look(size: int = 1, mtime: int = 1, number: int = 1) -> Look:
    return Look(size, mtime, number)


def test_a_file_is_due_when_it_has_not_changed_for_long_enough() -> None:
    ready = Readiness(5.0)
    ready.see("a", look(), 100.0)
    assert ready.due(104.9) == []
    assert ready.next_s() == 105.0
    assert ready.due(105.0) == ["a"]


def test_every_kind_of_change_starts_the_wait_anew() -> None:
    ready = Readiness(5.0)
    for at, changed in enumerate((look(), look(size=2), look(2, 2), look(2, 2, 2))):
        ready.see("a", changed, 100.0 + 4 * at)
    assert ready.due(116.9) == []
    assert ready.due(117.0) == ["a"]


def test_what_a_scan_does_not_find_is_gone() -> None:
    ready = Readiness(5.0)
    ready.see_all({"a": look(), "b": look()}, 0.0)
    ready.see_all({"b": look()}, 1.0)
    assert "a" not in ready
    assert ready.due(9.0) == ["b"]
    ready.see("b", None, 2.0)
    assert len(ready) == 0
    assert ready.next_s() is None


def test_the_oldest_change_comes_first() -> None:
    ready = Readiness(1.0)
    ready.see_all({"late": look(mtime=9), "early": look(mtime=3)}, 0.0)
    assert ready.due(1.0) == ["early", "late"]


@given(
    st.lists(st.tuples(st.floats(0.1, 20), st.integers(0, 2)), min_size=1, max_size=30),
    st.floats(0.5, 10),
)
def test_nothing_is_due_that_changed_within_the_settling_time(
    steps: list[tuple[float, int]], settle_s: float
) -> None:
    ready, now, last, size = Readiness(settle_s), 0.0, 0.0, None
    for gap, seen in steps:
        now += gap
        if seen != size:
            last, size = now, seen
        ready.see("a", look(size=seen), now)
        assert (ready.due(now) == ["a"]) == (now - last >= settle_s)
