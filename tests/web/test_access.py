"""Every route, as everybody, with everybody's numbers: nobody gets to what is not theirs.

`WALK` must name each route that the application has, and no other: a new route fails here until
it is said who may what.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

import pytest
from starlette.routing import Route

from coach.web.app import application
from coach.web.asking import API, cookie_name
from coach.web.guesses import Guess
from coach.web.takes import Take
from coach.web.uploads import Sent

from .conftest import HOST, PASSWORD, browser_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coach.web.site import Site

    from .conftest import Visitor

Whose = Literal[
    "anybody", "person", "manager", "admin", "account", "message", "page", "upload", "take", "key"
]
"""Who may: `message` and `page` whoever sees that message, the last three only their owner."""
WORDS = {"dana": "zanzibar quokka", "evan": "marrakesh numbat"}
"""What only one rep said, in messages and in practice."""
NOWHERE = ("999999", "0", "-1", "1e3", "x", "%00", "9" * 20, "..%2f1")
SAFE = ("GET", "HEAD")


@dataclass(frozen=True)
class Case:
    """A route: who may, what it answers them, and what it is sent."""

    whose: Whose
    answers: int = 200
    sent: dict[str, Any] = field(default_factory=dict)
    query: str = ""
    shows: bool = False
    """Whether what a rep said stands in the answer."""


NAMES: dict[str, Any] = {"json": {"prospect": "Acme"}}
FORM = {"data": {"link": "no link", "password": PASSWORD, "again": PASSWORD}}
COMES = {"data": {"name": "dana", "password": PASSWORD}}
NEW = {"data": {"old": PASSWORD, "password": PASSWORD + "!", "again": PASSWORD + "!"}}
SOUND = {"content": b"abc", "headers": {"Content-Type": "audio/wav"}}
WRONG = {"json": {"row": "length", "verdict": "miss", "note": "cut off"}}
WALK: dict[tuple[str, str], Case] = {
    ("GET", "/static/{name}"): Case("anybody"),
    ("GET", "/health"): Case("anybody"),
    ("GET", "/openapi.json"): Case("anybody"),
    ("GET", "/enter"): Case("anybody", 303, query="?key=wrong"),
    ("GET", "/login"): Case("anybody"),
    ("POST", "/login"): Case("anybody", 303, COMES),
    ("GET", "/join"): Case("anybody", 404, query="?link=wrong"),
    ("POST", "/join"): Case("anybody", 404, FORM),
    ("POST", "/logout"): Case("person", 303),
    ("GET", "/account"): Case("person"),
    ("POST", "/account/password"): Case("person", 303, NEW),
    ("POST", "/account/keys"): Case("person", 200, {"data": {"label": "dialer"}}),
    ("POST", "/account/keys/{id}/drop"): Case("key", 303),
    ("GET", "/people"): Case("admin"),
    ("POST", "/people"): Case("admin", 200, {"data": {"name": "new", "role": "manager"}}),
    ("POST", "/people/{id}"): Case("account", 200, {"data": {"do": "link"}}),
    ("GET", "/"): Case("person"),
    ("GET", "/index.html"): Case("person", 303),
    ("GET", "/search"): Case("person", query="?words={words}"),
    ("GET", "/rep"): Case("person", query="?name=Dana"),
    ("GET", "/team"): Case("manager"),
    ("GET", "/prospect"): Case("message", query="?name={prospect}", shows=False),
    ("GET", "/reports/{name}"): Case("page", shows=True),
    ("GET", "/messages/{id}"): Case("message", shows=True),
    ("GET", "/messages/{id}/report"): Case("message", 303),
    ("GET", "/messages/{id}/sound"): Case("message"),
    ("POST", "/messages/{id}/assign"): Case("message", 303, NAMES),
    ("POST", "/messages/{id}/outcome"): Case("message", 303, {"json": {"outcome": "replied"}}),
    ("POST", "/messages/{id}/correct"): Case("message", 303, WRONG),
    ("GET", "/practise"): Case("message", query="?again={id}", shows=False),
    ("GET", "/practise/latest"): Case("message", query="?again={id}", shows=False),
    ("GET", "/practise/{id}/sound"): Case("take"),
    ("POST", "/practise/clear"): Case("person", 303),
    ("GET", "/draft"): Case("person"),
    ("POST", "/draft"): Case("person", 200, {"data": {"draft1": "..."}}),
    ("GET", "/api/1/messages"): Case("person"),
    ("GET", "/api/1/messages/{id}"): Case("message", shows=True),
    ("GET", "/api/1/messages/{id}/sound"): Case("message"),
    ("POST", "/api/1/messages/{id}/assign"): Case("message", 200, NAMES),
    ("POST", "/api/1/messages/{id}/outcome"): Case(
        "message", 200, {"json": {"outcome": "replied"}}
    ),
    ("POST", "/api/1/messages/{id}/correct"): Case("message", 200, WRONG),
    ("GET", "/api/1/search"): Case("person", query="?words={words}"),
    ("POST", "/api/1/uploads"): Case("person", 201, {"json": {"name": "x.wav", "size": 3}}),
    ("PUT", "/api/1/uploads/{id}"): Case("upload", 200, SOUND, "?from=0"),
    ("GET", "/api/1/recordings"): Case("person"),
    ("POST", "/api/1/recordings"): Case("person", 202, SOUND),
    ("GET", "/api/1/recordings/{id}"): Case("upload"),
    ("PATCH", "/api/1/recordings/{id}"): Case("upload", 200, NAMES),
    ("DELETE", "/api/1/recordings/{id}"): Case("upload", 204),
    ("POST", "/api/1/recordings/{id}/again"): Case("upload", 409),  # nothing of it is kept
}
ACTORS = ("nobody", "dana", "evan", "maria", "admin", "key of dana", "key of evan", "key of maria")
MORE = ("key of admin", "a key nobody made")


def routes(made: Site) -> list[tuple[str, str]]:
    """Every method and path of the application."""
    return [
        (method, route.path)
        for route in application(made).app.routes  # type: ignore[attr-defined]  # the gate's
        if isinstance(route, Route)
        for method in sorted(route.methods or ())
        if method != "HEAD"
    ]


def test_the_walk_names_every_route(the_site: Site) -> None:
    assert sorted(routes(the_site)) == sorted(WALK)


@dataclass
class World:
    """A team with messages, uploads, takes and keys of each rep, and ways to ask as anybody."""

    site: Site
    client: Any
    accounts: dict[str, int]
    messages: dict[str, int]

    def ids(self, whose: Whose, rep: str) -> str:
        """A number of something of a rep's; made anew where asking may use it up."""
        account, message = self.accounts[rep], self.messages[rep]
        if whose == "page":
            return f"{self.site.coach.kept(ids=[message])[0].page}"
        if whose == "upload":
            return f"{self.upload(account)}"
        if whose == "take":
            self.site.takes.keep(Take(900 + account, account, None, rep, b"{}"), b"sound")
            return f"{900 + account}"
        if whose == "key":
            for key in self.site.keys.of(account):
                self.site.keys.drop(account, key.id)
            self.site.keys.make(account, "dialer")
            return f"{self.site.keys.of(account)[0].id}"
        return f"{account if whose == 'account' else message}"

    def upload(self, account: int) -> int:
        """Announce a recording of three bytes."""
        person = self.site.accounts.person(account)
        assert person is not None
        return self.site.uploads.announce(person, Sent("own.wav", 3, Guess(None), None)).id

    def ask(self, actor: str, method: str, path: str, *, form: str = "", **sent: Any) -> Any:
        """Ask in a session, or with a key, that is made for this."""
        headers = {**sent.pop("headers", {})}
        name = actor.removeprefix("key of ")
        if actor == "a key nobody made":
            headers["Authorization"] = "Bearer coach_" + "x" * 43
        elif actor.startswith("key of "):
            headers["Authorization"] = f"Bearer {self.key(name)}"
        elif actor != "nobody":
            secret = self.site.sessions.begin(self.accounts[name])
            session = self.site.sessions.find(secret)
            assert session is not None
            headers |= {"Cookie": f"{cookie_name(self.site)}={secret}"}
            headers["X-Form"] = form or session.form
        self.client.cookies.clear()
        return self.client.request(method, path, headers=headers, follow_redirects=False, **sent)

    def key(self, name: str) -> str:
        """A new key of somebody's."""
        account = self.accounts[name]
        with self.site.database.writing() as connection:
            connection.execute("DELETE FROM web_keys WHERE label = 'ours'")
        return self.site.keys.make(account, "ours") or ""

    def state(self) -> tuple[Any, ...]:
        """All that a refused request must leave as it is."""
        reps = [self.accounts[name] for name in WORDS]
        return (
            self.site.coach.kept(),
            [self.site.takes.of(account) for account in reps],
            [[key.id for key in self.site.keys.of(one) if key.label != "ours"] for one in reps],
            self.site.accounts.all(),
        )


@pytest.fixture
def world(team: dict[str, Visitor], the_site: Site) -> World:
    """Everybody has come in; each rep left a message and practised."""
    by_name = {account.name: account.id for account in the_site.accounts.all()}
    messages = {}
    for who, name in (("rep A", "dana"), ("rep B", "evan")):
        told = {"prospect": f"Friend of {name}"}
        messages[name] = team[who].scored(f"Hi this is {WORDS[name]} call me", "a.wav", **told)
        team[who].upload(f"again {WORDS[name]} and so on", "take.wav", kind="take")
        team[who].work()
    return World(the_site, browser_of(the_site).client, by_name, messages)


def addressed(world: World, path: str, case: Case, id: str, rep: str) -> str:
    """A route's address with a number of a rep's."""
    if path.startswith("/static"):
        return "/static/web.css"
    query = case.query.format(id=id, words=WORDS[rep].split()[0], prospect=f"Friend of {rep}")
    return path.replace("{id}", id).replace("{name}", id) + query


def may(actor: str, case: Case, path: str, rep: str) -> bool:
    """Who may what, told once more, apart from the code that decides it."""
    is_key, name = actor.startswith("key of "), actor.removeprefix("key of ")
    if case.whose == "anybody":
        return True
    if actor in ("nobody", "a key nobody made") or (is_key and not path.startswith(API)):
        return False
    if case.whose == "person":
        return True
    if case.whose == "manager":
        return name in ("maria", "admin")
    if case.whose in ("admin", "account"):
        return name == "admin"
    if case.whose in ("message", "page"):
        return name in (rep, "maria", "admin")
    return name == rep


def asked_for(case: Case, path: str) -> Iterator[str]:
    """Whose things are asked for: each rep's where the route has things of somebody."""
    has_things = "{" in path or "{" in case.query
    yield from WORDS if has_things else ("dana",)


def test_every_route_as_everybody(world: World) -> None:
    for (method, path), case in WALK.items():
        walk(world, case, method, path)


def walk(world: World, case: Case, method: str, path: str) -> None:
    """One route as everybody, for each rep's things; what is refused changes nothing."""
    allowed = refused = 0
    for rep in asked_for(case, path):
        for actor in (*ACTORS, *MORE):
            id = world.ids(case.whose, rep)
            before = world.state()
            answer = world.ask(actor, method, addressed(world, path, case, id, rep), **case.sent)
            told = f"{actor} asks for {rep}'s: {method} {path}: {answer.status_code}"
            unknown_key = actor == "a key nobody made" and path.startswith(API)
            if may(actor, case, path, rep):
                allowed += 1
                assert answer.status_code == case.answers, told + answer.text
                assert not case.shows or WORDS[rep] in answer.text, told
            elif path == "/account/keys/{id}/drop" and actor in world.accounts:
                assert answer.status_code == 303, told  # nothing to be dropped
                assert world.state() == before, told
            else:
                refused += 1
                refuse(answer, told, actor, method, path, unknown_key=unknown_key)
                assert world.state() == before, told
            refuse_leak(answer, told, actor, case, rep)
    assert allowed
    assert refused or case.whose in ("anybody", "key")


def refuse(
    answer: Any, told: str, actor: str, method: str, path: str, *, unknown_key: bool
) -> None:
    """Somebody unknown is told to come in; others are told that there is nothing."""
    is_stranger = actor == "nobody" or unknown_key
    if is_stranger or (actor not in ("dana", "evan", "maria", "admin") and API not in path):
        to_login = method == "GET" and API not in path
        assert answer.status_code == (303 if to_login else 401), told
        assert not to_login or answer.headers["location"].startswith("/login"), told
    else:
        assert answer.status_code == 404, told


def refuse_leak(answer: Any, told: str, actor: str, case: Case, rep: str) -> None:
    """A rep reads nothing that another rep said; strangers nothing at all."""
    name = actor.removeprefix("key of ")
    hidden = [one for one in WORDS if one != name] if name in WORDS else []
    hidden = list(WORDS) if actor in ("nobody", "a key nobody made") else hidden
    text = answer.text.replace(f'value="{WORDS[rep].split()[0]}"', "")
    for other in hidden:
        assert WORDS[other].split()[0] not in text, told
        assert f"Friend of {other}" not in text, told
    if case.whose == "take" and name != rep:
        assert answer.content != b"sound", told


def test_what_is_not_there_is_not_there_for_anybody(world: World) -> None:
    before = world.state()
    with_ids = [one for one in WALK if "{id}" in one[1] or "{id}" in WALK[one].query]
    assert len(with_ids) > 20
    for (method, path), id in product(with_ids, NOWHERE):
        case = WALK[method, path]
        if case.query.endswith("{id}") and id == "%00":
            continue  # asks for nothing in particular
        address = addressed(world, path, case, id, "dana")
        for actor in ("dana", "maria", "admin"):
            answer = world.ask(actor, method, address, **case.sent)
            nothing = {303, 404} if case.whose == "key" else {404}
            assert answer.status_code in nothing, (actor, method, address)
    assert world.state() == before


def test_those_who_may_find_and_hear(world: World) -> None:
    for actor, hits in (("dana", 1), ("maria", 1), ("admin", 1), ("evan", 0)):
        page = world.ask(actor, "GET", "/search?words=zanz").text
        assert page.count("<mark>") == hits, actor
        found = world.ask(f"key of {actor}", "GET", "/api/1/search?words=zanz").json()
        assert len(found["messages"]) == hits, actor
    take = f"/practise/{world.ids('take', 'dana')}/sound"
    assert world.ask("dana", "GET", take).content == b"sound"
    sound = f"/messages/{world.messages['dana']}/sound"
    assert world.ask("maria", "GET", sound).content == b"sound"


def test_heads_are_answered_like_pages(world: World) -> None:
    for (method, path), case in WALK.items():
        if method != "GET":
            continue
        address = addressed(world, path, case, world.ids(case.whose, "dana"), "dana")
        for actor in ("nobody", "dana", "evan"):
            get, head = (world.ask(actor, how, address) for how in SAFE)
            assert head.status_code == get.status_code, (actor, path)
            assert head.content == b"", (actor, path)


def test_nothing_is_done_without_the_secret_of_the_session(world: World) -> None:
    theirs = world.site.sessions.find(world.site.sessions.begin(world.accounts["evan"]))
    assert theirs is not None
    for (method, path), case in WALK.items():
        if method in SAFE or path in ("/login", "/join"):
            continue
        whose: Whose = "key" if case.whose == "key" else case.whose
        address = addressed(world, path, case, world.ids(whose, "dana"), "dana")
        before = world.state()
        for secret in ("wrong", theirs.form):
            answer = world.ask("admin", method, address, form=secret, **case.sent)
            assert answer.status_code == 403, (method, path)
        assert world.state() == before, (method, path)


def test_other_methods_are_refused(world: World) -> None:
    for path in {path for _, path in WALK}:
        known = {method for method, other in WALK if other == path}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - known:
            answer = world.ask("admin", method, path.replace("{id}", "1"))
            assert answer.status_code == 405, (method, path)


def test_a_managers_practice_and_uploads_are_nobody_elses(team: dict[str, Visitor]) -> None:
    upload = team["manager"].upload("words of a manager")["id"]
    for who in ("rep A", "rep B", "admin"):
        assert team[who].get(f"/api/1/recordings/{upload}").status_code == 404
    assert team["manager"].get(f"/api/1/recordings/{upload}").status_code == 200


def test_reports_link_to_persons_as_far_as_they_may_be_seen(world: World) -> None:
    page = f"/reports/{world.ids('page', 'dana')}"
    links = re.findall(r'href="\./((?:prospect|rep)-[^"]+)"', world.ask("maria", "GET", page).text)
    assert len(set(links)) == 2
    for link in set(links):
        for actor, status in (("dana", 303), ("maria", 303), ("evan", 404), ("nobody", 303)):
            answer = world.ask(actor, "GET", f"/reports/{link}")
            assert answer.status_code == status, (actor, link)
            leads = answer.headers.get("location", "").startswith(("/rep?", "/prospect?"))
            assert leads == (actor in ("dana", "maria")), (actor, link)
            if leads:
                shown = world.ask(actor, "GET", answer.headers["location"])
                assert (shown.status_code, "Friend of dana" in shown.text) == (200, True)


def test_keys_are_for_the_api_only(world: World) -> None:
    made = world.ask("key of admin", "POST", "/people", data={"name": "thief", "role": "admin"})
    more = world.ask("key of admin", "POST", "/account/keys", data={"label": "another"})
    assert [made.status_code, more.status_code] == [401, 401]
    assert "thief" not in {account.name for account in world.site.accounts.all()}


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
