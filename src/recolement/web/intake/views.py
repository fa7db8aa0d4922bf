"""The section's way: fill in, review, sign and send, receipt. What was typed is never lost."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.acts import RefusedEvent
from recolement.ledger.storage import earlier_answer
from recolement.model.findings import Severity
from recolement.model.ids import ContestId, UnitId
from recolement.model.sheets import TallySheet
from recolement.web.accounts.models import Account
from recolement.web.evenings import Evening
from recolement.web.intake.form import Typed, typed
from recolement.web.intake.models import Draft
from recolement.web.intake.photos import NotAPhoto, keep, made_anew, path_of
from recolement.web.intake.sending import intention_of, line_of, recorded, sent_back, somebody_else_sent
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.findings import say_finding, severity_label, what_to_do
from recolement.words.ledger import say as said
from recolement.words.naming import Names
from recolement.words.rehearsal import title_in

LONGEST_TEXT = 10_000
"""Characters of an observation or explanation."""


def _draft(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> Draft:
    """The typing of this account, begun if it was not; 404 where the section does not vote on this."""
    tonight = evening_of(request)
    asked = [one for one in tonight.now().questions if (one.contest.id, one.round.number) == (contest, round)]
    if not any(unit in question.place.leaves for question in asked):
        raise Http404
    assert isinstance(request.user, Account)
    draft, _ = Draft.objects.get_or_create(
        account=request.user, ballot=slug, contest=contest, round=round, unit=unit,
        defaults={"key": secrets.token_urlsafe(24)},
    )  # fmt: skip
    return draft


def _typed(tonight: Evening, draft: Draft) -> Typed:
    folder = tonight.now().folder
    return typed(folder, ContestId(draft.contest), draft.round, UnitId(draft.unit), draft.values)


def _page(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    """What the pages of one sheet share."""
    tonight = evening_of(request)
    folder, language = tonight.now().folder, language_of(request)
    names = Names(folder, language)
    read = _typed(tonight, draft)
    return {
        "draft": draft,
        "slug": draft.ballot,
        "ballot": title_in(folder.ballot.title, language),
        "unit": names.unit(draft.unit),
        "contest": names.contest(draft.contest),
        "several_rounds": len(folder.ballot.rounds) > 1,
        "typed": read,
        "roll": folder.roll(UnitId(draft.unit), draft.round),
        "place": f"{draft.ballot}/{draft.contest}/{draft.round}/{draft.unit}",
    }


@never_cache
@needs("fill_sheet", alone=False)
def fill(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """The paper form. Posting it keeps what is typed and goes on to the review."""
    digest, wrong = _photo(request)  # while others are answered: it takes longer than all the rest
    with evening_of(request).lock:
        return _filled(request, (slug, contest, round, unit), digest, wrong)


def _photo(request: HttpRequest) -> tuple[str, str]:
    """The digest of the photo that was sent, and what is wrong with it."""
    photo = request.FILES.get("photo")
    if photo is None:
        return "", ""
    try:
        return keep(made_anew(photo)), ""
    except NotAPhoto as not_a_photo:
        return "", say(f"photo.{not_a_photo.code}", language_of(request))


def _filled(request: HttpRequest, place: tuple[str, str, int, str], digest: str, wrong: str) -> HttpResponse:
    slug, contest, round, unit = place
    draft = _draft(request, slug, contest, round, unit)
    tonight = evening_of(request)
    if recorded(tonight, unit, contest, round) is not None:
        line = line_of(tonight, unit, contest, round)
        return render(request, "intake/already.html", _page(request, draft) | {"line": line})
    if earlier_answer(tonight.storage, draft.key) is not None:
        draft.key = secrets.token_urlsafe(24)  # sent, then returned by the federation: a new sending
        draft.save()
    if request.method == "POST":
        draft.photo = digest or draft.photo
        _keep(request, draft)
        if not wrong and _typed(tonight, draft).sheet is not None:
            return redirect("sheet-review", slug, contest, round, unit)
    page = _page(request, draft)
    page |= {
        "photo_wrong": wrong,
        "sheet_words": _sheet_words(request),
        "saved_at": draft.updated.timestamp(),
        "returned": sent_back(tonight, unit, contest, round),
    }
    return render(request, "intake/fill.html", page, status=400 if wrong or request.method == "POST" else 200)


@require_POST
@needs("fill_sheet")
def keep_draft(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Keep what is typed, a moment after it was: the page itself stays."""
    draft = _draft(request, slug, contest, round, unit)
    _keep(request, draft)
    return JsonResponse({"kept": draft.updated.isoformat()})


def _keep(request: HttpRequest, draft: Draft) -> None:
    draft.values = {
        name: str(value)[:LONGEST_TEXT]
        for name, value in request.POST.items()
        if name not in ("csrfmiddlewaretoken", "photo")
    }
    draft.save()


@never_cache
@require_GET
@needs("fill_sheet")
def review(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """What was read, what does not add up and what to do, then the signature."""
    draft = _draft(request, slug, contest, round, unit)
    page = _page(request, draft)
    sheet = page["typed"].sheet
    if sheet is None:
        return redirect("sheet", slug, contest, round, unit)
    return render(request, "intake/review.html", page | _reviewed(request, sheet))


def _reviewed(request: HttpRequest, sheet: TallySheet) -> dict[str, Any]:
    """The findings of the sheet as it would be recorded, each with what the section can do."""
    tonight = evening_of(request)
    language = language_of(request)
    names = Names(tonight.now().folder, language)
    found = [one for one in tonight.now().if_received(sheet) if one.code[0] in "ARW"]
    words = {key: say(f"sheet.{key}", language) for key in ("sending", "waiting")}
    return {
        "findings": [
            {
                "code": one.code,
                "severity": one.severity.value,
                "label": severity_label(one.severity, language),
                "text": say_finding(one, names),
                "to_do": what_to_do(one.code, "section", language),
            }
            for one in found
        ],
        "errors": any(one.severity is Severity.ERROR for one in found),
        "send_words": words,
    }


@require_POST
@needs("fill_sheet")
def send(request: HttpRequest, slug: str, contest: str, round: int, unit: str) -> HttpResponse:
    """Record the signed sheet. The same sending twice is one line and the same receipt."""
    draft = _draft(request, slug, contest, round, unit)
    tonight = evening_of(request)
    page = _page(request, draft)
    sheet = page["typed"].sheet
    signed = request.POST.get("name", "").strip()[:200]
    explanation = request.POST.get("explanation", "").strip()[:LONGEST_TEXT]
    if sheet is None:
        return redirect("sheet", slug, contest, round, unit)
    reviewed = _reviewed(request, sheet)
    missing = [
        name for name, there in (("sign_name", signed), ("sign", request.POST.get("certify"))) if not there
    ]
    if reviewed["errors"] and not explanation:
        missing.append("explanation")
    if missing:
        page |= reviewed | {"missing": missing, "signed": signed, "explanation": explanation}
        return render(request, "intake/review.html", page, status=400)
    assert isinstance(request.user, Account)
    observed = str(draft.values.get("observations", "")).strip()
    photos = [draft.photo] if draft.photo else []
    answer = tonight.record(
        intention_of(tonight, sheet, request.user.actor, observed, explanation, signed, photos),
        draft.key,
        somebody_else_sent(unit, contest, round),
    )
    if isinstance(answer, RefusedEvent):
        page |= {"refused": said(answer.code, answer.facts, language_of(request)), "kept": True}
        return render(request, "intake/already.html", page, status=409)
    return redirect("receipt", slug, answer.seq)


@require_GET
@needs("see_photo")
def photo(request: HttpRequest, slug: str, digest: str, unit: str) -> FileResponse:
    """The photo of a sheet, for those who may see it."""
    tonight = evening_of(request)
    tonight.now()
    cited = tonight.scans(unit)
    own = Draft.objects.filter(ballot=slug, unit=unit, photo=digest).exists()
    if (digest not in cited and not own) or not path_of(digest).is_file():
        raise Http404
    return FileResponse(path_of(digest).open("rb"), content_type="image/jpeg")


def _sheet_words(request: HttpRequest) -> dict[str, str]:
    """The sentences that the page's script says beside the boxes."""
    language = language_of(request)
    kept = {name: say(f"sheet.kept_{name}", language, at="{at}") for name in ("device", "server")}
    words = {name: say(f"sheet.kept_{name}", language) for name in ("restored", "full", "expired")}
    looks = {
        f"{code}.{side}": say(
            f"look.{code}_{side}", language, found="{found}", expected="{expected}", difference="{difference}"
        )
        for code, sides in {"A1": ("more", "fewer"), "A2": ("more", "fewer"), "A3": ("more", "fewer"),
                            "R1": ("more",), "R2": ("more",)}.items()
        for side in sides
    }  # fmt: skip
    return {**kept, **words, **looks, "number": say("sheet.number", language)}
