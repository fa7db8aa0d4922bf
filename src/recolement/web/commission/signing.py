"""The signatures of a proclamation: whose, for which figures, who may still sign, and what it waits for.

A signature holds for the figures that were signed. Where they change before the proclamation it holds no
more: its signer sees what changed, and signs again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from recolement.acts import RefusedEvent
from recolement.acts.evening import unchecked
from recolement.canvass import Canvass
from recolement.canvass.count import QuestionCount
from recolement.canvass.gate import concerns, refusal_to_proclaim
from recolement.canvass.scopes import Question
from recolement.ledger.events import (
    ActEvent,
    AnyEvent,
    DisputeWithdrawn,
    EntryRecorded,
    FigureCorrected,
    NoVoteHeld,
    RulingMade,
    SheetRecorded,
    SheetReturned,
    SheetSetAside,
)
from recolement.model.acts import Act, Proclaimed, Refused, Target
from recolement.model.ids import UnitId
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.evenings import Evening, Meanwhile
from recolement.web.rights import holds_over
from recolement.web.told import when, who
from recolement.web.words import say
from recolement.words.history import say_act
from recolement.words.ledger import say as said
from recolement.words.naming import Names
from recolement.words.numbers import Language, colon

CHANGING = FigureCorrected | NoVoteHeld | SheetSetAside | RulingMade | DisputeWithdrawn
"""The acts that may change the figures of a result; the withdrawal of an option is among the last."""
MOST_CHANGES = 5
MOST_NAMES = 12


@dataclass(frozen=True, slots=True)
class Signature:
    """One member's signature. ``since``: what changed the figures after it; then it holds no more."""

    actor: str
    who: str
    when: str
    since: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signing:
    """The signatures of the version that is due, against those that the rulebook asks for."""

    version: int
    needed: int
    holding: tuple[Signature, ...]
    stale: tuple[Signature, ...]
    may: tuple[str, ...]
    """The members who may still sign, by name."""

    @property
    def missing(self) -> int:
        """How many signatures are still missing."""
        return max(0, self.needed - len(self.holding))

    @property
    def too_few(self) -> bool:
        """Whether the commission has too few members for the rulebook's number."""
        return self.missing > len(self.may)

    @property
    def members(self) -> int:
        """How many have signed or may."""
        return len(self.holding) + len(self.may)


def commission_of(slug: str) -> list[Role]:
    """The seats of a ballot's commission; an account that is disabled has none."""
    seats = Role.objects.filter(ballot=slug, post=Post.COMMISSIONER, account__is_active=True)
    return list(seats.select_related("account"))


def members_over(seats: Iterable[Role], night: Canvass, unit: str) -> list[Account]:
    """The members of the commission who may sign at a place, by name."""
    found = {role.account for role in seats if holds_over(role, unit, night.folder.tree)}
    return sorted(found, key=lambda account: (str(account).casefold(), account.actor))


def version_due(night: Canvass, question: Question) -> int:
    """The number of the next proclamation of a result."""
    return 1 + max((one.version for one in proclamations(night, question)), default=0)


def proclamations(night: Canvass, question: Question) -> list[Proclaimed]:
    """The proclamations of a result, in order."""
    return [one for one in night.proceedings.proclamations if concerns(one.target, question)]


def signing(tonight: Evening, count: QuestionCount, seats: Iterable[Role], language: Language) -> Signing:
    """Who signed the version that is due, and who may."""
    night, question = tonight.now(), count.question
    contest, round_, unit = question.key
    version = version_due(night, question)
    state = tonight.desk.moment.state
    zone = night.folder.ballot.timezone
    holding: list[Signature] = []
    stale: list[Signature] = []
    for signer, line in state.signatures.get((contest, round_, unit, version), {}).items():
        actor = state.who(signer) or ""
        changes = tuple(changes_after(tonight, question, line, language))
        one = Signature(
            actor,
            who(actor, Post.COMMISSIONER.value, language),
            when(tonight.events[line].at, zone, language),
            changes[:MOST_CHANGES],
        )
        (stale if changes else holding).append(one)
    signed = {one.actor for one in holding}
    may = tuple(str(one) for one in members_over(seats, night, unit) if one.actor not in signed)
    return Signing(version, question.contest.rulebook.signatures_needed, tuple(holding), tuple(stale), may)


def changes_after(tonight: Evening, question: Question, line: int, language: Language) -> Iterator[str]:
    """What changed the figures of a result after a line, in words."""
    night = tonight.now()
    later = [event for event in tonight.events[line + 1 :] if may_change(event, question)]
    if not later:
        return
    names = Names(night.folder, language)
    acts = iter(acts_after(night, question, sum(isinstance(one, ActEvent) for one in tonight.events[:line])))
    for event in later:
        if isinstance(event, SheetRecorded | EntryRecorded | SheetReturned):
            code = str(event.__struct_config__.tag).partition("/")[0].replace("-", "_")
            yield f"{say(f'event.{code}', language)}{colon(language)}{names.unit(event.unit)}"
    yield from (say_change(act, names) for act in acts)


def acts_after(night: Canvass, question: Question, number: int) -> list[Act]:
    """The acts after the one of that number that changed the figures of a result, the last of each sheet."""
    if len(night.folder.acts) <= number:
        return []
    contest, round_, _ = question.key
    changed = {
        night.proceedings.changed_since.get((leaf, contest, round_), 0) for leaf in question.place.leaves
    }
    return [act for act in night.folder.acts[number:] if act.number in changed]


def say_change(act: Act, names: Names) -> str:
    """An act that changed figures, with where."""
    units = ", ".join(names.unit(unit) for unit in (act.target.units or ())[:MOST_CHANGES])
    return f"{say_act(act, names)} ({units})" if units else say_act(act, names)


def may_change(event: AnyEvent, question: Question) -> bool:
    """Whether a line may change the figures of a result, as far as the line itself tells."""
    contest, round_, _ = question.key
    if isinstance(event, SheetRecorded | EntryRecorded | SheetReturned):
        own = not isinstance(event, EntryRecorded) or event.entry in ("first", "second")
        here = (event.contest, event.round) == (contest, round_)
        return own and here and event.unit in question.place.leaves
    if not isinstance(event, CHANGING) or (isinstance(event, RulingMade) and event.effect == "lift"):
        return False
    return event.contest in (None, contest) and event.round in (None, round_)


def unchanged_since(size: int, question: Question) -> Meanwhile:
    """Nobody signs or proclaims other figures than those that their page showed."""

    def look(tonight: Evening) -> RefusedEvent | None:
        changed = any(may_change(event, question) for event in tonight.events[size:])
        return RefusedEvent("figures_changed", "proclamation-signed/1", {}) if changed else None

    return look


def refusal_now(tonight: Evening, count: QuestionCount) -> Refused | None:
    """Why the version that is due may not be proclaimed now, whoever signs it."""
    question, night = count.question, tonight.now()
    act = Proclaimed(
        number=len(night.folder.acts) + 1,
        at=datetime.now(UTC),
        target=Target((UnitId(question.place.id),), question.contest.id, question.round.number),
        version=version_due(night, question),
        signed_by=("—",) * question.contest.rulebook.signatures_needed,
    )
    return refusal_to_proclaim(act, night.proceedings, [count])


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proclamation stands, in a sentence. ``kind`` is done, waits, open, sign or ready.

    ``open``: it may be signed, while matters are open.
    """

    kind: str
    sentence: str


def standing(tonight: Evening, count: QuestionCount, seats: Iterable[Role], language: Language) -> Standing:
    """What the proclamation of a result waits for: figures, checks, signatures, or nothing any more."""
    night, question = tonight.now(), count.question
    done = proclamations(night, question)
    again = ""
    if done:
        last = done[-1]
        if not acts_after(night, question, last.number):
            return Standing("done", say_proclaimed(last, night, language))
        again = say("signing.again", language, version=last.version + 1) + " "
    refusal = refusal_now(tonight, count)
    if refusal is not None:
        facts = {"missing": refusal.facts.get("missing", 0)}
        return Standing("waits", again + say(f"signing.{refusal.code}", language, **facts))
    lacking = unchecked([question], tonight.desk.moment.state, night.proceedings)
    if lacking is not None:
        return Standing("waits", again + said(lacking[0], lacking[1], language))
    one = signing(tonight, count, seats, language)
    left_open = still_open(night, question, language)
    if left_open:
        return Standing("open", f"{again}{left_open} {signatures_said(one, language)}")
    return Standing("sign" if one.missing else "ready", again + signatures_said(one, language))


def still_open(night: Canvass, question: Question, language: Language) -> str:
    """That matters are open, and whether they could change the outcome; nothing where none is."""
    verdict = night.result(*question.key).verdict
    if verdict is None or not len(verdict.open):
        return ""
    code = "signing.open_settled" if verdict.settled else "signing.unsettled"
    number = len(verdict.open)
    return say(f"{code}_one" if number == 1 else code, language, number=number)


def signatures_said(one: Signing, language: Language) -> str:
    """How many have signed of how many, who may still, or that too few may."""
    counted = say("signing.count", language, signed=len(one.holding), needed=one.needed)
    if not one.missing:
        return f"{counted} {say('signing.ready', language)}"
    if one.too_few:
        return f"{counted} {say('signing.too_few', language, members=one.members, needed=one.needed)}"
    code = "signing.may_still" if one.holding else "signing.may"
    return f"{counted} {say(code, language, names=some_names(one.may, language))}"


def some_names(names: Sequence[str], language: Language) -> str:
    """The first of some names, and how many more there are."""
    more = len(names) - MOST_NAMES
    first = ", ".join(names[:MOST_NAMES])
    return first if more <= 0 else f"{first} {say('signing.more', language, number=more)}"


def say_proclaimed(act: Proclaimed, night: Canvass, language: Language) -> str:
    """Which version was proclaimed, when and by whom."""
    at = when(act.at, night.folder.ballot.timezone, language)
    return say("signing.done", language, version=act.version, when=at, who=who(act.by, act.role, language))


def short_of_members(tonight: Evening, questions: Iterable[Question]) -> tuple[int, int] | None:
    """How many signatures a rulebook asks for and how many may sign, where these are too few; or ``None``.

    Of several such results, the one that lacks most.
    """
    seats, over = commission_of(tonight.slug), dict[str, int]()
    worst: tuple[int, int] | None = None
    for question in questions:
        place, needed = question.place.id, question.contest.rulebook.signatures_needed
        if place not in over:
            over[place] = len(members_over(seats, tonight.now(), place))
        lacking = needed - over[place]
        if lacking > 0 and (worst is None or lacking > worst[0] - worst[1]):
            worst = needed, over[place]
    return worst
