"""A mapping from TOML: which column of a table is what. Every key is checked, unknown ones are refused.

>>> from recolement.formats.gathering import Problems
>>> problems = Problems()
>>> mapping = read_mapping(EXAMPLE.encode(), "mapping.toml", problems)
>>> bool(problems), mapping.levels[-1].unit, mapping.options.column, mapping.figures["voters"]
(False, ('code_commune', 'bureau'), 'candidat', 'votants')
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recolement.formats.ballot import LANGUAGES, parse_scope
from recolement.formats.decoding import Content
from recolement.formats.gathering import Problems, nearest
from recolement.formats.rulebook import read_rulebook
from recolement.formats.toml import Keys, read_toml
from recolement.model.ballots import OptionKind, Scope
from recolement.model.rulebook import Rulebook
from recolement.model.sheets import FIGURES

EXAMPLE = """\
title = "Législatives 2022 à Brest"

[rulebook]                                # the keys of ballot.toml
rule = "majority_two_round"
source = "Code électoral, art. L. 126 et L. 162"

[root]                                    # what adds everything up
id = "brest"
name = "Brest"
level = "city"

[[level]]                                 # below it, from the top down; the last one counts and signs
level = "station"
unit = ["code_commune", "bureau"]         # its id: a column, or several joined by hyphens
name = "lieu"                             # its name (the id if left out)

[[group]]                                 # groupings across the tree, if there are any
kind = "constituency"
group = "circonscription"

[contest]
id = "deputy"
name = "Député"
scope = "each:constituency"               # the root if left out

[figures]                                 # figures of sheets.csv = columns; others stay unknown
round = "tour"                            # only where one file holds several rounds
registered = "inscrits"
voters = "votants"
blank_null = "blancs"                     # this file counts both together
valid = "exprimes"

[options]
column = "candidat"                       # long: a row per option …
votes = "voix"
# columns = ["Hamon", "Valls"]            # … or wide: a column per option

[ignored]                                 # columns that are not to be read, and why
columns = ["commune", "canton", "nuls"]
reason = "nuls is 0 everywhere: blanks and nulls are together in blancs"
"""
"""The example of the command and of the guide: the stations of Brest, both rounds in one file."""

TOP = (
    "title", "organisation", "language", "rulebook", "root", "level", "group", "contest", "figures",
    "options", "ignored",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """A level of units below the root: the columns of their ids and, where there is one, of their names."""

    level: str
    unit: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Grouped:
    """A kind of groups: the columns of their ids and of their names."""

    kind: str
    group: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class OptionColumns:
    """Where votes stand: ``columns`` of a wide table, or ``column`` and ``votes`` of a long one."""

    columns: tuple[str, ...] = ()
    column: str = ""
    votes: str = ""
    kind: OptionKind = OptionKind.CANDIDATE


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What a mapping says. ``keys`` are kept so that a column that is not there can be told with its line."""

    title: str
    organisation: str
    language: str
    rulebook: Rulebook
    root: tuple[str, str, str]
    levels: tuple[Level, ...]
    groups: tuple[Grouped, ...]
    contest: tuple[str, str, Scope]
    round: str
    figures: Mapping[str, str]
    options: OptionColumns
    ignored: tuple[str, ...]
    reason: str

    def columns(self) -> Iterator[tuple[str, str]]:
        """Every column the mapping names, with the key that names it."""
        for place, level in enumerate(self.levels, start=1):
            for column in level.unit:
                yield f"level[{place}].unit", column
            yield f"level[{place}].name", level.name
        for place, group in enumerate(self.groups, start=1):
            yield f"group[{place}].group", group.group
            yield f"group[{place}].name", group.name
        yield "figures.round", self.round
        for name, column in self.figures.items():
            yield f"figures.{name}", column
        for column in self.options.columns:
            yield "options.columns", column
        yield "options.column", self.options.column
        yield "options.votes", self.options.votes
        for column in self.ignored:
            yield "ignored.columns", column


def read_mapping(content: Content, file: str, problems: Problems) -> TableMapping | None:
    """The mapping of a file, or ``None`` after noting everything that is wrong with it."""
    document = read_toml(content, file, problems)
    if document is None:
        return None
    keys = Keys(document, document.table, "", problems)
    keys.allow(TOP)
    for name in ("rulebook", "root", "level", "options"):
        if not keys.has(name):
            keys.wrong("missing_key", name)
    rules = keys.inner("rulebook")
    rulebook = Rulebook() if rules is None else read_rulebook(rules)
    if rules is not None and not rules.has("rule"):
        rules.wrong("missing_key", "rule")
    root = _root(keys.inner("root"))
    levels = tuple(_level(one) for one in keys.tables("level"))
    groups = tuple(_group(one) for one in keys.tables("group"))
    round_column, figures = _figures(keys.inner("figures"))
    kinds = [root[2], *(level.level for level in levels), *(group.kind for group in groups)]
    for place, kind in enumerate(kinds):
        if kind in kinds[:place]:
            keys.wrong("doubled_level", "level", found=kind)
    ignored = keys.inner("ignored")
    if ignored is not None:
        ignored.allow(("columns", "reason"))
    return TableMapping(
        title=keys.text("title", required=True),
        organisation=keys.text("organisation"),
        language=keys.choice("language", LANGUAGES, "fr"),
        rulebook=rulebook,
        root=root,
        levels=levels,
        groups=groups,
        contest=_contest(keys.inner("contest"), root[0], kinds),
        round=round_column,
        figures=figures,
        options=_options(keys.inner("options")),
        ignored=() if ignored is None else ignored.texts("columns"),
        reason="" if ignored is None else ignored.text("reason"),
    )


def _root(keys: Keys | None) -> tuple[str, str, str]:
    """The id, the name and the level of the root."""
    if keys is None:
        return ("", "", "")
    keys.allow(("id", "name", "level"))
    identity = keys.id("id")
    return identity, keys.text("name", identity), keys.text("level", required=True)


def _level(keys: Keys) -> Level:
    keys.allow(("level", "unit", "name"))
    columns = keys.texts("unit")
    if not columns:
        keys.wrong("missing_key", "unit")
    return Level(keys.text("level", required=True), columns, keys.text("name"))


def _group(keys: Keys) -> Grouped:
    keys.allow(("kind", "group", "name"))
    kind = keys.id("kind")
    if kind == "each":
        keys.wrong("kind_is_each", "kind")
    return Grouped(kind, keys.text("group", required=True), keys.text("name"))


def _contest(keys: Keys | None, root: str, kinds: list[str]) -> tuple[str, str, Scope]:
    """The contest's id, name and scope: the root, or each unit of a level, or each group of a kind."""
    if keys is None:
        return "contest", "", parse_scope(root)
    keys.allow(("id", "name", "scope"))
    identity = keys.id("id")
    scope = parse_scope(keys.text("scope", root))
    known = [root, *(f"each:{kind}" for kind in kinds)]
    if keys.has("scope") and keys.text("scope") not in known:
        found = keys.text("scope")
        keys.wrong("unknown_scope", "scope", found=found, nearest=nearest(found, known))
    return identity, keys.text("name", identity), scope


def _figures(keys: Keys | None) -> tuple[str, dict[str, str]]:
    """The column of the round, and those of the figures."""
    if keys is None:
        return "", {}
    keys.allow(("round", *FIGURES))
    return keys.text("round"), {name: keys.text(name) for name in FIGURES if keys.has(name)}


def _options(keys: Keys | None) -> OptionColumns:
    if keys is None:
        return OptionColumns()
    keys.allow(("columns", "column", "votes", "kind"))
    columns, column, votes = keys.texts("columns"), keys.text("column"), keys.text("votes")
    if bool(columns) == bool(column or votes) or bool(column) != bool(votes):
        keys.wrong("options_how", "columns")
    kind = OptionKind(keys.choice("kind", tuple(OptionKind), OptionKind.CANDIDATE))
    return OptionColumns(columns, column, votes, kind)
