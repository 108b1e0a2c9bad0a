"""Who is asking, and what they may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coach.identity import compared

if TYPE_CHECKING:
    from coach.records import Recording

Role = Literal["owner", "admin", "manager", "rep"]
OWNER = 1
"""The account of the one person on this computer."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who came in: by session (`form` is its secret for forms) or by key (None)."""

    account: int
    name: str
    role: Role
    rep: str | None
    form: str | None = None

    @property
    def manages(self) -> bool:
        """Whether everybody's messages may be seen and put right."""
        return self.role != "rep"

    @property
    def administers(self) -> bool:
        """Whether accounts may be made and shut."""
        return self.role == "admin"

    @property
    def only_rep(self) -> str | None:
        """The only rep whose messages may be seen; None: everybody's."""
        return None if self.manages else self.rep or ""

    @property
    def by(self) -> str:
        """The name that corrections are signed with."""
        return self.rep or self.name or "you"

    def sees(self, recording: Recording) -> bool:
        """Whether a message may be seen: a rep sees own ones, by the name as it is compared."""
        own = compared(self.rep)
        return self.manages or bool(own and own == compared(recording.rep))
