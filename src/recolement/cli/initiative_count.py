"""``recolement initiative count``: the signatures of a file held against a roll and the rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from recolement.cli.door import AsJson, Lang, language_for, print_json
from recolement.cli.language import either
from recolement.formats.gathering import Problems
from recolement.formats.initiatives import read_roll, read_rules, read_signatures
from recolement.initiatives.counting import Count, count
from recolement.initiatives.outcome import Assessment, Tally, assess
from recolement.initiatives.rulebook import Rulebook
from recolement.model.problems import Problem, Unusable
from recolement.publication.initiative import arithmetic
from recolement.words.initiative_rules import of_rules, of_void
from recolement.words.numbers import Language
from recolement.words.numbers import count as said
from recolement.words.plain import shown

HELP = either(
    "Compter les signatures d'un fichier : lesquelles comptent, pourquoi les autres non, et si c'est assez.",
    "Count the signatures of a file: which count, why the others do not, and whether they are enough.",
)
COLUMNS = ("unit", "registered", "counted", "needed")

Read = TypeVar("Read")


def count_command(
    rulebook: Annotated[
        Path,
        typer.Argument(
            metavar=either("RÈGLES", "RULES"), help=either("Les règles (TOML).", "The rules (TOML).")
        ),
    ],
    signatures: Annotated[
        Path,
        typer.Argument(
            metavar="SIGNATURES",
            help=either(
                "CSV ou XLSX : signature, member, at, way (online, paper), act (sign, withdraw), void.",
                "CSV or XLSX: signature, member, at, way (online, paper), act (sign, withdraw), void.",
            ),
        ),
    ],
    roll: Annotated[
        Path,
        typer.Argument(
            metavar=either("LISTE", "ROLL"),
            help=either(
                "CSV ou XLSX : number, unit ; name et email s'il y en a.",
                "CSV or XLSX: number, unit; name and email if there are any.",
            ),
        ),
    ],
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print the count; the exit code is 0 where it is sufficient, 1 otherwise."""
    language = language_for(lang)
    rules = _read(rulebook, read_rules)
    signed, undone = _read(signatures, read_signatures)
    members = _read(roll, read_roll)
    assert rules is not None  # read without a problem
    found = count(rules, {one.number: one.unit for one in members}, signed, undone)
    registered: dict[str, int] = {}
    for one in members:
        registered[one.unit] = registered.get(one.unit, 0) + 1
    tallies = {unit: Tally(number, found.of_unit(unit)) for unit, number in registered.items()}
    assessed = assess(rules, tallies)
    if as_json:
        print_json(_document(found, assessed))
    else:
        print("\n".join(_lines(rules, found, assessed, language)))
    raise typer.Exit(0 if assessed.sufficient else 1)


def _read(path: Path, reader: Callable[[bytes, str, Problems], Read]) -> Read:
    """What a file says; ``Unusable`` with everything that is wrong with it."""
    try:
        content = path.read_bytes()
    except OSError:
        raise Unusable([Problem("file_missing", str(path))]) from None
    problems = Problems()
    made = reader(content, path.name, problems)
    problems.stop_if_any()
    return made


def _document(found: Count, assessed: Assessment) -> dict[str, Any]:
    return {
        "format": "recolement-initiative-count/1",
        "registered": assessed.registered,
        "needed": assessed.needed,
        "counted": assessed.counted,
        "units_needed": assessed.units_needed,
        "units_reached": assessed.units_reached,
        "sufficient": assessed.sufficient,
        "void": {void.value: number for void, number in found.voids().items()},
        "units": [
            {"unit": one.unit, "registered": one.registered, "counted": one.counted, "needed": one.needed}
            for one in assessed.units
        ],
        "signatures": {id: None if void is None else void.value for id, void in sorted(found.why.items())},
    }


def _lines(rules: Rulebook, found: Count, assessed: Assessment, language: Language) -> list[str]:
    lines = arithmetic(rules, assessed, language)
    voids = [
        f"{of_void(void.value, language)} {said(number, language)}" for void, number in found.voids().items()
    ]
    if voids:
        lines.append(of_rules("void", language).format(voids=", ".join(voids)))
    columns = COLUMNS if rules.spread is not None else COLUMNS[:-1]
    rows = [[of_rules(column, language) for column in columns]]
    rows += [
        [
            shown(one.unit, 40),
            *(
                said(number, language)
                for number in (one.registered, one.counted, one.needed)[: len(columns) - 1]
            ),
        ]
        for one in assessed.units
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(len(columns))]
    lines.append("")
    for name, *figures in rows:
        cells = [figure.rjust(width) for figure, width in zip(figures, widths[1:], strict=True)]
        lines.append("  ".join([name.ljust(widths[0]), *cells]).rstrip())
    return lines
