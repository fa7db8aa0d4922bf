"""What a verification found: what is wrong and where, what is worth knowing, and the results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recolement.acts import Moment
from recolement.ledger.note import VerifierKey
from recolement.model.findings import Finding

if TYPE_CHECKING:
    from recolement.verify.walk import Walk

MOST = 20
"""How many of one kind are listed before they are only counted."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something that does not hold: a code, the file, the line (0 is the first) or row, and the facts."""

    code: str
    file: str | None = None
    line: int | None = None
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(slots=True)
class Report:
    """The result of a verification. It holds if nothing is wrong."""

    pinned: VerifierKey | None = None
    """The key that the reader trusts, if they gave one."""
    trusted: bool = False
    """Whether the checkpoint is signed by the pinned key, or by one it handed over to."""
    origin: str = ""
    key: VerifierKey | None = None
    """The key that signed the checkpoint."""
    size: int = 0
    """How many lines there are."""
    signed: int = 0
    """How many lines the checkpoint counts."""
    root: bytes = b""
    wrongs: list[Wrong] = field(default_factory=list)
    notices: list[Wrong] = field(default_factory=list)
    """Worth knowing, and not wrong: texts erased, keys changed, witnesses."""
    findings: list[Finding] = field(default_factory=list)
    """Clocks that disagree (family L)."""
    results: list[dict[str, object]] = field(default_factory=list)
    """The figures and outcome of each question, computed from the lines."""
    moment: Moment | None = None
    """The state at the last line that could be read."""
    walk: Walk | None = None
    """The lines as they were read."""
    _counted: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether everything holds."""
        return not self.wrongs

    def wrong(self, code: str, file: str | None = None, line: int | None = None, **facts: str | int) -> None:
        """Note something that does not hold; after :data:`MOST` of one kind, they are only counted."""
        seen = self._counted[code] = self._counted.get(code, 0) + 1
        if seen <= MOST:
            self.wrongs.append(Wrong(code, file, line, facts))

    def notice(self, code: str, file: str | None = None, line: int | None = None, **facts: str | int) -> None:
        """Note something worth knowing."""
        self.notices.append(Wrong(code, file, line, facts))

    @property
    def unlisted(self) -> dict[str, int]:
        """How many more of each kind there are than are listed."""
        return {code: seen - MOST for code, seen in self._counted.items() if seen > MOST}
