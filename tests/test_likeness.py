"""The same pitch is found again, whoever and whatever number it names; another is not."""

from __future__ import annotations

import hashlib
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pitches import pitched

from coach.likeness import (
    Pitch,
    calibrated,
    clusters,
    counted,
    likeness,
    likenesses,
    passages,
    pitch,
    pitch_of_text,
    said_in,
    shared_places,
)
from coach.likeness.fitted import FITTED
from coach.likeness.masking import masked
from coach.likeness.shared import compared_words
from coach.likeness.weights import weight_of
from coach.records import Recording

WATCH, MISS = 0.55, 0.75
HELLO = "Hi Sam, this is Dana Reyes from Brightline."
GATE = ("Drivers queue at the gate for forty minutes before anybody opens a dock.", "trade_fact")
SLOTS = ("We give every truck a booked slot.", "solution")
WELDERS = ("Welders leave because nobody pays overtime on the night shift.", "trade_fact")
PLAN = ("I wrote a one page plan that staffs those shifts.", "idea_offered")
NUMBER = "My number is 212-555-0143, again 212-555-0143."
BYE = "Thanks, bye."
YARD = pitched(HELLO, GATE, SLOTS, NUMBER, BYE)
STAFF = pitched(HELLO, WELDERS, PLAN, NUMBER, BYE)


# Masks


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We saved 40 hours", "we saved # hours"),
        ("We saved forty five hours", "we saved # hours"),
        ("Call on Monday, March 3", "call on @ #"),
        ("It was Globex Freight in Reno", "it was & in &"),
        ("Globex did it. Then we did.", "globex did it then we did"),
        ("I'm here \u2013 we\u2019re open!", "i'm here we're open"),
        ("212-555-0143", "#"),
        ("", ""),
        ("\u2014 !?", ""),
    ],
)
def test_names_numbers_and_dates_become_masks(text: str, words: str) -> None:
    assert masked(text) == tuple(words.split())


def test_known_names_are_masked_even_misheard_and_without_capitals() -> None:
    names = ("Dana Reyes", "Brightline")
    assert masked("this is dana reyese from brightlin", names) == ("this", "is", "&", "from", "&")
    assert "bright" in masked("a bright idea", names)


# Weights


def test_ideas_weigh_most_and_formalities_least() -> None:
    heaviest = weight_of(masked("we give every truck a booked slot"), {"solution"})
    beside = weight_of(
        masked("this is Dana, we book slots for trucks"), {"solution", "caller_name"}
    )
    neither = weight_of(masked("that was quite something for all of them there"), set())
    formal = weight_of(masked("try me tomorrow before the office closes at six"), {"window"})
    empty = weight_of(masked(NUMBER), set())
    assert heaviest > beside > neither > formal > empty > 0


# Stored pitches


def test_a_stored_pitch_is_the_pitch() -> None:
    again = Pitch.unpacked(YARD.packed())
    assert again.parts == YARD.parts
    assert np.array_equal(again.vectors, YARD.vectors)
    assert likeness(again, YARD) == 1.0
    assert len(YARD.packed()) < 4096


def test_a_pitch_of_words_alone_can_be_stored() -> None:
    one = pitch_of_text("Drivers queue at the gate")
    assert Pitch.unpacked(one.packed()).parts == one.parts
    assert Pitch.unpacked(pitch((), (), None).packed()).parts == ()


@pytest.mark.parametrize("content", [b"", b"no", YARD.packed()[:-1], YARD.packed() + b"1", b"\xc0"])
def test_what_is_no_stored_pitch_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="stored pitch"):
        Pitch.unpacked(content)


def test_a_clause_s_direction_survives_being_stored_small() -> None:
    vectors = np.random.default_rng(1).standard_normal((5, 384)).astype(np.float32)
    kept = pitch_of(vectors).vectors.astype(float)
    cosines = (
        (kept * vectors).sum(1) / np.linalg.norm(kept, axis=1) / np.linalg.norm(vectors, axis=1)
    )
    assert cosines.min() > 0.999


def pitch_of(vectors: np.ndarray) -> Pitch:
    """Return a pitch with stated vectors."""
    from coach.said import Clause

    clauses = [Clause(f"clause {k}", k * 9, k * 9 + 8) for k in range(len(vectors))]
    return pitch(clauses, (), vectors)


# Likeness


def test_the_same_pitch_is_the_same() -> None:
    assert likeness(YARD, YARD) == 1.0


@pytest.mark.parametrize(
    "other",
    [
        pitched(
            "Good morning Maria, it's Robin Hale with Kite.", GATE, SLOTS, "312-555-0100.", BYE
        ),
        pitched(GATE, SLOTS),
        pitched(SLOTS, GATE, HELLO),
        pitched(HELLO, (f"{GATE[0]} {SLOTS[0]}", "solution"), NUMBER),
    ],
    ids=["another frame", "no frame", "another order", "two clauses in one"],
)
def test_the_same_idea_is_the_same_message(other: Pitch) -> None:
    assert likeness(YARD, other) > MISS


def test_another_idea_in_the_same_frame_is_another_message() -> None:
    assert likeness(YARD, STAFF) < WATCH / 2


def test_half_of_it_new_is_worth_watching() -> None:
    both = pitched(HELLO, GATE, SLOTS, WELDERS, PLAN, NUMBER, BYE)
    assert likeness(YARD, STAFF) < likeness(YARD, both) < likeness(YARD, YARD)


def test_the_same_words_in_other_clauses_are_the_same() -> None:
    text = "you asked me to call you back in october so i am calling you back now"
    one = pitched((text[:40], "echo"), text[41:])
    other = pitched(text[:21], (text[22:], "echo"))
    assert likeness(one, other) > MISS


def test_where_one_side_has_no_meaning_the_words_are_compared() -> None:
    words = pitch_of_text(" ".join(part.text for part in YARD.parts))
    assert likeness(YARD, words) == likeness(words, YARD) > 0.9
    assert likeness(words, pitch_of_text("hello again are you well")) < 0.3


def test_nothing_is_like_nothing() -> None:
    nothing = pitch((), (), None)
    assert likeness(nothing, nothing) == likeness(YARD, nothing) == likeness(nothing, YARD) == 0.0


CLAUSES = st.lists(st.sampled_from([HELLO, GATE, SLOTS, WELDERS, PLAN, NUMBER, BYE]), max_size=6)


@given(CLAUSES, CLAUSES)
def test_likeness_is_a_share_and_the_same_both_ways(
    one: list[tuple[str, str] | str], other: list[tuple[str, str] | str]
) -> None:
    mine, theirs = pitched(*one), pitched(*other)
    assert 0.0 <= likeness(mine, theirs) <= 1.0
    assert likeness(mine, theirs) == pytest.approx(likeness(theirs, mine), abs=1e-5)


def test_many_are_compared_as_one_by_one() -> None:
    others = [YARD, STAFF, pitch_of_text("hello"), pitched(GATE), pitched(HELLO, NUMBER)]
    alone = [likeness(YARD, other) for other in others]
    assert likenesses(YARD, others) == pytest.approx(alone, abs=1e-5)
    assert likenesses(YARD, []) == []


# What the rep says to everyone

HABIT = "Every week I ride along with somebody in your trade to hear what matters there."


def test_a_rep_s_habits_are_known_from_twenty_messages() -> None:
    ideas = [f"Topic{k} matter{k} question{k} worry{k} answer{k}" for k in range(20)]
    told = [pitched(HELLO, HABIT, (idea, "reason"), NUMBER) for idea in ideas]
    assert calibrated(told[:19]) is None
    calibration = calibrated(told)
    assert calibration is not None
    one, other = pitched(HELLO, HABIT, GATE), pitched(HELLO, HABIT, WELDERS)
    assert likeness(one, other, calibration) < likeness(one, other)
    assert likeness(one, one, calibration) == 1.0


def test_one_script_for_everybody_is_still_the_same_script() -> None:
    calibration = calibrated([YARD] * 25)
    assert likeness(YARD, pitched(HELLO, GATE, SLOTS, BYE), calibration) > MISS
    assert likeness(YARD, STAFF, calibration) < WATCH


# What was said before, and what is shared


def test_a_clause_that_was_said_is_found_and_a_new_one_is_not() -> None:
    cosines = said_in(pitched(GATE, WELDERS), [YARD])
    assert cosines[0] > 0.99
    assert cosines[1] < 0.3
    assert said_in(YARD, []) == [0.0] * len(YARD.parts)


def test_passages_stand_side_by_side_with_what_changed() -> None:
    other = pitched(
        "Hello.", ("Drivers queue at the dock for an hour before anybody opens.", "hook")
    )
    (passage,) = passages(YARD, other)
    assert (passage.place, passage.their_place) == (1, 1)
    assert "".join(text for text, _ in passage.pieces).replace(" ", "") == GATE[0].replace(" ", "")
    assert ("gate", False) in passage.pieces or any(
        "gate" in text and not same for text, same in passage.pieces
    )
    assert any(text == "Drivers queue at the" and same for text, same in passage.pieces)


def test_formalities_are_no_shared_passage() -> None:
    assert passages(YARD, STAFF) == ()
    assert passages(YARD, pitch_of_text("Hi Sam")) == ()


def test_pieces_say_what_is_in_both() -> None:
    mine, theirs = compared_words("Call me Monday, Sam", "call Sam")
    assert mine == (("Call", True), ("me Monday,", False), ("Sam", True))
    assert theirs == (("call Sam", True),) or [same for _, same in theirs] == [True, True]


def test_counted_weights_leave_formalities_out() -> None:
    weights = counted(YARD)
    assert min(weights[1:3]) > 0.9
    assert max(weights[0], *weights[3:]) < 0.1


# Groups


def test_groups_are_found_the_largest_first_with_what_they_share() -> None:
    reworded = pitched("Hey Lee.", GATE, SLOTS, "Bye.")
    found = clusters([STAFF, YARD, reworded, pitched(GATE, SLOTS), STAFF, pitched(HELLO, BYE)])
    assert [group.members for group in found] == [(1, 2, 3), (0, 4)]
    assert found[0].shared == (GATE[0], SLOTS[0])
    assert found[1].likeness == 1.0
    assert found[0].typical in found[0].members


@pytest.mark.parametrize("pitches", [[], [YARD], [YARD, STAFF]])
def test_what_is_alone_is_no_group(pitches: list[Pitch]) -> None:
    assert clusters(pitches) == ()


def test_passages_of_most_are_shared() -> None:
    assert shared_places([YARD, pitched(GATE), STAFF], YARD) == (1,)
    assert shared_places([], YARD) == ()


# What was fitted


def test_the_frames_are_those_of_the_file() -> None:
    folder = resources.files("coach.likeness")
    text = folder.joinpath("frames.toml").read_text(encoding="utf-8")
    with resources.as_file(folder.joinpath("frames.npz")) as path, np.load(path) as kept:
        assert str(kept["sha256"]) == hashlib.sha256(text.encode()).hexdigest()
    assert np.linalg.norm(FITTED.frames, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_more_in_common_is_never_less_alike() -> None:
    assert (FITTED.coefficients >= 0).all()
    assert FITTED.slope > 0


def test_recordings_names_are_masked() -> None:
    who = Recording("a.wav", "a.wav", rep="Dana Reyes", prospect="sam")
    assert pitched("hi sam it is dana", recording=who).words == ("hi", "&", "it", "is", "&")
