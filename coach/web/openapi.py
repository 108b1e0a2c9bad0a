"""The API as an OpenAPI 3.1 document, for dialers and scripts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coach import __version__, contract
from coach.web.list_view import OUTCOMES

if TYPE_CHECKING:
    from coach.web.limits import Limits

Json = dict[str, Any]
TEXT: Json = {"type": ["string", "null"]}
ID = {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
NAMES = ("rep", "prospect", "prospect_company", "recorded_at", "key")
STATES = ("receiving", "waiting", "working", "done", "failed")


def document(base: str, limits: Limits) -> Json:
    """Return the document; `base` is the path in front of all paths."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "coach",
            "version": __version__,
            "description": (
                "Send recordings, read what was made of them. Make a key on the page of your "
                f"account, and send it as Authorization: Bearer. {limits.told}"
            ),
        },
        "servers": [{"url": base or "/"}],
        "security": [{"key": []}],
        "paths": {**_recordings(), **_messages()},
        "components": {
            "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Error": _object(error=_object(message={"type": "string"})),
                "Recording": _recording(),
                "Message": _message(),
                **_reviews(),
            },
        },
    }


def _recordings() -> Json:
    audio = {"schema": {"type": "string", "format": "binary"}}
    kinds = ("application/octet-stream", "audio/wav", "audio/mpeg", "audio/mp4", "audio/ogg")
    names = _object(**dict.fromkeys(NAMES[:3], TEXT))
    announced = _object(name={"type": "string"}, size={"type": "integer", "minimum": 1})
    return {
        "/api/1/recordings": {
            "get": _operation("Your recordings, the latest first.", 200, _list("recordings")),
            "post": {
                **_operation("Send a recording as the body.", 202, _ref("Recording")),
                "parameters": [_query("name"), *(_query(name) for name in NAMES)],
                "requestBody": {"required": True, "content": dict.fromkeys(kinds, audio)},
            },
        },
        "/api/1/recordings/{id}": {
            "parameters": [_path()],
            "get": _operation("One of your recordings.", 200, _ref("Recording")),
            "patch": {
                **_operation("Say who left it and for whom.", 200, _ref("Recording")),
                "requestBody": _body(names),
            },
            "delete": _operation("Take it off your list.", 204, None),
        },
        "/api/1/recordings/{id}/again": {
            "parameters": [_path()],
            "post": _operation("Try a failed one again.", 200, _ref("Recording")),
        },
        "/api/1/uploads": {
            "post": {
                **_operation("Announce a recording to be sent in pieces.", 201, _ref("Recording")),
                "requestBody": _body({**announced, "required": ["size"]}),
            },
        },
        "/api/1/uploads/{id}": {
            "parameters": [_path()],
            "put": {
                **_operation("Send bytes from where it stopped.", 200, _ref("Recording")),
                "parameters": [_query("from")],
                "requestBody": {"required": True, "content": {kinds[0]: audio}},
            },
        },
    }


def _messages() -> Json:
    filters = ("rep", "prospect", "outcome", "row", "since", "until")
    outcome = _object(outcome={"enum": list(OUTCOMES)})
    number: Json = {"type": ["number", "null"]}
    wrong = _object(
        row=TEXT,
        verdict=TEXT,
        digits=TEXT,
        start_s=number,
        end_s=number,
        note={"type": "string", "minLength": 1},
    )
    sound = {"description": "The sound.", "content": {"audio/flac": {"schema": {}}}}
    saved = _object(id=ID, saved={"type": "string"})
    names = _object(**dict.fromkeys(NAMES[:4], TEXT))
    return {
        "/api/1/messages": {
            "get": {
                **_operation("Messages you may see, newest first.", 200, _list("messages")),
                "parameters": [_query(name) for name in filters],
            }
        },
        "/api/1/messages/{id}": {
            "parameters": [_path()],
            "get": _operation("What was made of a message.", 200, _ref("Review")),
        },
        "/api/1/messages/{id}/sound": {
            "parameters": [_path()],
            "get": {
                **_operation("What was said.", 200, None),
                "responses": {"200": sound, "206": sound, "416": _told("No such range."), **_no()},
            },
        },
        **{
            f"/api/1/messages/{{id}}/{what}": {
                "parameters": [_path()],
                "post": {**_operation(summary, 200, saved), "requestBody": _body(body)},
            }
            for what, summary, body in (
                ("assign", "Say who left it, for whom and when.", names),
                ("outcome", "Say what came of it.", {**outcome, "required": ["outcome"]}),
                ("correct", "Say what is wrong.", {**wrong, "required": ["note"]}),
            )
        },
        "/api/1/search": {
            "get": {
                **_operation("Search in transcripts.", 200, _list("messages")),
                "parameters": [_query("words")],
            }
        },
    }


def _reviews() -> Json:
    """The contract's schema, its parts as components of this document."""
    text = json.dumps(contract.schema()).replace("#/$defs/", "#/components/schemas/review_")
    schema: Json = json.loads(text)
    parts = {f"review_{name}": part for name, part in schema.get("$defs", {}).items()}
    whole = {key: value for key, value in schema.items() if key[0] != "$"}
    told = "coach.review/1, as `coach score --json` gives it."
    return {**parts, "Review": whole | {"description": told}}


def _recording() -> Json:
    number: Json = {"type": ["integer", "null"]}
    error = _object(kind={"type": "string"}, message={"type": "string"})
    return _object(
        id=ID,
        status={"enum": list(STATES)},
        name={"type": "string"},
        size={"type": "integer"},
        received={"type": "integer"},
        rep=TEXT,
        prospect=TEXT,
        prospect_company=TEXT,
        guessed={"type": "boolean"},
        message=number,
        score=number,
        first=TEXT,
        report=TEXT,
        error={"anyOf": [error, {"type": "null"}]},
        again={"type": "boolean"},
        again_of=number,
    )


def _message() -> Json:
    number: Json = {"type": ["integer", "null"]}
    texts = ("rep", "prospect", "prospect_company", "recorded_at", "outcome", "report")
    return _object(id=ID, attempt=number, score=number, **dict.fromkeys(texts, TEXT))


def _object(**properties: Json) -> Json:
    return {"type": "object", "properties": properties}


def _list(name: str) -> Json:
    kind = {"recordings": "Recording", "messages": "Message"}[name]
    return _object(**{name: {"type": "array", "items": _ref(kind)}})


def _ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _path() -> Json:
    return {"name": "id", "in": "path", "required": True, "schema": ID}


def _query(name: str) -> Json:
    return {"name": name, "in": "query", "schema": {"type": "string"}}


def _body(schema: Json) -> Json:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _told(description: str) -> Json:
    return {
        "description": description,
        "content": {"application/json": {"schema": _ref("Error")}},
    }


def _no() -> Json:
    """The refusals that any of them may give."""
    words = {
        "400": "It cannot be read, or the history cannot be used.",
        "401": "The key is missing or not known.",
        "404": "Not there, or not yours.",
        "408": "Nothing came for too long.",
        "409": "Not in this state.",
        "413": "Too large.",
        "415": "Another type is wanted.",
        "422": "Something in it is wrong.",
        "429": "Too many are waiting.",
        "503": "Too many at once.",
        "507": "No room.",
    }
    return {status: _told(description) for status, description in words.items()}


def _operation(summary: str, status: int, schema: Json | None) -> Json:
    done: Json = {"description": summary}
    if schema is not None:
        done["content"] = {"application/json": {"schema": schema}}
    return {"summary": summary, "responses": {f"{status}": done, **_no()}}
