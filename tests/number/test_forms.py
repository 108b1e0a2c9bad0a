"""Any number, said in any of the ways people and recognisers have, comes back digit for digit."""

from hypothesis import given
from hypothesis import strategies as st

from coach.number import spans
from coach.number.lexicon import NAMES

TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")

numbers = st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True).filter(
    lambda digits: not digits.startswith("234567")  # counting is not a number
)
oh = st.sampled_from(("oh", "zero"))


def groups(digits: str) -> list[str]:
    return [digits[:3], digits[3:6], digits[6:]]


def names(digits: str, zero: str) -> list[str]:
    return [zero if d == "0" else NAMES[int(d)] for d in digits]


def pair(digits: str) -> str:
    return f"{TENS[int(digits[0])]}-{NAMES[int(digits[1])]}"


@given(numbers, st.sampled_from(("-", ".", " ", ", ", " -", ". ", "... ", " dash ")))
def test_numeral_groups(digits: str, between: str) -> None:
    assert [s.digits for s in spans(between.join(groups(digits)).split())] == [digits]


@given(numbers, st.sampled_from((" ", ", ", "-", " -", ". ")), st.booleans())
def test_single_numerals(digits: str, between: str, stop: bool) -> None:
    written = between.join(digits) + ("." if stop else "")
    assert [s.digits for s in spans(written.split())] == [digits]


@given(numbers, oh, st.sampled_from((" ", ", ", ". ", " uh ", " dash ")))
def test_spelled_groups(digits: str, zero: str, between: str) -> None:
    written = between.join(" ".join(names(g, zero)) for g in groups(digits))
    assert [s.digits for s in spans(written.split())] == [digits]


@given(numbers, oh, st.integers(0, 9))
def test_doubled_digits(digits: str, zero: str, at: int) -> None:
    k = min(max(2, at), 8)
    same = digits[:k] + "55" + digits[k + 2 :]
    words = [*names(same[:k], zero), "double", "five", *names(same[k + 2 :], zero)]
    assert [s.digits for s in spans(["at", *words, "thanks"])] == [same]


@given(numbers, st.from_regex(r"[2-9][1-9][2-9][1-9]", fullmatch=True))
def test_pairs_at_the_end(digits: str, end: str) -> None:
    words = [*names(digits[:6], "zero"), pair(end[:2]), pair(end[2:])]
    assert [s.digits for s in spans(["at", *words])] == [digits[:6] + end]


@given(numbers, st.sampled_from((" ", ", ", ". ", " again ", ", that's ", ". I'll repeat that. ")))
def test_said_twice_is_two_readings(digits: str, between: str) -> None:
    once = "-".join(groups(digits))
    assert [s.digits for s in spans((once + between + once).split())] == [digits, digits]


@given(numbers, oh)
def test_said_twice_in_single_words_is_two_readings(digits: str, zero: str) -> None:
    assert [s.digits for s in spans(names(digits + digits, zero))] == [digits, digits]


@given(numbers, st.integers(0, 9))
def test_a_reading_with_a_digit_lost_is_never_complete(digits: str, at: int) -> None:
    words = list(digits[:at] + digits[at + 1 :])
    found = spans(["call", "me", "at", *words])
    assert all(not s.complete or len(s.digits) == 9 for s in found)  # 9: with a leading 0


@given(st.lists(st.text(max_size=12), max_size=40))
def test_any_text_is_read_without_error(words: list[str]) -> None:
    for span in spans(words):
        assert 0 <= span.word_start < span.word_end <= len(words)
        assert span.digits.isdigit() and span.digits.isascii()
        assert "".join(span.groups) == span.digits


@given(
    st.lists(
        st.sampled_from(
            [
                *(*NAMES, "oh", "double", "twenty", "hundred", "thousand", "and", "to", "plus"),
                *("212", "555-0143.", "-5", "8000", "+44", "x", "x44", "area", "code", "0"),
                *("no", "sorry,", "extension", "5,000", "40%"),
            ]
        ),
        max_size=40,
    )
)
def test_any_mixture_of_number_words_is_read_without_error(words: list[str]) -> None:
    for span in spans(words):
        assert 4 <= len(span.digits) <= 22
        assert all(p.word < p.word_end for p in span.pieces)
