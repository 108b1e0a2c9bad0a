"""An invented team: reps with habits of their own, messages with measurements and outcomes."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np

from coach.audio import encode_flac
from coach.judging import judge, score
from coach.kept import Kept
from coach.likeness import Cluster
from coach.measures import MEASURES
from coach.playbook import load_playbook
from coach.records import SAMPLE_RATE_HZ, Evidence, Measurement, Recording, Span

if TYPE_CHECKING:
    from coach.playbook import Playbook

REPS = (
    "Aisha Bello",
    "Dana Whitfield",
    "Luis Ortega",
    "Mei Tanaka",
    "Priya Raman",
    "Tom Becker",
)
PROSPECTS = (
    ("Wen Li", "Tolland Castings"),
    ("Karin Holt", "Acme Dental"),
    ("Jonas Pike", "Riverbend Foods"),
    ("Olu Adeyemi", "Granite Mills"),
    ("Sofia Marin", "Bluewater Logistics"),
)
FIRST = datetime(2026, 8, 31, 14, 5, tzinfo=UTC)
LINES = {
    "value": "you would save about eleven hours a week on rosters",
    "research": "I saw that you open a second practice in March",
    "why_now": "the new rule starts on the first of April",
    "proof": "Karin Holt at Acme Dental said I should call",
    "who": "this is {rep} with Northwind Supply",
    "enough_detail": "I call about the two presses you ordered last spring",
    "reassurance": "no hurry at all if you have chosen somebody else",
    "callback_window": "you reach me Tuesday between nine and noon",
}
LEVELS = tuple(m.id for m in MEASURES if m.unit == "level")
NUMBER = "two one two five five five oh one four three"


def standard() -> Playbook:
    """Return the shipped playbook."""
    return load_playbook("standard")


@cache
def team(reps: int = 6, each: int = 40, seed: int = 7) -> tuple[Kept, ...]:
    """Return the messages of `reps` reps, `each` many, oldest first; always the same ones."""
    playbook, chance = standard(), random.Random(seed)  # noqa: S311 invented figures
    names = [REPS[k] if k < len(REPS) else f"Rep {k:02d}" for k in range(reps)]
    found = []
    for number in range(reps * each):
        name = names[number % reps]
        at = FIRST + timedelta(hours=number * 12 * 7 * 24 / (reps * each))
        found.append(_message(number + 1, name, names.index(name), at, playbook, chance))
    return tuple(found)


def _message(
    number: int, rep: str, skill: int, at: datetime, playbook: Playbook, chance: random.Random
) -> Kept:
    good = 0.35 + 0.08 * (skill % 6)
    prospect, company = PROSPECTS[chance.randrange(len(PROSPECTS))]
    length = round(max(6.0, chance.gauss(38 - 3 * (skill % 6), 9)), 2)
    measurements = tuple(_measurements(rep, good, length, chance))
    findings = judge(SimpleNamespace(measurements=measurements), playbook)
    passed = {one.id for one in findings if one.verdict == "pass"}
    likely = 0.06 + 0.12 * ("value" in passed) + 0.08 * ("number_twice" in passed)
    outcome = chance.choices(("called_back", "replied", "meeting"), (5, 2, 1))[0]
    text = (
        f"Hi {prospect.split()[0]}, {LINES['who'].format(rep=rep)}. {LINES['value']}. "
        f"My number is {NUMBER}. Again, {NUMBER}."
    )
    return Kept(
        id=number,
        recording=Recording(
            path=f"calls/{rep.split()[0].lower()}/{prospect.split()[0].lower()}_{number}.wav",
            location=f"/calls/{number}.wav",
            rep=rep,
            rep_company="Northwind Supply",
            rep_phone="2125550143",
            prospect=prospect,
            prospect_company=company,
            prospect_phone="6175550188",
            recorded_at=at,
            recorded_at_source="roster",
            outcome=outcome if chance.random() < likely else "nothing",
            segment=chance.choice(("Dental", "Foundries", "Logistics")),
        ),
        sha256=f"{number:064x}",
        hearing=f"{number:040x}",
        attempt=number % 4 + 1,
        text=text,
        message=Span(0.4, round(0.4 + length, 2)),
        duration_s=round(length + 1.5, 2),
        measurements=measurements,
        findings=findings,
        score=score(findings),
        page=f"{prospect.split()[0].lower()}-{number:08x}.html",
        scored_at=at + timedelta(minutes=3),
    )


def _measurements(rep: str, good: float, length: float, chance: random.Random):
    pace = max(0.2, chance.gauss(0.42 + 0.3 * (good - 0.35), 0.09))
    at = chance.uniform(3, length - 4)
    read = (Evidence(round(at, 3), round(at + 10 * pace, 3), NUMBER),)
    values = {
        "length": (round(length, 2), (Evidence(0.4, 0.4 + length, ""),)),
        "speaking_rate": (round(chance.gauss(172 - 30 * good, 18), 1), ()),
        "articulation_rate": (round(chance.gauss(4.9, 0.4), 2), ()),
        "pauses": (round(abs(chance.gauss(0.9, 0.5)), 2), (Evidence(5.0, 6.1, ""),)),
        "fillers": (round(abs(chance.gauss(3.4, 2)), 1), (Evidence(2.1, 2.6, "um"),)),
        "audibility.level_dbfs": (round(chance.gauss(-22, 4), 1), ()),
        "audibility.clipped_share": (0.0, ()),
        "audibility.snr_db": (round(chance.gauss(28, 6), 1), ()),
        "number_given": (chance.random() < 0.95, read),
        "number_twice": (float(1 + (chance.random() < good)), read),
        "digit_pace": (round(pace, 3), read),
        "digit_pace.shortest_s": (round(pace * 0.8, 3), read),
        "digit_groups": (round(abs(chance.gauss(0.25, 0.2)), 3), read),
        "readings_agree": (0.0, ()),
        "opening": (round(abs(chance.gauss(8, 4)), 2), ()),
        "sameness": (round(chance.random(), 2), ()),
    }
    units = {one.id: one.unit for one in MEASURES}
    for name, (value, evidence) in values.items():
        yield Measurement(name, value, units[name], None, evidence)
    for name in LEVELS:
        level = 2.0 if chance.random() < good else float(chance.randrange(2))
        line = LINES.get(name, "") if level == 2.0 else ""
        start = round(chance.uniform(0.5, length - 5), 3)
        quote = (Evidence(start, start + 4.0, line.format(rep=rep)),) if line else ()
        yield Measurement(name, level, units[name], None, quote)


def flac(kept: Kept) -> bytes:
    """Return the sound of a message: a tone as long as the recording."""
    times = np.arange(int(kept.duration_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    wave = 0.3 * np.sin(2 * np.pi * 220 * times) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * times))
    return encode_flac(wave.astype(np.float32))


def without(kept: Kept, **fields: object) -> Kept:
    """Return a message whose recording says something else."""
    return replace(kept, recording=replace(kept.recording, **fields))


def alike(*members: int, shared: str = "you would save about eleven hours a week") -> Cluster:
    """Return a group of alike messages, by their places."""
    return Cluster(members, members[0], (shared,), 0.82)
