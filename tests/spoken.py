"""Messages made of text: words at a steady pace, stated pauses, telephone numbers said slowly.

In a text "[1.5]" is a silence of that many seconds and "{212 555 0143}" a number said whole, its
groups set apart; a number in "{? }" breaks off.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from coach.measures import Subject
from coach.records import (
    Digit,
    DigitGroup,
    Earlier,
    PhoneNumber,
    Reading,
    Recording,
    Span,
    Speech,
    Transcript,
    Word,
)

SHA256 = "0123456789abcdef" * 4
TOKEN = re.compile(r"\[(?P<pause>[\d.]+)\]|\{(?P<broken>\?)?(?P<number>[\d ]+)\}|(?P<word>\S+)")


@dataclass
class _Teller:
    """Puts one thing after the other on a clock."""

    clock_s: float
    pace_s: float
    digit_s: float
    group_pause_s: float
    probability: float
    words: list[Word] = field(default_factory=list)
    pauses: list[Span] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def word(self, text: str, lasting_s: float) -> None:
        start_s = self._after(lasting_s)
        self.words.append(Word(text, start_s, self.clock_s, self.probability))

    def pause(self, lasting_s: float) -> None:
        start_s = self._after(lasting_s)
        self.pauses.append(Span(start_s, self.clock_s))

    def number(self, text: str, *, complete: bool) -> None:
        before_s = self.pauses[-1].duration_s if self._just_paused() else 0.0
        first = len(self.words)
        start_s, each, groups = self.clock_s, [], []
        parts = text.split()
        for place, part in enumerate(parts):
            each += self._digits(part, "-" if place else "")
            last = place == len(parts) - 1
            pause_s = None if last else self.group_pause_s
            group_s = self.words[-1].start_s, self.words[-1].end_s
            groups.append(DigitGroup(part, *group_s, pause_s))
            if not last and self.group_pause_s:
                self.pause(self.group_pause_s)
        self.readings.append(
            Reading(
                digits="".join(parts),
                start_s=start_s,
                end_s=self.clock_s,
                confidence=0.9,
                timing="digit",
                timing_reason="",
                each=tuple(each),
                groups=tuple(groups),
                pause_before_s=before_s,
                complete=complete,
                word_start=first,
                word_end=len(self.words),
            )
        )

    def _digits(self, group: str, joint: str) -> list[Digit]:
        start_s = self.clock_s
        self.word(joint + group, self.digit_s * len(group))
        edges = [round(start_s + i * self.digit_s, 6) for i in range(len(group) + 1)]
        return [Digit(digit, edges[i], edges[i + 1]) for i, digit in enumerate(group)]

    def _just_paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].end_s == self.clock_s

    def _after(self, lasting_s: float) -> float:
        start_s, self.clock_s = self.clock_s, round(self.clock_s + lasting_s, 6)
        return start_s


def say(
    text: str,
    *,
    pace_s: float = 0.4,
    start_s: float = 1.0,
    digit_s: float = 0.6,
    group_pause_s: float = 0.5,
    probability: float = 0.98,
) -> Speech:
    """Return what would be heard: every word takes `pace_s` seconds, the first at `start_s`."""
    teller = _Teller(start_s, pace_s, digit_s, group_pause_s, probability)
    for token in TOKEN.finditer(text):
        if token["pause"]:
            teller.pause(float(token["pause"]))
        elif token["number"]:
            teller.number(token["number"], complete=not token["broken"])
        else:
            teller.word(token["word"], pace_s)
    end_s = teller.clock_s
    return Speech(
        sha256=SHA256,
        duration_s=round(end_s + 0.5, 3),
        channel=0,
        channel_count=1,
        message=Span(start_s, end_s),
        cuts=(),
        transcript=Transcript(tuple(teller.words), "en", "base"),
        readings=tuple(teller.readings),
        pauses=tuple(teller.pauses),
        voiced_s=round(end_s - start_s - sum(p.duration_s for p in teller.pauses), 3),
        level_dbfs=-20.0,
        peak_dbfs=-6.0,
        snr_db=40.0,
        clipped_share=0.0,
        waveform=(0.1, 0.5, 0.2),
    )


def told(text: str, *, probability: float = 0.98, pace_s: float = 0.4) -> tuple[Word, ...]:
    """Return the words of a text alone, from second 0 on."""
    return say(text, probability=probability, pace_s=pace_s, start_s=0.0).transcript.words


def spans(text: str, *, pace_s: float = 0.4) -> tuple[Span, ...]:
    """Return where a voice would be heard in `told(text)`: between the pauses."""
    said = say(text, pace_s=pace_s, start_s=0.0)
    starts = [said.message.start_s, *(pause.end_s for pause in said.pauses)]
    ends = [*(pause.start_s for pause in said.pauses), said.message.end_s]
    return tuple(Span(one, two) for one, two in zip(starts, ends, strict=True) if two > one)


def numbers(speech: Speech) -> tuple[PhoneNumber, ...]:
    """Return all that was read out as one number of the caller's; nothing where none was."""
    whole = tuple(reading for reading in speech.readings if reading.complete)
    partial = tuple(reading for reading in speech.readings if not reading.complete)
    if not speech.readings:
        return ()
    digits = (whole or partial)[0].digits
    return (
        PhoneNumber(
            digits=digits,
            e164=f"+1{digits}" if len(digits) == 10 else None,
            complete=bool(whole),
            agree=len({reading.digits for reading in whole}) <= 1,
            readings=whole,
            partial=partial,
        ),
    )


def subject(speech: Speech, earlier: tuple[Earlier, ...] = (), **who: str | None) -> Subject:
    """Return what the measures look at; `who` names the recording's own fields."""
    recording = Recording(path="a.wav", location="a.wav", **who)  # type: ignore[arg-type]  # names only
    return Subject(recording, speech, numbers(speech), (), earlier)
