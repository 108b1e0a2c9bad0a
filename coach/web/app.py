"""The application: all routes behind the gate."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from coach.errors import CoachError
from coach.web import correcting, drafting, entering, gathered, practising, reading, taking
from coach.web.asking import LOG, refusal, visitor
from coach.web.gate import Gate
from coach.web.openapi import document
from coach.web.pages import asset

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from coach.web.site import Site

TIDY_S = 3_600.0
"""How often what is old is let go (ours)."""
WORDS = {404: "There is nothing here.", 405: "This cannot be done here."}


async def static(request: Request) -> Response:
    """A style or script of ours; its address changes with its content."""
    found = asset(str(request.path_params["name"]))
    if found is None:
        return PlainTextResponse(WORDS[404], 404)
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    if request.query_params.get("v") != found.version:
        headers["Cache-Control"] = "no-cache"
    return Response(found.content, media_type=found.kind, headers=headers)


async def health(request: Request) -> Response:
    """Whether the server answers, for a proxy; tells nothing else."""
    return PlainTextResponse("ok")


async def openapi(request: Request) -> Response:
    """The document that describes the API."""
    site: Site = request.app.state.site
    return JSONResponse(document(site.address.base, site.limits))


async def _unknown(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = WORDS.get(status, "This cannot be done.")
    request.state.person = await run_in_threadpool(visitor, request.app.state.site, request)
    answer = refusal(request.app.state.site, request, status, told)
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer


async def _broken(request: Request, error: Exception) -> Response:
    LOG.error("%s %s: %r", request.method, request.url.path, error)
    told = "coach met an error of its own; what you sent before is safe. Try again."
    return refusal(request.app.state.site, request, 500, told)


async def _tidy(site: Site) -> None:
    """Let go of what is old, again and again: servers run for months."""
    while True:
        await asyncio.sleep(TIDY_S)
        try:
            await run_in_threadpool(site.tidy)
        except (CoachError, OSError) as error:  # next time, then
            LOG.warning("%s", error)


def application(site: Site) -> ASGIApp:
    """Return the application for a site; its lifespan starts and stops the workers."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        site.start()
        tidying = asyncio.create_task(_tidy(site))
        yield
        tidying.cancel()
        site.stop()

    app = Starlette(
        routes=[
            *(Route("/static/{name}", static), Route("/health", health)),
            Route("/openapi.json", openapi),
            *entering.routes(),
            *reading.routes(),
            *gathered.routes(),
            *taking.routes(),
            *correcting.routes(),
            *practising.routes(),
            *drafting.routes(),
        ],
        exception_handlers={HTTPException: _unknown, Exception: _broken},
        lifespan=lifespan,
    )
    app.state.site = site
    return Gate(app, site.address)
