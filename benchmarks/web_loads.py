"""Too much at once: huge bodies, thousands of files, small files that are hours of silence."""

from __future__ import annotations

import http.client
import io
import json
import struct
import time
import wave
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import av
import numpy as np
from batch_process import memory_mb
from web_abuser import SOUND, WORDS
from web_wire import Answer, asked, chunked, zeros

if TYPE_CHECKING:
    from collections.abc import Iterable

    from web_abuser import Abuser, Told

GB2 = 2_000_000_000


def huge(abuser: Abuser) -> Iterable[Told]:
    """Two gigabytes, with the length told and without, as a recording and as a form."""
    length, pieces = ("Content-Length", f"{GB2}"), ("Transfer-Encoding", "chunked")
    post, form = "/api/1/recordings?name=big.wav", ("Content-Type", "application/json")
    for told, header, coded in (("told", length, False), ("untold", pieces, True)):
        for stubborn in (False, True):
            body = chunked(zeros(GB2)) if coded else zeros(GB2)
            way = "sends all of it" if stubborn else "stops when answered"
            yield (
                f"2 GB, length {told}, {way}",
                asked(
                    abuser.port, "POST", post, abuser.who(SOUND, header), body, stubborn=stubborn
                ),
            )
        body = chunked(zeros(GB2)) if coded else zeros(GB2)
        path = f"/api/1/uploads/{abuser.announced(100)}?from=0"
        yield (
            f"2 GB, length {told}, for 100 bytes announced",
            asked(abuser.port, "PUT", path, abuser.who(SOUND, header), body),
        )
        body = chunked(zeros(GB2)) if coded else zeros(GB2)
        yield (
            f"2 GB, length {told}, as a form",
            asked(abuser.port, "POST", "/api/1/uploads", abuser.who(form, header), body),
        )
        body = chunked(zeros(GB2)) if coded else zeros(GB2)
        kind = ("Content-Type", "application/x-www-form-urlencoded")
        yield (
            f"2 GB, length {told}, as a log in of a stranger",
            asked(abuser.port, "POST", "/login", [kind, header], body),
        )
    yield "2 GB announced", abuser.json("POST", "/api/1/uploads", {"name": "a.wav", "size": GB2})


def small(abuser: Abuser) -> Iterable[Told]:
    """Thousands of small files: one per request, many in one request, many in one archive."""
    path = "/api/1/recordings?name=Small{}.wav"
    headers = {"Authorization": f"Bearer {abuser.key}", "Content-Type": "audio/wav"}
    seen: Counter[tuple[int, str]] = Counter()
    last: dict[tuple[int, str], Answer] = {}

    def send(numbers: range) -> None:
        line = http.client.HTTPConnection("127.0.0.1", abuser.port, timeout=120)
        for number in numbers:
            body = WORDS + f" number {number}".encode()
            line.request("POST", path.format(_letters(number)), body, headers)
            answer = line.getresponse()
            text = answer.read().decode()
            sentence = (json.loads(text).get("error") or {}).get("message", "")
            seen[answer.status, sentence] += 1
            last[answer.status, sentence] = Answer(answer.status, text)

    with ThreadPoolExecutor(8) as senders:
        list(senders.map(send, (range(first, abuser.small, 8) for first in range(8))))
    for which, count in seen.most_common():
        yield f"{count} of {abuser.small} small files, one a request", last[which]
    states = abuser.settled()
    taken = sum(count for (status, _), count in seen.items() if status == 202)
    yield f"of {taken} taken the latest {sum(states.values())} are: {dict(states)}", Answer(0)
    part = b'--x\r\nContent-Disposition: form-data; name="f"; filename="a.wav"\r\n\r\n'
    many = b"".join(part + WORDS + b"\r\n" for _ in range(abuser.small)) + b"--x--\r\n"
    kind = ("Content-Type", "multipart/form-data; boundary=x")
    yield f"{abuser.small} small files in one form", abuser.post("a.wav", many, kind)
    with io.BytesIO() as archive:
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as zipped:
            for number in range(abuser.small):
                zipped.writestr(f"{number}.wav", WORDS)
        kind = ("Content-Type", "application/zip")
        yield "all of them as a .zip", abuser.post("calls.zip", archive.getvalue(), kind)


def _letters(number: int) -> str:
    """A name of nobody else's: sequences to one prospect take longer, the longer they are."""
    return "".join(chr(97 + int(digit)) for digit in f"{number}")


def flac(seconds: int) -> bytes:
    """Return hours of silence as FLAC; the encoder makes a few bytes of each second."""
    with io.BytesIO() as made:
        with av.open(made, "w", format="flac") as container:
            stream = container.add_stream("flac", rate=8_000, layout="mono")
            block = np.zeros((1, 8_000 * 60), np.int16)
            for minute in range(seconds // 60):
                frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
                frame.sample_rate, frame.pts = 8_000, minute * 480_000
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return made.getvalue()


def lying(seconds: int) -> bytes:
    """Return a WAV of one second that says it has hours."""
    with io.BytesIO() as made:
        with wave.open(made, "wb") as sound:
            sound.setparams((1, 2, 8_000, 0, "NONE", ""))
            sound.writeframes(bytes(16_000))
        told = bytearray(made.getvalue())
    told[40:44] = struct.pack("<I", min(2**32 - 1, seconds * 16_000))
    return bytes(told)


def bombs(abuser: Abuser) -> Iterable[Told]:
    """Small files that are hours of silence once they are decoded."""
    hours = {hour: flac(hour * 3_600) for hour in (1, 10)}
    sent = {f"{hour} h of silence as FLAC": content for hour, content in hours.items()}
    with io.BytesIO() as packed:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
            zipped.writestr("silence.wav", lying(1) + bytes(200_000_000))
        sent["200 MB of silence in a .zip"] = packed.getvalue()
    sent["a WAV of 1 s that says 30 h"] = lying(108_000)
    for what, content in sent.items():
        begun, most = time.perf_counter(), 0.0
        answer = abuser.post("bomb.flac", content)
        number = json.loads(answer.text)["id"]
        while (now := json.loads(abuser.json("GET", f"/api/1/recordings/{number}").text))[
            "status"
        ] in ("waiting", "working"):
            most = max(most, sum(map(memory_mb, abuser.server.children())))
            time.sleep(0.05)
        took_s = time.perf_counter() - begun
        told = (now["error"] or {}).get("message") or f"score {now['score']}"
        of = f"{what} ({len(content) / 1e3:,.0f} kB), {took_s:.1f} s, workers at most {most:.0f} MB"
        yield of, Answer(answer.status, f"{now['status']}: {told}")
