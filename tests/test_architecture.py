"""The shape of the package: floors, sizes, names, and what a quick command loads."""

from __future__ import annotations

import ast
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COACH = ROOT / "coach"

FLOORS = {
    "number nouns": "telephone",
    "ground": "records said settings errors draft kept identity correction dialers sidecar edition",
    "window nouns": "utterance",
    "stages": (
        "audio weights transcribe voice voicing tones loudness greeting number meaning alike when "
        "likeness zones responses roster_rows device"
    ),
    "hearing": "scene message windows speech language",
    "shelf": "measures cues",
    "middle": (
        "pipeline names judging coaching playbook contract history sequences roster recordings "
        "executors report schema playbooks amending"
    ),
    "run": "run pages sayings keeping outcomes correcting masking cluster",
    "others": "others",
    "one message": "reviewing publishing indexing",
    "persons": "people",
    "many messages": "rejudging",
    "runs": "batch forgetting",
    "service": "service drafts team exports",
    "door parts": "options terminal doctor table script exporting team_pages",
    "scoring": "scoring",
    "upkeep": "upkeep",
    "side doors": "watcher web",
    "doors": "cli",
    "entry": "__main__",
}
"""From the ground up. The command line is one door in three steps: its parts, itself, its entry."""

FLOOR_OF = {
    module: floor for floor, modules in enumerate(FLOORS.values()) for module in modules.split()
}
HEAVY = [
    "numpy",
    "librosa",
    "faster_whisper",
    "pandas",
    "av",
    "onnxruntime",
    "tokenizers",
    "ctranslate2",
    "num2words",
    "rapidfuzz",
]
LONGEST_FUNCTION, LONGEST_FILE = 60, 300
VAGUE = {"util", "utils", "helper", "helpers", "manager", "managers", "common", "misc", "base"}

FILES = sorted(COACH.rglob("*.py"))
every_file = pytest.mark.parametrize(
    "file", FILES, ids=lambda file: str(file.relative_to(COACH)).removesuffix(".py")
)


def part(file: Path) -> str:
    """Return the module or package of coach that a file belongs to; "coach" for its root."""
    first = file.relative_to(COACH).parts[0].removesuffix(".py")
    return "coach" if first == "__init__" else first


def dotted(file: Path) -> list[str]:
    """Return the package that a file's relative imports start from."""
    return ["coach", *file.relative_to(COACH).parent.parts]


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def running(tree: ast.AST) -> list[ast.AST]:
    """Return all nodes that run, at import or later: not those for type checkers alone."""
    found: list[ast.AST] = []
    pending = [tree]
    while pending:
        node = pending.pop()
        found.append(node)
        children = node.orelse if _for_types_only(node) else ast.iter_child_nodes(node)  # type: ignore[attr-defined]  # an If
        pending.extend(children)
    return found


def _absolute(file: Path, node: ast.ImportFrom) -> list[str]:
    if not node.level:
        return (node.module or "").split(".")
    package = dotted(file)
    above = package[: len(package) - node.level + 1]
    return above + (node.module.split(".") if node.module else [])


def imported(file: Path, source: str | None = None) -> set[str]:
    """Return the parts of coach that a file imports anywhere, its own left out."""
    names: list[list[str]] = []
    text = file.read_text(encoding="utf-8") if source is None else source
    for node in running(ast.parse(text)):
        if isinstance(node, ast.Import):
            names += [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            origin = _absolute(file, node)
            names += [[*origin, alias.name] for alias in node.names]
    parts = {name[1] for name in names if name[0] == "coach" and len(name) > 1}
    return {one for one in parts if not one.startswith("__") or one == "__main__"} - {part(file)}


# Floors


def test_every_module_has_a_floor() -> None:
    modules = {part(file) for file in FILES} - {"coach"}
    assert modules == set(FLOOR_OF)


@every_file
def test_imports_point_down(file: Path) -> None:
    floor = FLOOR_OF.get(part(file), -1)
    wrong = {other for other in imported(file) if FLOOR_OF.get(other, 99) >= floor}
    assert not wrong, f"{part(file)} may import lower floors only, not {', '.join(sorted(wrong))}"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import coach.scene", {"scene"}),
        ("from coach import audio as sound, __version__", {"audio"}),
        ("from coach.number.gather import gather", {"number"}),
        ("from .scene import Scene", {"scene"}),
        ("from . import scene", {"scene"}),
        ("def f():\n    import coach.service", {"service"}),
        ("try:\n    from coach import run\nexcept ImportError:\n    pass", {"run"}),
        ("if TYPE_CHECKING:\n    import coach.cli", set()),
        ("if TYPE_CHECKING:\n    import coach.cli\nelse:\n    import coach.run", {"run"}),
        ("import numpy, coach.voice", {"voice"}),
        ("from coach.pipeline import hear", set()),
        ("import coachella", set()),
    ],
)
def test_this_test_sees_every_way_to_import(source: str, expected: set[str]) -> None:
    assert imported(COACH / "pipeline.py", source) == expected


def test_relative_imports_inside_a_package_are_its_own() -> None:
    assert imported(COACH / "report" / "view.py", "from . import charts\nfrom .. import run") == {
        "run"
    }


# Sizes and names


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


@every_file
def test_no_function_is_long(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: _lines(node) for node in functions if _lines(node) > LONGEST_FUNCTION}
    assert not long


@every_file
def test_no_file_is_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@every_file
def test_no_module_has_a_vague_name(file: Path) -> None:
    words = {*file.stem.lower().split("_"), *file.parent.name.lower().split("_")}
    assert not words & VAGUE


@every_file
def test_every_module_says_what_it_is(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))


def test_nothing_reads_the_folder_that_is_not_committed() -> None:
    files = chain(COACH.rglob("*.*"), ROOT.glob("*.toml"), (ROOT / "tests").rglob("*.py"))
    texts = {f: f.read_bytes() for f in files if f.is_file() and "__pycache__" not in f.parts}
    folder = b"/".join([b"work", b"shared"])
    assert not [str(file) for file, text in texts.items() if folder in text]


# What a quick command loads


def _loaded(*arguments: str) -> set[str]:
    """Return the top-level packages that are imported while the command runs."""
    command = [sys.executable, "-X", "importtime", "-m", "coach", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip()
    timed = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in timed}


@pytest.mark.parametrize(
    "arguments", [["--help"], ["--version"], ["score", "--help"]], ids=" ".join
)
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    loaded = _loaded(*arguments)
    assert {"coach", "typer"} <= loaded
    assert not loaded & set(HEAVY)
