"""Sound to play: whole, or the part a player asks for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from coach.audio import MEDIA_TYPE

if TYPE_CHECKING:
    from starlette.requests import Request

RANGE = re.compile(r"bytes=(\d{1,15})-(\d{0,15})")


def sound_answer(request: Request, sound: bytes) -> Response:
    """Return a sound, or the range of it that was asked for: Safari plays nothing without."""
    headers = {"Accept-Ranges": "bytes"}
    match = RANGE.fullmatch(request.headers.get("range", ""))
    if match is None:
        return Response(sound, media_type=MEDIA_TYPE, headers=headers)
    start, end = int(match[1]), min(int(match[2] or len(sound)), len(sound) - 1)
    if start > end:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(sound)}"})
    headers["Content-Range"] = f"bytes {start}-{end}/{len(sound)}"
    return Response(sound[start : end + 1], 206, headers, MEDIA_TYPE)
