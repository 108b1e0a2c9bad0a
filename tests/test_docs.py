"""Docs that cannot drift: generated pages are fresh, and the commands in them work."""

from __future__ import annotations

import importlib.util
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from fakes import FakeExecutor

from coach import cli, service

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```bash\n(.*?)^```", re.DOTALL | re.MULTILINE)


def _generator() -> Any:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _commands() -> list[str]:
    lines = [
        re.split(r" [#>] ", line)[0].strip()
        for page in PAGES
        for block in BLOCK.findall(page.read_text(encoding="utf-8"))
        for line in block.splitlines()
    ]
    return sorted({line for line in lines if re.match(r"(\.venv/bin/)?coach ", line)})


@pytest.mark.parametrize("name", ["measures.md", "commands.md"])
def test_generated_pages_are_fresh(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert _generator().PAGES[name]() == written, "run: make docs"


def test_there_are_commands_to_try() -> None:
    assert len(_commands()) >= 5


@pytest.mark.parametrize("command", _commands())
def test_documented_commands_are_understood(
    command: str, weights: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "calls").mkdir()
    (tmp_path / "audio_samples").symlink_to(ROOT / "audio_samples")
    playbook = re.search(r"```toml\n(.*?)```", (ROOT / "docs/playbooks.md").read_text(), re.DOTALL)
    assert playbook
    (tmp_path / "field-team.toml").write_text(playbook.group(1))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COACH_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(service, "PoolExecutor", lambda workers: _NobodyHome())
    words = shlex.split(command.removeprefix(".venv/bin/"))
    assert words[0] == "coach"
    assert cli.run(words[1:]) in (0, 1)


class _NobodyHome(FakeExecutor):
    """Takes every recording for one without speech: these tests are about the commands."""

    def _answer(self, task: Any) -> Any:
        return ValueError(task.name)


def test_every_option_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for option in ("--out", "--home", "--model", "--playbook", "--roster", "--json", "--jobs"):
        assert option in page


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / target).exists(), target
