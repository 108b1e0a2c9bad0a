"""Whether the team page's intervals cover what they say, and how long its page takes.

    python -m benchmarks.team coverage
    python -m benchmarks.team page

Coverage is exact, not sampled: every possible outcome counts with its probability.
"""

from __future__ import annotations

import sys
import tempfile
import time
from math import comb
from pathlib import Path

import numpy as np

from coach.team.intervals import newcombe, wilson

ROOT = Path(__file__).parent.parent
RATES = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5)
DIFFERENCES = (0.0, 0.02, 0.05, 0.1, 0.2)
SIZES = ((20, 20), (20, 60), (40, 40), (40, 200), (100, 100), (300, 300))
MESSAGES = 5_000


def chances(n: int, rate: float) -> np.ndarray:
    """Return the probability of 0..n answers to n messages."""
    return np.array([comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(n + 1)])


def of_a_rate(n: int, rate: float) -> float:
    """Return how often Wilson's interval holds the true rate."""
    found = [wilson(count, n) for count in range(n + 1)]
    inside = np.array([one.low <= rate <= one.high for one in found])
    return float(chances(n, rate)[inside].sum())


def of_a_difference(n: int, m: int, rate: float, other: float) -> float:
    """Return how often Newcombe's interval holds the true difference."""
    first, second = ([wilson(count, size) for count in range(size + 1)] for size in (n, m))
    shares, lows, highs = (
        [np.array([getattr(r, name) for r in rates]) for rates in (first, second)]
        for name in ("share", "low", "high")
    )
    value = shares[0][:, None] - shares[1][None, :]
    below = np.hypot((shares[0] - lows[0])[:, None], (highs[1] - shares[1])[None, :])
    above = np.hypot((highs[0] - shares[0])[:, None], (shares[1] - lows[1])[None, :])
    check = newcombe(first[n // 3], second[m // 2])
    assert abs(value[n // 3, m // 2] - below[n // 3, m // 2] - check.low) < 1e-9  # noqa: S101
    true = rate - other
    inside = (value - below <= true + 1e-12) & (true - 1e-12 <= value + above)
    weight = np.outer(chances(n, rate), chances(m, other))
    return float(weight[inside].sum())


def coverage() -> None:
    """Print the coverage of both intervals over rates and sizes."""
    print("Wilson, 95 % stated: coverage by n (down) and true rate (across)")
    print("n     " + "".join(f"{rate:>8.0%}" for rate in RATES))
    rates = {n: [of_a_rate(n, rate) for rate in RATES] for n in (10, 20, 40, 100, 300)}
    for n, row in rates.items():
        print(f"{n:<6}" + "".join(f"{share:>8.1%}" for share in row))
    print("Newcombe: coverage by both n (down) and true difference (across), base rates pooled")
    print("n, m      " + "".join(f"{d:>8.0%}" for d in DIFFERENCES) + "   lowest")
    lowest = 1.0
    for n, m in SIZES:
        found = np.array(
            [[of_a_difference(n, m, base + d, base) for d in DIFFERENCES] for base in RATES]
        )
        lowest = min(lowest, float(found.min()))
        print(
            f"{f'{n}, {m}':<10}"
            + "".join(f"{share:>8.1%}" for share in found.mean(axis=0))
            + f"{found.min():>9.1%}"
        )
    every = np.array([share for row in rates.values() for share in row])
    print(f"Wilson: mean {every.mean():.1%}, lowest {every.min():.1%}; Newcombe: {lowest:.1%}")


def page() -> None:
    """Print how long the page of 5,000 messages takes to make and to open, and how big it is.

    With links and with groups of messages that say the same, as `coach batch` writes it; first
    without clips, then with.
    """
    sys.path.insert(0, str(ROOT / "tests"))
    import teams
    from conftest import ARGUMENTS, CHROMIUM

    from coach.pages import LINKS
    from coach.team import write_team

    kept = teams.team(25, MESSAGES // 25)
    groups = tuple(teams.alike(*range(start, start + 40)) for start in range(0, 400, 40))
    for what, sound in (("without clips", None), ("with clips", teams.flac)):
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            path, _ = write_team(
                kept, teams.standard(), Path(folder), sound=sound, clusters=groups, links=LINKS
            )
            made_s = time.perf_counter() - begun
            size = path.stat().st_size / 1e6
            print(f"{len(kept)} messages, 25 reps, {what}: made in {made_s:.1f} s, {size:.2f} MB")
            print("opened in", ", ".join(f"{s:.2f} s" for s in opened(path, ARGUMENTS, CHROMIUM)))


def opened(path: Path, arguments: list[str], names: tuple[str, ...]) -> list[float]:
    """Return the seconds from asking for a page to its being drawn, three times."""
    import shutil

    from playwright.sync_api import sync_playwright

    drawn = "() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"
    found = next(filter(None, map(shutil.which, names)))
    times = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=arguments)
        for _ in range(3):
            shown = browser.new_page()
            begun = time.perf_counter()
            shown.goto(path.as_uri(), wait_until="load")
            shown.evaluate(drawn)
            times.append(time.perf_counter() - begun)
            shown.close()
        browser.close()
    return times


if __name__ == "__main__":
    {"coverage": coverage, "page": page}[sys.argv[1]]()
