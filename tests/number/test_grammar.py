"""Written forms of telephone numbers, and what only looks like one."""

import pytest

from coach.number import NumberSpan, spans

from .written import AMONG_OTHERS, FORMS, NEGATIVES, REPEATED, WHOSE


def shown(span: NumberSpan) -> str:
    return (
        span.digits
        + ("" if span.complete else "?")
        + (f"x{span.extension}" if span.extension else "")
        + (f"+{span.country_digits}" if span.country_digits else "")
        + (f"/{span.whose}" if span.whose else "")
    )


def table(text: str) -> list[tuple[str, str]]:
    lines = [line.split("|") for line in text.strip().splitlines()]
    return [(written, said) for written, said in lines]


@pytest.mark.parametrize(
    ("written", "said"),
    table(FORMS) + table(REPEATED) + table(WHOSE) + table(AMONG_OTHERS),
)
def test_written_form_is_read_as_said(written: str, said: str) -> None:
    assert " ".join(map(shown, spans(written.split()))) == said


@pytest.mark.parametrize("written", NEGATIVES.strip().splitlines())
def test_what_only_looks_like_a_number_is_left_alone(written: str) -> None:
    assert spans(written.split()) == ()


def test_words_are_indexed_with_an_exclusive_end() -> None:
    words = ["Please", "call", "me", "at", "212", "-555", "-0143.", "Thanks"]
    (span,) = spans(words)
    assert words[span.word_start : span.word_end] == ["212", "-555", "-0143."]


def test_two_readings_may_share_a_word() -> None:
    first, second = spans(["21273650002127365000"])
    assert (first.word_start, first.word_end) == (second.word_start, second.word_end) == (0, 1)
    assert first.pieces[0].part == (0, 1, 20)
    assert second.pieces[-1].part == (19, 20, 20)


@pytest.mark.parametrize(
    ("written", "groups"),
    [
        ("212-555-0143", ("212", "555", "0143")),
        ("2 1 2, 5 5 5, 0 1 4 3", ("212", "555", "0143")),
        ("2, 1, 2, 5, 5, 5, 0, 1, 4, 3", ("2125550143",)),
        ("eight hundred five five five oh one nine nine", ("800", "5550199")),
        ("212 555 twenty-five fifty", ("212", "555", "25", "50")),
    ],
)
def test_groups_are_as_written(written: str, groups: tuple[str, ...]) -> None:
    (span,) = spans(written.split())
    assert span.groups == groups


@pytest.mark.parametrize(
    ("written", "multi"),
    [
        ("two one two double five five oh one four three", True),
        ("eight hundred 555 0199", True),
        ("212 555 twenty-five fifty", True),
        ("two one two five five five oh one four three", False),
        ("800-555-0199", False),
    ],
)
def test_words_for_several_digits_are_told(written: str, multi: bool) -> None:
    (span,) = spans(written.split())
    assert span.multi is multi


def test_spoken_words_are_one_a_digit_where_none_stands_for_several() -> None:
    (span,) = spans(["212", "five", "five", "five", "oh", "143"])
    assert span.said == (
        *("two", "one", "two", "five", "five"),
        *("five", "oh", "one", "four", "three"),
    )


def test_a_corrected_number_is_mended_and_the_one_taken_back_withdrawn() -> None:
    (mended,) = spans(["212-555-0144,", "no,", "sorry,", "0143"])
    assert mended.mended
    withdrawn, corrected = spans(["212-555-0144.", "Sorry,", "212-555-0143."])
    assert withdrawn.withdrawn and not withdrawn.complete
    assert corrected.complete and not corrected.mended


def test_the_region_decides_what_is_complete() -> None:
    assert shown(spans(["call", "me", "at", "612", "345", "678"], "ES")[0]) == "612345678"
    assert shown(spans(["call", "me", "at", "612", "345", "678"], "US")[0]) == "612345678?"
    assert shown(spans(["44", "20", "7946", "0958"], "GB")[0]) == "442079460958+44"


@pytest.mark.parametrize(
    "words",
    [
        [],
        [""],
        ["", " ", "."],
        ["9" * 10_000],
        ["5"] * 10_000,
        ["5,"] * 10_000,
        ["1," * 5_000],
        ["9" * 5_000 + "a"],
        ["twenty", "five"] * 5_000,
        ["\u0000", "\ud800", "🙂" * 100],
        ["+"] * 100,
        ["oh"] * 50,
        ["zero"] * 10,
    ],
    ids=lambda words: f"{len(words)}-{(words or [''])[0][:8]!a}",
)
def test_hostile_words_give_nothing(words: list[str]) -> None:
    assert spans(words) == ()


def test_a_decoding_loop_beside_a_number_is_ignored() -> None:
    assert [s.digits for s in spans(["7" * 500, "call", "me", "at", "212-555-0143"])] == [
        "2125550143"
    ]


def test_an_account_said_again_is_no_telephone_number_either() -> None:
    said = "Your account number is 302-441-9882. Again, that's 302-441-9882."
    mine = " My number is 212-555-0143. Again, that's 212-555-0143."
    assert [span.digits for span in spans(said.split())] == []
    assert [span.digits for span in spans((said + mine).split())] == ["2125550143"] * 2


@pytest.mark.parametrize(
    "again",
    [
        "I repeat 5 8 9 9. 4 7 7, 2 7 7 7. Thanks",
        "I repeat 8 9 9 4 7 7 2 7 7 7 1 4 2. Thanks",
    ],
)
def test_a_number_said_elsewhere_is_found_among_other_digits(again: str) -> None:
    said = "My number is 8 9 9 4 7 7 2 7 7 7. "
    assert [span.digits for span in spans((said + again).split())] == ["8994772777"] * 2
    assert [span.digits for span in spans(again.split())] != ["8994772777"]


@pytest.mark.parametrize(
    ("said", "digits"),
    [
        ("at 5 5 1 7 2 4, 3 2, 5 5 1 7 2 4 7 8 6 6", ["551724", "5517247866"]),
        ("at 6 6 6 6 6 2 3 3 5 8 7 0 8 0 6 6 6 6 6 2 3 3 5 8", ["6666623358"] * 2),
        (
            "at 8 8 8, 6 1 1, 7 2 4 2, 7 4, 8 8 8, 6 1 1, 7 2 4 2, 1 1 3",
            ["8886117242"] * 2,
        ),
        (
            "at 8 8 8 8 3 4, 9 9 8 3, -8 8 8 8 8 3 4, 9 9 4 3",
            ["8888349983", "8888349943"],
        ),
        (
            "since 1998. 5 8 9 9 7 2 3, 5 2 2 9 5 8 9 9 7 2 3, 5 2 2 9.",
            ["8997235229"] * 2,
        ),
    ],
)
def test_digits_between_two_readings_of_a_number_are_none_of_it(
    said: str, digits: list[str]
) -> None:
    assert [span.digits for span in spans(said.split())] == digits
