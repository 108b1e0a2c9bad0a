"""Groups of digits: by pauses that stand out, else as usual."""

import pytest

from coach.number import spans
from coach.number.grouping import are_plausible, digit_groups, group_sizes, groups_by_pauses
from coach.records import Span


@pytest.mark.parametrize(
    ("gaps_s", "written", "sizes"),
    [
        ((0.1, 0.1, 0.6, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1), ("2125550143",), (3, 3, 4)),
        ((0.1, 0.1, 0.1, 0.1, 0.1, 0.6, 0.1, 0.1, 0.1), ("212", "555", "0143"), (6, 4)),
        ((0.1,) * 9, ("2125550143",), (3, 3, 4)),
        ((0.1,) * 9, ("21", "2555", "0143"), (2, 4, 4)),
        ((0.5,) * 9, ("2",) * 10, (3, 3, 4)),
        ((0.02, 0.02, 0.1, 0.02, 0.02, 0.1, 0.02, 0.02, 0.02), ("2125550143",), (3, 3, 4)),
        ((0.1,) * 6, ("5550143",), (3, 4)),
        ((0.1,) * 10, ("12125550143",), (1, 3, 3, 4)),
        ((0.1,) * 8, ("212555014",), (9,)),
        ((), ("5",), (1,)),
    ],
)
def test_sizes(gaps_s: tuple[float, ...], written: tuple[str, ...], sizes: tuple[int, ...]) -> None:
    assert group_sizes(gaps_s, written) == sizes


def test_groups_span_their_digits() -> None:
    first, second = digit_groups("123", [0.0, 1.0, 2.5], [0.5, 1.5, 3.0], (2, 1))
    assert (first.digits, first.start_s, first.end_s, first.pause_after_s) == ("12", 0.0, 1.5, 1.0)
    assert (second.digits, second.start_s, second.pause_after_s) == ("3", 2.5, None)


def test_groups_are_matched_to_stretches_of_their_length() -> None:
    (span,) = spans(["212-555-0143"])
    sounds = [Span(0.0, 1.0), Span(1.5, 2.5), Span(3.0, 4.4)]
    assert [g.digits for g in groups_by_pauses(span, sounds)] == ["212", "555", "0143"]
    assert groups_by_pauses(span, sounds[:2]) == ()
    assert groups_by_pauses(span, [Span(0.0, 3.0), Span(3.2, 3.4), Span(3.6, 4.4)]) == ()
    assert groups_by_pauses(span, []) == ()


def test_doubtful_groups_must_be_usual_and_set_apart() -> None:
    starts, ends = [k * 0.4 for k in range(10)], [k * 0.4 + 0.3 for k in range(10)]
    apart = [s + 0.3 * (k > 2) + 0.3 * (k > 5) for k, s in enumerate(starts)]
    apart_ends = [s + 0.3 for s in apart]
    usual = digit_groups("2125550143", apart, apart_ends, (3, 3, 4))
    assert are_plausible(usual, ("2125550143",))
    assert not are_plausible(digit_groups("2125550143", starts, ends, (3, 3, 4)), ("212",))
    assert not are_plausible(digit_groups("2125550143", apart, apart_ends, (1, 5, 4)), ("212",))
