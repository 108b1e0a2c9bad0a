"""Taking recordings in: announced, sent in pieces where a line breaks, watched until scored."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from coach.errors import UsageError
from coach.roster import moment
from coach.web import guesses
from coach.web.asking import Asking, not_found, page, stream
from coach.web.guesses import Guess, field
from coach.web.refused import Refused
from coach.web.uploads import Sent, Upload

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.routing import Route

    from coach.contract import Json
    from coach.web.shelf import Line
    from coach.web.uploads import Kind

TAKEN = ("audio/", "video/", "application/octet-stream", "application/ogg")
LATEST = 4_102_444_800
"""A file time after the year 2099 is nobody's clock."""


def upload_object(asking: Asking, upload: Upload, lines: Mapping[int, Line]) -> Json:
    """Return an upload as programs and our own pages read it; `lines` as the person sees them."""
    line = lines.get(upload.message or 0) if upload.state == "done" else None
    return {
        "id": upload.id,
        "status": {"claimed": "waiting"}.get(upload.state, upload.state),
        "name": upload.name,
        "size": upload.size,
        "received": _received(asking, upload),
        "rep": line.recording.rep if line else upload.rep,
        "prospect": line.recording.prospect if line else upload.prospect,
        "prospect_company": line.recording.prospect_company if line else upload.prospect_company,
        "guessed": upload.guessed,
        "message": upload.message if line else None,
        "score": line.score if line else None,
        "first": line.first if line else None,
        "report": line.page if line else None,
        "error": {"kind": upload.error_kind, "message": upload.error} if upload.error else None,
        "again": upload.again,
        "again_of": upload.again_of,
    }


def _received(asking: Asking, upload: Upload) -> int:
    if upload.state != "receiving":
        return upload.size
    return asking.site.spool.size(upload.file)


def _lines(asking: Asking) -> dict[int, Line]:
    return {line.id: line for line in asking.site.shelf.lines(asking.who)}


def _mine(asking: Asking) -> Upload:
    """The upload in the path, where it is this person's own."""
    upload = asking.site.uploads.find(asking.number())
    if upload is None or upload.account != asking.who.account:
        raise not_found()
    return upload


def announce(asking: Asking) -> Response:
    """Take note of one file that is about to be sent; a known one goes on where it stopped."""
    size = asking.fields.get("size")
    if not isinstance(size, int) or isinstance(size, bool) or not 0 < size < 1e15:
        told = "The file is empty." if size == 0 else "size is the number of bytes, above 0."
        raise Refused(422, told)
    upload = _announced(asking, asking.text("name", 10_000), size, _named(asking, asking.fields))
    return JSONResponse(upload_object(asking, upload, _lines(asking)), 201)


def _announced(asking: Asking, name: str, size: int, given: dict[str, Any]) -> Upload:
    site, person = asking.site, asking.who
    site.spool.refuse_full(size, site.uploads.open_bytes())
    if site.uploads.open_count(person.account) >= site.limits.waiting:
        told = f"{site.limits.waiting} of your recordings are not scored yet; send more after that."
        raise Refused(429, told)
    name = guesses.file_name(name)
    who = given.pop("who")
    sent = Sent(name, size, who or _guess(asking, name), **given)
    return site.uploads.announce(person, sent)


def _guess(asking: Asking, name: str) -> Guess:
    """Who and for whom, out of a file's name; a rep's own recordings are the rep's."""
    person, settings = asking.who, asking.site.coach.settings
    own = (person.rep if not person.manages else None) or settings.rep
    return guesses.guess(name, own)


def _named(asking: Asking, fields: Any) -> dict[str, Any]:
    """What a sender says besides name and size."""
    kind: Kind = "take" if fields.get("kind") == "take" else "message"
    key = field(fields.get("key"))
    again_of = fields.get("again_of")
    if isinstance(again_of, str):
        again_of = int(again_of) if again_of.isascii() and again_of.isdigit() else None
    if not isinstance(again_of, int) or not _sees(asking, again_of):
        again_of = None
    said = {"who": _said(asking, fields), "recorded_at": _time(asking, fields)}
    return {**said, "kind": kind, "key": key, "again_of": again_of}


def _sees(asking: Asking, message: int) -> bool:
    return 0 < message < 10**15 and asking.site.shelf.kept(asking.who, message) is not None


def _said(asking: Asking, fields: Any) -> Guess | None:
    """Who and for whom as the sender says; None where nothing is said of it."""
    prospect = field(fields.get("prospect"))
    rep = field(fields.get("rep"))
    if prospect is None and rep is None:
        return None
    company = field(fields.get("prospect_company"))
    return Guess(_rep(asking, rep), prospect, company, guessed=False)


def _rep(asking: Asking, said: str | None) -> str | None:
    """Who left it: for a rep always the rep, whatever is said."""
    person = asking.who
    return (said or asking.site.coach.settings.rep) if person.manages else person.rep


def _time(asking: Asking, fields: Any) -> str | None:
    """When it was recorded: as said, else the file's own time in ms since 1970."""
    said, modified = field(fields.get("recorded_at")), fields.get("modified")
    if said:
        try:
            return moment(said, asking.site.coach.attribution.zone, "recorded_at").isoformat()
        except (UsageError, OverflowError) as error:
            raise Refused(422, str(error)) from error
    if isinstance(modified, int | float) and 0 < modified / 1000 < LATEST:
        return datetime.fromtimestamp(int(modified / 1000), UTC).isoformat()
    return datetime.fromtimestamp(int(time.time()), UTC).isoformat()


async def send(asking: Asking) -> Response:
    """Receive a file's bytes from where it stopped; the answer says that it is safe."""
    upload = await run_in_threadpool(_mine, asking)
    spool = asking.site.spool
    if upload.state != "receiving":
        return await run_in_threadpool(_upload_answer, asking, upload.id)
    with spool.alone(upload.file, upload.account):
        start, had = asking.query("from") or "0", spool.size(upload.file)
        if start != f"{had}":
            raise Refused(409, f"The server has {had} bytes of it; go on from there.")
        _refuse_kind(asking)
        spool.refuse_more(_length(asking), upload.size - had, upload.size)
        had = await spool.receive(upload.file, asking.request.stream(), had, upload.size)
        if had != upload.size:
            raise Refused(409, f"The server has {had} bytes of {upload.size}; send the rest.")
        await run_in_threadpool(_accept, asking, upload.id, had)
    return await run_in_threadpool(_upload_answer, asking, upload.id)


def _accept(asking: Asking, id: int, size: int) -> None:
    asking.site.uploads.received(id, size)
    for worker in asking.site.workers.values():
        worker.wake()


def _refuse_kind(asking: Asking) -> None:
    """Refuse a body that is a form or a text: what it holds would be taken for sound."""
    kind = asking.request.headers.get("content-type", "application/octet-stream").lower()
    if not kind.startswith(TAKEN):
        told = "Send the recording itself as the body, as audio/... or application/octet-stream."
        raise Refused(415, told)


async def post_recording(asking: Asking) -> Response:
    """Take a whole recording in one go, as a dialer or script sends it."""
    _refuse_kind(asking)
    size = _length(asking)
    if size is None:  # room is held for the largest there may be
        size = asking.site.limits.bytes_each
    said = dict(asking.request.query_params)
    name = said.get("name") or "recording"
    given = await run_in_threadpool(_named, asking, said)
    upload = await run_in_threadpool(_announced, asking, name, size, given)
    if upload.state == "receiving":
        await _received_whole(asking, upload)
    return await run_in_threadpool(_upload_answer, asking, upload.id, 202)


def _length(asking: Asking) -> int | None:
    """How long the body is; None where nobody says."""
    told = asking.request.headers.get("content-length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None


async def _received_whole(asking: Asking, upload: Upload) -> None:
    """Receive a recording that is not kept where its line breaks: its sender sends all again."""
    spool, size = asking.site.spool, asking.site.limits.bytes_each
    if upload.file in spool.busy:
        raise Refused(409, "This recording is being sent already.")
    try:
        with spool.alone(upload.file, upload.account):
            had = await spool.receive(upload.file, asking.request.stream(), 0, size)
            if not had:
                raise Refused(422, "The recording is empty.")
            await run_in_threadpool(_accept, asking, upload.id, had)
    except BaseException:
        await run_in_threadpool(_forget, asking, upload)
        raise


def _forget(asking: Asking, upload: Upload) -> None:
    if asking.site.uploads.drop(upload.id, ("receiving",)):
        asking.site.spool.drop(upload.file)


def _upload_answer(asking: Asking, id: int, status: int = 200) -> Response:
    upload = asking.site.uploads.find(id)
    if upload is None:
        raise not_found()
    return JSONResponse(upload_object(asking, upload, _lines(asking)), status)


def uploads(asking: Asking) -> Response:
    """A person's uploads, the latest first."""
    kind: Kind = "take" if asking.query("kind") == "take" else "message"
    found = asking.site.uploads.of(asking.who.account, kind)
    lines = _lines(asking)
    return JSONResponse({"recordings": [upload_object(asking, one, lines) for one in found]})


def upload(asking: Asking) -> Response:
    """One of a person's uploads."""
    return _upload_answer(asking, _mine(asking).id)


def name_upload(asking: Asking) -> Response:
    """Say who left a recording and for whom, whether it is scored already or not."""
    mine = _mine(asking)
    who = Guess(
        _rep(asking, field(asking.fields.get("rep"))),
        field(asking.fields.get("prospect")),
        field(asking.fields.get("prospect_company")),
        guessed=False,
    )
    asking.site.uploads.name(mine.id, who)
    now = asking.site.uploads.find(mine.id)
    if now and now.message is not None and _sees(asking, now.message):
        said = {
            "rep": who.rep,
            "prospect": who.prospect,
            "prospect_company": who.prospect_company,
        }
        asking.site.desk.assign(now.message, said, asking.who.by)
    return _upload_answer(asking, mine.id)


def retry_upload(asking: Asking) -> Response:
    """Try a failed recording again."""
    mine = _mine(asking)
    if not asking.site.spool.size(mine.file):
        raise Refused(409, "The recording is not kept any more; send it again.")
    asking.site.uploads.retry(mine.id)
    for worker in asking.site.workers.values():
        worker.wake()
    return _upload_answer(asking, mine.id)


def drop_upload(asking: Asking) -> Response:
    """Take an upload off one's list; one that waits is not scored. A message stays."""
    mine = _mine(asking)
    if not asking.site.uploads.drop(mine.id):
        raise Refused(409, "It is being listened to; wait until it is scored.")
    asking.site.spool.drop(mine.file)
    return Response(status_code=204)


def routes() -> list[Route]:
    """Return the routes of this file."""
    return [
        page("/api/1/uploads", announce, methods=("POST",)),
        stream("/api/1/uploads/{id}", send, methods=("PUT",)),
        page("/api/1/recordings", uploads),
        stream("/api/1/recordings", post_recording, methods=("POST",)),
        page("/api/1/recordings/{id}", upload),
        page("/api/1/recordings/{id}", name_upload, methods=("PATCH",)),
        page("/api/1/recordings/{id}", drop_upload, methods=("DELETE",)),
        page("/api/1/recordings/{id}/again", retry_upload, methods=("POST",)),
    ]
