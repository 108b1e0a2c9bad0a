"""What all tests share: a quick, repeatable Hypothesis, and the shipped playbook.

Speech comes from `spoken`, sound from `sounds`: plain functions, so that property tests and
fixtures of other files can use them too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from coach.playbook import load_playbook

if TYPE_CHECKING:
    from coach.playbook import Playbook

settings.register_profile("quick", max_examples=25, deadline=None, derandomize=True, database=None)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def standard() -> Playbook:
    return load_playbook("standard")
