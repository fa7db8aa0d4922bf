"""What is sent and answered, as typed structs: read strictly, and described in the OpenAPI document."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

import msgspec

Figure: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=999_999_999)]
"""A count as a form takes it: nine digits at most."""
Short: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Long: TypeAlias = Annotated[str, msgspec.Meta(max_length=10_000)]
Reason: TypeAlias = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000, pattern=r"\S")]
PhotoDigest: TypeAlias = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


class Sent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A body: fields that it does not know are an error, so that none is lost in silence."""


class Figures(Sent, frozen=True, kw_only=True):
    """The figures of a sheet, as the paper bears them. What the paper leaves empty is left out, never 0."""

    registered: Figure | None = None
    signatures: Figure | None = None
    in_box: Figure | None = None
    voters: Figure | None = None
    blank: Figure | None = None
    null: Figure | None = None
    blank_null: Figure | None = None
    valid: Figure | None = None
    votes: dict[str, Figure]
    """By option; an option left out is unknown."""


class SheetSent(Figures, frozen=True, kw_only=True):
    """A signed tally sheet. Where it does not add up it is recorded all the same, with an explanation."""

    signed_by: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"\S")]
    """Who certifies that these are the figures of the paper signed by the bureau."""
    explanation: Long = ""
    """Needed where the figures do not add up."""
    observations: Long = ""
    """What is written on the paper."""
    photos: Annotated[list[PhotoDigest], msgspec.Meta(max_length=20)] = []
    """Digests of photos kept for this unit."""


class Returned(Sent, frozen=True, kw_only=True):
    """A reason."""

    reason: Reason


class SetAside(Sent, frozen=True, kw_only=True):
    """Why a sheet is left out of the sums until the commission rules."""

    kind: Literal["twice", "misdirected", "other"]
    reason: Reason


class Corrected(Sent, frozen=True, kw_only=True):
    """One figure, with its reason; the old one remains readable."""

    field: Short
    value: Figure
    reason: Reason
    evidence: Long = ""


class Acknowledged(Sent, frozen=True, kw_only=True):
    """A finding is known and explained."""

    code: Annotated[str, msgspec.Meta(min_length=1, max_length=10)]
    reason: Reason


class DisputeSent(Sent, frozen=True, kw_only=True):
    """A dispute on one sheet. ``correct`` names ``options`` (swapped), ``ballots`` or ``values`` claimed."""

    grounds: Reason
    seeks: Literal["annul", "recount", "correct"]
    options: Annotated[list[Short], msgspec.Meta(max_length=2)] = []
    ballots: Figure | None = None
    values: dict[str, Figure] = {}


class Accepted(Sent, frozen=True, kw_only=True):
    """Nothing to say: an empty object."""


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """The act is a line of the ledger, under a signed checkpoint."""

    line: int
    receipt: str
    """The address of the line's receipt, which proves offline that it is in the record."""
    checkpoint: str
    """The signed checkpoint that counts the line (C2SP)."""
    id: str | None = None
    """Of the dispute, where one was filed."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A finding of the checks, with its sentence."""

    code: str
    severity: Literal["error", "warning", "notice"]
    fields: list[str]
    expected: int | float | str | None
    found: int | float | str | None
    difference: int | float | str | None
    sentence: str
    acknowledged: str | None = None


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """What the checks would find; nothing was recorded. With ``errors`` an explanation will be needed."""

    errors: bool
    findings: list[Found]


class SheetState(msgspec.Struct, frozen=True, kw_only=True):
    """Where a sheet stands: the figures that stand, those first recorded, and what was found."""

    unit: str
    contest: str
    round: int
    state: str
    """awaited, returned, received, flagged, accepted, set_aside, no_vote or annulled."""
    figures: Figures | None
    recorded: Figures | None
    photos: list[str]
    lines: list[int]
    """The lines of the ledger that bear figures of this sheet."""
    findings: list[Found]


class PhotoKept(msgspec.Struct, frozen=True, kw_only=True):
    """The photo was made anew and is kept under its digest."""

    photo: str


class OptionRead(msgspec.Struct, frozen=True, kw_only=True):
    """An option."""

    id: str
    name: str


class QuestionRead(msgspec.Struct, frozen=True, kw_only=True):
    """A contest in a round: sheets are awaited, or not yet."""

    contest: str
    name: str
    round: int
    unit: str
    """Where it is decided."""
    awaited: bool
    double_entry: bool
    options: list[OptionRead]


class BallotRead(msgspec.Struct, frozen=True, kw_only=True):
    """A ballot, and what the token is."""

    ballot: str
    title: str
    organisation: str
    levels: list[str]
    root: str
    lines: int
    post: str
    unit: str
    """The token's place; empty for the whole ballot."""
    questions: list[QuestionRead]


class DisputeRead(msgspec.Struct, frozen=True, kw_only=True):
    """A dispute, and what became of it."""

    id: str
    seeks: str
    units: list[str]
    grounds: str
    state: Literal["open", "withdrawn", "ruled"]
    effect: str | None


class Disputes(msgspec.Struct, frozen=True, kw_only=True):
    """Every dispute of the ballot."""

    disputes: list[DisputeRead]


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """The result as ``recolement tally --json`` gives it (``recolement-tally/1``)."""

    format: Literal["recolement-tally/1"]
    title: str
    contests: list[dict[str, Any]]
    findings: list[dict[str, Any]]


class ProblemRead(msgspec.Struct, frozen=True, kw_only=True, rename={"kind": "type"}):
    """An error (RFC 9457). ``code`` is for programs; ``detail`` is a sentence in the reader's language."""

    kind: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, int | str]
    findings: list[Found] = []
