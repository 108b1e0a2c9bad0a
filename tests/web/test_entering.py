"""Coming in: the one person's address, one-time links, passwords, sessions, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coach.errors import UsageError
from coach.web import sessions
from coach.web.accounts import refuse_weak
from coach.web.address import address
from coach.web.command import refuse_open_doors

from .conftest import ENTRANCE, PASSWORD, browser_of, come_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.web.site import Site

    from .conftest import Visitor


def test_the_address_lets_the_one_person_in(the_site: Site) -> None:
    visitor = browser_of(the_site)
    assert visitor.get("/").headers["location"] == "/login?to=/"
    assert visitor.get("/enter?key=wrong").status_code == 403
    entered = visitor.get(f"/enter?key={ENTRANCE}")
    cookie = entered.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    assert visitor.get("/").status_code == 200


def test_with_accounts_the_address_lets_nobody_in(the_site: Site, owner: Visitor) -> None:
    come_in(the_site, "admin", "admin")
    assert owner.get("/").status_code == 303
    assert browser_of(the_site).get(f"/enter?key={ENTRANCE}").headers["location"] == "/login"


def test_a_link_works_once(the_site: Site) -> None:
    secret = the_site.accounts.invite("Dana", "rep", "Dana")
    sent = {"link": secret, "password": PASSWORD, "again": PASSWORD}
    weak = browser_of(the_site).post("/join", data={**sent, "password": "short", "again": "short"})
    assert weak.status_code == 422
    assert browser_of(the_site).post("/join", data=sent).status_code == 303
    again = browser_of(the_site).post("/join", data={**sent, "password": "x" * 20})
    assert again.status_code in (404, 422)
    assert browser_of(the_site).get(f"/join?link={secret}").status_code == 404


def test_only_digests_are_kept(the_site: Site) -> None:
    secret = the_site.accounts.invite("dana", "rep", "Dana")
    visitor = browser_of(the_site)
    visitor.post("/join", data={"link": secret, "password": PASSWORD, "again": PASSWORD})
    visitor.mark()
    cookie = visitor.client.cookies.get("coach_8765")
    key = the_site.keys.make(2, "dialer")
    stored = the_site.database.path.read_bytes()
    for wal in the_site.database.path.parent.glob("history.sqlite3-wal"):
        stored += wal.read_bytes()
    assert b"$argon2id$" in stored
    for told in (secret, PASSWORD, cookie, key):
        assert told
        assert told.encode() not in stored


def test_logging_in_makes_a_new_session(the_site: Site) -> None:
    visitor = come_in(the_site, "dana", "rep", "Dana")
    before = visitor.client.cookies.get("coach_8765")
    sent = {"name": "DANA", "password": PASSWORD, "to": "/search"}
    answer = visitor.post("/login", data=sent)
    assert answer.headers["location"] == "/search"
    assert visitor.client.cookies.get("coach_8765") != before
    assert the_site.sessions.find(before or "") is None


@pytest.mark.parametrize(
    "to", ["https://evil.example", "//evil.example", "/\\evil", "javascript:1"]
)
def test_logging_in_leads_to_our_own_pages_only(the_site: Site, to: str) -> None:
    visitor = come_in(the_site, "dana", "rep", "Dana")
    answer = visitor.post("/login", data={"name": "dana", "password": PASSWORD, "to": to})
    assert answer.headers["location"] == "/"


def test_guessing_is_slowed_down(the_site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    come_in(the_site, "dana", "rep", "Dana")
    looked: list[str] = []
    monkeypatch.setattr(
        "coach.web.accounts._verify", lambda hashed, password: bool(looked.append(password))
    )
    visitor = browser_of(the_site)
    sent = {"name": "dana", "password": "wrong"}
    statuses = [visitor.post("/login", data=sent).status_code for _ in range(12)]
    assert statuses == [401] * 10 + [429] * 2
    assert len(looked) == 10
    others = [
        visitor.post("/login", data={"name": f"n{i}", "password": "x"}).status_code
        for i in range(25)
    ]
    assert others[-1] == 429


def test_right_passwords_keep_nobody_out(the_site: Site) -> None:
    come_in(the_site, "dana", "rep", "Dana")
    visitor, sent = browser_of(the_site), {"name": "dana", "password": PASSWORD}
    statuses = {visitor.post("/login", data=sent).status_code for _ in range(40)}
    assert statuses == {303}
    wrong = [
        visitor.post("/login", data={"name": f"n{i}", "password": "x"}).status_code
        for i in range(31)
    ]
    visitor.post("/login", data=sent)
    assert wrong[-1] == 429  # and one right one between them does not help


def test_forms_that_are_sent_again_make_nothing_twice(
    team: dict[str, Visitor], the_site: Site
) -> None:
    admin, sent = team["admin"], {"label": "dialer", "once": "the same"}
    first, second = (admin.post("/account/keys", data=sent) for _ in range(2))
    assert ("<code>coach_" in first.text, "<code>coach_" in second.text) == (True, False)
    assert "sent already" in second.text
    evan = next(one.id for one in the_site.accounts.all() if one.name == "evan")
    links = [admin.post(f"/people/{evan}", data={"do": "link", "once": "x"}) for _ in range(2)]
    assert ["/join?link=" in link.text for link in links] == [True, False]
    secret = links[0].text.partition("/join?link=")[2].partition("<")[0]
    assert the_site.accounts.invited(secret)


def test_a_page_that_is_not_there_leads_back(owner: Visitor) -> None:
    lost = owner.get("/nothing")
    assert (lost.status_code, 'aria-label="Coach"' in lost.text) == (404, True)
    assert "Back to the page before" not in lost.text
    for came, back in (
        ("http://127.0.0.1:8765/people?x=1", 'href="/people?x=1"'),
        ("http://127.0.0.1:8765//evil.example", 'href="/">Back'),
        ("https://evil.example/a", ""),
    ):
        refused = owner.post("/messages/99/outcome", headers={"Referer": came}).text
        assert back in refused
        assert ("Back to the page before" in refused) == bool(back)
        assert "evil" not in refused


def test_logging_out_ends_the_session(team: dict[str, Visitor], the_site: Site) -> None:
    cookie = team["rep A"].client.cookies.get("coach_8765")
    assert team["rep A"].post("/logout").status_code == 303
    assert the_site.sessions.find(cookie or "") is None


def test_sessions_are_over_after_a_while(
    team: dict[str, Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert team["rep A"].get("/").status_code == 200
    monkeypatch.setattr(sessions, "IDLE_S", -1.0)
    assert team["rep A"].get("/").status_code == 303


def test_a_new_password_ends_other_sessions(team: dict[str, Visitor], the_site: Site) -> None:
    dana, new = team["rep A"], "another long sentence"
    other = browser_of(the_site)
    other.post("/login", data={"name": "dana", "password": PASSWORD})
    wrong = {"old": "nope nope nope", "password": new, "again": new}
    assert dana.post("/account/password", data=wrong).status_code == 422
    right = {"old": PASSWORD, "password": new, "again": new}
    assert dana.post("/account/password", data=right).status_code == 303
    assert other.get("/").status_code == 303
    assert dana.get("/").status_code == 200
    assert the_site.accounts.verified("dana", new)


def test_a_shut_account_is_out_at_once(team: dict[str, Visitor], the_site: Site) -> None:
    by_name = {account.name: account.id for account in the_site.accounts.all()}
    key = the_site.keys.make(by_name["dana"], "dialer") or ""
    admin = team["admin"]
    admin.post(f"/people/{by_name['dana']}", data={"do": "shut"})
    assert team["rep A"].get("/").status_code == 303
    bearer = {"Authorization": f"Bearer {key}"}
    assert browser_of(the_site).get("/api/1/messages", headers=bearer).status_code == 401
    last = admin.post(f"/people/{by_name['admin']}", data={"do": "shut"})
    assert last.status_code == 422
    assert "last admin" in last.text


def test_an_admin_invites(team: dict[str, Visitor]) -> None:
    sent = {"name": "new.rep", "role": "rep", "rep": "New Rep"}
    answer = team["admin"].post("/people", data=sent)
    assert "/join?link=" in answer.text
    for wrong in (
        {"name": "new.rep", "role": "rep", "rep": "x"},
        {"name": "a b", "role": "manager"},
        {"name": "b", "role": "owner"},
        {"name": "c", "role": "rep", "rep": " "},
    ):
        assert team["admin"].post("/people", data=wrong).status_code == 422, wrong


def test_a_key_stands_for_its_owner(team: dict[str, Visitor], the_site: Site) -> None:
    page = team["rep A"].post("/account/keys", data={"label": "dialer"}).text
    key = "coach_" + page.partition("<code>coach_")[2].partition("<")[0]
    bearer = {"Authorization": f"Bearer {key}"}
    script = browser_of(the_site)
    sent = script.client.post(
        "/api/1/recordings?name=Acme.wav&prospect=Acme", content=b"hello Sam", headers=bearer
    )
    assert sent.status_code == 202
    team["rep A"].work()
    got = script.get(f"/api/1/recordings/{sent.json()['id']}", headers=bearer).json()
    assert (got["status"], got["rep"], got["prospect"]) == ("done", "Dana", "Acme")
    review = script.get(f"/api/1/messages/{got['message']}", headers=bearer).json()
    assert review["schema"] == "coach.review/1"
    drop = page.rpartition("/account/keys/")[2].partition("/")[0]
    team["rep B"].post(f"/account/keys/{drop}/drop")
    assert script.get("/api/1/messages", headers=bearer).status_code == 200
    team["rep A"].post(f"/account/keys/{drop}/drop")
    assert script.get("/api/1/messages", headers=bearer).status_code == 401


@pytest.mark.parametrize(
    ("password", "name"),
    [
        ("short", ""),
        ("x" * 300, ""),
        ("aaaaaaaaaaaaaa", ""),
        ("password1234", ""),
        ("dana12345678", "dana"),
    ],
)
def test_weak_passwords(password: str, name: str) -> None:
    with pytest.raises(UsageError):
        refuse_weak(password, name)


def test_it_listens_elsewhere_only_with_accounts(make_site: Callable[..., Site]) -> None:
    from dataclasses import replace

    made = make_site()
    elsewhere = replace(made, address=address("0.0.0.0", 8765, None))  # noqa: S104  # refused
    with pytest.raises(UsageError, match="--team"):
        refuse_open_doors(elsewhere)
    proxied = replace(made, address=address("127.0.0.1", 8765, "https://coach.example/c"))
    with pytest.raises(UsageError, match="team"):
        refuse_open_doors(proxied)
    come_in(made, "admin", "admin")
    refuse_open_doors(elsewhere)
    refuse_open_doors(proxied)


def test_behind_a_proxy_below_a_path(make_site: Callable[..., Any]) -> None:
    made = make_site("https://coach.example/c")
    secret = made.accounts.invite("admin", "admin", None)
    visitor = browser_of(made)
    visitor.client.base_url = "https://coach.example"  # type: ignore[assignment]  # httpx takes text
    sent = {"link": secret, "password": PASSWORD, "again": PASSWORD}
    joined = visitor.post("/c/join", data=sent)  # a proxy that leaves the path as it is
    assert joined.headers["location"] == "/c/"
    cookie = joined.headers["set-cookie"].lower()
    assert "secure" in cookie
    assert "path=/c" in cookie
    assert "strict-transport-security" in joined.headers
    page = visitor.get("/c/")
    assert page.status_code == 200
    assert 'href="/c/practise"' in page.text
    assert '"/practise"' not in page.text


@pytest.mark.parametrize(
    "public", ["coach.example", "ftp://x", "https://", "https://a?b", "https://[x"]
)
def test_wrong_addresses(public: str) -> None:
    with pytest.raises(UsageError):
        address("127.0.0.1", 8765, public)
