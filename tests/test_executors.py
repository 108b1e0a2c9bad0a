"""Items in, as many outcomes out: whatever kills, blocks or confuses the worker of one of them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import types
from concurrent.futures import Future
from contextlib import closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import hostile_work as work
import pytest

from coach.errors import FailureKind, RecordingError
from coach.executors import (
    Executor,
    InlineExecutor,
    PoolExecutor,
    cores,
    crew,
    interrupts,
    worker_count,
)

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
INNOCENT = [f"message {number}" for number in range(12)]
posix = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")


def hour(item: object) -> float:
    return 3600.0


def no_time(item: object) -> float:
    return 1.0


def run(executor: Executor, function, items, timeout_s=hour) -> list:
    with closing(executor.run(function, items, timeout_s)) as outcomes:
        return list(outcomes)


def kinds(outcomes: list) -> dict:
    """Give the kind of each failure by item; every other outcome must be the item shouted."""
    failed = {i: o.kind for i, o in outcomes if isinstance(o, RecordingError)}
    assert all(o == i.upper() for i, o in outcomes if i not in failed)
    return failed


@pytest.fixture(autouse=True)
def light_main(monkeypatch: pytest.MonkeyPatch):
    """Workers import the main module; pytest's own would cost half a second each."""
    monkeypatch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))


@pytest.fixture
def line():
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        yield server


def port(line: socket.socket) -> int:
    return line.getsockname()[1]


def answered(line: socket.socket) -> socket.socket:
    """Wait until a worker is at work."""
    call, _ = line.accept()
    call.settimeout(10)
    return call


def hung_up(call: socket.socket) -> bool:
    """Wait until that worker is gone."""
    with call:
        try:
            return call.recv(1) == b""
        except ConnectionResetError:
            return True


@pytest.mark.parametrize("executor", [InlineExecutor(), PoolExecutor(1), PoolExecutor(2)])
def test_every_item_has_its_outcome(executor: Executor):
    outcomes = run(executor, work.shout, INNOCENT)
    assert sorted(i for i, _ in outcomes) == sorted(INNOCENT)
    assert kinds(outcomes) == {}


@pytest.mark.parametrize("executor", [InlineExecutor(), PoolExecutor(2)])
def test_no_items_start_nothing(executor: Executor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew, "ProcessPool", None)
    assert run(executor, work.shout, []) == []


@pytest.mark.parametrize("executor", [InlineExecutor(), PoolExecutor(1)])
def test_exceptions_come_back_whole(executor: Executor):
    [(_, recording), (_, value)] = run(executor, work.fail, ["recording", "value"])
    assert (recording.kind, recording.message) == (FailureKind.NO_SPEECH, "Nobody speaks.")
    assert (type(value), value.args) == (ValueError, ("bad", 7))


def test_an_exception_tells_where_it_arose():
    [(_, error)] = run(PoolExecutor(1), work.fail, ["value"])
    assert "in fail" in error.__notes__[0]


def test_exceptions_that_end_programs_end_an_item():
    items = ["exit", "interrupt", "memory"]
    outcomes = dict(run(PoolExecutor(1), work.fail, items))
    assert [type(outcomes[i]) for i in items] == [SystemExit, KeyboardInterrupt, MemoryError]


def test_an_interrupt_in_this_process_is_not_an_outcome():
    with pytest.raises(KeyboardInterrupt):
        run(InlineExecutor(), work.fail, ["interrupt"])


def test_an_exception_that_cannot_come_back_is_named():
    [(_, error)] = run(PoolExecutor(1), work.fail, ["two"])
    assert error.kind == FailureKind.INTERNAL
    assert "NeedsTwoError: ab" in error.message


def test_results_that_cannot_come_back_are_internal():
    outcomes = dict(run(PoolExecutor(1), work.give_back, ["local", "lock", "stubborn", "none"]))
    assert outcomes.pop("none") is None
    assert {o.kind for o in outcomes.values()} == {FailureKind.INTERNAL}
    assert all(o.message.endswith(").") and "\n" not in o.message for o in outcomes.values())


def test_items_that_cannot_go_are_internal():
    lock = threading.Lock()
    outcomes = run(PoolExecutor(1), work.shout, ["a", lock, "b"])
    assert len(outcomes) == 3
    assert [o.kind for i, o in outcomes if i is lock] == [FailureKind.INTERNAL]


def test_a_function_that_cannot_go_is_internal():
    [(_, error)] = run(PoolExecutor(1), lambda item: item, ["a"])
    assert error.kind == FailureKind.INTERNAL


def test_a_time_limit_that_cannot_be_told_is_internal():
    outcomes = run(PoolExecutor(1), work.shout, ["a", "b"], {"a": 60.0}.__getitem__)
    assert kinds(outcomes) == {"b": FailureKind.INTERNAL}


def test_large_items_and_results_pass():
    big = bytes(5_000_000)
    assert run(PoolExecutor(1), work.length, [big]) == [(big, big + b"!")]


@posix
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("deaths", [("exit:3", "kill:1"), ("segv:1", "segv:2")])
def test_a_death_costs_one_item(deaths: tuple[str, str], workers: int):
    items = [*INNOCENT[:3], deaths[0], *INNOCENT[3:8], deaths[1], *INNOCENT[8:]]
    outcomes = run(PoolExecutor(workers), work.shout_or_die, items)
    assert sorted(i for i, _ in outcomes) == sorted(items)
    assert kinds(outcomes) == dict.fromkeys(deaths, FailureKind.WORKER_DIED)


@posix
def test_a_death_while_answering_costs_one_item():
    items = [*INNOCENT[:3], "half:1", *INNOCENT[3:]]
    outcomes = run(PoolExecutor(2), work.shout_or_die, items, lambda item: 30.0)
    assert kinds(outcomes) == {"half:1": FailureKind.WORKER_DIED}
    assert len(outcomes) == len(items)


def test_a_silent_exit_costs_one_item():
    """A worker that leaves with status 0 is only missed when its time is up."""
    items = ["a", "exit:0", "b"]
    outcomes = run(PoolExecutor(2), work.shout_or_die, items, no_time)
    assert len(outcomes) == 3
    assert kinds(outcomes) == {"exit:0": FailureKind.TIMED_OUT}


def test_an_item_that_kills_on_arrival_costs_itself():
    bomb = work.Bomb("bomb")
    outcomes = run(PoolExecutor(2), work.shout, ["a", bomb, "b", "c"])
    assert kinds(outcomes) == {bomb: FailureKind.WORKER_DIED}
    assert len(outcomes) == 4


@posix
def test_who_dies_once_is_not_blamed(tmp_path: Path):
    once = tmp_path / "once"
    outcomes = run(PoolExecutor(2), work.die_once, [str(once), str(tmp_path / "other")])
    assert len(outcomes) == 2
    assert kinds(outcomes) == {}


def test_workers_that_cannot_start_cost_their_items(monkeypatch: pytest.MonkeyPatch):
    class NoPool:
        def __init__(self, **_: object) -> None:
            raise OSError("too many processes")

    monkeypatch.setattr(crew, "ProcessPool", NoPool)
    outcomes = run(PoolExecutor(2), work.shout, ["a", "b", "c"])
    assert kinds(outcomes) == dict.fromkeys("abc", FailureKind.WORKER_DIED)


@pytest.mark.parametrize("how", ["python", pytest.param("c", marks=posix)])
def test_a_hang_costs_one_item(how: str):
    items = ["a", how, "b", "d"]
    outcomes = run(PoolExecutor(2), work.hang, items, no_time)
    assert kinds(outcomes) == {how: FailureKind.TIMED_OUT}
    assert len(outcomes) == 4
    [message] = [o.message for i, o in outcomes if i == how]
    assert "longer than 1 s" in message


def test_a_worker_that_hangs_is_killed_at_its_limit(line: socket.socket):
    with closing(PoolExecutor(1).run(work.ring_or_give_back, [port(line), 7], no_time)) as outcomes:
        item, error = next(outcomes)
        assert (item, error.kind) == (port(line), FailureKind.TIMED_OUT)
        assert hung_up(answered(line))
        assert next(outcomes) == (7, 7)


def test_time_runs_from_the_start_and_not_from_the_queue(monkeypatch: pytest.MonkeyPatch):
    now = [100.0]
    monkeypatch.setattr(crew, "monotonic", lambda: now[0])
    task, future = crew._Task("item", crew._Lane(), limit_s=5.0, given_at=100.0), Future()
    now[0] = 100.0 + 5.0 + crew.START_S
    assert not task.is_overdue(future)  # a slow start of the worker is not the item's fault
    future.set_running_or_notify_cancel()
    assert not task.is_overdue(future)
    now[0] += 5.0
    assert not task.is_overdue(future)
    now[0] += 0.1
    assert task.is_overdue(future)
    future.set_result(b"")
    assert not task.is_overdue(future)  # it was done after all


def test_a_worker_that_never_takes_its_item_is_given_up(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(crew, "START_S", 0.0)
    monkeypatch.setattr(crew, "ProcessPool", DeafPool)
    outcomes = run(PoolExecutor(1), work.shout, ["a"], lambda item: 0.01)
    assert kinds(outcomes) == {"a": FailureKind.WORKER_DIED}


class DeafPool:
    """Loses what it is given."""

    def __init__(self, **_: object) -> None: ...

    def schedule(self, *_: object, **__: object) -> Future[bytes]:
        """Promise an answer that never comes."""
        return Future()

    def stop(self) -> None:
        """Stop nothing."""

    def join(self) -> None:
        """Wait for nothing."""


@pytest.mark.parametrize("workers", [1, 2])
def test_items_are_read_lazily(workers: int):
    pulled = []

    def items():
        for number in range(20):
            pulled.append(number)
            yield f"item {number}"

    done = 0
    with closing(PoolExecutor(workers).run(work.shout, items(), hour)) as outcomes:
        for _ in outcomes:
            assert len(pulled) - done <= 2 * workers
            done += 1
    assert done == 20


def test_outcomes_come_as_they_are_done_and_closing_stops_the_rest(line: socket.socket):
    with closing(PoolExecutor(2).run(work.ring_or_give_back, [port(line), 7], hour)) as outcomes:
        assert next(outcomes) == (7, 7)
        call = answered(line)
    assert hung_up(call)


def test_closing_in_the_middle_stops_every_worker(line: socket.socket):
    items = [7, port(line), port(line), 8, 9]
    with closing(PoolExecutor(3).run(work.ring_or_give_back, items, hour)) as outcomes:
        assert next(outcomes) == (7, 7)
        calls = [answered(line), answered(line)]
    assert all(hung_up(call) for call in calls)


def test_what_the_items_raise_is_raised_and_workers_stop(line: socket.socket):
    calls = []

    def items():
        yield port(line)
        calls.append(answered(line))
        raise LookupError("no more")

    with pytest.raises(LookupError):
        run(PoolExecutor(1), work.ring, items())
    assert hung_up(calls[0])


PROGRAM = """
import sys
import hostile_work as work
from coach.executors import PoolExecutor
if __name__ == "__main__":
    function, number = getattr(work, sys.argv[1]), int(sys.argv[2])
    for _, outcome in PoolExecutor(2).run(function, [number, number, number], lambda item: 3600.0):
        print(outcome.kind)
"""


def start(folder: Path, function: str, number: int) -> subprocess.Popen[str]:
    """Start a program in a process group of its own."""
    file = folder / "program.py"
    file.write_text(PROGRAM)
    return subprocess.Popen(
        [sys.executable, str(file), function, str(number)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )


@pytest.fixture
def program(tmp_path: Path, line: socket.socket):
    """Start a program whose two workers call the test."""
    with start(tmp_path, "ring", port(line)) as process:
        yield process
        process.kill()


@posix
def test_an_interrupt_leaves_no_workers(program: subprocess.Popen, line: socket.socket):
    calls = [answered(line), answered(line)]
    os.killpg(program.pid, signal.SIGINT)
    out, err = program.communicate(timeout=20)
    assert all(hung_up(call) for call in calls)
    assert out == ""
    assert err.count("Traceback") == 1  # the program's own, which catches nothing
    assert err.rstrip().endswith("KeyboardInterrupt")


@posix
def test_a_killed_program_leaves_no_workers(program: subprocess.Popen, line: socket.socket):
    calls = [answered(line), answered(line)]
    program.kill()
    assert all(hung_up(call) for call in calls)


@posix
def test_deaths_leave_no_noise(tmp_path: Path):
    with start(tmp_path, "die_with_a_lock", 1) as process:
        out, err = process.communicate(timeout=60)
    assert out.split() == ["worker_died"] * 3
    assert err == ""


@pytest.mark.parametrize("muting", [nullcontext, pytest.param(interrupts.muted, marks=posix)])
def test_an_interrupt_during_the_start_waits_for_its_end(muting: Callable):
    reached = []
    with pytest.raises(KeyboardInterrupt), muting(), interrupts.deferred():
        signal.raise_signal(signal.SIGINT)
        reached.append(True)
    assert reached == [True]
    assert signal.getsignal(signal.SIGINT) == signal.default_int_handler


@posix
def test_the_signal_mask_is_put_back():
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    with interrupts.muted():
        assert signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before


@posix
def test_workers_are_deaf_to_interrupts_and_quick_to_leave():
    assert run(PoolExecutor(1), work.signals, [1]) == [(1, (True, True, True))]


def test_a_workers_chatter_stays_off_standard_output(capfd: pytest.CaptureFixture[str]):
    assert kinds(run(PoolExecutor(1), work.chatter, ["from Python"])) == {}
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.splitlines() == ["from Python", "from C"]


def test_workers_have_one_thread_before_anything_is_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    lines = "import os", "SEEN = os.environ['OMP_NUM_THREADS']", "def seen(item): return SEEN"
    (tmp_path / "heavy_library.py").write_text("\n".join(lines))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("OMP_NUM_THREADS", "8")
    import heavy_library

    assert heavy_library.SEEN == "8"
    assert run(PoolExecutor(1), heavy_library.seen, ["a"]) == [("a", "1")]


def test_workers_keep_few_kernels_lest_their_memory_grows():
    # Read by oneDNN when it first makes a kernel: a thousand kept were 3 MB more a recording.
    name = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
    assert run(PoolExecutor(1), os.getenv, [name]) == [(name, "16")]


def test_a_worker_is_kept_for_many_items():
    ids = {outcome for _, outcome in run(PoolExecutor(1), work.process_id, range(10))}
    assert len(ids) == 1
    assert os.getpid() not in ids


def test_workers_do_not_outnumber_items(monkeypatch: pytest.MonkeyPatch):
    made = []
    pool = crew.ProcessPool

    def counted(**options: object) -> object:
        made.append(options)
        return pool(**options)

    monkeypatch.setattr(crew, "ProcessPool", counted)
    run(PoolExecutor(16), work.shout, ["a"])
    assert len(made) == 1


def test_nothing_heavy_comes_with_the_executors():
    code = "import sys, coach.executors; print(*sys.modules)"
    names = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).split()
    assert "coach.executors.crew" in names
    assert not {"numpy", "av", "ctranslate2", "faster_whisper", "librosa"} & set(names)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Make a machine with the cores and limits a test says."""

    def make(core_count: int = 8, quota: str = "", limit: str = "", meminfo: str = "") -> None:
        for name, text in {"cpu.max": quota, "memory.max": limit, "meminfo": meminfo}.items():
            if text:
                (tmp_path / name).write_text(text)
        monkeypatch.setattr(cores, "CGROUP", tmp_path)
        monkeypatch.setattr(cores, "MEMINFO", tmp_path / "meminfo")
        monkeypatch.setattr(
            os, "sched_getaffinity", lambda _: set(range(core_count)), raising=False
        )

    return make


@pytest.mark.parametrize(
    ("limits", "count"),
    [
        ({}, 8),
        ({"core_count": 1}, 1),
        ({"quota": "max 100000\n"}, 8),
        ({"quota": "250000 100000\n"}, 3),
        ({"quota": "10000 100000\n"}, 1),
        ({"limit": "max\n"}, 8),
        ({"limit": "1600000000\n"}, 3),
        ({"meminfo": "MemTotal: 16000000 kB\nMemAvailable: 2000000 kB\n"}, 4),
        ({"meminfo": "MemAvailable: 1000 kB\n"}, 1),
        ({"meminfo": "MemAvailable: 9000000 kB\n", "limit": "1000000000"}, 2),
    ],
)
def test_workers_fit_cores_and_memory(machine, limits: dict, count: int):
    machine(**limits)
    assert worker_count() == count


@pytest.mark.parametrize(("jobs", "count"), [(1, 1), (5, 5), (0, 1), (-3, 1)])
def test_jobs_are_taken_at_their_word(machine, jobs: int, count: int):
    machine(core_count=2)
    assert worker_count(jobs) == count


def test_this_machine_has_room_for_one():
    assert 1 <= worker_count() <= (os.cpu_count() or 1)
