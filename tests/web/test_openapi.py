"""The API does what it says of itself, whatever is sent: Schemathesis reads its description."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from coach.web.app import application
from coach.web.site import Site
from coach.web.working import Worker

from .conftest import PASSWORD, SPOKEN, listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
)
"""All but those that call a sentence of ours wrong where the schema cannot say as much, as that a
recording longer than was announced is refused."""

EXAMPLES = 8


@pytest.fixture
def api(make_site: Callable[..., Site]) -> Iterator[tuple[str, str]]:
    """Where a server answers that has one scored message, and a rep's key to it."""
    made, workers = list[Site](), dict[str, Worker]()

    def app(port: int) -> Any:
        made.append(make_site(port=port))
        workers.update(made[0].workers)
        made[0].workers.clear()  # what is sent later only waits
        return application(made[0])

    with listening(app) as port:
        there = made[0]
        there.accounts.join(there.accounts.invite("dana", "rep", "Dana"), PASSWORD)
        account = next(one for one in there.accounts.all() if one.name == "dana")
        key = there.keys.make(account.id, "a dialer")
        url = f"http://127.0.0.1:{port}"
        sent = httpx2.post(
            f"{url}/api/1/recordings?name=call.wav&prospect=Sam",
            content=SPOKEN.encode(),
            headers={"Authorization": f"Bearer {key}", "Content-Type": "audio/wav"},
        )
        assert sent.status_code == 202, sent.text
        while workers["message"].once():
            pass
        yield f"{url}/openapi.json", key


def test_whatever_is_sent_gets_an_answer_that_the_description_knows(
    api: tuple[str, str], tmp_path: Path
):
    url, key = api
    words = [sys.executable, "-m", "schemathesis.cli", "run", url, "--no-color"]
    words += ["--header", f"Authorization: Bearer {key}", "--checks", ",".join(CHECKS)]
    words += ["--max-examples", f"{EXAMPLES}", "--seed", "1", "--continue-on-failure"]
    words += ["--generation-database", "none", "--suppress-health-check", "all"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "Tested: 15" in done.stdout
