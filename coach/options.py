"""The command line's options, each with one meaning everywhere, and where their values come from.

Flags win over COACH_... in the environment, the environment over a TOML file.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from coach.errors import UsageError
from coach.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Container

CONFIG_NAME = "coach.toml"


def _option(env: str, help_text: str, **more: Any) -> Any:
    return typer.Option(envvar=f"COACH_{env}", help=help_text, show_envvar=False, **more)


Out = Annotated[Path, _option("OUT", "Folder for the pages.")]
Home = Annotated[
    Path | None,
    _option("HOME", "Folder for history and transcripts (default: your user data folder)."),
]
Model = Annotated[str, _option("MODEL", "Whisper model by name, or its folder.")]
PlaybookOption = Annotated[
    str, _option("PLAYBOOK", "standard, short, email-redirect, or a TOML file.")
]
RosterFile = Annotated[
    Path | None, _option("ROSTER", "CSV that says who left what to whom and when.")
]
Rep = Annotated[str | None, _option("REP", "Who left the messages.")]
RepCompany = Annotated[str | None, _option("REP_COMPANY", "Their company.")]
RepPhone = Annotated[str | None, _option("REP_PHONE", "Their own number, to compare with.")]
Prospect = Annotated[str | None, _option("PROSPECT", "Who the messages are for.")]
ProspectCompany = Annotated[str | None, _option("PROSPECT_COMPANY", "The prospect's company.")]
Pattern = Annotated[
    str | None,
    _option("PATTERN", "Regular expression with groups such as (?P<rep>...) over the path."),
]
Region = Annotated[str, _option("REGION", "Region of national telephone numbers.")]
Timezone = Annotated[
    str | None,
    _option("TIMEZONE", "IANA time zone of times without one (default: this machine's)."),
]
Language = Annotated[
    str, _option("LANGUAGE", "Language spoken; anything but en is transcribed, not refused.")
]
Device = Annotated[str, _option("DEVICE", "What the model runs on: cpu, cuda or auto.")]
Jobs = Annotated[int | None, _option("JOBS", "Recordings worked on at a time.", min=1)]
MaxMinutes = Annotated[float, _option("MAX_MINUTES", "Longest recording to take.", min=0.01)]
MaxMb = Annotated[float, _option("MAX_MB", "Largest file to take.", min=0.001)]
AudioOlderThan = Annotated[
    float | None,
    _option("AUDIO_OLDER_THAN", "Days after which the sound of a message is erased.", min=0),
]
TextOlderThan = Annotated[
    float | None,
    _option("TEXT_OLDER_THAN", "Days after which its words, and so its page, are erased.", min=0),
]
Cluster = Annotated[
    str | None, _option("CLUSTER", "Dask scheduler that does the work, such as tcp://host:8786.")
]
Json = Annotated[bool, _option("JSON", "Print one JSON object a recording, and nothing else.")]
Quiet = Annotated[bool, _option("QUIET", "Print nothing but errors and what was asked for.")]
Open = Annotated[
    bool, typer.Option("--open", envvar="COACH_OPEN", help="Show the index in the browser.")
]


def settings(given: dict[str, Any]) -> Settings:
    """Settings out of a command's arguments."""
    fields = Settings.__dataclass_fields__
    chosen = {name: value for name, value in given.items() if name in fields and value is not None}
    if "region" in chosen:
        chosen["region"] = chosen["region"].upper()
    return Settings(**chosen)


def file_options(file: Path | None, known: Container[str]) -> dict[str, Any]:
    """Options from a TOML file: keys as the flags are called, without the dashes in front.

    The file is the one named, else `coach.toml` in this folder, else none. `known` are the names
    that it may use.

    Raises
    ------
    UsageError
        Where it cannot be read or is no TOML.
    """
    path = file or Path(CONFIG_NAME)
    if file is None and not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"The settings file {path} cannot be read.") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: {error}") from error
    given = {key.replace("-", "_"): value for key, value in content.items()}
    for key, value in given.items():
        if key not in known or isinstance(value, dict):
            raise UsageError(f"{path}: {key!r} is no option of coach.")
    return given
