"""Lays one message out in time: what is spoken, in which samples, and the exact truth about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from sound import RATE_HZ, Sound, edges, line_noise, rms, telephone, tone, trimmed
from voices import Voice, speak

if TYPE_CHECKING:
    from numpy.typing import NDArray

DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
RING_HZ = (440.0, 480.0)
QUIET_LINE_SNR_DB = 42.0
DEAD_AIR_S = 2.0
DEFAULT_GAP_S = 0.35
FILLERS = {"um", "uh"}

Table = dict[str, Any]


def seconds(samples: int) -> float:
    """Return a place in 8 kHz samples as seconds, rounded to a tenth of a millisecond."""
    return round(samples / RATE_HZ, 4)


@dataclass
class Track:
    """Sounds placed one after the other, each by its onset."""

    cursor: int = 0
    placed: list[tuple[int, Sound]] = field(default_factory=list)

    def wait(self, gap_s: float) -> None:
        """Let silence pass."""
        self.cursor += round(gap_s * RATE_HZ)

    def add(self, sound: Sound) -> tuple[float, float]:
        """Place a sound so that its onset is now; return onset and offset in seconds."""
        onset, length = self.cursor, sound.offset - sound.onset
        self.placed.append((onset - sound.onset, sound))
        self.cursor = onset + length
        return seconds(onset), seconds(self.cursor)

    def mixed(self, count: int) -> NDArray[np.float64]:
        """Return the sum of all sounds [shape=(count,)]."""
        out = np.zeros(count)
        for start, sound in self.placed:
            first = max(0, -start)
            piece = sound.samples[first : first + count - max(start, 0)]
            out[max(start, 0) : max(start, 0) + len(piece)] += piece
        return out

    def voice_rms(self) -> float:
        """Return the level of the sounds between their onsets and offsets."""
        return rms(np.concatenate([s.samples[s.onset : s.offset] for _, s in self.placed]))


@dataclass
class Laid:
    """A message in sound [channels: shape=(c, n), 8 kHz] and what is true of it."""

    channels: NDArray[np.float64]
    truth: Table


class Speaker:
    """A rep leaving one message."""

    def __init__(self, message: Table, voice: str) -> None:
        self.message = message
        self.voice = voice
        self.track = Track()
        self.text: list[str] = []
        self.words = 0
        self.readings: list[Table] = []
        self.silences: list[tuple[float, float]] = []
        self.random = np.random.default_rng(message.get("seed", 1))

    def sound(self, text: str, pace: float, liveliness: float) -> Sound:
        """Return `text` as it comes out of the telephone."""
        voice = Voice(
            self.voice,
            pace=pace,
            pitch_hz=self.message.get("pitch_hz"),
            liveliness=liveliness,
            seed=self.message.get("seed", 1),
        )
        return trimmed(telephone(*speak(voice, text)))

    def speak(self, parts: list[Any]) -> None:
        """Place all parts; without a figure between two there is the usual gap."""
        gap_s: float | None = 0.0
        for part in parts:
            if isinstance(part, int | float):
                gap_s = float(part)
                continue
            self.pause(DEFAULT_GAP_S if gap_s is None else gap_s)
            self.number(part) if isinstance(part, dict) else self.stretch(part)
            gap_s = None

    def pause(self, gap_s: float) -> None:
        """Let silence pass and remember it."""
        if gap_s:
            start = seconds(self.track.cursor)
            self.track.wait(gap_s)
            self.silences.append((start, seconds(self.track.cursor)))

    def stretch(self, text: str) -> None:
        """Speak words that are not the number."""
        liveliness = self.message.get("liveliness", 0.6)
        self.track.add(self.sound(text, self.message.get("pace", 1.0), liveliness))
        self.text.append(text)
        self.words += len(text.split())

    def number(self, part: Table) -> None:
        """Speak a telephone number in the way its table says."""
        groups = part["digits"].split()
        said = [words.strip() for words in part["words"].split("/")] if "words" in part else None
        spoken = said or [" ".join(DIGIT_WORDS[int(d)] for d in group) for group in groups]
        read = {"digit": self.by_digit, "group": self.by_group, "phrase": self.by_phrase}
        reading: Table = {"digits": "".join(groups), "spoken": ", ".join(spoken)}
        reading |= read[part["by"]](part, groups, spoken)
        count = len(reading["digits"])
        reading["seconds_per_digit"] = round((reading["end_s"] - reading["start_s"]) / count, 4)
        self.readings.append(reading)
        self.text.append(f"{reading['spoken']}.")

    def by_digit(self, part: Table, groups: list[str], _spoken: list[str]) -> Table:
        """Join single digits, the beat a little uneven as people's is."""
        each: list[Table] = []
        laid = []
        for group in groups:
            if each:
                self.pause(part["pause_s"])
            first = len(each)
            for digit in group:
                if len(each) > first:
                    self.beat(part["beat_s"], each[-1])
                word = self.sound(DIGIT_WORDS[int(digit)], part.get("pace", 1.3), 0.0)
                onset, offset = self.track.add(word)
                each.append({"digit": digit, "start_s": onset, "end_s": offset})
            laid.append((group, each[first]["start_s"], each[-1]["end_s"]))
        return {"timing": "digit", "each": each, **_spans(laid)}

    def beat(self, beat_s: float, last: Table) -> None:
        """Wait until the next digit is due, 50 ms after the last one at the earliest."""
        due_s = last["start_s"] + beat_s * (1 + 0.05 * self.random.uniform(-1, 1))
        self.track.wait(max(0.05, due_s - last["end_s"]))

    def by_group(self, part: Table, groups: list[str], spoken: list[str]) -> Table:
        """Join groups, each spoken in one go."""
        laid: list[tuple[str, float, float]] = []
        pace = part.get("pace", self.message.get("pace", 1.0))
        for group, words in zip(groups, spoken, strict=True):
            if laid:
                self.pause(part["pause_s"])
            laid.append((group, *self.track.add(self.sound(f"{words},", pace, 0.3))))
        return {"timing": "group", "each": [], **_spans(laid)}

    def by_phrase(self, part: Table, groups: list[str], spoken: list[str]) -> Table:
        """Speak the whole number in one go."""
        pace = part.get("pace", self.message.get("pace", 1.0))
        start, end = self.track.add(self.sound(", ".join(spoken), pace, 0.3))
        return {"timing": "number", "each": [], "groups": [], "start_s": start, "end_s": end}


def _spans(laid: list[tuple[str, float, float]]) -> Table:
    nexts = [start for _, start, _ in laid[1:]] + [None]
    groups = [
        {
            "digits": digits,
            "start_s": start,
            "end_s": end,
            "pause_after_s": None if following is None else round(following - end, 4),
        }
        for (digits, start, end), following in zip(laid, nexts, strict=True)
    ]
    return {"groups": groups, "start_s": laid[0][1], "end_s": laid[-1][2]}


def _before(events: list[Table], track: Track, other: Track) -> list[Table]:
    """Place what comes before the message; both tracks keep the same time."""
    cuts = []
    for event in events:
        if event["kind"] == "silence":
            other.wait(event["s"])
            continue
        start, end = other.add(_event(event))
        cuts.append({"kind": event["kind"], "start_s": start, "end_s": end})
        if "text" in event:
            cuts[-1]["text"] = event["text"]
    track.cursor = other.cursor
    return cuts


def _event(event: Table) -> Sound:
    if event["kind"] == "ring":
        return tone(RING_HZ, event["s"])
    if event["kind"] == "beep":
        return tone((event["hz"],), event["s"])
    voice = Voice(event["voice"], pace=event.get("pace", 1.0))
    return trimmed(telephone(*speak(voice, event["text"])))


def _with_line(channels: NDArray[np.float64], message: Table, voice_rms: float) -> Table:
    """Add the line's noise to all channels in place, set the level; return both as facts."""
    snr_db = message.get("snr_db", QUIET_LINE_SNR_DB)
    for index, channel in enumerate(channels):
        noise = line_noise(channels.shape[1], message.get("seed", 1) * 10 + index)
        channel += noise * voice_rms * 10 ** (-snr_db / 20)
    channels *= 10 ** (message["peak_dbfs"] / 20) / np.abs(channels).max()
    return {"snr_db": snr_db, "peak_dbfs": message["peak_dbfs"], "clipped_share": 0.0}


def lay_out(message: Table, voice: str) -> Laid:
    """Speak a message of messages.toml and say what is true of it."""
    speaker, other = Speaker(message, voice), Track()
    cuts = _before(message.get("before", []), speaker.track, other)
    speaker.track.wait(message.get("lead_s", 0.4))
    speaker.speak(message["say"])
    count = speaker.track.cursor + round(message.get("tail_s", 0.6) * RATE_HZ)
    spoken, heard = speaker.track.mixed(count), other.mixed(count)
    span = edges(spoken)
    stereo = message.get("stereo", False)
    channels = np.stack([spoken, heard]) if stereo else (spoken + heard)[None]
    facts = _with_line(channels, message, speaker.track.voice_rms())
    return Laid(channels, {**_facts(speaker, span, count, cuts), **facts})


def _facts(speaker: Speaker, span: tuple[int, int], count: int, cuts: list[Table]) -> Table:
    start, end = map(seconds, span)
    outside_s = (end - start) - sum(r["end_s"] - r["start_s"] for r in speaker.readings)
    text = " ".join(speaker.text)
    words = [word.strip(".,?").lower() for word in text.split()]
    return {
        "duration_s": seconds(count),
        "message": {"text": text, "start_s": start, "end_s": end},
        "words_outside_number": speaker.words,
        "words_per_minute": round(speaker.words / outside_s * 60, 1),
        "fillers": sum(word in FILLERS for word in words),
        "dead_air": [
            {"start_s": a, "end_s": b} for a, b in speaker.silences if b - a >= DEAD_AIR_S
        ],
        "cuts": _silences(cuts, start, end, seconds(count)),
        "numbers": _numbers(speaker.readings),
    }


def _silences(cuts: list[Table], start: float, end: float, duration: float) -> list[Table]:
    """Add the silence up to the message and after it."""
    last = cuts[-1]["end_s"] if cuts else 0.0
    lead = {"kind": "silence", "start_s": last, "end_s": start}
    return [*cuts, lead, {"kind": "silence", "start_s": end, "end_s": duration}]


def _numbers(readings: list[Table]) -> list[Table]:
    """Return the one number a message gives: the first reading's digits, all its readings."""
    if not readings:
        return []
    agree = len({reading["digits"] for reading in readings}) == 1
    said = {"digits": readings[0]["digits"], "times_said": len(readings), "agree": agree}
    return [{**said, "readings": readings}]
