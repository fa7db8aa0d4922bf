"""The figures of a result in two tables: the votes with their shares, and the papers in paper order.

Blank, null and abstention are never hidden; what is unknown is a dash.
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.canvass import ContestResult
from recolement.canvass.tabulate import Figures
from recolement.publication.report import Count, Share, Table, Value
from recolement.words.fields import field_label
from recolement.words.naming import Names
from recolement.words.numbers import Language, count, share


def votes_table(result: ContestResult, names: Names) -> Table:
    """The options by votes, each with its share of the valid votes, and its seats where there are some."""
    french, figures = names.language == "fr", result.figures
    votes, own = figures.votes, names.options(result.contest)
    seats = None if result.outcome is None else result.outcome.seats
    order = sorted(votes, key=lambda option: (votes[option] is None, -(votes[option] or 0)))
    whole = figures.valid
    rows = tuple(
        (
            own.get(one, one),
            Count(votes[one]),
            Share(votes[one], whole),
            *(() if seats is None else (Count(seats.get(one, 0)),)),
        )
        for one in order
    )
    columns: tuple[str, ...] = ("Choix", "Voix", "Part") if french else ("Option", "Votes", "Share")
    if seats is not None:
        columns = (*columns, "Sièges" if french else "Seats")
    note = ""
    if whole is not None:
        base = count(whole, names.language)
        note = f"Part des {base} suffrages exprimés." if french else f"Share of {base} valid votes."
        if any((given or 0) > whole for given in votes.values()):
            note += (
                " Plus de 100 % : plus de voix que d'exprimés inscrits ; voyez les constats."
                if french
                else " Above 100%: more votes than the valid votes written; see the findings."
            )
    return Table("Voix" if french else "Votes", columns, rows, note)


def figures_table(result: ContestResult, names: Names, unknown: Mapping[str, int]) -> Table:
    """Registered to valid in paper order, with their shares: of the registered, then of the papers.

    ``unknown``: in how many units here each figure is not known, so that its sum leaves them out.
    """
    figures, french = result.figures, names.language == "fr"
    papers = figures.in_box if figures.in_box is not None else figures.voters
    registered = figures.registered
    abstaining = _difference(registered, figures.voters)
    rows: list[tuple[Value, ...]] = [_row("registered", registered, None, names)]
    for name in ("signatures", "in_box", "voters"):
        value = getattr(figures, name)
        if value is not None or (name == "voters" and papers is None):
            rows.append(_row(name, value, registered, names, "registered"))
    rows.append(_row("abstain", abstaining, registered, names, "registered"))
    if figures.blank is None and figures.null is None:
        rows.append(_row("blank_null", figures.blank_null, papers, names, "papers"))
    else:
        rows.append(_row("blank", figures.blank, papers, names, "papers"))
        rows.append(_row("null", figures.null, papers, names, "papers"))
    rows.append(_row("valid", figures.valid, papers, names, "papers"))
    columns = ("", "Nombre", "Part") if french else ("", "Count", "Share")
    note = coverage_note(result, names.language, unknown)
    return Table("Décompte" if french else "Count", columns, tuple(rows), note)


def coverage_note(result: ContestResult, language: Language, unknown: Mapping[str, int]) -> str:
    """How many sheets of how many are added up, and what the sums leave out. ``unknown``: as above."""
    figures, french = result.figures, language == "fr"
    papers = figures.in_box if figures.in_box is not None else figures.voters
    coverage = result.coverage
    received, expected = count(coverage.received, language), count(coverage.expected, language)
    note = (
        f"Feuilles reçues : {received} sur {expected}."
        if french
        else f"Sheets received: {received} of {expected}."
    )
    if coverage.no_vote:
        without = count(len(coverage.no_vote), language)
        note += f" Sans vote : {without}." if french else f" No vote held: {without}."
    if coverage.set_aside:
        aside = count(len(coverage.set_aside), language)
        note += f" Mises à l'écart : {aside}." if french else f" Set aside: {aside}."
    partial = ", ".join(
        f"{field_label(field, language)} ({count(units, language)})"
        for field, units in unknown.items()
        if units and (field in ("registered", "voters") or getattr(figures, field, None) is not None)
    )
    if partial:
        said = (
            "Sommes partielles, unités sans ce nombre" if french else "Partial sums, units without the figure"
        )
        note += f" {said}{' : ' if french else ': '}{partial}."
    elif _above_the_whole(figures, papers):
        note += (
            " Plus de 100 % : un nombre dépasse celui dont il fait partie ; voyez les constats."
            if french
            else " Above 100%: a figure is larger than the one it is a part of; see the findings."
        )
    return note


def _above_the_whole(figures: Figures, papers: int | None) -> bool:
    """Whether more voted than are registered, or more papers are of a kind than there are papers."""
    parts = [(getattr(figures, name), figures.registered) for name in ("signatures", "in_box", "voters")]
    parts += [(getattr(figures, name), papers) for name in ("blank", "null", "blank_null", "valid")]
    return any(part is not None and whole and part > whole for part, whole in parts)


BASES = {"registered": ("des inscrits", "of registered"), "papers": ("des votants", "of voters")}


def _row(
    name: str, value: int | None, whole: int | None, names: Names, base: str | None = None
) -> tuple[Value, ...]:
    label = field_label(name, names.language)
    label = label[:1].upper() + label[1:]
    if base is None or value is None or not whole or value > whole:  # more than the whole: a partial sum
        return (label, Count(value), "")
    part = share(value, whole, names.language)
    return (label, Count(value), f"{part} {BASES[base][names.language == 'en']}")


def _difference(registered: int | None, voters: int | None) -> int | None:
    """Who did not vote; unknown where a partial sum would make it negative."""
    if registered is None or voters is None or voters > registered:
        return None
    return registered - voters
