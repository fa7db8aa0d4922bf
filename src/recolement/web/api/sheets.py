"""The section's way: check a sheet, keep its photo, send it, read where it stands."""

from __future__ import annotations

from io import BytesIO

from django.core.files import File

from recolement.ledger.events import EntryRecorded, SheetRecorded
from recolement.ledger.storage import earlier_answer
from recolement.model.findings import Severity
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.sheets import FIGURES, TallySheet
from recolement.web.api import shapes
from recolement.web.api.handling import findings, record
from recolement.web.api.models import PhotoSent
from recolement.web.api.operations import Asked
from recolement.web.api.problems import Problem
from recolement.web.intake.form import offered
from recolement.web.intake.photos import NotAPhoto, keep, made_anew
from recolement.web.intake.sending import intention_of, somebody_else_sent


def sheet_of(asked: Asked, figures: shapes.Figures) -> TallySheet:
    """The sheet that a body is; an option that is not on offer there is an error."""
    unit, contest, round_ = asked.sheet
    folder = asked.tonight.now().folder
    known = {
        one.id for one in offered(folder, folder.ballot.contest(ContestId(contest)), round_, UnitId(unit))
    }
    unknown = next((option for option in figures.votes if option not in known), None)
    if unknown is not None:
        raise Problem("unknown_option", 422, {"found": unknown})
    counts = {name: value for name in FIGURES if (value := getattr(figures, name)) is not None}
    votes = {OptionId(option): count for option, count in figures.votes.items()}
    return TallySheet(UnitId(unit), ContestId(contest), round_, votes=votes).with_figures(counts, votes)


def _checked(asked: Asked, sheet: TallySheet) -> shapes.Checked:
    found = [one for one in asked.tonight.now().if_received(sheet) if one.code[0] in "ARW"]
    errors = any(one.severity is Severity.ERROR for one in found)
    return shapes.Checked(errors=errors, findings=findings(asked, found))


def check(asked: Asked) -> shapes.Checked:
    """Say what would be found about a sheet."""
    with asked.tonight.lock:
        return _checked(asked, sheet_of(asked, asked.body))


def send(asked: Asked) -> shapes.Recorded:
    """Record a signed sheet."""
    body, tonight = asked.body, asked.tonight
    unit, contest, round_ = asked.sheet
    with tonight.lock:
        sheet = sheet_of(asked, body)
        sent_before = earlier_answer(tonight.storage, asked.key) is not None
        if not sent_before:
            _may_be_sent(asked, sheet)
        intention = intention_of(
            tonight, sheet, asked.actor, body.observations.strip(), body.explanation.strip(),
            body.signed_by.strip(), body.photos,
        )  # fmt: skip
        return record(asked, intention, somebody_else_sent(unit, contest, round_))


def _may_be_sent(asked: Asked, sheet: TallySheet) -> None:
    """What the form asks for too: photos of this section, and an explanation where it does not add up."""
    body, slug = asked.body, asked.tonight.slug
    if body.photos:
        kept = PhotoSent.objects.filter(ballot=slug, unit=sheet.unit, digest__in=body.photos)
        known = set(kept.values_list("digest", flat=True))
        unknown = next((digest for digest in body.photos if digest not in known), None)
        if unknown is not None:
            raise Problem("photo_unknown", facts={"found": unknown})
    checked = _checked(asked, sheet)
    if checked.errors and not body.explanation.strip():
        raise Problem("explanation_needed", findings=checked.findings)


def keep_photo(asked: Asked) -> shapes.PhotoKept:
    """Decode a photo, make it anew and keep it."""
    try:
        digest = keep(made_anew(File(BytesIO(asked.body))))
    except NotAPhoto as not_a_photo:
        raise Problem(not_a_photo.code) from None
    PhotoSent.objects.get_or_create(ballot=asked.tonight.slug, unit=asked.place["unit"], digest=digest)
    return shapes.PhotoKept(photo=digest)


def read(asked: Asked) -> shapes.SheetState:
    """Where a sheet stands."""
    tonight = asked.tonight
    unit, contest, round_ = asked.sheet
    night = tonight.now()
    retained = night.retained(UnitId(unit), ContestId(contest), round_)
    lines = [
        event
        for event in tonight.of_unit.get(unit, ())
        if isinstance(event, SheetRecorded | EntryRecorded)
        and (event.contest, event.round) == (contest, round_)
    ]
    return shapes.SheetState(
        unit=unit,
        contest=contest,
        round=round_,
        state=tonight.board().states.get((UnitId(unit), ContestId(contest), round_), "awaited"),
        figures=_figures(retained.sheet),
        recorded=_figures(retained.recorded),
        photos=[scan for event in lines for scan in event.scans],
        lines=[event.seq for event in lines],
        findings=findings(asked, night.findings_of(UnitId(unit), ContestId(contest), round_)),
    )


def _figures(sheet: TallySheet | None) -> shapes.Figures | None:
    if sheet is None:
        return None
    return shapes.Figures(
        votes={str(option): count for option, count in sheet.votes.items()},
        **{name: sheet.figure(name) for name in FIGURES},
    )
