"""Every operation of the API, in the order of the reference page."""

from __future__ import annotations

from http import HTTPStatus

from msgspec import Struct

from recolement.web.api import desk, reading, shapes, sheets
from recolement.web.api.operations import BALLOT, SHEET, UNIT, Handler, Operation, Parameter
from recolement.web.api.reading import MOST_LINES

PHOTOS = ("image/jpeg", "image/png", "image/webp")
JSON_LINES, TEXT = "application/jsonl", "text/plain"


def _act(name: str, path: str, said: str, handler: Handler, takes: type[Struct], action: str) -> Operation:
    """An act: under a key, a line of the ledger."""
    return Operation(
        name, "POST", path, said, handler, shapes.Recorded, action, takes, keyed=True,
        status=HTTPStatus.CREATED,
    )  # fmt: skip


OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "readBallot", "GET", BALLOT, "The ballot, its questions, and what this token is.",
        reading.ballot, shapes.BallotRead,
    ),
    Operation(
        "checkSheet", "POST", f"{SHEET}/check",
        "What the checks would find about a sheet. Nothing is recorded.",
        sheets.check, shapes.Checked, "fill_sheet", shapes.Figures,
    ),
    Operation(
        "keepPhoto", "POST", f"{UNIT}/photos",
        "Keep the photo of a signed sheet: decoded and made anew, nothing else of the file stays. The same "
        "photo twice is one.",
        sheets.keep_photo, shapes.PhotoKept, "fill_sheet", PHOTOS, status=HTTPStatus.CREATED,
    ),
    _act(
        "sendSheet", SHEET,
        "Send a signed sheet. It is recorded even where it does not add up; of two senders the first wins.",
        sheets.send, shapes.SheetSent, "fill_sheet",
    ),
    Operation(
        "readSheet", "GET", SHEET, "Where a sheet stands: its state, figures and findings.",
        sheets.read, shapes.SheetState,
    ),
    _act(
        "acceptSheet", f"{SHEET}/accept", "Take a sheet as it is.",
        desk.accept, shapes.Accepted, "accept_sheet",
    ),
    _act(
        "returnSheet", f"{SHEET}/return", "Send a sheet back with a reason: it is awaited again.",
        desk.send_back, shapes.Returned, "return_sheet",
    ),
    _act(
        "recordNoVote", f"{SHEET}/no-vote", "Record that no vote was held there.",
        desk.no_vote, shapes.Returned, "record_no_vote",
    ),
    _act(
        "correctFigure", f"{SHEET}/correct", "Correct one figure; the old one remains readable.",
        desk.correct, shapes.Corrected, "correct_figure",
    ),
    _act(
        "setAside", f"{SHEET}/set-aside", "Leave a sheet out of the sums until the commission rules.",
        desk.set_aside, shapes.SetAside, "set_aside",
    ),
    _act(
        "acknowledgeFinding", f"{SHEET}/acknowledge", "Say that a finding is known and explained.",
        desk.acknowledge, shapes.Acknowledged, "acknowledge",
    ),
    _act(
        "fileDispute", f"{SHEET}/disputes", "File a dispute on a sheet.",
        desk.dispute, shapes.DisputeSent, "file_dispute",
    ),
    Operation(
        "readDisputes", "GET", f"{BALLOT}/disputes", "Every dispute, and what became of it.",
        reading.disputes, shapes.Disputes,
    ),
    Operation(
        "readResults", "GET", f"{BALLOT}/results",
        "The tally, as `recolement tally --json` gives it. `level` and `unit` add places, `contest` and "
        "`round` restrict.",
        reading.results, shapes.Tally,
        query=(
            Parameter("contest", "This contest only."),
            Parameter("round", "This round only.", number=True),
            Parameter("level", "Each unit of this level too."),
            Parameter("unit", "This unit too."),
        ),
    ),
    Operation(
        "readLines", "GET", f"{BALLOT}/lines",
        f"Lines of the ledger from `start` to `end` − 1, as they are, one a row; {MOST_LINES:,} at most.",
        reading.lines, JSON_LINES,
        query=(
            Parameter("start", "The first line wanted; 0 is the first of all.", number=True),
            Parameter("end", "One more than the last line wanted.", number=True),
        ),
    ),
    Operation(
        "readReceipt", "GET", f"{BALLOT}/lines/{{line}}/receipt",
        "The receipt of a line that bears figures: it proves, offline, that the line is in the record.",
        reading.receipt, TEXT,
    ),
    Operation(
        "readCheckpoint", "GET", f"{BALLOT}/checkpoint", "The last signed checkpoint (C2SP).",
        reading.checkpoint, TEXT,
    ),
)  # fmt: skip
