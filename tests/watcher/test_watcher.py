"""What becomes of files, turn by turn; the clock is turned by hand."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from coach.errors import UnsafeFoldersError
from coach.watcher import space
from coach.watcher.disposal import ALONE_AFTER, MOST_STARTS
from coach.watcher.lock import OnlyWatcher

from .turned import Turned

if TYPE_CHECKING:
    from pathlib import Path

PITCH = "hello this is dana from brightline."


@pytest.fixture
def turned(tmp_path: Path) -> Turned:
    return Turned(tmp_path)


def test_a_file_is_scored_once_it_settled_and_goes_to_done(turned: Turned) -> None:
    turned.drop("dana/acme/call.wav")
    turned.run(4)
    assert turned.files() == {"dana/acme/call.wav"}
    turned.run(3)
    assert turned.files() == {"done/dana/acme/call.wav"}
    assert turned.scoring.heard == ["hello this is dana."]
    assert not (turned.root / "working" / "1").exists()


def test_files_there_before_moved_in_and_renamed_into_place_are_seen(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "before.wav").write_text("before.")
    (tmp_path / "moved" / "deep").mkdir(parents=True)
    (tmp_path / "moved" / "deep" / "call.wav").write_text("moved.")
    turned = Turned(tmp_path)
    turned.drop(".call.wav.tmp", "renamed.")
    turned.run(8)
    (turned.root / ".call.wav.tmp").rename(turned.root / "call.wav")
    (tmp_path / "moved").rename(turned.root / "moved")
    turned.run(8)
    assert turned.files("done") == {"before.wav", "call.wav", "moved/deep/call.wav"}


def test_a_slow_writer_is_waited_for_and_not_forgotten(turned: Turned) -> None:
    place = turned.drop("slow.wav", "hello")
    for word in ["this", "is", "dana", "with", "a", "long", "message"]:
        turned.run(3)
        place.write_text(place.read_text() + " " + word)
    assert turned.scoring.heard == []
    place.write_text(place.read_text() + ".")
    turned.run(7)
    assert turned.scoring.heard == ["hello this is dana with a long message."]


def test_a_pause_longer_than_the_settling_time_does_not_cut_a_file(turned: Turned) -> None:
    place = turned.drop("burst.wav", "hello this is")
    turned.run(30)
    assert turned.scoring.heard == []
    assert turned.files() == {"burst.wav"}
    place.write_text("hello this is dana.")
    turned.run(8)
    assert turned.scoring.heard == ["hello this is dana."]


def test_a_file_that_stays_cut_is_taken_as_it_is_in_the_end(turned: Turned) -> None:
    turned.drop("cut.wav", "hello this is")
    turned.run(80)
    assert turned.scoring.heard == ["hello this is"]
    assert turned.files() == {"done/cut.wav"}


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="leases are Linux's")
def test_a_file_that_somebody_holds_open_for_writing_is_left_alone(turned: Turned) -> None:
    with turned.drop("open.wav", "hello.").open("ab"):
        turned.run(20)
        assert turned.files() == {"open.wav"}
    turned.run(8)
    assert turned.files() == {"done/open.wav"}


def test_a_touch_after_the_copy_settles_anew(turned: Turned) -> None:
    place = turned.drop("call.wav")
    turned.run(4)
    os.utime(place, (1_700_000_000, 1_700_000_000))
    turned.run(4)
    assert turned.files() == {"call.wav"}
    turned.run(3)
    assert turned.files() == {"done/call.wav"}
    [row] = rows(turned, "SELECT state FROM watch_claims")
    assert row["state"] == "done"


def rows(turned: Turned, sql: str) -> list[dict[str, object]]:
    with turned.claims.database.reading() as connection:
        return [dict(row) for row in connection.execute(sql)]


def test_one_recording_for_five_prospects_is_five_messages(turned: Turned) -> None:
    for name in "abcde":
        turned.drop(f"dana/prospect {name}/call.wav", PITCH)
    turned.run(12)
    assert len(turned.files("done")) == 5
    assert len(turned.scoring.heard) == 5
    assert turned.files("duplicates") == set()


def test_the_same_message_again_goes_to_duplicates(turned: Turned) -> None:
    for _ in range(3):
        place = turned.drop("dana/acme/2026-11-20.wav", PITCH)
        os.utime(place, (1_763_650_000, 1_763_650_000))
        turned.run(8)
    assert turned.scoring.heard == [PITCH]
    assert turned.files() == {
        "done/dana/acme/2026-11-20.wav",
        "duplicates/dana/acme/2026-11-20.wav",
        "duplicates/dana/acme/2026-11-20 (2).wav",
    }


def test_two_copies_at_the_same_moment_are_one_message(turned: Turned) -> None:
    for name in ("a.wav", "b.wav"):
        os.utime(turned.drop(f"dana/acme/{name}", PITCH), (1_763_650_000, 1_763_650_000))
    turned.run(10)
    assert turned.scoring.heard == [PITCH]
    assert turned.files("done") == {"dana/acme/a.wav"}
    assert turned.files("duplicates") == {"dana/acme/b.wav"}


def test_a_copy_of_a_message_in_work_that_fails_is_tried_itself(turned: Turned) -> None:
    for name in ("a.wav", "b.wav"):
        os.utime(turned.drop(f"dana/acme/{name}", "NO_SPEECH x."), (1_763_650_000, 1_763_650_000))
    turned.run(10)
    assert turned.scoring.heard == ["NO_SPEECH x."] * 2
    assert {name for name in turned.files("failed") if name.endswith("wav")} == {
        "dana/acme/a.wav",
        "dana/acme/b.wav",
    }


def test_one_name_with_two_contents_is_two_messages(turned: Turned) -> None:
    turned.drop("call.wav", "first.")
    turned.run(8)
    turned.drop("call.wav", "second.")
    turned.run(8)
    assert turned.scoring.heard == ["first.", "second."]
    assert turned.files() == {"done/call.wav", "done/call (2).wav"}


def test_a_failure_is_explained_beside_the_file(turned: Turned) -> None:
    turned.drop("dana/bad.wav", "NO_SPEECH x.")
    turned.run(8)
    assert turned.files() == {"failed/dana/bad.wav", "failed/dana/bad.wav.reason.txt"}
    reason = (turned.root / "failed/dana/bad.wav.reason.txt").read_text()
    assert "bad.wav could not be scored" in reason
    assert "What to do: " in reason
    (turned.root / "failed/dana/bad.wav").rename(turned.root / "bad.wav")
    turned.run(8)
    assert turned.scoring.heard == ["NO_SPEECH x."] * 2


def test_what_may_pass_is_tried_again_a_bounded_number_of_times(turned: Turned) -> None:
    turned.drop("bad.wav", "WORKER_DIED x.")
    turned.run(8)
    assert turned.files() == {"bad.wav"}
    turned.run(60)
    assert len(turned.scoring.heard) == 3
    assert turned.files("failed") == {"bad.wav", "bad.wav.reason.txt"}


def test_a_fault_of_the_system_is_no_files_fault(turned: Turned) -> None:
    turned.scoring.faults = ["The disk is full."] * 12
    for number in range(4):
        turned.drop(f"{number}.wav", f"call {number}.")
    turned.run(300)
    assert turned.files() == {f"done/{number}.wav" for number in range(4)}
    assert "again" in turned.log.events()


def test_a_file_that_alone_meets_faults_fails_in_the_end(turned: Turned) -> None:
    answer = turned.scoring._answer

    def faulty(job):  # type: ignore[no-untyped-def]
        turned.scoring.faults = ["It cannot be."] if "odd" in job.claim.path else []
        return answer(job)

    turned.scoring._answer = faulty  # type: ignore[method-assign]
    turned.drop("odd.wav", "odd.")
    for number in range(60):
        turned.drop(f"{number}.wav", f"call {number}.")
        turned.run(24, step_s=4)
    assert turned.files("failed") == {"odd.wav", "odd.wav.reason.txt"}
    assert len(turned.files("done")) == 60


def test_a_full_disk_stops_new_work_and_nothing_else(
    turned: Turned, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "free_bytes", lambda _: 10**8)
    turned.drop("call.wav")
    turned.run(60)
    assert turned.files() == {"call.wav"}
    assert turned.log.events().count("full") == 1
    assert turned.status.trouble
    monkeypatch.setattr(space, "free_bytes", lambda _: 10**10)
    turned.run(3)
    assert turned.files() == {"done/call.wav"}
    assert turned.status.trouble is None


def test_a_folder_that_vanishes_is_waited_for(turned: Turned, tmp_path: Path) -> None:
    turned.drop("one.wav", "one.")
    turned.run(2)
    turned.root.rename(tmp_path / "away")
    turned.run(30)
    assert turned.log.events().count("away") == 1
    assert not turned.root.exists()
    (tmp_path / "away").rename(turned.root)
    turned.run(10)
    assert turned.files() == {"done/one.wav"}
    assert "back" in turned.log.events()


def test_a_folder_that_vanishes_during_work_loses_nothing(turned: Turned, tmp_path: Path) -> None:
    turned.drop("one.wav", "one.")
    turned.scoring.holds = True
    turned.run(8)
    assert turned.files("working") == {"1/one.wav"}
    turned.root.rename(tmp_path / "away")
    turned.scoring.holds = False
    turned.run(5)
    (tmp_path / "away").rename(turned.root)
    turned.run(30)
    assert turned.files() == {"done/one.wav"}


def test_an_empty_folder_in_place_of_the_share_loses_nothing(
    turned: Turned, tmp_path: Path
) -> None:
    turned.drop("one.wav", "one.")
    turned.scoring.holds = True
    turned.run(8)
    turned.root.rename(tmp_path / "share")
    turned.root.mkdir()
    turned.scoring.holds = False
    turned.run(5)
    shutil.rmtree(turned.root)
    (tmp_path / "share").rename(turned.root)
    turned.run(15)
    assert turned.files() == {"done/one.wav"}
    assert turned.scoring.heard == ["one."]


def test_a_file_deleted_in_work_is_no_failure(turned: Turned) -> None:
    turned.drop("one.wav", "one.")
    turned.scoring.holds = True
    turned.run(8)
    (turned.root / "working/1/one.wav").unlink()
    turned.scoring.holds = False
    turned.run(3)
    assert turned.files() == set()
    assert turned.status.counts["gone"] == 1


def test_a_file_replaced_while_the_first_is_in_work(turned: Turned) -> None:
    turned.drop("one.wav", "first.")
    turned.scoring.holds = True
    turned.run(8)
    turned.drop("one.wav", "second.")
    turned.run(3)
    turned.scoring.holds = False
    turned.run(10)
    assert turned.scoring.heard == ["first.", "second."]
    assert turned.files() == {"done/one.wav", "done/one (2).wav"}


@pytest.mark.parametrize("jump_s", [-86_400.0, 86_400.0, -3e8, 3e8])
def test_a_clock_that_jumps_hastens_and_loses_nothing(turned: Turned, jump_s: float) -> None:
    turned.drop("one.wav", "one.")
    turned.drop("bad.wav", "WORKER_DIED x.")
    turned.run(3)
    turned.clock.wall_s += jump_s
    turned.run(1)
    assert turned.files() == {"one.wav", "bad.wav"}
    turned.run(5)
    turned.clock.wall_s -= 2 * jump_s
    turned.run(60)
    assert turned.files("done") == {"one.wav"}
    assert "bad.wav" in turned.files("failed")


def test_what_was_in_work_at_a_crash_is_gone_on_with(turned: Turned) -> None:
    for number in range(4):
        turned.drop(f"{number}.wav", f"call {number}.")
    turned.scoring.holds = True
    turned.run(8)
    assert len(turned.files("working")) == 2
    turned.start()
    turned.run(10)
    assert turned.files() == {f"done/{number}.wav" for number in range(4)}
    assert sorted(turned.scoring.heard) == [f"call {number}." for number in range(4)]


def test_a_stray_in_working_is_given_back(turned: Turned) -> None:
    stray = turned.root / "working" / "77" / "dana" / "call.wav"
    stray.parent.mkdir(parents=True)
    stray.write_text("stray.")
    turned.start()
    assert turned.files() == {"dana/call.wav"}
    turned.run(8)
    assert turned.files() == {"done/dana/call.wav"}


def test_a_file_coach_is_killed_over_again_and_again_is_blamed_alone(turned: Turned) -> None:
    turned.drop("bad.wav", "bad.")
    for _ in range(MOST_STARTS):
        turned.scoring.holds = True
        turned.run(8)
        [job] = turned.scoring._jobs
        turned.claims.begin(job.claim, "00")  # and now coach is killed
        turned.start()
    assert turned.files("failed") == {"bad.wav", "bad.wav.reason.txt"}
    assert "ended each time" in (turned.root / "failed/bad.wav.reason.txt").read_text()


def test_a_file_coach_was_killed_over_comes_last_and_alone(turned: Turned) -> None:
    turned.drop("bad.wav", "bad.")
    for _ in range(ALONE_AFTER):
        turned.scoring.holds = True
        turned.run(8)
        turned.claims.begin(turned.scoring._jobs[0].claim, "00")
        turned.start()
    turned.drop("good.wav", "good.")
    turned.watcher._jobs, jobs = [], turned.watcher._jobs
    turned.run(5)
    turned.watcher._jobs = jobs
    turned.scoring.holds = True
    turned.run(2)
    assert [job.claim.path for job in turned.scoring._jobs] == ["good.wav"]
    turned.scoring.holds = False
    turned.run(5)
    assert turned.scoring.heard == ["good.", "bad."]


def test_a_stop_gives_back_and_the_next_start_goes_on(turned: Turned) -> None:
    for number in range(4):
        turned.drop(f"dana/{number}.wav", f"call {number}.")
    turned.scoring.holds = True
    turned.run(8)
    for done in turned.scoring.give_back():
        turned.watcher.settler.settle(done)
    turned.watcher.give_back_all()
    assert turned.files() == {f"dana/{number}.wav" for number in range(4)}
    turned.start()
    turned.run(10)
    assert len(turned.files("done")) == 4


# Leaving files where they are


@pytest.fixture
def leaving(tmp_path: Path) -> Turned:
    return Turned(tmp_path, leave=True)


def test_nothing_is_moved_where_files_are_left(leaving: Turned) -> None:
    leaving.drop("dana/one.wav", "one.")
    leaving.drop("bad.wav", "NO_SPEECH x.")
    leaving.run(60)
    assert leaving.files() == {"dana/one.wav", "bad.wav"}
    assert sorted(leaving.scoring.heard) == ["NO_SPEECH x.", "one."]
    leaving.start()
    leaving.run(20)
    assert leaving.scoring.heard == []


def test_a_file_rewritten_in_place_is_scored_anew_a_touched_one_is_not(leaving: Turned) -> None:
    place = leaving.drop("one.wav", "one.")
    leaving.run(8)
    os.utime(place, (1_700_000_000, 1_700_000_000))
    leaving.run(8)
    assert leaving.scoring.heard == ["one."]
    leaving.drop("one.wav", "two.")
    leaving.run(8)
    assert leaving.scoring.heard == ["one.", "two."]


def test_a_lease_of_a_crashed_watcher_is_taken_up(leaving: Turned) -> None:
    leaving.drop("one.wav", "one.")
    leaving.scoring.holds = True
    leaving.run(8)
    leaving.start()
    leaving.run(8)
    assert leaving.scoring.heard == ["one."]


def test_what_is_remembered_of_left_files_goes_with_them(leaving: Turned) -> None:
    for number in range(20):
        leaving.drop(f"{number}.wav", f"call {number}.").touch()
    leaving.run(20)
    assert len(leaving.watcher.settler.known) == 20
    for number in range(20):
        (leaving.root / f"{number}.wav").unlink()
    leaving.run(3)
    assert not leaving.watcher.settler.known
    leaving.drop("3.wav", "call 3.")
    leaving.run(8)
    assert leaving.status.counts["copies"] == 1


# What is left alone, and who else is there


def test_temporaries_links_and_other_files_are_left_alone(turned: Turned, tmp_path: Path) -> None:
    (tmp_path / "outside.wav").write_text("outside.")
    left = {"a.wav.crdownload", ".syncthing.b.wav.tmp", "~c.wav", "notes.txt", ".stfolder/d.wav"}
    for name in left:
        turned.drop(name)
    (turned.root / "link.wav").symlink_to(tmp_path / "outside.wav")
    turned.run(20)
    assert turned.files() == left | {"link.wav"}
    assert turned.log.events().count("links") == 1


def test_a_file_older_than_since_is_left_alone(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    turned = Turned(tmp_path, since=datetime(2026, 1, 1, tzinfo=UTC))
    os.utime(turned.drop("old.wav"), (1_700_000_000, 1_700_000_000))
    os.utime(turned.drop("new.wav", "new."), (1_790_000_000, 1_790_000_000))
    turned.run(20)
    assert turned.files() == {"old.wav", "done/new.wav"}


def test_a_second_watcher_is_refused(turned: Turned, tmp_path: Path) -> None:
    for folder, home in (
        (turned.root, turned.home),
        (turned.root, tmp_path / "another home"),
        (turned.root / "dana", turned.home),
        (turned.root / "dana", tmp_path / "another home"),
        (tmp_path, turned.home),
    ):
        folder.mkdir(exist_ok=True)
        with (
            pytest.raises(UnsafeFoldersError, match="Another watcher is at work"),
            OnlyWatcher(folder, home, inside=True),
        ):
            pass


def test_ten_thousand_names_cost_one_claim_at_a_time(turned: Turned) -> None:
    for number in range(60):
        turned.drop(f"{number}.wav", f"call {number}.")
    turned.run(5)
    turned.scoring.holds = True
    turned.run(3)
    assert len(turned.files("working")) == 2
    turned.scoring.holds = False
    turned.run(60)
    assert len(turned.files("done")) == 60
