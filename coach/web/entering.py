"""Coming in and going out: the one person's address, log in, one-time links, accounts, keys."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from coach.errors import UsageError
from coach.web.accounts import LINK_HOURS
from coach.web.asking import Asking, cookie_name, not_found, own_path, page
from coach.web.guesses import field
from coach.web.person import OWNER, Role
from coach.web.refused import Refused
from coach.web.secret import digest
from coach.web.sessions import LONGEST_S

if TYPE_CHECKING:
    from starlette.responses import Response
    from starlette.routing import Route

    from coach.web.accounts import Account

WRONG = "Name or password is wrong."
ROLES: dict[str, Role] = {"rep": "rep", "manager": "manager", "admin": "admin"}
SENT = "This form was sent already."
SLOW = "Too many wrong passwords; wait a quarter of an hour."


def _begin(asking: Asking, account: int, to: str) -> Response:
    """Begin a new session, end the one there was, and send the browser on."""
    site, answer = asking.site, asking.to(to)
    old = asking.request.cookies.get(cookie_name(site))
    if old:
        site.sessions.end(old)
    answer.set_cookie(
        cookie_name(site),
        site.sessions.begin(account),
        max_age=int(LONGEST_S),
        path=site.address.base or "/",
        secure=site.address.https,
        httponly=True,
        samesite="lax",
    )
    return answer


def enter(asking: Asking) -> Response:
    """The address that `coach serve` opens for the one person on this computer."""
    site = asking.site
    right = hmac.compare_digest(digest(asking.query("key")), site.entrance)
    if site.accounts.needed or site.address.behind_proxy:
        return asking.to("/login")
    if not right:
        told = "This address is of an earlier start; open the one that coach serve printed last."
        raise Refused(403, told)
    return _begin(asking, OWNER, "/")


def login(asking: Asking) -> Response:
    """The page to log in; where nobody has an account, how to come in."""
    return _login_page(asking, "", 200)


def _login_page(asking: Asking, error: str, status: int) -> Response:
    to = asking.text("to", 200) or asking.query("to")
    team = asking.site.accounts.needed
    name = asking.text("name", 100)
    return asking.page("login.html.j2", status, error=error, to=own_path(to), team=team, name=name)


def log_in(asking: Asking) -> Response:
    """Check name and password; the miss is noted before, so that guessing at once gains nothing."""
    site, name = asking.site, asking.text("name", 100)
    address = asking.request.client.host if asking.request.client else ""
    if site.misses.too_many(name, address):
        return _login_page(asking, SLOW, 429)
    at = site.misses.note(name, address)
    person = site.accounts.verified(name, str(asking.fields.get("password", "")))
    if person is None:
        return _login_page(asking, WRONG, 401)
    site.misses.forget(name, address, at)
    return _begin(asking, person.account, own_path(asking.text("to", 200)))


def log_out(asking: Asking) -> Response:
    """End this session."""
    site, answer = asking.site, asking.to("/login")
    site.sessions.end(asking.request.cookies.get(cookie_name(site), ""))
    answer.delete_cookie(cookie_name(site), path=site.address.base or "/")
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


def join(asking: Asking) -> Response:
    """The page behind a one-time link."""
    return _join_page(asking, asking.query("link"), "")


def _join_page(asking: Asking, secret: str, error: str) -> Response:
    invited = asking.site.accounts.invited(secret)
    if invited is None:
        told = f"This link was used, or is older than {LINK_HOURS} hours; ask for another."
        raise Refused(404, told)
    status = 422 if error else 200
    return asking.page("join.html.j2", status, invited=invited, secret=secret, error=error)


def joined(asking: Asking) -> Response:
    """Choose a password by a one-time link, and come in."""
    secret, password = asking.text("link", 200), str(asking.fields.get("password", ""))
    if password != asking.fields.get("again"):
        return _join_page(asking, secret, "The two passwords differ.")
    try:
        person = asking.site.accounts.join(secret, password)
    except UsageError as error:
        return _join_page(asking, secret, str(error))
    if person is None:
        return _join_page(asking, secret, "")
    return _begin(asking, person.account, "/")


def account(asking: Asking) -> Response:
    """A person's own page: password and keys."""
    return _account_page(asking)


def _account_page(asking: Asking, error: str = "", key: str = "") -> Response:
    keys = asking.site.keys.of(asking.who.account)
    status = 422 if error else 200
    return asking.page("account.html.j2", status, keys=keys, error=error, key=key)


def change_password(asking: Asking) -> Response:
    """Change one's own password; every session ends but a new one for this browser."""
    person, fields = asking.who, asking.fields
    address = asking.request.client.host if asking.request.client else ""
    if asking.site.misses.too_many(person.name, address):
        return _account_page(asking, SLOW)
    if fields.get("password") != fields.get("again"):
        return _account_page(asking, "The two passwords differ.")
    old, new = str(fields.get("old", "")), str(fields.get("password", ""))
    try:
        changed = asking.site.accounts.change_password(person, old, new)
    except UsageError as error:
        return _account_page(asking, str(error))
    if not changed:
        asking.site.misses.note(person.name, address)
        return _account_page(asking, "The old password is wrong.")
    return _begin(asking, person.account, "/account")


def make_key(asking: Asking) -> Response:
    """Make a key for a dialer, shown once."""
    label, made = asking.text("label", 100), list[str | None]()
    if not asking.once(lambda: made.append(asking.site.keys.make(asking.who.account, label))):
        return _account_page(asking, f"{SENT} The key that it made is not shown again.")
    return _account_page(
        asking, "" if made[0] else "Drop a key first; there are 20.", made[0] or ""
    )


def drop_key(asking: Asking) -> Response:
    """Drop one of one's own keys."""
    asking.site.keys.drop(asking.who.account, asking.number())
    return asking.to("/account")


def people(asking: Asking) -> Response:
    """The admin's page of accounts."""
    return _people_page(asking)


def _people_page(asking: Asking, error: str = "", link: str = "", name: str = "") -> Response:
    shown = asking.site.accounts.all()
    if link:
        link = f"{asking.site.address.opened}/join?link={link}"
    status = 422 if error else 200
    return asking.page("people.html.j2", status, people=shown, error=error, link=link, name=name)


def invite(asking: Asking) -> Response:
    """Make an account, and show the link to hand on."""
    name = asking.text("name", 100)
    role = ROLES.get(asking.text("role", 20))
    if role is None:
        return _people_page(asking, "Choose what the account is for.")
    try:
        link = asking.site.accounts.invite(name, role, field(asking.fields.get("rep")))
    except UsageError as error:
        return _people_page(asking, str(error))
    return _people_page(asking, link=link, name=name)


def change_account(asking: Asking) -> Response:
    """Shut or open an account, or make it a new one-time link."""
    known = {account.id: account for account in asking.site.accounts.all()}
    chosen = known.get(asking.number())
    if chosen is None:
        raise not_found()
    if asking.text("do") == "link":
        return _new_link(asking, chosen)
    try:
        asking.site.accounts.shut(chosen.id, active=asking.text("do") == "open")
    except UsageError as error:
        return _people_page(asking, str(error))
    return asking.to("/people")


def _new_link(asking: Asking, chosen: Account) -> Response:
    made = list[str]()
    if not asking.once(lambda: made.append(asking.site.accounts.link(chosen.id))):
        return _people_page(asking, f"{SENT} The link that it made is not shown again.")
    return _people_page(asking, link=made[0], name=chosen.name)


def routes() -> list[Route]:
    """Return the routes of this file."""
    return [
        page("/enter", enter, "anybody"),
        page("/login", login, "anybody"),
        page("/login", log_in, "anybody", methods=("POST",)),
        page("/logout", log_out, methods=("POST",)),
        page("/join", join, "anybody"),
        page("/join", joined, "anybody", methods=("POST",)),
        page("/account", account),
        page("/account/password", change_password, methods=("POST",)),
        page("/account/keys", make_key, methods=("POST",)),
        page("/account/keys/{id}/drop", drop_key, methods=("POST",)),
        page("/people", people, "admin"),
        page("/people", invite, "admin", methods=("POST",)),
        page("/people/{id}", change_account, "admin", methods=("POST",)),
    ]
