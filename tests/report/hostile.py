"""A message in which every text is an attack on the page."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from coach.records import Evidence, Transcript
from coach.report import Attempt

from .rich_message import rich
from .said import Example

HOSTILE = (
    "</script><script>alert(1)</script>",
    "\"'><img src=x onerror=alert(2)>",
    "a\nb\r\nc\u2028d\u2029e",
    "\u202etxt.exe\u202c",
    "nul\x00 bell\x07 half\udc80",
    "{{ 7 * 7 }}{% raw %}&amp;<!--",
)


@cache
def hostile() -> Example:
    """Return the rich example with every text replaced by an attack."""
    nasty = " ".join(HOSTILE)
    base = rich()
    review = base.review
    words = tuple(
        replace(word, text=HOSTILE[k % len(HOSTILE)])
        for k, word in enumerate(review.speech.transcript.words)
    )
    evidence = (Evidence(1.0, 2.0, nasty),)
    number = review.numbers[0]
    bad_number = replace(
        number,
        e164=nasty,
        whose=nasty,
        readings=tuple(
            replace(r, timing_reason=nasty, extension=nasty, whose=nasty) for r in number.readings
        ),
    )
    speech = replace(
        review.speech,
        sha256=nasty,
        transcript=Transcript(words, nasty, nasty),
        cuts=tuple(replace(cut, quote=nasty) for cut in review.speech.cuts),
        warnings=(nasty,),
    )
    recording = replace(
        review.recording,
        path=nasty,
        rep=nasty,
        rep_company=nasty,
        prospect=nasty,
        prospect_company=nasty,
        recorded_at_source=nasty,
    )
    measurements = tuple(
        replace(m, unit=nasty, value=nasty if isinstance(m.value, str) else m.value)
        for m in review.measurements
    )
    findings = tuple(
        replace(
            f,
            question=nasty,
            target=nasty,
            advice=nasty,
            source=nasty,
            reason=nasty,
            by=nasty,
            evidence=evidence * 5,
        )
        for f in base.findings
    )
    attempts = tuple(replace(a, href=None if a.is_this else HOSTILE[0]) for a in base.attempts)
    attempts += (
        Attempt(4, "javascript:alert(3)", None, 0.5, False),
        Attempt(5, "//evil.example/x", None, 0.5, False),
    )
    return Example(
        replace(
            review,
            recording=recording,
            speech=speech,
            numbers=(bad_number,),
            other_numbers=(bad_number,),
            measurements=measurements,
            warnings=(nasty,),
            versions={nasty: nasty},
        ),
        findings,
        base.score,
        attempts,
    )
