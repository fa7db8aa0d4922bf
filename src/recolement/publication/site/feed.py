"""The feed (Atom, RFC 4287) of results, corrections and retractions: one entry an act, one a result.

An entry keeps its id when its result changes, so that a reader is told of the change and not of a new thing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from hashlib import sha256

from recolement.ledger.codec import decode
from recolement.model.acts import (
    Act,
    Corrected,
    Disputed,
    Drawn,
    Frozen,
    NoVoteHeld,
    Proclaimed,
    Referred,
    Ruled,
    SetAside,
    Withdrawn,
)
from recolement.publication.page_parts import escape
from recolement.publication.reporting import result_report
from recolement.publication.site.frame import Address
from recolement.publication.site.state import Site
from recolement.words.history import say_act
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown
from recolement.words.roles import role_label

TOLD = (Corrected, Disputed, Drawn, Frozen, NoVoteHeld, Proclaimed, Referred, Ruled, SetAside, Withdrawn)
"""The acts that the feed tells."""
LAST = 60
"""Acts in the feed; all of them are on the pages."""
MOST_RESULTS = 60


def feed(site: Site, language: Language) -> tuple[str, bytes]:
    """The feed in a language."""
    at, names = Address(language, "feed.atom"), site.names[language]
    title = escape(shown(site.night.folder.ballot.title, LONGEST))
    here = _identity(site, language)
    entries = [*_results(site, at, names, here), *_acts(site, at, names, here)]
    updated = max((when for when, _ in entries), default=_moment(site, site.day))
    entries.sort(key=lambda one: one[0], reverse=True)
    body = "".join(entry for _, entry in entries)
    return at.file, (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">\n'
        f"<id>{here}</id>\n<title>{title}</title>\n<updated>{updated}</updated>\n"
        f"<author><name>{escape(shown(site.night.folder.ballot.organisation, LONGEST) or 'Récolement')}</name></author>\n"
        f'<link rel="self" href="feed.atom"/>\n<link rel="alternate" type="text/html" href="index.html"/>\n{body}</feed>\n'
    ).encode("utf-8", "replace")


def _identity(site: Site, language: Language) -> str:
    """A name of the publication that no address changes: of its ledger, or of its ballot."""
    ballot = site.night.folder.ballot
    named = f"{ballot.organisation}\n{ballot.title}" if site.record is None else site.record.origin
    return f"urn:recolement:{sha256(named.encode('utf-8', 'replace')).hexdigest()[:32]}:{language}"


def _moment(site: Site, when: datetime | date) -> str:
    """RFC 3339 in UTC; a day without an hour is its beginning."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time(), UTC)
    elif when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _entry(id: str, title: str, when: str, link: str, said: str) -> tuple[str, str]:
    return when, (
        f"<entry><id>{id}</id><title>{escape(title)}</title><updated>{when}</updated>"
        f'<link rel="alternate" type="text/html" href="{link}"/><summary>{escape(said)}</summary></entry>\n'
    )


def _results(site: Site, at: Address, names: Names, here: str) -> Iterator[tuple[str, str]]:
    """The results that somebody proclaimed, froze or corrected, and those that are complete."""
    last = _moment(site, site.day)
    if site.record is not None and site.record.size:
        last = _moment(site, decode(site.record.lines[-1]).at)
    for result in site.night.results[:MOST_RESULTS]:
        if result.outcome is None:
            continue
        told = result_report(site.night, result, names, {})
        number = next(n for n, one in enumerate(site.night.results) if one is result)
        said = " ".join(part for part in (told.strip.sentence if told.strip else "", told.outcome) if part)
        link = at.to(site.addresses.page(result.unit))
        sitting = (result.contest, result.round)
        yield _entry(
            f"{here}:result:{number}",
            f"{told.heading} · {told.status}",
            last,
            f"{link}#{site.slug(sitting)}",
            said,
        )


def _acts(site: Site, at: Address, names: Names, here: str) -> Iterator[tuple[str, str]]:
    told = [act for act in site.night.folder.acts if isinstance(act, TOLD)]
    for act in told[-LAST:]:
        said = say_act(act, names)
        units = act.target.units or ()
        where = f"{names.unit(units[0])} · " if len(units) == 1 else ""
        link = at.to(site.addresses.page(units[0])) if len(units) == 1 else "index.html"
        yield _entry(
            f"{here}:act:{act.number}", where + said, _moment(site, act.at), link, _why(act, said, names)
        )


def _why(act: Act, said: str, names: Names) -> str:
    return f"{said} ({role_label(act.role, names.language)})" if act.role else said
