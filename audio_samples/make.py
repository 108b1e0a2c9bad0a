"""Makes the sample recordings, their roster and the truth about them, all from messages.toml.

Run it from anywhere: `python audio_samples/make.py`. The same voices give the same bytes.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sound import FORMATS, RATE_HZ, decode, encode, lag, line_noise
from timeline import lay_out
from verdicts import measured_verdicts
from voices import missing

from coach.roster_rows import COLUMNS

if TYPE_CHECKING:
    from timeline import Laid

HERE = Path(__file__).parent
SILENT, BROKEN = "silence.wav", "broken.wav"
BROKEN_TEXT = "This was meant to be a recording, but somebody saved a note under its name.\n"
RULES = {
    "seconds": "on the recording's own clock, as decoded with the codec's delay taken off",
    "onset": "first sample within 30 dB of the sound's own peak (voice alone, telephone band)",
    "offset": "last such sample; for the message the same rule over the whole of it",
    "words_per_minute": "words outside the number / (message - spans of the number) * 60",
    "expect": "verdicts that leave no doubt; rows not named may come out either way",
    "must_not_pass": "rows with a threshold of the tool's own that this is plainly beyond",
}
TABLE_HEAD = ("file", "from, to, when", "length", "words/min", "number", "shows")
TABLE_START, TABLE_END = "<!-- table -->", "<!-- end of table -->"

Table = dict[str, Any]


def main() -> int:
    """Make everything; 3 where a voice is missing."""
    if lacking := missing():
        print(
            f"To make the samples, install {' and '.join(lacking)}: the packages come with "
            "pip install '.[samples]', flite with apt-get install flite.",
            file=sys.stderr,
        )
        return 3
    plan = tomllib.loads((HERE / "messages.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory(dir=HERE) as folder:
        files = make_all(plan, Path(folder))
        for path in sorted(Path(folder).rglob("*.*")):
            target = HERE / path.relative_to(folder)
            target.parent.mkdir(exist_ok=True)
            path.replace(target)
    print(f"{len(files)} files, {sum(file['bytes'] for file in files) / 1e6:.2f} MB")
    return 0


def make_all(plan: Table, folder: Path) -> list[Table]:
    """Write recordings, roster, truth and the read-me into `folder`; return the truth."""
    for rep in plan["reps"]:
        (folder / rep).mkdir()
    files = [made(message, plan, folder) for message in plan["message"]]
    relate(files, plan["message"])
    files += [silent(folder), broken(folder)]
    (folder / "roster.csv").write_text(roster(plan), "utf-8")
    truth = json.dumps({"rules": RULES, "files": files}, indent=1)
    (folder / "truth.json").write_text(truth + "\n", "utf-8")
    (folder / "README.md").write_text(readme(files), "utf-8")
    return files


def made(message: Table, plan: Table, folder: Path) -> Table:
    """Speak, encode and describe one message."""
    rep = plan["reps"][Path(message["path"]).parts[0]]
    prospect = plan["prospects"][message["prospect"]]
    laid = lay_out(message, rep["voice"])
    path = folder / message["path"]
    encode(path, laid.channels)
    shifted(laid, path)
    facts: Table = {
        "path": message["path"],
        "shows": message["shows"],
        "status": "scored",
        "rep": rep["name"],
        "prospect": prospect["name"],
        "recorded_at": message["recorded_at"].isoformat(),
        **file_facts(path),
        "channel": 0,
        **laid.truth,
    }
    phone = message.get("rep_phone", rep["phone"])
    facts["expect"] = measured_verdicts(facts, phone) | message["expect"]
    facts["must_not_pass"] = message.get("must_not_pass", [])
    print(f"{facts['path']:24} {facts['duration_s']:6.2f} s {facts['words_per_minute']:6.1f} wpm")
    return facts


def shifted(laid: Laid, path: Path) -> None:
    """Set the truth onto the clock of the decoded file, and its duration to what was decoded."""
    heard = decode(path)
    later = lag(laid.channels[0], heard[0])
    laid.truth["duration_s"] = round(heard.shape[1] / RATE_HZ, 4)
    laid.truth["codec_lag_s"] = later / RATE_HZ
    _move(laid.truth, later / RATE_HZ)
    laid.truth["cuts"][-1]["end_s"] = laid.truth["duration_s"]


def _move(node: object, by_s: float) -> None:
    if isinstance(node, list):
        for item in node:
            _move(item, by_s)
    elif isinstance(node, dict):
        for key in ("start_s", "end_s"):
            if key in node:
                node[key] = max(0.0, round(node[key] + by_s, 4))
        for item in node.values():
            _move(item, by_s)


def file_facts(path: Path) -> Table:
    """Return what identifies a file, and how it is written."""
    codec, _, rate_hz, _ = FORMATS[path.suffix]
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    return {"codec": codec, "rate_hz": rate_hz, "bytes": len(content), "sha256": digest}


def relate(files: list[Table], messages: list[Table]) -> None:
    """Say of each file which attempt it is and which earlier one it repeats."""
    whole = sorted(zip(files, messages, strict=True), key=lambda pair: pair[1]["recorded_at"])
    for index, (file, message) in enumerate(whole):
        earlier = [(f, m) for f, m in whole[:index] if m["prospect"] == message["prospect"]]
        same = [(f, m) for f, m in whole if m["script"] == message["script"] and f is not file]
        file["attempt"] = len(earlier) + 1
        file["repeats"] = [f["path"] for f, m in earlier if m["script"] == message["script"]]
        file["differs_from"] = [f["path"] for f, m in earlier if m["script"] != message["script"]]
        others = [f["path"] for f, m in same if m["prospect"] != message["prospect"]]
        file["same_script_elsewhere"] = others
        file["promise"] = promise(message)


def promise(message: Table) -> Table | None:
    """Return the time the rep said they would call again, and whether they did."""
    if "promise" not in message:
        return None
    return {**message["promise"], "at": message["promise"]["at"].isoformat()}


def silent(folder: Path) -> Table:
    """Write six seconds of an open line on which nobody speaks."""
    path = folder / SILENT
    encode(path, line_noise(6 * RATE_HZ, 5)[None] * 10 ** (-66 / 20))
    shows = "An open line on which nobody speaks"
    return {"path": SILENT, "shows": shows, "status": "no_speech", "duration_s": 6.0} | file_facts(
        path
    )


def broken(folder: Path) -> Table:
    """Write a text file with the name of a recording."""
    path = folder / BROKEN
    path.write_text(BROKEN_TEXT, "utf-8")
    facts = file_facts(path) | {"codec": None, "rate_hz": None}
    return {"path": BROKEN, "shows": "A text file named .wav", "status": "not_audio"} | facts


def roster(plan: Table) -> str:
    """Return the roster as CSV, in order of time."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for message in sorted(plan["message"], key=lambda m: m["recorded_at"]):
        writer.writerow(roster_row(message, plan))
    return out.getvalue()


def roster_row(message: Table, plan: Table) -> dict[str, str]:
    """Return who called whom and when, and what came of it."""
    rep = plan["reps"][Path(message["path"]).parts[0]]
    prospect = plan["prospects"][message["prospect"]]
    values = (
        message["path"],
        rep["name"],
        rep["company"],
        message.get("rep_phone", rep["phone"]),
        prospect["name"],
        prospect["company"],
        prospect["phone"],
        message["recorded_at"].isoformat(),
        rep["timezone"],
        message.get("first_contact", prospect.get("first_contact", "")),
        message["outcome"],
        prospect["segment"],
    )
    return dict(zip(COLUMNS, values, strict=True))


def readme(files: list[Table]) -> str:
    """Return the read-me with its table made new."""
    text = (HERE / "README.md").read_text("utf-8")
    before, rest = text.split(TABLE_START)
    after = rest.split(TABLE_END)[1]
    head = f"| {' | '.join(TABLE_HEAD)} |\n{'|---' * len(TABLE_HEAD)}|\n"
    rows = "".join(table_row(file) for file in files)
    return f"{before}{TABLE_START}\n{head}{rows}{TABLE_END}{after}"


def table_row(file: Table) -> str:
    """Return one line of the read-me's table."""
    if file["status"] != "scored":
        return f"| `{file['path']}` | | | | | {file['shows']} (`{file['status']}`) |\n"
    message = file["message"]
    length = message["end_s"] - message["start_s"]
    when = f"{file['recorded_at'][:10]} {file['recorded_at'][11:16]}"
    return (
        f"| `{file['path']}` | {file['rep']} to {file['prospect']}, {when}, "
        f"attempt {file['attempt']} | {length:.1f} s | {file['words_per_minute']:.0f} | "
        f"{table_number(file['numbers'])} | {file['shows']} |\n"
    )


def table_number(numbers: list[Table]) -> str:
    """Return how a number was said, in short."""
    if not numbers:
        return "none"
    readings = numbers[0]["readings"]
    slowest = min(reading["seconds_per_digit"] for reading in readings)
    agree = "" if numbers[0]["agree"] else ", differing"
    return f"{len(readings)} x{agree}, {slowest:.2f} s a digit"


if __name__ == "__main__":
    sys.exit(main())
