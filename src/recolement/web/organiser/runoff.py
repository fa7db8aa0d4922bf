"""The runoff, in one step: who may stand, who withdraws, joins or rallies, then one typed confirmation.

The page shows what will be recorded before it is. Who stands is computed from the round before, proclaimed;
the ledger refuses anything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from recolement.canvass import Canvass
from recolement.canvass.count import QuestionCount
from recolement.canvass.runoff import NoRunoff, OfRunoff, Runoff, decided_before, runoff_of
from recolement.formats.folder import read_folder
from recolement.formats.writing import write_folder
from recolement.ledger.events.rounds import RunoffAtPlace, RunoffPrepared
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId
from recolement.model.problems import Unusable
from recolement.publication.reporting import report
from recolement.web.acting import KEY, new_key, record, text
from recolement.web.awaited import counts_of
from recolement.web.evenings import Evening
from recolement.web.following import several_places
from recolement.web.organiser.adding import add_round
from recolement.web.organiser.runoff_places import of_places, why_not
from recolement.web.organiser.setting_up import in_pieces, uploaded
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.problems import problem_sentence
from recolement.words.rehearsal import title_in

ROLE = "organiser"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the form says: who withdraws, who joins whom, who calls to vote for whom."""

    withdrawn: tuple[OptionId, ...] = ()
    joined: tuple[tuple[OptionId, OptionId], ...] = ()
    rallied: tuple[tuple[OptionId, OptionId], ...] = ()


@never_cache
@needs("organise")
def runoff(request: HttpRequest, slug: str, contest: str, round: int, place: str = "") -> HttpResponse:
    """Prepare the second round, or see why it cannot be prepared: of a contest, or at one of its places."""
    tonight, language = evening_of(request), language_of(request)
    night = tonight.now()
    counts = counts_of(night, contest)
    ballot = night.folder.ballot
    held = {one.number for one in ballot.rounds if one.holds(ContestId(contest))} | {ballot.may_gain}
    several = several_places(night, contest)
    if _before(counts, round) is None or round not in held or (place and not several):
        raise Http404
    if several and not place:
        return of_places(request, tonight, contest, round)
    if place:
        counts = [one for one in counts if one.question.place.id == place]
    first = _before(counts, round)
    if first is None:
        raise Http404
    chosen = _chosen(request, first)
    found = runoff_of(contest, round, night.proceedings, counts, chosen.withdrawn)
    word = say("runoff.word", language)
    if request.method == "POST" and text(request, "step", 10) == "record" and isinstance(found, Runoff):
        if text(request, "seen", 20_000) != _as_seen(found, chosen):
            messages.error(request, say("runoff.changed", language))
        elif text(request, "word", 40).casefold() != word.casefold():
            messages.error(request, say("room.word_missing", language, word=word))
        elif _record(request, tonight, found, chosen, first, round, place):
            return redirect("organise-runoff", slug, contest, round)
    page = {
        "slug": slug,
        "title": title_in(night.folder.ballot.title, language),
        "contest": contest,
        "round": round,
        "place": place,
        "place_name": Names(night.folder, language).unit(place) if place else "",
        "adds": night.folder.ballot.may_gain == round,
        "word": word,
        "key": text(request, KEY, 200) or new_key(),
        **_first_round(night, first, language),
        **_shown(night.folder, found, chosen, first, language),
        "date": text(request, "date", 10),
        **_prepared(tonight, contest, round, place, language),
    }
    return render(request, "organiser/runoff.html", page)


def _before(counts: list[QuestionCount], number: int) -> QuestionCount | None:
    """The last round before that one, at its first place."""
    earlier = {
        one.question.round.number: one for one in reversed(counts) if one.question.round.number < number
    }
    return earlier[max(earlier)] if earlier else None


def _chosen(request: HttpRequest, first: QuestionCount) -> Choices:
    options = first.question.cells.options

    def towards(name: str) -> tuple[tuple[OptionId, OptionId], ...]:
        given = ((option, OptionId(text(request, f"{name}:{option}", 200))) for option in options)
        return tuple((option, to) for option, to in given if to in options and to != option)

    return Choices(
        tuple(option for option in options if request.POST.get(f"withdraw:{option}")),
        towards("join"),
        towards("rally"),
    )


def _as_seen(found: Runoff, chosen: Choices) -> str:
    """What the page showed when it was confirmed: other choices since are shown before they are recorded."""
    pairs = [f"{one}>{to}" for one, to in (*chosen.joined, ("", ""), *chosen.rallied)]
    return "|".join((*found.standing, "-", *chosen.withdrawn, "-", *pairs))


def _record(
    request: HttpRequest,
    tonight: Evening,
    found: Runoff,
    chosen: Choices,
    first: QuestionCount,
    round: int,
    place: str,
) -> bool:
    """Rallies first, each a fact of its own, then the round where none was declared, then the runoff.

    Sent again, the form ends what it began.
    """
    key, contest = text(request, KEY, 200), first.question.contest.id
    fields: dict[str, Any]
    for option, to in chosen.rallied:
        fields = {"option": option, "to": to, "contest": contest, "round": first.question.round.number}
        if place:
            fields["units"] = [place]
        if record(request, tonight, ROLE, "option-rallied/1", fields, f"{key}-{option}"[:200]) is None:
            return False
    if not add_round(request, tonight, round, key):
        return False
    said = {
        "options": list(found.standing),
        "withdrawn": list(chosen.withdrawn),
        "joined": [{"option": one, "to": to} for one, to in chosen.joined],
    }
    fields = {"contest": contest, "round": round}
    if not place:
        return record(request, tonight, ROLE, "runoff-prepared/1", fields | said, key) is not None
    at = {"place": place} | {name: given for name, given in said.items() if given}
    return record(request, tonight, ROLE, "runoff-prepared/2", fields | {"places": [at]}, key) is not None


def _first_round(night: Canvass, first: QuestionCount, language: Language) -> dict[str, Any]:
    question = first.question
    leaves = set(question.place.leaves)
    disputes = sum(
        dispute.open and (not dispute.units or not leaves.isdisjoint(dispute.units))
        for dispute in night.proceedings.disputes.values()
        if dispute.act.target.touches(question.contest.id, question.round.number)
    )
    return {
        "result": report(night, language, [night.result(*question.key)]).results[0],
        "disputes": disputes,
    }


def _shown(
    folder: BallotFolder, found: OfRunoff, chosen: Choices, first: QuestionCount, language: Language
) -> dict[str, Any]:
    """Why not; or every option with what it may do, and what will be recorded."""
    contest = first.question.contest.id
    names = Names(folder, language).options(contest)
    if isinstance(found, NoRunoff):
        return {"refusal": why_not(found, contest, Names(folder, language))}
    joined, rallied, votes = dict(chosen.joined), dict(chosen.rallied), first.figures.votes
    return {
        "valid": first.figures.valid,
        "rows": [
            {
                "id": option,
                "name": names[option],
                "votes": votes.get(option),
                "may_stand": option in found.by_votes,
                "promoted": option in found.standing and option not in found.by_votes,
                "stands": option in found.standing,
                "withdrawn": option in found.withdrawn,
                "ticked": option in chosen.withdrawn,
                "may_join": option in found.may_join,
                "joins": joined.get(option, ""),
                "rallies": rallied.get(option, ""),
            }
            for option in first.question.cells.options
        ],
        "standing": [(option, names[option]) for option in found.standing],
        "gone": [names[option] for option in chosen.withdrawn],
        "joined": [(names[one], names[to]) for one, to in chosen.joined],
        "rallied": [(names[one], names[to]) for one, to in chosen.rallied],
        "seen": _as_seen(found, chosen),
    }


def _prepared(tonight: Evening, contest: str, round: int, place: str, language: Language) -> dict[str, Any]:
    """What was prepared, whether the result still gives it, and the rolls of that round."""
    state, id = tonight.desk.moment.state, ContestId(contest)
    event: RunoffPrepared | RunoffAtPlace | None = state.runoffs.get((id, round))
    if place:
        event = state.runoffs_at.get((id, round), {}).get(place)
    if event is None:
        return {"prepared": None}
    night = tonight.now()
    names = Names(night.folder, language).options(contest)
    gone = map(OptionId, event.withdrawn)
    counts = counts_of(night, contest)
    again = runoff_of(contest, round, night.proceedings, counts, gone, place or None)
    as_said = (
        decided_before(again)
        if not event.options
        else isinstance(again, Runoff) and again.standing == event.options
    )
    return {
        "prepared": [names[option] for option in event.options],
        "over": not event.options,
        "prepared_gone": [names[option] for option in event.withdrawn],
        "prepared_joined": [(names[one.option], names[one.to]) for one in event.joined],
        "differs": not as_said,
        "own_rolls": sum(number == round for _, number in night.folder.rolls),
    }


@require_POST
@needs("organise")
def rolls(request: HttpRequest, slug: str, contest: str, round: int) -> HttpResponse:
    """The rolls of that round, where they differ: a table read as a folder's ``rolls.csv``."""
    tonight, language = evening_of(request), language_of(request)
    folder = tonight.now().folder
    if all(one.number != round for one in folder.ballot.rounds):
        raise Http404
    written = write_folder(folder)
    name, content = uploaded(request, "rolls")
    files = {"ballot.toml": written["ballot.toml"], "units.csv": written["units.csv"], name: content}
    try:
        read = read_folder(files).rolls
    except Unusable as unusable:
        for problem in unusable.problems[:30]:
            messages.error(request, problem_sentence(problem, language))
        return redirect("organise-runoff", slug, contest, round)
    changed = {unit: count for (unit, number), count in read.items() if number == round}
    if not changed:
        messages.error(request, say("runoff.no_rolls", language, number=round))
    for number, piece in enumerate(in_pieces(changed)):
        fields = {"round": round, "rolls": piece}
        key = f"{text(request, KEY, 200)}-{number}"
        if record(request, tonight, ROLE, "rolls-revised/1", fields, key) is None:
            break
    return redirect("organise-runoff", slug, contest, round)
