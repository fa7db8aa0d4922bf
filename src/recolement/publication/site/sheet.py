"""A section's sheet on its page: what stands and why, its findings, the acts, its lines in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from recolement.canvass.retain import Retained
from recolement.ledger.codec import decode
from recolement.ledger.events.figures import EntryRecorded, Figures
from recolement.ledger.tree import leaf_hash
from recolement.model.acts import Act
from recolement.model.findings import Finding
from recolement.model.ids import ContestId
from recolement.model.sheets import FIGURES, TallySheet
from recolement.publication.findings import said_finding
from recolement.publication.page_parts import escape
from recolement.publication.proceedings import clock_of, when
from recolement.publication.site.frame import Address, name, text
from recolement.publication.site.receipts import RECEIPTS_UNTIL, receipt_path
from recolement.publication.site.state import Record, Site, Sitting
from recolement.words.findings import severity_label
from recolement.words.history import say_act, say_event
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.plain import LONGEST, shown
from recolement.words.roles import role_label
from recolement.words.site import site_words

SHORT_DIGEST = 16
"""Letters of a digest that a page shows."""


def sheet_html(retained: Retained, names: Names, sitting: Sitting) -> Iterator[str]:
    """Why the figures stand as they do: annulled, set aside, no vote, corrected from what was received."""
    language = names.language
    for code, so in (
        ("annulled", retained.annulled),
        ("set_aside", retained.set_aside is not None),
        ("no_vote_here", retained.no_vote is not None),
    ):
        if so:
            yield f'<p class="state"><b>{text(site_words(code, language))}</b></p>\n'
    recorded, standing = retained.recorded, retained.sheet
    if recorded is not None and standing is not None and recorded != standing:
        yield _changed(recorded, standing, names, sitting)
    source = None if recorded is None else recorded.source
    if source is not None:
        said = site_words("source", language, file=shown(source.file, LONGEST), row=str(source.row))
        yield f'<p class="note">{escape(said)}</p>\n'


def _changed(recorded: TallySheet, standing: TallySheet, names: Names, sitting: Sitting) -> str:
    """The figures that differ between the sheet as it was received and the one that stands."""
    language = names.language
    fields = [*FIGURES, *dict.fromkeys([*recorded.votes, *standing.votes])]
    rows = [
        f'<tr><th scope="row">{name(names.field(sitting[0], field))}</th>'
        f'<td class="n">{count(recorded.figure(field), language)}</td>'
        f'<td class="n">{count(standing.figure(field), language)}</td></tr>\n'
        for field in fields
        if recorded.figure(field) != standing.figure(field)
    ]
    return (
        f'<table class="figures changed">\n<caption>{site_words("sheet", language)}</caption>\n<thead><tr><td></td>'
        f'<th scope="col" class="n">{site_words("as_recorded", language)}</th>'
        f'<th scope="col" class="n">{site_words("as_it_stands", language)}</th></tr></thead>\n<tbody>\n'
        f"{''.join(rows)}</tbody>\n</table>\n"
    )


def findings_of(findings: Iterable[Finding], at: Address, names: Names, *, several: bool) -> Iterator[str]:
    """The findings of a unit, each with its code, how loud it is, and what it says."""
    language = names.language
    for finding in findings:
        said = said_finding(finding, names)
        known = ""
        if said.acknowledged:
            known = f' <span class="soft">({escape(site_words("acknowledged", language, reason=said.acknowledged))})</span>'
        yield (
            f'<li><a class="code" href="{at.to(f"findings/{finding.code}-1.html")}">{finding.code}</a> '
            f'<span class="soft">{severity_label(finding.severity, language)}</span> '
            f"{_round(finding, several, language)}{escape(said.text)}{known}</li>\n"
        )


def _round(finding: Finding, several: bool, language: Language) -> str:
    """Of which round a finding speaks, where there are several."""
    if not several or finding.round is None:
        return ""
    colon = " : " if language == "fr" else ": "
    return text(site_words("round", language, number=str(finding.round)) + colon)


def acts_html(site: Site, acts: Iterable[Act], names: Names, at: Address | None = None) -> str:
    """The acts as a list: when, who decided, what and why, and the line that says so.

    ``at``: the page, where it is not that of the unit an act names; the act then leads to it.
    """
    rows = []
    for act in acts:
        role = (
            f' <span class="soft">({name(role_label(act.role, names.language))})</span>' if act.role else ""
        )
        line = ""
        if site.record is not None and act.number <= len(site.record.acts):
            number = str(site.record.acts[act.number - 1])
            line = f' <span class="soft">{site_words("line", names.language, line=number)}</span>'
        where, units = "", act.target.units or ()
        if at is not None and len(units) == 1 and units[0] in site.night.places:
            where = f' <a href="{at.to(site.addresses.page(units[0]))}">{name(names.place(units[0]))}</a>'
        when_said = text(when(act.at, names.language, clock_of(site.night)))
        rows.append(f"<li><b>{when_said}</b>{where}{role} {escape(say_act(act, names))}{line}</li>\n")
    if not rows:
        return ""
    return f'<h2>{site_words("acts", names.language)}</h2>\n<ol class="acts">\n{"".join(rows)}</ol>\n'


def history_html(site: Site, record: Record, place: str, at: Address, names: Names) -> str:
    """The lines of the ledger that name a unit: when, what, number, digest, receipt."""
    language = names.language
    lines = record.history.get(place, ())
    if not lines:
        return ""
    zone = clock_of(site.night)
    rows = []
    for number in lines:
        event = decode(record.lines[number])
        what = say_event(str(event.__struct_config__.tag), names)
        if isinstance(event, EntryRecorded):
            what += f" ({shown(event.entry, LONGEST)})"
        if isinstance(event, Figures):
            what += f" · {site.heading((ContestId(event.contest), event.round), language)}"
        digest = leaf_hash(record.lines[number]).hex()[:SHORT_DIGEST]
        receipt = ""
        if isinstance(event, Figures) and record.size <= RECEIPTS_UNTIL:
            receipt = f' · <a href="{at.root}{receipt_path(number)}">{site_words("receipt", language)}</a>'
        moment = event.at.astimezone(zone)
        rows.append(
            f'<li><time datetime="{moment.isoformat()}">{_moment(moment, language)}</time> {escape(what)} '
            f'<span class="soft">{site_words("line", language, line=str(number))} · '
            f"{site_words('digest', language, digest=digest)}{receipt}</span></li>\n"
        )
    how = ""
    if record.size > RECEIPTS_UNTIL:
        how = f'<p class="note">{text(site_words("receipt_how", language))}</p>\n'
    return f'<h2>{site_words("history", language)}</h2>\n<ol class="acts">\n{"".join(rows)}</ol>\n{how}'


def _moment(moment: datetime, language: Language) -> str:
    return f"{moment:%d/%m/%Y %H:%M:%S}" if language == "fr" else f"{moment:%Y-%m-%d %H:%M:%S}"
