"""What was done about a result, in sentences beside it: freezes that hold, referrals, disputes, rallies."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from recolement.canvass import Canvass, ContestResult
from recolement.canvass.gate import proclaimed_before_a_change
from recolement.words.fields import day, moment
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown
from recolement.words.roles import role_label

LONG_REASON = 300
"""Characters of a reason or grounds that a note quotes."""


def notes_on(canvass: Canvass, result: ContestResult, names: Names) -> tuple[str, ...]:
    """The notes of one result; none where it is not decided."""
    return tuple(_notes(canvass, result, names)) if result.totals is not None else ()


def _notes(canvass: Canvass, result: ContestResult, names: Names) -> Iterable[str]:
    state, french = canvass.proceedings, names.language == "fr"
    zone = clock_of(canvass)
    leaves = canvass.places.get(result.unit).leaves
    question = canvass.count(result.contest, result.round, result.unit).question
    overtaken = proclaimed_before_a_change(question, state)
    if overtaken is not None:
        at, version = when(overtaken.at, names.language, zone), overtaken.version
        yield (
            f"Les chiffres ont changé depuis la version {version}, proclamée le {at} ; "
            f"la version {version + 1} n'est pas encore proclamée."
            if french
            else f"The figures have changed since version {version}, proclaimed on {at}; "
            f"version {version + 1} is not proclaimed yet."
        )
    for freeze in state.freezes.values():
        act = freeze.act
        here = freeze.units is None or not freeze.units.isdisjoint(leaves)
        if freeze.lifted is not None or not here or not act.target.touches(result.contest, result.round):
            continue
        since, reason = when(act.at, names.language, zone), shown(act.reason, LONG_REASON)
        until = f" (jusqu'au {when(act.until, 'fr')})" if french else f" (until {when(act.until, 'en')})"
        until = until if act.until is not None else ""
        by = role_label(act.role or act.by or "", names.language)
        who = f", {by}" if by else ""
        yield (
            f"Gel depuis le {since}{who}{until} : {reason}"
            if french
            else f"Frozen since {since}{who}{until}: {reason}"
        )
    for referral in state.referrals:
        if referral.target.touches(result.contest, result.round):
            of, to, at = (
                shown(referral.of, LONGEST),
                shown(referral.to, LONGEST),
                when(referral.at, names.language, zone),
            )
            due = "" if referral.due is None else when(referral.due, names.language)
            tail = f", réponse attendue le {due}" if french and due else f", due {due}" if due else ""
            yield (
                f"« {of} » renvoyé à {to} le {at}{tail}."
                if french
                else f"“{of}” referred to {to} on {at}{tail}."
            )
    for dispute in state.disputes.values():
        act_filed = dispute.act
        if not dispute.open or not act_filed.target.touches(result.contest, result.round):
            continue
        if dispute.units and set(dispute.units).isdisjoint(leaves):
            continue
        grounds = shown(act_filed.grounds, LONG_REASON) or "—"
        at = when(act_filed.at, names.language, zone)
        id = shown(act_filed.id, LONGEST)
        yield f"Litige « {id} », {at} : {grounds}" if french else f"Dispute “{id}”, {at}: {grounds}"
    for rally in state.rallies:
        if rally.target.touches(result.contest, result.round):
            option, to = names.option(result.contest, rally.option), names.option(result.contest, rally.to)
            yield f"{option} appelle à voter {to}." if french else f"{option} calls to vote for {to}."


def when(at: date | datetime | None, language: Language, zone: ZoneInfo | None = None) -> str:
    """The date of an act, with its time where it has one, on a zone's clock where one is given."""
    if at is None:
        return ""
    if zone is None or not isinstance(at, datetime) or at.tzinfo is None:
        return moment(at.isoformat(), language)
    here = at.astimezone(zone)
    on = "à" if language == "fr" else "at"
    return f"{day(here, language)} {on} {here:%H:%M} ({zone.key})"


def clock_of(canvass: Canvass) -> ZoneInfo:
    """The clock of the ballot; UTC where its name means nothing here."""
    try:
        return ZoneInfo(canvass.folder.ballot.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
