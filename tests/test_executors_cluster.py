"""A Dask cluster of processes: all that goes in comes out, whoever dies."""

from __future__ import annotations

import logging
import os
import pickle
import warnings
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import cluster_work as work
import pytest

from coach.cluster import at_home, packed
from coach.cluster import cluster as addressed
from coach.errors import CoachError, FailureKind, MissingError, RecordingError, UsageError
from coach.executors import cluster, distant
from coach.executors.cluster import DaskExecutor
from coach.executors.distant import differs
from coach.pipeline import Task
from coach.settings import Hearing
from coach.weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator

HEARING = Hearing(model_folder="/theirs", model_id="base@sha256:0", number_folder="/theirs")


def executor(address: str, **fields: object) -> DaskExecutor:
    made: dict[str, object] = {
        "survey": work.survey,
        "expected": {"coach": "1"},
        "pack": work.pack,
        **fields,
    }
    return DaskExecutor(address, **made)


def run(made: DaskExecutor, names: list[str], limit_s: float = 3600.0) -> dict[str, object]:
    items = [work.Parcel(name) for name in names]
    with closing(made.run(work.shout, items, work.endless(limit_s))) as outcomes:
        found = [(item.name, outcome) for item, outcome in outcomes]
    assert sorted(name for name, _ in found) == sorted(names)
    return dict(found)


def test_a_worker_that_differs_is_named_with_what_differs() -> None:
    assert differs("tcp://a", {"coach": "1", "more": "x"}, {"coach": "1"}) == ""
    told = differs("tcp://a", {"coach": "2"}, {"coach": "1"})
    assert told == (
        "The Dask worker tcp://a has coach 2, this computer has 1: install the same on both."
    )
    assert "not at all" in differs("tcp://a", {}, {"av": "17"})
    assert "cannot work for coach: gone" in differs("tcp://a", OSError("gone"), {})


def test_work_on_a_worker_that_came_later_and_differs() -> None:
    payload = pickle.dumps((work.shout, work.pack, work.Parcel("one")))
    outcome = pickle.loads(distant.work(payload, work.survey, {"coach": "2"}))  # noqa: S301 - our own
    assert isinstance(outcome, CoachError)
    assert "came later" in str(outcome)
    assert pickle.loads(distant.work(payload, work.survey, {"coach": "1"})) == "ONE"  # noqa: S301 - our own


def test_no_scheduler_is_one_sentence_and_no_log(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed  # noqa: F401  # sets its loggers up

    logging.getLogger("distributed.client").setLevel(logging.WARNING)
    monkeypatch.setattr(cluster, "CONNECT_S", 0.2)
    with pytest.raises(CoachError, match=r"No Dask scheduler answers at tcp://127.0.0.1:9"):
        run(executor("tcp://127.0.0.1:9"), ["one"])
    assert not logging.getLogger("distributed.client").isEnabledFor(logging.ERROR)


def test_without_dask_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "find_spec", lambda name: None)
    with pytest.raises(MissingError, match=r"install voicemail-coach\[cluster\]"):
        run(executor("tcp://127.0.0.1:9"), ["one"])


@pytest.mark.parametrize(
    "address", ["", "here", "http://10.0.0.5:8786", "tcp://10.0.0.5", "tcp://:8786", "tcp://a:b"]
)
def test_what_is_no_address_is_refused_at_once(address: str) -> None:
    with pytest.raises(UsageError, match="is no address such as tcp://"):
        addressed(address, "base")


@pytest.mark.parametrize("address", ["tcp://10.0.0.5:8786", "tls://dask.lan:8786", "tcp://[::1]:1"])
def test_an_address_is_kept_as_it_is(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.cluster.survey", lambda model: {"coach": model})
    made = addressed(address, "base")
    assert (made.address, made.expected) == (address, {"coach": "base"})


def test_a_worker_keeps_what_it_has_freed(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    library = SimpleNamespace(mallopt=lambda what, value: told.append((what, value)))
    monkeypatch.setattr(distant.ctypes, "CDLL", lambda name: library)
    distant._keep_memory.__wrapped__()
    assert told == [(-3, distant.MAPPED_BYTES), (-1, 2 * distant.MAPPED_BYTES)]
    del library.mallopt  # another C library
    distant._keep_memory.__wrapped__()


def test_dask_stops_looking_at_a_worker_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    stopped = []
    looking = {
        name: SimpleNamespace(stop=partial(stopped.append, name)) for name in ("tick", "heartbeat")
    }
    worker = SimpleNamespace(
        periodic_callbacks=looking, loop=SimpleNamespace(add_callback=lambda stop: stop())
    )
    monkeypatch.setattr(distributed, "get_worker", lambda: worker)
    distant._unwatched.__wrapped__()
    assert stopped == ["tick"]
    monkeypatch.undo()
    distant._unwatched.__wrapped__()  # in no worker: nothing to stop
    assert stopped == ["tick"]


def test_a_recording_travels_as_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"sound")
    task = packed(Task("key", "a.wav", str(tmp_path / "a.wav"), None, HEARING))
    assert (task.content, task.location) == (b"sound", None)
    with pytest.raises(RecordingError) as caught:
        packed(Task("key", "b.wav", str(tmp_path / "b.wav"), None, HEARING))
    assert caught.value.kind is FailureKind.NOT_FOUND


def test_weights_are_looked_for_on_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(name: str, cache: Path) -> Weights:
        return Weights(name, Path("/mine") / name, "0" * 64, multilingual=True, source="a test")

    monkeypatch.setattr("coach.cluster.find", find)
    hearing = at_home("small", Task("key", "a.wav", None, b"", HEARING)).hearing
    assert (hearing.model_folder, hearing.number_folder) == ("/mine/small", "/mine/base")
    assert hearing.model_id == HEARING.model_id


@pytest.fixture(scope="module")
def lan() -> Iterator[object]:
    """Return a cluster of two workers, processes with one thread each; the last test ends it."""
    import dask
    from distributed import LocalCluster

    here = str(Path(__file__).parent)
    path = os.pathsep.join([here, os.environ.get("PYTHONPATH", "")])
    # Else a worker that takes 15 s to start again, on a busy machine, is never waited for.
    patient = dask.config.set({"distributed.deploy.lost-worker-timeout": "300s"})
    with patient, pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.setenv("PYTHONPATH", path)
        warnings.simplefilter("ignore")  # Dask's own
        yield from started(LocalCluster)


def started(local: type) -> Iterator[object]:
    with local(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        dashboard_address=None,
        silence_logs=50,
    ) as made:
        yield made


@pytest.mark.cluster
@pytest.mark.filterwarnings("ignore")  # Dask's own, about the loops of the workers that are killed
def test_everything_comes_out_once_though_a_worker_dies(lan, tmp_path: Path) -> None:
    names = [f"message {number}" for number in range(20)]
    killer = f"kill once {tmp_path / 'mark'}"
    made = executor(lan.scheduler_address)
    found = run(made, [*names[:6], killer, *names[6:], "fail", "unreadable"])
    assert (tmp_path / "mark").exists()
    assert all(found[name] == name.upper() for name in [*names, killer])
    kinds = {name: found[name].kind for name in ("fail", "unreadable")}
    assert kinds == {"fail": FailureKind.NO_SPEECH, "unreadable": FailureKind.UNREADABLE}
    assert "tick" in work.stopped(lan.scheduler_address)
    with pytest.raises(CoachError, match="has coach 1, this computer has 2"):
        run(executor(lan.scheduler_address, expected={"coach": "2"}), ["one"])
    with pytest.raises(CoachError, match="the weights are not there"):
        run(executor(lan.scheduler_address, survey=work.broken_survey), ["one"])


@pytest.mark.cluster
@pytest.mark.filterwarnings("ignore")  # Dask's own, about the worker that is restarted
def test_what_hangs_is_given_up_and_the_rest_goes_on(lan, monkeypatch) -> None:
    monkeypatch.setattr(cluster, "SLACK_S", 1.0)
    found = run(executor(lan.scheduler_address), ["hang", "one", "two", "three"], limit_s=8.0)
    assert found["hang"].kind is FailureKind.TIMED_OUT
    assert [found[name] for name in ("one", "two", "three")] == ["ONE", "TWO", "THREE"]


@pytest.mark.cluster
@pytest.mark.filterwarnings("ignore")  # Dask's own, when its scheduler is taken away
def test_a_scheduler_that_goes_away_is_one_sentence(lan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "GONE_S", 1.0)
    items = [work.Parcel(name) for name in ("one", "hang", "hang")]
    with closing(
        executor(lan.scheduler_address).run(work.shout, items, work.endless())
    ) as outcomes:
        assert next(outcomes)[1] == "ONE"
        lan.close(timeout=10)
        with pytest.raises(CoachError, match="went away; what was finished is kept"):
            list(outcomes)
