"""Needles: what a text must contain for a pattern to fit; never a reason to miss what fits."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.cues.cue import load_cues
from coach.cues.needles import may_fit, needles
from coach.cues.patterns import fits, forms
from coach.cues.tokens import plain

SHIPPED = load_cues()
PIECES = (
    *("a", "b", "ab", "ba", "A", " ", "x", "1", "{", "}", "{a}", ".", "^", "$", "é"),
    *(r"\b", r"\w", r"\d", r"\x61", r"\u0062", r"\141", r"\.", r"\(", r"\|", r"\\"),
    *("[ab]", "[^a]", "[]b]", "[(|]", "[{]", r"[\]a]"),
)
OPENINGS = ("(", "(?:", "(?P<g>", "(?=", "(?!", "(?<=", "(?<!", "(?i:", "(?>", "(?#")
REPEATS = ("", "?", "*", "+", "??", "+?", "{0}", "{0,2}", "{,2}", "{2}", "{1,}", "{00,1}", "?+")


def _grouped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    body = st.lists(inner, max_size=4).map("".join)
    branches = st.lists(body, min_size=1, max_size=3).map("|".join)
    group = st.tuples(st.sampled_from(OPENINGS), branches, st.just(")")).map("".join)
    return st.tuples(group, st.sampled_from(REPEATS)).map("".join)


ATOMS = st.tuples(st.sampled_from(PIECES), st.sampled_from(REPEATS)).map("".join)
ELEMENTS = st.recursive(ATOMS, _grouped, max_leaves=12)
BRANCHES = st.lists(ELEMENTS, max_size=5).map("".join)
PATTERNS = st.lists(BRANCHES, min_size=1, max_size=3).map("|".join)
TEXTS = st.text(alphabet="aabbx1 .|({}é\\", max_size=12)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\bpeace of mind\b", ("peace of mind",)),
        (r"\b(?:call|ring) me\b", ("call", "ring")),
        (r"\be.?mail me\b", ("mail me",)),
        (r"\byou(?:.?re| are)? (?:still )?planning", ("planning",)),
        (r"act now|(?:hurry|rush)", ("rush", "hurry", "act now")),
        (r"Last CHANCE", ("last chance",)),
        (r"colou?r(?! blind)", ("colo",)),
        (r"\x41bc", ("bc",)),
        (r"(?:really )+good", ("really ",)),
        (r"(?:a|)", ()),
        (r"^(?!.*\bthen\b)", ()),
        (r"\w+ (?:\d\d|noon)", ()),
        (r"(?i)peace", ()),
        (r"caf\u00e9 noir", (" noir",)),
        ("caf\u00e9 noir", ()),
    ],
)
def test_what_a_pattern_needs(pattern: str, needed: tuple[str, ...]) -> None:
    assert needles(pattern) == needed


@given(PATTERNS, TEXTS)
@example(r"a{2,3}b", "aab")
@example(r"(?:ab){0}x", "x")
@example(r"(a|b)\1", "aa")
@example("|(a[(|]{)", "")
def test_nothing_that_fits_is_missed(pattern: str, text: str) -> None:
    try:
        made = re.compile(pattern, re.IGNORECASE)
    except re.error:
        return
    if made.search(text):
        assert may_fit(pattern, text.lower())


@pytest.mark.parametrize(("pattern", "text"), [("ask", "a\u017fk"), ("big", "b\u0131g")])
def test_letters_that_fold_in_other_ways_are_left_to_the_pattern(pattern: str, text: str) -> None:
    assert re.search(pattern, text, re.IGNORECASE)
    assert fits([pattern], [text])


@pytest.mark.parametrize("cue", SHIPPED, ids=lambda cue: cue.id)
def test_our_patterns_fit_as_they_do_without(cue: object) -> None:
    """Every pattern of ours on every sentence of its own cue, and on some of each other one."""
    ours = next(one for one in SHIPPED if one is cue)
    others = [text for one in SHIPPED for text in (*one.examples[::12], *one.near[::12])]
    texts = [form for text in (*ours.examples, *ours.near, *others) for form in forms(plain(text))]
    for pattern in (*ours.patterns, *ours.vetoes):
        made = re.compile(pattern, re.IGNORECASE)
        assert not [one for one in texts if made.search(one) and not may_fit(pattern, one)]


def test_most_of_our_patterns_need_something() -> None:
    """Otherwise all would be compiled, and it would be quicker not to look."""
    patterns = [one for cue in SHIPPED for one in (*cue.patterns, *cue.vetoes)]
    assert sum(map(bool, map(needles, patterns))) > 0.95 * len(patterns)
