"""What can go wrong, in words a rep understands, with the exit status it leads to."""

from enum import IntEnum, StrEnum


class ExitCode(IntEnum):
    """Exit status of every command."""

    OK = 0
    SOME_FAILED = 1
    USAGE = 2
    MISSING = 3
    UNSAFE = 4
    INTERRUPTED = 130


class FailureKind(StrEnum):
    """Why one recording could not be scored; the contract's list."""

    NOT_FOUND = "not_found"
    UNREADABLE = "unreadable"
    NOT_AUDIO = "not_audio"
    NO_AUDIO = "no_audio"
    TRUNCATED = "truncated"
    NO_SPEECH = "no_speech"
    OTHER_LANGUAGE = "other_language"
    TOO_LONG = "too_long"
    TOO_LARGE = "too_large"
    WORKER_DIED = "worker_died"
    TIMED_OUT = "timed_out"
    INTERNAL = "internal"


class CoachError(Exception):
    """Root of coach's own errors; the message is one sentence for the user."""

    exit_code = ExitCode.SOME_FAILED


class RecordingError(CoachError):
    """One recording cannot be scored; the others go on."""

    def __init__(self, kind: FailureKind, message: str) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message

    def __reduce__(self) -> tuple[type["RecordingError"], tuple[FailureKind, str]]:
        """Cross a process boundary whole."""
        return type(self), (self.kind, self.message)


def too_long(max_minutes: float) -> RecordingError:
    """Return the failure of a recording that is longer than was asked for."""
    message = f"The recording is longer than {max_minutes:g} min."
    return RecordingError(FailureKind.TOO_LONG, message)


class UsageError(CoachError):
    """An option, a roster or a playbook is wrong."""

    exit_code = ExitCode.USAGE


class MissingError(CoachError):
    """Something coach needs is not installed."""

    exit_code = ExitCode.MISSING


class UnsafeFoldersError(CoachError):
    """The folders given would make coach read its own output or lose files."""

    exit_code = ExitCode.UNSAFE
