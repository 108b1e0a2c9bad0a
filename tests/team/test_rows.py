"""Rows over a team: who is compared, and in which order."""

from __future__ import annotations

from teams import standard, team, without

from coach.team.intervals import LEAST_MESSAGES
from coach.team.rows import UNKNOWN_REP, habits, strengths
from coach.team.rows import team as gather


def test_reps_stand_in_alphabetical_order_whatever_their_scores() -> None:
    found = gather(team()[::-1], standard())
    assert list(found.reps) == sorted(found.reps, key=str.casefold)
    assert len(found.reps) == 6


def test_unknown_reps_stand_last() -> None:
    kept = [*team()[:12], without(team()[12], rep=None), without(team()[13], rep="zoe adams")]
    assert gather(kept, standard()).reps[-2:] == ("zoe adams", UNKNOWN_REP)


def test_nothing_is_told_below_the_minimum_n() -> None:
    few = [one for one in team() if one.recording.rep == "Mei Tanaka"][: LEAST_MESSAGES - 1]
    many = [one for one in team() if one.recording.rep == "Tom Becker"][:LEAST_MESSAGES]
    found = gather([*few, *many], standard())
    row = next(figures for figures in found.rows if figures.row.id == "length")
    assert [cell.n for cell in row.reps] == [9, 10]
    assert (row.reps[0].rate, row.reps[0].figure) == (None, None)
    assert row.reps[1].rate is not None
    assert row.reps[1].figure is not None


def test_a_rate_counts_passes_of_what_was_judged() -> None:
    found = gather(team(), standard())
    for figures in found.rows:
        verdicts = [k.finding(figures.row.id).verdict for k in team()]
        judged = [v for v in verdicts if v in ("pass", "watch", "miss")]
        assert figures.everyone.n == len(judged)
        assert figures.everyone.rate.count == judged.count("pass")


def test_levels_have_no_median() -> None:
    found = {figures.row.id: figures for figures in gather(team(), standard()).rows}
    assert found["value"].everyone.figure is None
    assert found["length"].everyone.unit == "s"


def test_habits_cost_most_and_strengths_surely_pass() -> None:
    found = gather(team(), standard())
    costly = habits(found)
    assert len(costly) == 2
    assert min(f.lost for f in costly) >= max(f.lost for f in found.rows if f not in costly)
    assert strengths(found)
    assert all(f.everyone.rate.low >= 0.7 for f in strengths(found))


def test_one_reps_habits_are_not_the_teams() -> None:
    alone = [one for one in team() if one.recording.rep == "Mei Tanaka"]
    assert habits(gather(alone, standard())) == ()


def test_nobody_is_no_team() -> None:
    found = gather((), standard())
    assert (found.reps, found.rows) == ((), ())
