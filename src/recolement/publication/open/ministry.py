"""The result by polling station in the ministry of the Interior's current layout (data.gouv.fr).

One file a contest and round: semicolons, UTF-8, percentages as ``78,13%``, a group of columns per candidate,
the constituency's code where the ballot has it. The tree must be the ministry's: departments, communes,
stations. What the layout has no place for stays out: several numbers of voters (one is written: voters, else
papers found), the sex of the candidates, who acted. An unknown figure is an empty cell, and so are the shares
that need it.

>>> percentage(779, 997), percentage(None, 997), percentage(0, 0)
('78,13%', '', '0,00%')
>>> split_name("Jean-Charles LARSONNEUR", "29-a-larsonneur"), split_name("Marine LE PEN", "le-pen")
(('Jean-Charles', 'LARSONNEUR'), ('Marine', 'LE PEN'))
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from recolement.canvass import Canvass
from recolement.canvass.scopes import Question
from recolement.formats.ministry.places import CONSTITUENCY, insee, is_department
from recolement.formats.ministry.rulebooks import ELECTIONS
from recolement.formats.spelling import slug
from recolement.model.ballots import Option
from recolement.model.folder import BallotFolder
from recolement.model.ids import ContestId, OptionId, UnitId
from recolement.model.problems import Problem, Unusable
from recolement.model.results import OutcomeKind
from recolement.model.sheets import TallySheet
from recolement.publication.open.writing import File
from recolement.publication.table import safe

PLACE = ("Code département", "Libellé département", "Code commune", "Libellé commune", "Code BV")
COUNT = (
    "Inscrits", "Votants", "% Votants", "Abstentions", "% Abstentions",
    "Exprimés", "% Exprimés/inscrits", "% Exprimés/votants",
)  # fmt: skip
APART = ("Blancs", "% Blancs/inscrits", "% Blancs/votants", "Nuls", "% Nuls/inscrits", "% Nuls/votants")
TOGETHER = ("Blancs et nuls", "% Blancs et nuls/inscrits", "% Blancs et nuls/votants")
CANDIDATE = (
    "Numéro de panneau", "Nuance candidat", "Nom candidat", "Prénom candidat", "Sexe candidat", "Voix",
    "% Voix/inscrits", "% Voix/exprimés", "Elu",
)  # fmt: skip
CODED = ("Code circonscription législative", "Libellé circonscription législative")
_CODE = re.compile(r"[0-9A-Z]{2,3}-[0-9]{2}").fullmatch
FILES = {"presidential": "presidentielle", "legislative": "legislatives"}


def ministry_files(night: Canvass) -> Iterator[File]:
    """A file a contest and round; :class:`Unusable` where the units are not those of the ministry."""
    elsewhere = _elsewhere(night)
    if elsewhere is not None:
        raise Unusable([Problem("not_ministry_units", "", facts={"unit": elsewhere})])
    ballot = night.folder.ballot
    sittings = dict.fromkeys((one.contest.id, one.round.number) for one in night.questions)
    for contest, number in sittings:
        kind = next((FILES[one.kind] for one in ELECTIONS.values() if one.contest == contest), "resultats")
        own = f"_{slug(contest) or ballot.contests.index(ballot.contest(contest)) + 1}"
        name = f"{kind}{own if len(ballot.contests) > 1 else ''}_t{number}.csv"
        yield name, _file(night, contest, number)


def is_ministry(night: Canvass) -> bool:
    """Whether every unit is a department, a commune or a station with the ministry's codes."""
    return _elsewhere(night) is None


def _elsewhere(night: Canvass) -> str | None:
    """A unit that is none of the ministry's, if there is one."""
    tree = night.folder.tree
    for leaf in tree.leaves:
        trail = tree.trail(leaf)
        if (
            len(trail) != 4
            or not is_department(trail[1])
            or insee(trail[1], trail[2]) != trail[2]
            or not leaf.startswith(f"{trail[2]}-")
        ):
            return leaf
    return None


def _file(night: Canvass, contest: ContestId, number: int) -> bytes:
    folder = night.folder
    questions = [one for one in night.questions if (one.contest.id, one.round.number) == (contest, number)]
    held = {leaf: one for one in questions for leaf in one.place.leaves}
    came = (sheet.unit for sheet in folder.sheets if (sheet.contest, sheet.round) == (contest, number))
    order = [unit for unit in dict.fromkeys([*came, *folder.tree.leaves]) if unit in held]
    sheets = [sheet for unit in order if (sheet := night.retained(unit, contest, number).sheet) is not None]
    apart = any(sheet.blank is not None or sheet.null is not None for sheet in sheets) or not any(
        sheet.blank_null is not None for sheet in sheets
    )
    coded = _coded(folder)
    standing = {one.place.id: _standing(night, one) for one in questions}
    elected = {one.place.id: _elected(night, one) for one in questions}
    widest = max((len(options) for options in standing.values()), default=0)
    groups = [f"{name} {place}" for place in range(1, widest + 1) for name in CANDIDATE]
    header = [*PLACE, *(CODED if coded else ()), *COUNT, *(APART if apart else TOGETHER), *groups]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(header)
    for sheet in sheets:
        place = held[sheet.unit].place.id
        within = coded.get(sheet.unit, ("", "")) if coded else ()
        row = [*_place(night, sheet.unit), *within, *_count(sheet, apart=apart)]
        for option in standing[place]:
            if option.units is None or sheet.unit in option.units:
                row += _candidate(option, sheet, won=option.id in elected[place])
        writer.writerow([*row, *("",) * (len(header) - len(row))])
    return text.getvalue().encode("utf-8", "replace")


def _coded(folder: BallotFolder) -> Mapping[UnitId, tuple[str, str]]:
    """The code and the name of each station's constituency, where the ballot knows the ministry's codes."""
    groups = [group for group in folder.groups if group.kind == CONSTITUENCY]
    if not all(_CODE(group.id) for group in groups):
        return {}  # told by their candidates, and called by letters of ours
    found: dict[UnitId, tuple[str, str]] = {}
    for group in groups:
        _, _, own = group.name.rpartition(", ")
        said = (group.id, "" if group.name == group.id else safe(own))
        found.update(dict.fromkeys(group.units, said))
    return found


def _standing(night: Canvass, question: Question) -> tuple[Option, ...]:
    """Who stands where a contest is decided: of all the options, those on offer in one of its sections."""
    here = set(question.place.leaves)
    return tuple(
        option
        for option in night.folder.ballot.standing(question.contest.id, question.round.number)
        if option.units is None or not here.isdisjoint(option.units)
    )


def _elected(night: Canvass, question: Question) -> frozenset[OptionId]:
    outcome = night.result(question.contest.id, question.round.number, question.place.id).outcome
    return frozenset(outcome.options if outcome is not None and outcome.kind is OutcomeKind.ELECTED else ())


def _place(night: Canvass, unit: UnitId) -> list[str]:
    tree = night.folder.tree
    _, department, commune, _ = tree.trail(unit)
    return [
        department, safe(tree[department].name), commune, safe(tree[commune].name),
        unit.removeprefix(f"{commune}-"),
    ]  # fmt: skip


def _count(sheet: TallySheet, *, apart: bool) -> Iterator[object]:
    registered, valid = sheet.registered, sheet.valid
    voters = sheet.voters if sheet.voters is not None else sheet.in_box
    abstaining = registered - voters if registered is not None and voters is not None else None
    yield from (_said(registered), _said(voters), percentage(voters, registered))
    yield from (_said(abstaining), percentage(abstaining, registered))
    yield from (_said(valid), percentage(valid, registered), percentage(valid, voters))
    for number in (sheet.blank, sheet.null) if apart else (sheet.blank_null,):
        yield from (_said(number), percentage(number, registered), percentage(number, voters))


def _candidate(option: Option, sheet: TallySheet, *, won: bool) -> Iterator[object]:
    first, name = split_name(option.name, option.id)
    votes = sheet.votes.get(option.id)
    label = option.labels[0] if option.labels else ""
    yield from (_said(option.number), safe(label), safe(name), safe(first), "")
    yield from (
        _said(votes),
        percentage(votes, sheet.registered),
        percentage(votes, sheet.valid),
        "élu" if won else "",
    )


def _said(number: int | None) -> object:
    return "" if number is None else number


def percentage(part: int | None, whole: int | None) -> str:
    """A share as the ministry writes it, halves rounded up; nothing where a figure is unknown."""
    if part is None or whole is None:
        return ""
    hundredths = (20_000 * part + whole) // (2 * whole) if whole else 0
    return f"{hundredths // 100},{hundredths % 100:02}%"


def split_name(name: str, identity: str) -> tuple[str, str]:
    """First name and name: the name is what the option's id ends with, else what is in capitals."""
    words = name.split(" ")
    for start in range(len(words)):
        if _ends(identity, slug(" ".join(words[start:]))):
            return " ".join(words[:start]), " ".join(words[start:])
    capitals = _capitals(words)
    return (
        (" ".join(words[:capitals]), " ".join(words[capitals:])) if 0 < capitals < len(words) else ("", name)
    )


def _ends(identity: str, ending: str) -> bool:
    return bool(ending) and (identity == ending or identity.endswith(f"-{ending}"))


def _capitals(words: Sequence[str]) -> int:
    """Where the words in capitals at the end begin."""
    start = len(words)
    while start and words[start - 1].isupper():
        start -= 1
    return start
