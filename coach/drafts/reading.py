"""A draft's text from a file or standard input, or one sentence on why it cannot be judged."""

from __future__ import annotations

import codecs
import hashlib
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from coach.draft import Draft
from coach.drafts.english import is_clearly_foreign
from coach.drafts.pieces import pieces
from coach.errors import FailureKind, RecordingError

if TYPE_CHECKING:
    from coach.drafts.blanks import Blanks

STANDARD_INPUT = "-"

MOST_WORDS = 5_000
"""Words in a draft: over half an hour of talking, and no voicemail (ours)."""

MOST_BYTES = 1_000_000
"""No text of that many words is longer: what is, is refused unread (ours)."""

NO_TEXT = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a document or archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a recording: use coach score"),
    (b"ID3", "a recording: use coach score"),
    (b"OggS", "a recording: use coach score"),
    (b"fLaC", "a recording: use coach score"),
)
"""How files begin that are taken for drafts by mistake."""


def read_draft(location: str, blanks: Blanks) -> Draft:
    """Read a draft [UTF-8, with or without a mark in front] from a file, or "-".

    Raises
    ------
    RecordingError
        NOT_FOUND, UNREADABLE, TOO_LARGE, TOO_LONG, NO_SPEECH (empty) or OTHER_LANGUAGE.
    """
    content = _content(location)
    text = _text(content)
    draft = Draft(text, hashlib.sha256(content).hexdigest(), pieces(text, blanks))
    words = draft.said.split()
    if not any(char.isalnum() for word in words for char in word):
        raise RecordingError(FailureKind.NO_SPEECH, "The draft is empty: there is nothing to say.")
    if len(words) > MOST_WORDS:
        message = f"The draft has {len(words):,} words; coach reads at most {MOST_WORDS:,}."
        raise RecordingError(FailureKind.TOO_LONG, message)
    if is_clearly_foreign(words):
        message = "The draft does not seem to be in English; coach only knows English so far."
        raise RecordingError(FailureKind.OTHER_LANGUAGE, message)
    return draft


def _content(location: str) -> bytes:
    try:
        if location == STANDARD_INPUT:
            content = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            content = _file(Path(location))
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise RecordingError(FailureKind.NOT_FOUND, "There is no such file.") from error
    except OSError as error:
        reason = error.strerror or "no reason given"
        message = f"The draft cannot be read ({reason})."
        raise RecordingError(FailureKind.UNREADABLE, message) from error
    if len(content) > MOST_BYTES:
        message = f"The draft has more than {MOST_BYTES // 1_000_000} MB; that is no voicemail."
        raise RecordingError(FailureKind.TOO_LARGE, message)
    return content


def _file(path: Path) -> bytes:
    """The first bytes of a file, one more than may be in it."""
    if stat.S_ISDIR(path.stat().st_mode):
        message = "This is a folder; name the drafts in it, in the order they are planned."
        raise RecordingError(FailureKind.UNREADABLE, message)
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _text(content: bytes) -> str:
    """The text, every end of a line as one character."""
    for beginning, what in NO_TEXT:
        if content.startswith(beginning):
            raise RecordingError(
                FailureKind.UNREADABLE, f"A draft is plain text, and this is {what}."
            )
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "This is text in UTF-16; save it as UTF-8."
        raise RecordingError(FailureKind.UNREADABLE, message)
    if b"\0" in content:
        raise RecordingError(FailureKind.UNREADABLE, "A draft is plain text, and this is not text.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"This is not text in UTF-8 (byte {error.start + 1}); save it as UTF-8."
        raise RecordingError(FailureKind.UNREADABLE, message) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
