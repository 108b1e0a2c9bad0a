"""Messages side by side: what is shared, what is new."""

from __future__ import annotations

from coach.report.passages import Passage, passages

FRAME = "Hi Priya, this is Dana with Northwind."


def test_the_first_message_is_neither_new_nor_old() -> None:
    (only,) = passages(["Hello Tom, this is Ann."])
    assert only == (Passage("Hello Tom, this is Ann.", "plain"),)


def test_the_same_words_are_shared_with_the_first_that_said_them() -> None:
    first = f"{FRAME} The port closes Monday."
    second = f"{FRAME} Two trucks stand ready for you."
    third = f"{FRAME} Two trucks stand ready at noon."
    _, two, three = passages([first, second, third])
    assert two == (
        Passage(FRAME, "shared", 0),
        Passage("Two trucks stand ready for you.", "new"),
    )
    assert three == (
        Passage(FRAME, "shared", 0),
        Passage("Two trucks stand ready", "shared", 1),
        Passage("at noon.", "new"),
    )


def test_case_and_punctuation_do_not_count() -> None:
    _, two = passages(["You can reach me today", "you can, reach ME today!"])
    assert [passage.kind for passage in two] == ["shared"]


def test_three_words_are_no_passage() -> None:
    _, two = passages(["call me back please", "call me back soon anyway"])
    assert all(passage.kind == "new" for passage in two)


def test_a_single_word_between_shared_ones_is_not_called_new() -> None:
    _, two = passages(
        [
            "I will call you on Thursday at two sharp as we said",
            "I will call you on Friday at two sharp as we said",
        ]
    )
    assert [(p.text, p.kind) for p in two] == [
        ("I will call you on", "shared"),
        ("Friday", "plain"),
        ("at two sharp as we said", "shared"),
    ]


def test_quotes_of_a_measure_decide_what_is_new() -> None:
    texts = [FRAME, f"{FRAME} Well now then. Halvorsen cut fees by half."]
    _, two = passages(texts, [None, ["Halvorsen cut fees by half."]])
    assert [(p.text, p.kind) for p in two] == [
        (FRAME, "shared"),
        ("Well now then.", "plain"),
        ("Halvorsen cut fees by half.", "new"),
    ]
    assert [p.kind for p in passages(texts, [None, []])[1]] == ["shared", "plain"]


def test_every_word_stands_in_one_passage() -> None:
    texts = ["a b c d e f", "", "c d e f g h i", "x"]
    for text, cut in zip(texts, passages(texts), strict=True):
        assert " ".join(passage.text for passage in cut) == text


def test_a_message_after_one_without_words_has_nothing_new() -> None:
    assert passages(["", "one two three"])[1] == (Passage("one two three", "plain"),)
