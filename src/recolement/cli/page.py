"""A report on a terminal: calm, the figures first; readable at 80 columns and without colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from recolement.cli.page_tables import laid_out
from recolement.model.findings import Severity
from recolement.publication.report import FindingGroup, Report, ResultReport, Strip, Table
from recolement.words.checks.entry import NOTHING
from recolement.words.findings import acknowledged_label
from recolement.words.numbers import Language, colon, count

LONGEST_BAR = 44
WIDEST = 120
"""Beyond this many columns lines are too long to be read."""


@contextmanager
def console_on() -> Iterator[Console]:
    """Standard output as a console: no markup, no emoji names, no guessing; names are shown as they are.

    A file or a pipe gets the same lines without the spaces that fill a screen.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    if console.width > WIDEST:
        console.width = WIDEST
    if console.is_terminal:
        yield console
        return
    with console.capture() as captured:
        yield console
    for line in captured.get().splitlines():
        print(line.rstrip())


def print_report(report: Report, language: Language, *, findings: bool = True) -> None:
    """The whole report."""
    with console_on() as console:
        print_title(console, report.title, report.organisation)
        for result in report.results:
            _print_result(console, result, language)
        if findings:
            _print_findings(console, report.findings, language, brief=True)


def print_findings(title: str, groups: Sequence[FindingGroup], language: Language) -> None:
    """Every finding with what each person can do."""
    with console_on() as console:
        print_title(console, title, "")
        _print_findings(console, groups, language, brief=False)


def print_title(console: Console, title: str, under: str) -> None:
    """The title of the page."""
    console.print()
    console.print(Text(title, style="bold"))
    if under:
        console.print(Text(under, style="dim"))


def _print_result(console: Console, result: ResultReport, language: Language) -> None:
    console.print()
    console.print(Text(result.heading, style="bold"))
    console.rule(style="dim")
    status = "Statut : " if language == "fr" else "Status: "
    console.print(Text(f"{status}{result.status}", style="dim"))
    if result.strip is not None:
        _print_strip(console, result.strip, language)
    for note in result.notes:
        console.print(Padding(Text(note), (0, 0, 0, 2), expand=False))
    if result.outcome:
        console.print()
        console.print(Text(result.outcome, style="bold"))
    for table in (result.votes, result.figures, result.below):
        _print_table(console, table, language)
    if result.steps:
        console.print()
        console.print(Text("Pourquoi" if language == "fr" else "Why", style="bold"))
        for number, step in enumerate(result.steps, start=1):
            line = Text(f"{number}. {step.text}")
            if step.source:
                line.append(f" [{step.source}]", style="dim")
            console.print(Padding(line, (0, 0, 0, 2), expand=False))
    if len(result.conditions) > 1 or any(len(table.rows) > 1 for table in result.conditions):
        for conditions in result.conditions:  # a single one is on the strip
            _print_table(console, conditions, language)
    if result.margin:
        console.print()
        console.print(Text(result.margin))
    _print_table(console, result.open, language)
    if result.decisive:
        console.print(Text(result.decisive))
    _print_table(console, result.effects, language)


def _print_strip(console: Console, strip: Strip, language: Language) -> None:
    """One sentence, then the lead and what could be lost, on one scale."""
    console.print(Text(strip.sentence, style="bold"))
    if strip.lead is None:
        return
    width = min(LONGEST_BAR, max(10, console.width - 36))
    longest = max(strip.lead, strip.at_risk or 0, 1)
    plain = not console.encoding.lower().startswith("utf")
    label = max(len(strip.lead_label), len(strip.risk_label))
    lead = _bar(strip.lead, longest, width, "#" if plain else "█")
    console.print(Text(f"  {strip.lead_label:<{label}}  {lead} {count(strip.lead, language)}"))
    if strip.at_risk is None:
        endless = ("=" if plain else "▒") * width + ">"
        said = "sans borne" if language == "fr" else "no bound"
        console.print(Text(f"  {strip.risk_label:<{label}}  {endless} {said}"))
    else:
        risk = _bar(strip.at_risk, longest, width, "=" if plain else "▒")
        console.print(Text(f"  {strip.risk_label:<{label}}  {risk} {count(strip.at_risk, language)}"))
    if strip.claim:
        said = "Condition : " if language == "fr" else "Condition: "
        console.print(Padding(Text(f"{said}{strip.claim}.", style="dim"), (0, 0, 0, 2), expand=False))


def _bar(part: int, longest: int, width: int, character: str) -> str:
    """A bar in proportion, at least one character for anything more than nothing."""
    return character * max(min(part, 1), round(part * width / longest))


def _print_table(console: Console, table: Table | None, language: Language) -> None:
    if table is None or not table.rows:
        return
    console.print()
    laid, dropped = laid_out(table, language, console.width)
    console.print(Text(table.title, style="bold"))
    console.print(laid)
    french = language == "fr"
    notes = [table.note] if table.note else []
    if dropped:
        more = ("colonne" if french else "column") + ("s" if dropped > 1 else "")
        notes.append(
            f"{dropped} {more} de plus avec --out ou un terminal plus large."
            if french
            else f"{dropped} more {more} with --out or a wider terminal."
        )
    if table.left_out:
        more = count(table.left_out, language)
        notes.append(f"et {more} de plus (--out, --json)." if french else f"and {more} more (--out, --json).")
    for note in notes:
        console.print(Text(note, style="dim"))


def _print_findings(
    console: Console, groups: Sequence[FindingGroup], language: Language, *, brief: bool
) -> None:
    console.print()
    console.rule(Text(_how_many(groups, language)), align="left", style="dim")
    for group in groups:
        head = Text(f"{group.code} ", style="bold")
        head.append(f"[{group.severity_label}] {group.title}")
        head.append(f" ({count(group.total, language)})" if group.total > 1 else "")
        console.print()
        console.print(head)
        for finding in group.findings:
            line = Text(f"{finding.place}{colon(language)}" if finding.place else "")
            line.append(finding.text)
            if finding.source:
                line.append(f" [{finding.source}]", style="dim")
            if finding.acknowledged:
                line.append(f" ({acknowledged_label(language)}{colon(language)}{finding.acknowledged})")
            console.print(Padding(line, (0, 0, 0, 4), expand=False))
        if group.total > len(group.findings):
            more = count(group.total - len(group.findings), language)
            said = (
                f"et {more} de plus : recolement check"
                if language == "fr"
                else f"and {more} more: recolement check"
            )
            console.print(Padding(Text(said, style="dim"), (0, 0, 0, 4), expand=False))
        for role, to_do in _told(group) if brief else group.to_do:
            arrow = "→ " if console.encoding.lower().startswith("utf") else "> "
            console.print(Padding(Text(f"{arrow}{role}{colon(language)}{to_do}"), (0, 0, 0, 4), expand=False))
    console.print()


def _told(group: FindingGroup) -> Sequence[tuple[str, str]]:
    """The first person who has something to do."""
    return [one for one in group.to_do if one[1] not in NOTHING][:1]


def _how_many(groups: Sequence[FindingGroup], language: Language) -> str:
    """Two errors, five to be checked."""
    french = language == "fr"
    if not groups:
        return "Aucun constat : tout tombe juste." if french else "No findings: everything adds up."
    words = {
        Severity.ERROR: ("erreur", "error"),
        Severity.WARNING: ("point à vérifier", "warning"),
        Severity.NOTICE: ("point à noter", "notice"),
    }
    said = []
    for severity, both in words.items():
        standing = (group for group in groups if group.severity is severity and not group.acknowledged)
        number = sum(group.total for group in standing)
        if number:
            word = both[not french]
            head, _, rest = word.partition(" ")
            plural = f"{head}s{' ' + rest if rest else ''}" if number > 1 else word
            said.append(f"{count(number, language)} {plural}")
    known = sum(group.total for group in groups if group.acknowledged)
    if known:
        said.append(f"{count(known, language)} {acknowledged_label(language)}")
    return ("Constats : " if french else "Findings: ") + ", ".join(said)
