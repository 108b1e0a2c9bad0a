"""Files that are drafts, and one sentence for each that is not."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from coach.drafts.blanks import Blanks
from coach.drafts.reading import MOST_BYTES, MOST_WORDS, read_draft
from coach.errors import FailureKind, RecordingError

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = "Hi Sam, this is Dana from Marlow Bridge, please call me back."


def refused(path: Path, content: bytes) -> RecordingError:
    path.write_bytes(content)
    with pytest.raises(RecordingError) as caught:
        read_draft(str(path), Blanks())
    message = caught.value.message
    assert message[0].isupper()
    assert message.endswith(".")
    assert "\n" not in message
    return caught.value


@pytest.mark.parametrize(
    ("content", "kind", "told"),
    [
        (b"", FailureKind.NO_SPEECH, "empty"),
        (b" \n\t ... \n", FailureKind.NO_SPEECH, "empty"),
        (b"<p></p>\n# Voicemail 1\n(pause)", FailureKind.NO_SPEECH, "empty"),
        (b"word " * (MOST_WORDS + 1), FailureKind.TOO_LONG, "5,001 words"),
        (b"x" * (MOST_BYTES + 1), FailureKind.TOO_LARGE, "1 MB"),
        ("Grüße".encode("latin-1"), FailureKind.UNREADABLE, "save it as UTF-8"),
        ("Hi Sam".encode("utf-16"), FailureKind.UNREADABLE, "UTF-16"),
        (b"Hi\0Sam", FailureKind.UNREADABLE, "not text"),
        (b"%PDF-1.7 ...", FailureKind.UNREADABLE, "PDF"),
        (b"PK\x03\x04 docx", FailureKind.UNREADABLE, "document"),
        (b"RIFF1234WAVE", FailureKind.UNREADABLE, "coach score"),
    ],
)
def test_what_is_no_draft(tmp_path: Path, content: bytes, kind: FailureKind, told: str) -> None:
    error = refused(tmp_path / "draft.txt", content)
    assert error.kind is kind
    assert told in error.message


@pytest.mark.parametrize(
    "text",
    [
        "Hola, soy Dana de Marlow, le llamo por su proyecto en Leeds, por favor llámeme.",
        "Bonjour, je suis Dana de Marlow, je vous appelle pour votre projet, merci de me rappeler.",
        "Guten Tag, hier ist Dana von Marlow, ich rufe wegen Ihrer Ausschreibung an, danke.",
        "Buongiorno, sono Dana di Marlow, la chiamo per il vostro progetto, grazie.",
        "Dzień dobry, mówi Dana z firmy Marlow, dzwonię w sprawie oferty, proszę o telefon.",
        "Здравствуйте, это Дана, перезвоните мне.",
        "您好 我是达娜 请回电话",
        "Jó napot, Dana vagyok a Marlow cégtől, hívjon vissza ma délután, ha ráér, kérem szépen.",
    ],
)
def test_another_language_is_refused(tmp_path: Path, text: str) -> None:
    error = refused(tmp_path / "draft.txt", text.encode())
    assert error.kind is FailureKind.OTHER_LANGUAGE


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Call Dana Fletcher Marlow Bridge pension renewal quote ready 212-555-0143",
        "Hola Maria, this is José from Los Alamos, I have the figures for the San Juan site.",
        "um yeah hi its dana gimme a shout",
        "Dana. 555-0143.",
        "Buongiorno",
    ],
)
def test_in_doubt_it_is_english(tmp_path: Path, text: str) -> None:
    (tmp_path / "draft.txt").write_text(text, encoding="utf-8")
    assert read_draft(str(tmp_path / "draft.txt"), Blanks()).text == text


def test_a_mark_in_front_and_ends_of_lines_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_bytes(b"\xef\xbb\xbfHi Sam,\r\nthis is Dana.\rBye.")
    assert read_draft(str(tmp_path / "draft.txt"), Blanks()).text == "Hi Sam,\nthis is Dana.\nBye."


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    for path, kind in (("none.txt", FailureKind.NOT_FOUND), (".", FailureKind.UNREADABLE)):
        with pytest.raises(RecordingError) as caught:
            read_draft(str(tmp_path / path), Blanks())
        assert caught.value.kind is kind
    with pytest.raises(RecordingError) as caught:
        read_draft("nul\0.txt", Blanks())
    assert caught.value.kind is FailureKind.NOT_FOUND


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(ENGLISH.encode())))
    assert read_draft("-", Blanks()).text == ENGLISH
