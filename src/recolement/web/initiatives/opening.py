"""The two ballots of an initiative: the récolement of its signatures, then the debate or the vote itself.

The récolement is a ballot like any other: each unit's signatures are a sheet, and the one answer is adopted
if it reaches the number needed of the registered. So disputes, rulings and the proclamation are those of
votes. The spread is no rule of ballots: it is held against the sheets as they stand after the rulings.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from recolement.canvass import Canvass
from recolement.formats.folder import read_folder
from recolement.formats.toml_writing import text
from recolement.formats.writing import csv_bytes
from recolement.initiatives.outcome import Assessment, Tally, assess
from recolement.initiatives.rulebook import Rulebook
from recolement.model.acts import Proclaimed
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.results import OutcomeKind
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.evenings import Evening, evening, host
from recolement.web.initiatives.ledger import assessed
from recolement.web.initiatives.models import Initiative
from recolement.web.organiser.setting_up import Wanted, ballot_of
from recolement.web.public.models import HostedBallot
from recolement.web.words import say
from recolement.words.numbers import Language

CONTEST, OPTION, ROOT = "signatures", "support", "all"


def _units(found: Assessment) -> list[tuple[str, str, int, int]]:
    """The units in order, each with an id of its own: a name may be anything."""
    return [
        (f"u{number:04d}", unit.unit, unit.registered, unit.counted)
        for number, unit in enumerate(found.units, start=1)
    ]


def _table(found: Assessment, title: str, levels: Sequence[str]) -> bytes:
    rows: list[Sequence[object]] = [(ROOT, "", levels[0], title, "")]
    rows += [(id, ROOT, levels[1], name, registered) for id, name, registered, _ in _units(found)]
    return csv_bytes(("unit", "parent", "level", "name", "registered"), rows)


def canvass_of(initiative: Initiative, rules: Rulebook, language: Language, signers: int) -> BallotFolder:
    """The signatures as a ballot: a sheet a unit."""
    found = assessed(initiative, rules)
    share = Fraction(found.needed, max(found.needed, found.registered))
    title = say("initiative.canvass_title", language, title=initiative.title)
    levels = [say("initiative.level_whole", language), say("initiative.level_unit", language)]
    toml = [
        f"title = {text(title)}", f"language = {text(language)}",
        f"levels = [{', '.join(map(text, levels))}]", "[rulebook]", 'rule = "yes_no"', 'base = "registered"',
        f'majority = "{share.numerator}/{share.denominator}"', "majority_reached = true",
        f"signatures_needed = {signers}",
        f"source = {text(say('initiative.canvass_source', language, needed=found.needed))}",
        "[[contest]]", f"id = {text(CONTEST)}", f"name = {text(initiative.title)}",
        "[[contest.option]]", f"id = {text(OPTION)}",
        f"name = {text(say('initiative.signatures', language))}",
        'kind = "answer"', "number = 1", "[[round]]", "number = 1",
    ]  # fmt: skip
    header = ("unit", "registered", "signatures", "in_box", "blank", "null", "valid", OPTION)
    sheets = csv_bytes(
        header,
        [(id, registered, n, n, 0, 0, n, n) for id, _, registered, n in _units(found)],
    )
    files = {
        "ballot.toml": "\n".join(toml).encode() + b"\n",
        "units.csv": _table(found, initiative.title, levels),
        "sheets.csv": sheets,
    }
    return read_folder(files)


def following_of(
    initiative: Initiative, rules: Rulebook, language: Language, template: str, options: Sequence[str]
) -> BallotFolder:
    """The debate or the vote as a ballot, with the units and the registered of the initiative's roll."""
    found = assessed(initiative, rules)
    levels = [say("initiative.level_whole", language), say("initiative.level_unit", language)]
    return ballot_of(
        Wanted(
            title=initiative.title,
            organisation="",
            levels=levels,
            contest=initiative.title,
            options=options,
            template=template,
            language=language,
            source=say(f"initiative.follows_source_{rules.follows.value}", language),
            units={"units.csv": _table(found, initiative.title, levels)},
        )
    )


def opened(slug: str, ballot: BallotFolder, origin: str, organiser: Account) -> Evening:
    """Host a ballot, once, as public as its initiative, and make whoever opens it its organiser."""
    there = HostedBallot.objects.filter(slug=slug).exists()
    tonight = evening(slug) if there else host(slug, ballot, origin, public=True)
    Role.objects.get_or_create(account=organiser, ballot=slug, post=Post.ORGANISER)
    return tonight


def after_the_canvass(initiative: Initiative, rules: Rulebook, night: Canvass) -> tuple[bool, Assessment]:
    """Whether the récolement is proclaimed; and the count as its sheets stand now, held against the rules."""
    tallies = {}
    for id, name, registered, _ in _units(assessed(initiative, rules)):
        leaf = UnitId(id)
        sheet = night.retained(leaf, ContestId(CONTEST), 1).sheet
        votes = None if sheet is None else sheet.votes.get(OptionId(OPTION))
        tallies[name] = Tally(registered, votes or 0)
    return _proclaimed(night), assess(rules, tallies)


def _proclaimed(night: Canvass) -> bool:
    outcome = night.result(CONTEST, 1, ROOT).outcome
    adopted = outcome is not None and outcome.kind is OutcomeKind.ADOPTED
    return adopted and any(isinstance(act, Proclaimed) for act in night.folder.acts)
