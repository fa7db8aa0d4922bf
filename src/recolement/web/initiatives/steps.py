"""From the closing to the ballot that follows: committed to, checked, canvassed, handed on, destroyed."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.formats.rulebook import parse_share
from recolement.initiatives.outcome import State
from recolement.initiatives.rulebook import Rulebook
from recolement.initiatives.sampling import Decision, Petition, Plan
from recolement.model.problems import Unusable
from recolement.publication.initiative import arithmetic
from recolement.publication.panel_ceremony import canonical
from recolement.web.accounts.models import Account
from recolement.web.acting import record, text
from recolement.web.evenings import evening
from recolement.web.initiatives import ledger
from recolement.web.initiatives.closing import COUNTED, LEAVES, commit, counted_document
from recolement.web.initiatives.guard import actor_of, needs_initiative
from recolement.web.initiatives.ledger import (
    InitiativeLedger,
    Progress,
    assessed,
    progress_of,
    publish,
    rules_of,
    state,
)
from recolement.web.initiatives.models import Initiative
from recolement.web.initiatives.opening import after_the_canvass, canvass_of, following_of, opened
from recolement.web.initiatives.organiser import page_of
from recolement.web.initiatives.purging import purge as destroy
from recolement.web.initiatives.vault import Vault, vault_of
from recolement.web.initiatives.verifying import (
    GOOD,
    VERDICTS,
    decided_by_the_count,
    decision,
    draw,
    found_in,
    judge,
    mark_the_rest,
    plan_of,
    to_check,
)
from recolement.web.words import language_of, say

TEMPLATE = "yes_no"


def _back(request: HttpRequest, initiative: Initiative, code: str = "") -> HttpResponse:
    """To the organiser's page; a code says why nothing was done."""
    if code:
        messages.error(request, say(code, language_of(request)))
    return redirect("initiative-organise", initiative.slug)


def _verifying(initiative: Initiative) -> tuple[Progress, Rulebook, Vault] | None:
    """What the steps of the verification need, while it lasts."""
    progress, rules, vault = progress_of(initiative), rules_of(initiative), vault_of(initiative.slug)
    if rules is None or vault is None or not progress.closed or progress.verdict is not None:
        return None
    return progress, rules, vault


@require_POST
@needs_initiative("organise_initiative")
def close(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Commit to what counts, once the time is over and every sheet is typed; nothing comes in after it."""
    language, progress, rules = language_of(request), progress_of(initiative), rules_of(initiative)
    vault, word = vault_of(initiative.slug), say("initiative.close_word", language)
    if rules is None or vault is None or not progress.announced or progress.closed:
        return _back(request, initiative, "initiative.not_now")
    if timezone.now() < rules.closes:
        return _back(request, initiative, "initiative.too_early")
    if text(request, "word", 40).casefold() != word.casefold():
        messages.error(request, say("room.word_missing", language, word=word))
        return _back(request, initiative)
    made = commit(initiative, vault)
    own = publish(initiative, {COUNTED: counted_document(initiative), LEAVES: made.leaves})
    InitiativeLedger(initiative.slug).record(
        ledger.CLOSED, actor_of(request), "closing", root=made.root, signatures=made.size, documents=own
    )
    return _back(request, initiative)


def plan_in(line: dict[str, object]) -> Plan:
    """The plan that a line of the ledger has."""
    numbers = {
        name: int(str(line[name])) for name in ("signatures", "needed", "bar", "sample", "void_allowed")
    }
    petition = Petition(numbers["signatures"], numbers["needed"])
    return Plan(
        petition, Fraction(str(line["risk"])), numbers["bar"], numbers["sample"], numbers["void_allowed"], 0
    )


@require_POST
@needs_initiative("organise_initiative")
def plan(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Fix how many lines are checked and what decides, and say where the seed will come from.

    Where the count alone decides, it is the outcome. Where no sample would do, the check of all begins.
    """
    language, here = language_of(request), _verifying(initiative)
    if here is None or here[0].has(ledger.PLANNED):
        return _back(request, initiative, "initiative.not_now")
    _, rules, _ = here
    decided = decided_by_the_count(initiative, rules)
    if decided is not None:
        _verified(request, initiative, rules, decided, "count")
        return _back(request, initiative)
    try:
        risk, void = parse_share(text(request, "risk", 20)), parse_share(text(request, "void", 20))
    except ValueError:
        return _back(request, initiative, "initiative.share_wrong")
    source, at = text(request, "source", 300), _moment(text(request, "at", 16))
    if not (0 < risk < 1 and 0 <= void < 1):
        return _back(request, initiative, "initiative.share_wrong")
    made = plan_of(initiative, rules, risk, void)
    if not made.full and (not source or at is None or at <= timezone.now()):
        return _back(request, initiative, "initiative.source_wrong")
    InitiativeLedger(initiative.slug).record(
        ledger.PLANNED, actor_of(request), "plan", signatures=made.petition.signatures,
        needed=made.petition.needed, risk=str(made.risk), bar=made.bar, sample=made.drawn,
        void_allowed=made.void_allowed, source="" if made.full else source,
        at_planned="" if made.full or at is None else at.isoformat(),
    )  # fmt: skip
    if made.full:
        _check_all(request, initiative, made)
    else:
        messages.success(request, say("initiative.is_planned", language, sample=made.drawn))
    return _back(request, initiative)


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(settings.TIME_ZONE))
    except ValueError:
        return None


def _check_all(request: HttpRequest, initiative: Initiative, made: Plan) -> None:
    mark_the_rest(initiative)
    InitiativeLedger(initiative.slug).record(
        ledger.FULL, actor_of(request), "full", signatures=made.petition.signatures
    )


@require_POST
@needs_initiative("organise_initiative")
def seed(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Read out the public value, once its time has come, and draw."""
    here, value = _verifying(initiative), text(request, "value", 300)
    if (
        here is None
        or not here[0].has(ledger.PLANNED)
        or here[0].has(ledger.DRAWN)
        or here[0].has(ledger.FULL)
    ):
        return _back(request, initiative, "initiative.not_now")
    planned = dict(here[0].last[ledger.PLANNED])
    if timezone.now() < datetime.fromisoformat(planned["at_planned"]):
        return _back(request, initiative, "initiative.value_early")
    if not value or not value.isprintable():
        return _back(request, initiative, "initiative.value_missing")
    whole = f"{here[0].last[ledger.CLOSED]['root']} {value}"
    numbers = draw(initiative, plan_in(planned), whole)
    own = publish(
        initiative,
        {
            "sample.json": canonical(
                {"format": "recolement-initiative-sample/1", "seed": whole, "lines": numbers}
            )
        },
    )
    InitiativeLedger(initiative.slug).record(
        ledger.DRAWN, actor_of(request), "draw", value=value, seed=whole, lines=len(numbers), documents=own
    )
    return _back(request, initiative)


@never_cache
@require_GET
@needs_initiative("enter_signatures")
def check(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """The next line to check, beside the sheet of paper."""
    here = _verifying(initiative)
    lines = to_check(initiative)
    line = (
        None
        if here is None
        else lines.filter(verdict="").order_by("drawn").select_related("sheet", "member").first()
    )
    last = (
        lines.exclude(verdict="").order_by("-drawn").first()
        if line is None
        else (lines.exclude(verdict="").filter(drawn__lt=line.drawn).order_by("-drawn").first())
    )
    who = None
    if line is not None and line.member is not None and here is not None:
        who = here[2].member(line.member)
    page = {
        "initiative": initiative, "slug": initiative.slug, "line": line, "who": who, "last": last,
        "typed": here[2].opened(line.typed) if line is not None and here is not None else "",
        "verdicts": VERDICTS, "all": lines.count(), "left": lines.filter(verdict="").count(),
        "verifying": here is not None,
    }  # fmt: skip
    return render(request, "initiatives/check.html", page)


@require_POST
@needs_initiative("enter_signatures")
def verdict(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """What the paper shows of one line; ``again`` takes the last answer back."""
    here, said = _verifying(initiative), text(request, "verdict", 10)
    written = text(request, "line", 20)
    line = (
        to_check(initiative).filter(pk=int(written)).first()
        if written.isascii() and written.isdigit()
        else None
    )
    if here is None or line is None or said not in (GOOD, "again", *VERDICTS):
        messages.error(request, say("initiative.not_now", language_of(request)))
    else:
        judge(here[1], here[2], line, "" if said == "again" else said, actor_of(request))
    return redirect("initiative-check", initiative.slug)


@require_POST
@needs_initiative("organise_initiative")
def decide(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """What the check decides, once every drawn line is checked; else every other line is checked too."""
    here = _verifying(initiative)
    if here is None or not (here[0].has(ledger.DRAWN) or here[0].has(ledger.FULL)):
        return _back(request, initiative, "initiative.not_now")
    if here[0].has(ledger.FULL):
        mark_the_rest(initiative)
    if to_check(initiative).filter(verdict="").exists():
        return _back(request, initiative, "initiative.check_left")
    planned = plan_in(dict(here[0].last[ledger.PLANNED]))
    if here[0].has(ledger.FULL):
        planned = Plan(planned.petition, planned.risk, planned.bar, planned.petition.signatures, 0, 0)
    found = decision(initiative, here[1], planned)
    if found is Decision.FULL_CHECK:
        _rest(request, initiative, planned)
    else:
        _verified(request, initiative, here[1], found is Decision.SUFFICIENT, "check")
    return _back(request, initiative)


def _rest(request: HttpRequest, initiative: Initiative, planned: Plan) -> None:
    """The sample does not decide: every line that was not drawn is checked too."""
    void = found_in(initiative).void
    mark_the_rest(initiative)
    InitiativeLedger(initiative.slug).record(
        ledger.FULL, actor_of(request), "full", signatures=planned.petition.signatures, void=void,
        void_allowed=planned.void_allowed,
    )  # fmt: skip


def _verified(
    request: HttpRequest, initiative: Initiative, rules: Rulebook, sufficient: bool, by: str
) -> None:
    found = assessed(initiative, rules)
    InitiativeLedger(initiative.slug).record(
        ledger.VERIFIED, actor_of(request), "verified", sufficient=sufficient, by=by, needed=found.needed,
        counted=found.counted, units_needed=found.units_needed, units_reached=found.units_reached,
        void=found_in(initiative).void, sentences=arithmetic(rules, found, "fr"),
    )  # fmt: skip


@require_POST
@needs_initiative("organise_initiative")
def canvass(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Open the récolement of the signatures: disputes, rulings and the proclamation are those of votes."""
    language, progress, rules = language_of(request), progress_of(initiative), rules_of(initiative)
    if rules is None or progress.verdict is None or progress.has(ledger.CANVASSED):
        return _back(request, initiative, "initiative.not_now")
    written = text(request, "signers", 3)
    signers = int(written) if written.isascii() and written.isdigit() and 0 < int(written) <= 100 else 1
    slug = f"{initiative.slug}-recolement"
    ballot = canvass_of(initiative, rules, language, signers)
    assert isinstance(request.user, Account)
    opened(slug, ballot, f"{request.get_host()}/{slug}", request.user)
    InitiativeLedger(initiative.slug).record(ledger.CANVASSED, actor_of(request), "canvass", ballot=slug)
    return redirect("organise", slug)


@require_POST
@needs_initiative("organise_initiative")
def hand_on(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Open the debate or the vote as a ballot: its roll is closed, its first round ready to be opened."""
    language, progress, rules = language_of(request), progress_of(initiative), rules_of(initiative)
    found = None if rules is None else assessed(initiative, rules)
    if rules is None or state(progress, rules, found) is not State.SUFFICIENT:
        return _back(request, initiative, "initiative.not_now")
    if not progress.has(ledger.CANVASSED):
        return _back(request, initiative, "initiative.not_proclaimed")
    night = evening(progress.last[ledger.CANVASSED]["ballot"]).now()
    proclaimed, after = after_the_canvass(initiative, rules, night)
    if not proclaimed:
        return _back(request, initiative, "initiative.not_proclaimed")
    if not after.sufficient:
        return page_of(request, initiative, arithmetic(rules, after, language))
    options = [line.strip()[:300] for line in text(request, "options", 10_000).splitlines() if line.strip()]
    slug = f"{initiative.slug}-{rules.follows.value}"
    try:
        ballot = following_of(initiative, rules, language, TEMPLATE, options)
    except Unusable:
        return _back(request, initiative, "initiative.options_wrong")
    assert isinstance(request.user, Account)
    tonight = opened(slug, ballot, f"{request.get_host()}/{slug}", request.user)
    record(request, tonight, "organiser", "roll-closed/1", {}, key=f"roll-{slug}")
    InitiativeLedger(initiative.slug).record(
        ledger.HANDED_ON, actor_of(request), "handed-on", ballot=slug, follows=rules.follows.value
    )
    return redirect("organise", slug)


@require_POST
@needs_initiative("organise_initiative")
def purge(request: HttpRequest, initiative: Initiative) -> HttpResponse:
    """Destroy the roll and the signatures now, if the word was typed."""
    language = language_of(request)
    word = say("initiative.purge_word", language)
    if text(request, "word", 40).casefold() != word.casefold():
        messages.error(request, say("room.word_missing", language, word=word))
    elif destroy(initiative, actor_of(request), str(request.user)):
        messages.success(request, say("initiative.is_purged", language))
    else:
        messages.error(request, say("initiative.not_now", language))
    return _back(request, initiative)
