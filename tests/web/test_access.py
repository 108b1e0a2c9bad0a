"""Every route, as everybody: nobody gets to what is not theirs, by whatever number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from starlette.routing import Route

from .conftest import HOST, browser_of

if TYPE_CHECKING:
    from coach.web.site import Site

    from .conftest import Visitor

OPEN = {"/enter", "/login", "/join", "/static/{name}", "/health", "/openapi.json"}
ADMINS = {"/people", "/people/{id}"}
ANY_DATA = {"/index.html", "/", "/search", "/rep", "/api/1/messages", "/api/1/recordings"}
WORDS = "zanzibar quokka"
"""Only in what rep A said."""


@pytest.fixture(scope="module")
def nothing() -> None:
    """No state is shared but the site of one test: numbers stay small and known."""


def routes(made: Site) -> list[tuple[str, str]]:
    """Every method and path of the application."""
    app = made_app(made)
    return [
        (method, route.path)
        for route in app.routes
        if isinstance(route, Route)
        for method in sorted(route.methods or ())
        if method != "HEAD"
    ]


def made_app(made: Site) -> Any:
    """The application behind the gate."""
    from coach.web.app import application

    return application(made).app  # type: ignore[attr-defined]  # the gate's


def bodies(path: str) -> dict[str, Any]:
    """What each route is sent: always something that would work for who may."""
    if path.endswith("/outcome"):
        return {"json": {"outcome": "replied"}}
    if path.endswith("/correct"):
        return {"json": {"digits": "2125550143", "note": "listen"}}
    if path.endswith("/assign"):
        return {"json": {"prospect": "Stolen"}}
    if path == "/api/1/uploads":
        return {"json": {"name": "x.wav", "size": 3}}
    if path == "/api/1/uploads/{id}" or path == "/api/1/recordings":
        return {"content": b"abc"}
    return {"json": {"prospect": "Stolen"}}


@pytest.fixture
def walked(team: dict[str, Visitor], the_site: Site) -> tuple[dict[str, Any], list[Any]]:
    """A message, an upload that failed and a take of rep A's; then everybody asks for them."""
    dana = team["rep A"]
    message = dana.scored(f"Hi Sam this is Dana {WORDS} call me", "Acme.wav", prospect="Acme")
    failed = dana.upload("NO_SPEECH", "other.wav")["id"]
    take = dana.upload(f"again {WORDS} and so on", "take.wav", kind="take")["id"]
    dana.work()
    page = the_site.coach.kept(ids=[message])[0].page
    ids = {"message": message, "upload": failed, "take": take, "page": page}
    return ids, routes(the_site)


def addressed(path: str, ids: dict[str, Any]) -> str:
    """A path with rep A's numbers in it."""
    if path.startswith("/people"):
        return path.replace("{id}", "2")
    if path.startswith(("/api/1/recordings", "/api/1/uploads")):
        return path.replace("{id}", f"{ids['upload']}")
    if path.startswith("/practise"):
        return path.replace("{id}", f"{ids['take']}")
    if path.startswith("/static"):
        return path.replace("{name}", "web.css")
    return path.replace("{id}", f"{ids['message']}").replace("{name}", ids["page"] or "x")


def queried(path: str) -> str:
    """What is asked behind the question mark: as curious as can be."""
    return {
        "/search": "?words=zanzibar",
        "/api/1/search": "?words=zanzibar",
        "/prospect": "?name=Acme",
        "/rep": "?name=Dana",
        "/practise": "?again=1",
        "/practise/latest": "?again=1",
    }.get(path, "")


def test_every_route_as_everybody(
    walked: tuple[dict[str, Any], list[Any]], team: dict[str, Visitor], the_site: Site
) -> None:
    ids, all_routes = walked
    assert len(all_routes) > 40
    people = {"anonymous": browser_of(the_site), **team}
    before = (the_site.coach.kept(), the_site.uploads.find(ids["upload"]), the_site.accounts.all())
    for method, path in all_routes:
        if path in ("/logout", "/account/password", "/account/keys"):
            continue  # about oneself; tested by themselves
        for who in ("anonymous", "rep B"):
            sent = bodies(path) if method not in ("GET", "HEAD") else {}
            answer = people[who].send(method, addressed(path, ids) + queried(path), **sent)
            refuse(who, method, path, answer)
    after = (the_site.coach.kept(), the_site.uploads.find(ids["upload"]), the_site.accounts.all())
    assert after == before


def refuse(who: str, method: str, path: str, answer: Any) -> None:
    """Say whether somebody was refused, or told nothing that is rep A's."""
    told = f"{who}: {method} {path}: {answer.status_code}"
    assert WORDS not in answer.text, told
    assert "zanzibar" not in answer.text.replace('value="zanzibar"', ""), told
    assert answer.content != b"sound", told
    assert answer.status_code < 500, told
    if path in OPEN:
        return
    if who == "anonymous":
        to_login = answer.status_code == 303 and "/login" in answer.headers["location"]
        assert to_login or answer.status_code == 401, told
    elif "{" in path or path in ADMINS or path in ("/prospect", "/practise", "/practise/latest"):
        assert answer.status_code == 404 or path.endswith("/drop"), told
    else:
        assert "Acme" not in answer.text.replace('value="Acme"', ""), told


def test_those_who_may_get_everything(
    walked: tuple[dict[str, Any], list[Any]], team: dict[str, Visitor]
) -> None:
    ids, _ = walked
    message = ids["message"]
    reads = [
        f"/messages/{message}",
        f"/messages/{message}/sound",
        f"/reports/{ids['page']}",
        f"/api/1/messages/{message}",
        f"/api/1/messages/{message}/sound",
        "/prospect?name=Acme",
        "/rep?name=Dana",
        f"/practise?again={message}",
    ]
    for who in ("rep A", "manager", "admin"):
        for path in reads:
            assert team[who].get(path).status_code == 200, (who, path)
        assert "zanzibar" in team[who].get("/api/1/messages/1").text
        assert team[who].get("/search?words=zanz").text.count("<mark>") == 1
    take = f"/practise/{ids['take']}/sound"
    assert team["rep A"].get(take).content == b"sound"
    assert team["manager"].get(take).status_code == 404  # practice is one's own


def test_only_admins_see_the_people(team: dict[str, Visitor]) -> None:
    assert [team[who].get("/people").status_code for who in team] == [200, 404, 404, 404]


def test_a_rep_cannot_become_another(team: dict[str, Visitor], the_site: Site) -> None:
    dana = team["rep A"]
    message = dana.scored("hello there Sam", rep="Evan", prospect="Acme")
    assert the_site.coach.kept(ids=[message])[0].recording.rep == "Dana"
    upload = dana.get("/api/1/recordings").json()["recordings"][0]["id"]
    for method, path in (
        ("PATCH", f"/api/1/recordings/{upload}"),
        ("POST", f"/api/1/messages/{message}/assign"),
        ("POST", f"/messages/{message}/assign"),
    ):
        dana.send(method, path, json={"rep": "Evan", "prospect": "Acme"})
        assert the_site.coach.kept(ids=[message])[0].recording.rep == "Dana", path


def test_one_content_of_two_reps_is_a_message_each(team: dict[str, Visitor]) -> None:
    said = {"prospect": "Acme", "recorded_at": "2026-11-20T15:04"}
    uploads = [team[who].upload("the very same words", **said) for who in ("rep A", "rep B")]
    team["rep A"].work()
    got = [
        team[who].get(f"/api/1/recordings/{upload['id']}").json()
        for who, upload in zip(("rep A", "rep B"), uploads, strict=True)
    ]
    assert [one["rep"] for one in got] == ["Dana", "Evan"]
    assert got[0]["message"] != got[1]["message"]


def test_a_report_for_a_rep_names_only_own_attempts(team: dict[str, Visitor]) -> None:
    team["rep B"].scored("an earlier message", prospect="Acme", recorded_at="2026-11-01T10:00")
    own = team["rep A"].scored("a later message", prospect="Acme", recorded_at="2026-11-08T10:00")
    pages = [team[who].get(f"/messages/{own}/report") for who in ("rep A", "manager")]
    texts = [
        team[who].get(page.headers["location"]).text
        for who, page in zip(("rep A", "manager"), pages, strict=True)
    ]
    assert ["Nov 1, 2026" in text for text in texts] == [False, True]


def test_forged_hosts_are_not_answered(the_site: Site) -> None:
    visitor = browser_of(the_site)
    for host in ("evil.example", f"{HOST}.evil.example", "127.0.0.1", ""):
        assert visitor.get("/login", headers={"Host": host}).status_code == 421
    assert visitor.get("/login", headers={"Host": "localhost:8765"}).status_code == 200


def test_other_sites_cannot_send(owner: Visitor) -> None:
    sent = {"json": {"name": "a.wav", "size": 3}}
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"X-Form": "wrong"},
        {"X-Form": ""},
        {"X-Form": "ä".encode()},
    ):
        answer = owner.post("/api/1/uploads", headers=headers, **sent)
        assert answer.status_code == 403, headers
    assert owner.post("/api/1/uploads", headers={"Origin": f"http://{HOST}"}, **sent).is_success


def test_every_answer_binds_the_browser(owner: Visitor) -> None:
    message = owner.scored()
    for path in ("/", "/login", "/nothing", "/static/web.css", f"/messages/{message}/sound"):
        headers = owner.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert "default-src 'none'" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"], path
    report = owner.get(owner.get(f"/messages/{message}/report").headers["location"])
    policy = report.headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "script-src 'sha256-" in policy
    assert "unsafe" not in policy
