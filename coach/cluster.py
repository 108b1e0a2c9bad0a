"""What makes a recording travel to a worker of a cluster, and the worker fit to hear it."""

from __future__ import annotations

import functools
import re
import sys
from dataclasses import replace
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from coach import __version__
from coach.errors import FailureKind, RecordingError, UsageError
from coach.executors.cluster import DaskExecutor
from coach.settings import default_cache
from coach.weights import DEFAULT_MODEL, find

if TYPE_CHECKING:
    from coach.pipeline import Task

ADDRESS = re.compile(r"(tcp|tls|wss?)://[^\s/]+:\d+")

LIBRARIES = ("faster-whisper", "ctranslate2", "onnxruntime", "av", "numpy", "librosa")
"""Whose versions change what is heard."""


def cluster(address: str, model: str) -> DaskExecutor:
    """Make the executor for the Dask scheduler at `address`; workers must have `model`, too.

    Raises
    ------
    UsageError
        Where that is no address.
    MissingError
        Where this computer has not got the model.
    """
    if not ADDRESS.fullmatch(address):
        raise UsageError(f"--cluster {address!r} is no address such as tcp://10.0.0.5:8786.")
    return DaskExecutor(
        address=address,
        survey=partial(survey, model),
        expected=survey(model),
        pack=packed,
        unpack=partial(at_home, model),
    )


@functools.cache
def survey(model: str) -> dict[str, str]:
    """Tell what this machine has that changes what is heard: versions, and weights by digest.

    Weights are verified once in a process.

    Raises
    ------
    MissingError
        Where the model is not there.
    """
    found = {"Python": f"{sys.version_info.major}.{sys.version_info.minor}", "coach": __version__}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    for kind, name in (("model", model), ("number model", DEFAULT_MODEL)):
        found[kind] = f"sha256:{find(name, default_cache()).sha256}"
    return found


def packed(task: Task) -> Task:
    """Put the recording's bytes into a task: the worker sees no disk of ours.

    Raises
    ------
    RecordingError
        NOT_FOUND or UNREADABLE.
    """
    try:
        content = Path(task.location or "").read_bytes()
    except FileNotFoundError as error:
        raise RecordingError(FailureKind.NOT_FOUND, "The file is not there any more.") from error
    except OSError as error:
        raise RecordingError(FailureKind.UNREADABLE, "The file may not be read.") from error
    return replace(task, location=None, content=content)


def at_home(model: str, task: Task) -> Task:
    """Point a task to the weights as they lie on this machine; `survey` has verified them."""
    found, numbers = find(model, default_cache()), find(DEFAULT_MODEL, default_cache())
    hearing = replace(
        task.hearing, model_folder=str(found.folder), number_folder=str(numbers.folder)
    )
    return replace(task, hearing=hearing)
