"""Taking recordings in: pieces, limits, hostile names, replays, restarts; nothing is lost."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from coach.web.guesses import file_name, guess
from coach.web.limits import Limits
from coach.web.refused import Refused
from coach.web.spool import Spool
from coach.web.working import MOST_TRIES, recording

from .conftest import ENTRANCE, SPOKEN, browser_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from coach.web.site import Site

    from .conftest import Visitor


def announced(visitor: Visitor, size: int, **said: Any) -> Any:
    """Announce a recording."""
    return visitor.post("/api/1/uploads", json={"name": "a.wav", "size": size, **said})


def test_an_upload_becomes_a_message(owner: Visitor) -> None:
    upload = owner.upload(SPOKEN, "Acme - 2026-11-20 15.04.wav")
    assert (upload["status"], upload["prospect"], upload["guessed"]) == ("waiting", "Acme", True)
    owner.work()
    done = owner.get(f"/api/1/recordings/{upload['id']}").json()
    assert done["status"] == "done"
    assert done["message"]
    assert done["score"] is not None
    assert not owner.site.spool.size(f"{upload['id']}.wav")


def test_it_goes_on_where_the_line_broke(owner: Visitor) -> None:
    body, key = SPOKEN.encode(), "a.wav|99|1"
    first = announced(owner, len(body), key=key).json()
    path = f"/api/1/uploads/{first['id']}"
    broken = owner.send("PUT", f"{path}?from=0", content=body[:20])
    assert broken.status_code == 409
    again = announced(owner, len(body), key=key).json()
    assert (again["id"], again["received"], again["status"]) == (first["id"], 20, "receiving")
    wrong = owner.send("PUT", f"{path}?from=0", content=body)
    assert wrong.status_code == 409
    assert "20 bytes" in wrong.json()["error"]["message"]
    rest = owner.send("PUT", f"{path}?from=20", content=body[20:])
    assert rest.json()["status"] == "waiting"
    assert owner.site.spool.path(f"{first['id']}.wav").read_bytes() == body


def test_sent_twice_is_one(owner: Visitor) -> None:
    first = owner.upload(SPOKEN, key="k")
    second = owner.upload(SPOKEN, key="k")
    owner.work()
    third = owner.upload(SPOKEN, key="k")
    assert first["id"] == second["id"] == third["id"]
    assert third["status"] == "done"
    assert len(owner.site.coach.kept()) == 1


def test_failures_come_in_words(owner: Visitor) -> None:
    upload = owner.upload("NOT_AUDIO")
    owner.work()
    failed = owner.get(f"/api/1/recordings/{upload['id']}").json()
    assert failed["error"] == {"kind": "not_audio", "message": "A fake failure."}
    assert not failed["again"]
    died = owner.upload("WORKER_DIED")
    owner.work()
    assert owner.get(f"/api/1/recordings/{died['id']}").json()["again"]
    path = owner.site.spool.path(f"{died['id']}.wav")
    path.write_text(SPOKEN)
    assert owner.post(f"/api/1/recordings/{died['id']}/again").json()["status"] == "waiting"
    owner.work()
    assert owner.get(f"/api/1/recordings/{died['id']}").json()["status"] == "done"


def test_limits_are_kept_and_told(make_site: Callable[..., Site]) -> None:
    made = make_site(max_mb=0.0001, waiting=2)
    visitor = browser_of(made)
    visitor.get(f"/enter?key={ENTRANCE}")
    visitor.mark()
    page = visitor.get("/").text
    assert "Up to 2 recordings at a time, each at most 0.0001 MB" in page
    large = announced(visitor, 2_000_000_000)
    assert large.status_code == 413
    assert "0.0001 MB" in large.json()["error"]["message"]
    lying = announced(visitor, 50).json()
    put = visitor.send("PUT", f"/api/1/uploads/{lying['id']}?from=0", content=b"x" * 5_000)
    assert put.status_code == 413
    assert made.spool.size(f"{lying['id']}.wav") <= 100
    assert announced(visitor, 50).status_code == 201
    assert announced(visitor, 50).status_code == 429
    posted = visitor.post("/api/1/recordings?name=a.wav", content=b"x" * 5_000)
    assert posted.status_code == 413


@pytest.mark.parametrize("size", [0, -1, True, "3", None, 1.5, 10**30])
def test_wrong_sizes(owner: Visitor, size: Any) -> None:
    assert owner.post("/api/1/uploads", json={"name": "a.wav", "size": size}).status_code == 422


def test_wrong_bodies(owner: Visitor) -> None:
    post, kind = owner.post, "Content-Type"
    assert (
        post("/api/1/uploads", content=b"{", headers={kind: "application/json"}).status_code == 400
    )
    assert (
        post("/api/1/uploads", content=b"[]", headers={kind: "application/json"}).status_code == 422
    )
    deep = b"[" * 100_000
    assert (
        post("/api/1/uploads", content=deep, headers={kind: "application/json"}).status_code == 400
    )
    assert post("/api/1/uploads", content=b"x", headers={kind: "text/xml"}).status_code == 415
    assert post("/api/1/uploads", json={"name": "x" * 2_000_000, "size": 1}).status_code == 413
    form = {kind: "multipart/form-data; boundary=x"}
    refused = post("/api/1/recordings?name=a.wav", content=b"--x", headers=form)
    assert refused.status_code == 415
    assert "as the body" in refused.json()["error"]["message"]
    assert post("/api/1/recordings?name=a.wav", content=b"").status_code == 422
    assert not owner.site.uploads.of(1)


HOSTILE = [
    "../../etc/passwd.wav",
    "..\\..\\boot.ini",
    "/etc/shadow",
    "<script>alert(1)</script>.wav",
    "a\x00b.wav",
    "\u202egnp.wav",
    "x" * 5_000 + ".wav",
    ".htaccess",
    "CON.wav",
    "'; DROP TABLE web_uploads; --.mp3",
    "\ud800.wav",
]


@pytest.mark.parametrize("name", [name for name in HOSTILE if "\x00" not in name])
def test_hostile_names_name_nothing(owner: Visitor, name: str) -> None:
    body = SPOKEN.encode()
    sent = owner.post(
        "/api/1/uploads",
        content=json.dumps({"name": name, "size": len(body)}),
        headers={"Content-Type": "application/json"},
    ).json()
    owner.send("PUT", f"/api/1/uploads/{sent['id']}?from=0", content=body)
    inside = {path.name for path in owner.site.spool.folder.iterdir()}
    assert inside - {".coach-history"} == {
        f"{sent['id']}{'.mp3' if 'mp3' in name else '.wav' if '.wav' in name else '.recording'}"
    }
    assert len(sent["name"]) <= 200
    assert "/" not in sent["name"]
    owner.work()
    page = owner.get("/").text + owner.get("/search?words=drivers").text
    assert "<script>alert" not in page


def test_names_are_one_line() -> None:
    for name in HOSTILE:
        made = file_name(name)
        assert made
        assert made.encode("utf-8")
        assert "\x00" not in made
        assert "\u202e" not in made


@pytest.mark.parametrize(
    ("name", "rep", "prospect", "company"),
    [
        ("Acme.wav", None, "Acme", None),
        ("sam lee - acme corp - 2026-11-20.m4a", None, "Sam Lee", "Acme Corp"),
        ("dana_acme_20261120.wav", "Dana", "Acme", None),
        ("Dana Reyes - Sam Lee.mp3", "Dana Reyes", "Sam Lee", None),
        ("westbrook-2.amr", "Dana", "Westbrook", None),
        ("voicemail 2026-11-20 15.04.33.wav", None, None, None),
        ("Recording (3).m4a", None, None, None),
        ("+12125550143_20261120.wav", None, None, None),
        ("2026-11-20T15-04 attempt 2 for Acme.ogg", None, "Acme", None),
        ("a_b_c_d_e.wav", None, None, None),
    ],
)
def test_file_names_are_read(
    name: str, rep: str | None, prospect: str | None, company: str | None
) -> None:
    found = guess(name, rep)
    assert (found.prospect, found.prospect_company, found.guessed) == (prospect, company, True)


def test_names_are_put_right_before_and_after(owner: Visitor) -> None:
    upload = owner.upload(SPOKEN, "Wrong.wav")
    path = f"/api/1/recordings/{upload['id']}"
    said = owner.send("PATCH", path, json={"rep": "Dana", "prospect": "Sam"}).json()
    assert (said["prospect"], said["guessed"]) == ("Sam", False)
    owner.work()
    (kept,) = owner.site.coach.kept()
    assert (kept.recording.rep, kept.recording.prospect) == ("Dana", "Sam")
    owner.send("PATCH", path, json={"rep": "Dana", "prospect": "Kim", "prospect_company": "Acme"})
    (kept,) = owner.site.coach.kept()
    assert (kept.recording.prospect, kept.recording.prospect_company) == ("Kim", "Acme")
    assert owner.get(path).json()["prospect"] == "Kim"


def test_what_a_person_says_while_it_is_scored_counts(owner: Visitor) -> None:
    upload = owner.upload(SPOKEN, "Wrong.wav")
    scoring = owner.site.workers["message"]
    (claimed,) = owner.site.uploads.claim(5, "message")
    owner.send("PATCH", f"/api/1/recordings/{upload['id']}", json={"prospect": "Sam"})
    for _ in scoring._work.settle([claimed]):
        pass
    assert owner.site.coach.kept()[0].recording.prospect == "Sam"


def test_a_restart_goes_on(owner: Visitor) -> None:
    first, second = owner.upload("one two three"), owner.upload("four five six", "b.wav")
    claimed = owner.site.uploads.claim(5, "message")
    owner.site.uploads.working([claimed[0].id])
    assert owner.get(f"/api/1/recordings/{first['id']}").json()["status"] == "working"
    assert owner.get(f"/api/1/recordings/{second['id']}").json()["status"] == "waiting"
    assert owner.send("DELETE", f"/api/1/recordings/{first['id']}").status_code == 409
    owner.site.uploads.restart()
    owner.site.spool.prepare()
    owner.site.tidy()
    owner.work()
    owner.site.uploads.restart()  # killed between scoring and saying so: scored again is the same
    owner.work()
    assert len(owner.site.coach.kept()) == 2


def test_scored_but_not_said_so_is_not_doubled(owner: Visitor) -> None:
    upload = owner.upload(SPOKEN)
    (claimed,) = owner.site.uploads.claim(5, "message")
    work = owner.site.workers["message"]._work
    recorded = recording
    list(work.coach.score([recorded(claimed, owner.site.spool)]))
    owner.site.uploads.restart()
    owner.work()
    assert len(owner.site.coach.kept()) == 1
    assert owner.get(f"/api/1/recordings/{upload['id']}").json()["status"] == "done"


def test_everybody_has_a_turn(team: dict[str, Visitor], the_site: Site) -> None:
    for place in range(5):
        team["rep A"].upload(f"words {place}", f"{place}.wav")
    team["rep B"].upload("words of another", "z.wav")
    claimed = the_site.uploads.claim(2, "message")
    assert len({upload.account for upload in claimed}) == 2


def test_what_the_server_fails_over_does_not_stop_the_others(
    owner: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = owner.upload("one two"), owner.upload("three four", "b.wav")
    worker = owner.site.workers["message"]
    scored = worker._work.coach.score

    def score(recordings: Any) -> Any:
        if len(recordings) > 1 or recordings[0].path == "a.wav":
            raise RuntimeError("broken")
        return scored(recordings)

    monkeypatch.setattr(worker._work.coach, "score", score)
    for _ in range(MOST_TRIES + 2):
        worker.once()
    got = [owner.get(f"/api/1/recordings/{one['id']}").json() for one in (bad, good)]
    assert [one["status"] for one in got] == ["failed", "done"]
    assert "RuntimeError" not in f"{got}"


def test_letting_go(owner: Visitor) -> None:
    upload = owner.upload(SPOKEN)
    assert owner.send("DELETE", f"/api/1/recordings/{upload['id']}").status_code == 204
    assert not owner.site.spool.size(f"{upload['id']}.wav")
    owner.work()
    assert owner.site.coach.kept() == ()
    message = owner.scored()
    owner.site.coach.forget(id=message)
    assert owner.get("/api/1/recordings").json() == {"recordings": []}
    assert owner.get("/search?words=drivers").text.count("<mark>") == 0


# The spool


def spooled(tmp_path: Path, chunks: AsyncIterator[bytes], size: int, **limits: Any) -> int:
    """Receive chunks into a new spool."""
    spool = Spool(tmp_path / "s", Limits(**limits))
    spool.prepare()
    with ThreadPoolExecutor(1) as aside:  # a browser under test has a loop in this thread
        return aside.submit(lambda: asyncio.run(spool.receive("1.wav", chunks, 0, size))).result()


async def gone(*parts: bytes) -> AsyncIterator[bytes]:
    """Send parts, then nothing ever."""
    for part in parts:
        yield part
    await asyncio.Event().wait()


def test_a_slow_sender_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="Nothing came") as refused:
        spooled(tmp_path, gone(b"abc"), 9, idle_s=0.01)
    assert refused.value.status == 408
    assert (tmp_path / "s" / "1.wav").read_bytes() == b"abc"


def test_one_place_at_a_time(tmp_path: Path) -> None:
    spool = Spool(tmp_path, Limits(streams=2, streams_each=1))
    with spool.alone("1.wav", 7):
        with pytest.raises(Refused, match="another tab"), spool.alone("1.wav", 7):
            pass
        with pytest.raises(Refused, match="Too many"), spool.alone("2.wav", 7):
            pass
        own = spool.alone("2.wav", 8)
        with own, pytest.raises(Refused, match="Too many"), spool.alone("3.wav", 9):
            pass
    with spool.alone("2.wav", 7):
        assert spool.busy == {"2.wav": 7}


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no room"):
        Spool(tmp_path, Limits(free_gb=1e9)).refuse_full(1, 0)
    with pytest.raises(Refused, match="no room"):
        Spool(tmp_path, Limits(total_gb=1)).refuse_full(2, int(1e9))


def test_orphans_are_let_go(tmp_path: Path) -> None:
    for name in ("1.wav", "2.wav", "3.wav"):
        (tmp_path / name).write_text("x")
    spool = Spool(tmp_path, Limits())
    spool.prepare()
    spool.tidy(lambda: {"1.wav": "waiting", "2.wav": "done"})
    assert {path.name for path in tmp_path.iterdir()} == {"1.wav", ".coach-history"}


def test_what_comes_while_it_is_tidied_stays(tmp_path: Path) -> None:
    spool = Spool(tmp_path, Limits())
    spool.prepare()

    def known() -> dict[str, Any]:
        spool.path("9.wav").write_text("came this moment")
        return {}

    spool.tidy(known)
    assert spool.size("9.wav")


def test_a_server_killed_while_somebody_practised_starts_again(the_site: Site) -> None:
    killed = the_site.spool.folder / "take-abc" / "home"
    killed.mkdir(parents=True)
    (killed / "history.sqlite3").write_text("half")
    the_site.spool.prepare()
    the_site.tidy()
    assert {path.name for path in the_site.spool.folder.iterdir()} == {".coach-history"}
