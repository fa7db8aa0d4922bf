"""Family P, publication: what was made public must add up, and may not change without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recolement.checks.proportion import same_shares
from recolement.checks.snapshots import Publications, Snapshot
from recolement.model.findings import Figure, Finding, Severity
from recolement.model.ids import OptionId, UnitId

COUNTED_DOWN = ("voters", "signatures", "in_box", "valid")
"""Beside the votes, the figures that only grow while sheets come in."""
ENOUGH_TO_RECOGNISE = 20
"""Fewer votes than this may be the same in two units by chance."""


def _finding(
    code: str,
    severity: Severity,
    snapshot: Snapshot,
    fields: tuple[str, ...],
    expected: Figure = None,
    found: Figure = None,
    difference: int | None = None,
    facts: Mapping[str, Figure] | None = None,
) -> Finding:
    return Finding(
        code,
        severity,
        snapshot.unit,
        snapshot.contest,
        snapshot.round,
        fields,
        expected,
        found,
        difference,
        {"at": snapshot.at, **(facts or {})},
        snapshot.source,
    )


def p1(publications: Publications) -> Iterator[Finding]:
    """No later publication has fewer votes without giving a reason.

    By hand (primary, 22 January 2017): 1,337,820 voters at 23:00, 1,249,126 at 00:45: 88,694 fewer.
    """
    for story in publications.stories.values():
        last: dict[str, tuple[int, str]] = {}
        for snapshot in story:
            growing = {*COUNTED_DOWN, *publications.options(snapshot)}
            fewer: dict[str, tuple[int, int, str]] = {}
            for name, value in snapshot.counts.items():
                before, at = last.get(name, (value, ""))
                if name in growing and value < before:
                    fewer[name] = (before, value, at)
                last[name] = (value, snapshot.at)
            if fewer and not snapshot.reason:
                worst = max(fewer, key=lambda name: fewer[name][0] - fewer[name][1])
                before, value, at = fewer[worst]
                fields = (worst, *(name for name in fewer if name != worst))
                yield _finding(
                    "P1", Severity.WARNING, snapshot, fields, before, value, value - before, {"before": at}
                )


def p2(publications: Publications) -> Iterator[Finding]:
    """When the total rises, the shares of the options move: unchanged, they were multiplied, not counted.

    Said where every option's new figure is an earlier share times the new total, to rounding, and chance
    would do that less than once in 200 (``checks/proportion.py``).
    By hand (primary, 23 January 2017): 1,249,126 voters, Hamon 454,041 (36.35 %), Valls 388,603 (31.11 %);
    ten hours later 1,601,138 voters, Hamon 582,014 = 36.35 % of them, Valls 498,114 = 31.11 %.
    """
    for story in publications.stories.values():
        before: Snapshot | None = None
        for snapshot in story:
            options = publications.options(snapshot)
            if before is not None:
                copied = same_shares(before, snapshot, options)
                if copied is not None:
                    yield _finding(
                        "P2",
                        Severity.ERROR,
                        snapshot,
                        (copied.field, *copied.options),
                        copied.before,
                        copied.now,
                        copied.now - copied.before,
                        {"before": before.at, "options": len(copied.options), **copied.facts},
                    )
            if snapshot.votes(options) or snapshot.shares:
                before = snapshot


def p3(publications: Publications) -> Iterator[Finding]:
    """A published total is the sum of its parts, and no part is larger than its whole.

    By hand (Val-de-Marne, 2008): valid 2,081, votes 1,187 + 832 = 2,019: 62 too many. (Paris, 2012):
    voters 12,237, blank or null 121, valid 12,120: 12,120 + 121 = 12,241, four fewer voters than papers.
    """
    for story in publications.stories.values():
        for snapshot in story:
            yield from _sums(snapshot, publications.options(snapshot))
    yield from _units(publications)


def _sums(snapshot: Snapshot, options: tuple[OptionId, ...]) -> Iterator[Finding]:
    counts = snapshot.counts
    votes = snapshot.votes(options)
    cast = sum(votes.values())
    complete = len(votes) == len(options) > 0
    valid = counts.get("valid")
    if valid is not None and (cast != valid if complete else cast > valid):
        facts = {"case": "votes" if complete else "votes_exceed"}
        yield _finding("P3", Severity.ERROR, snapshot, ("valid",), cast, valid, valid - cast, facts)
    papers_field = snapshot.papers_field
    if papers_field is None:
        return
    papers = counts[papers_field]
    blank_null = snapshot.blank_null
    whole = valid if valid is not None else cast
    exact = blank_null is not None and (valid is not None or complete)
    parts = whole + (blank_null if blank_null is not None else counts.get("blank", 0) + counts.get("null", 0))
    if parts != papers if exact else parts > papers:
        case = "papers" if exact else "papers_exceed"
        yield _finding(
            "P3", Severity.ERROR, snapshot, (papers_field,), parts, papers, papers - parts,
            {"case": case, "valid": whole, "blank_null": blank_null},
        )  # fmt: skip
    registered = counts.get("registered")
    if registered is not None and papers > registered:
        fields = (papers_field, "registered")
        difference = papers - registered
        yield _finding(
            "P3", Severity.ERROR, snapshot, fields, registered, papers, difference, {"case": "registered"}
        )


def _units(publications: Publications) -> Iterator[Finding]:
    """The figure of a unit against those of the units just below it, all published at the same moment."""
    tree = publications.context.night.folder.tree
    at_once: dict[tuple[str, str, int], dict[UnitId, Snapshot]] = {}
    for story in publications.stories.values():
        for snapshot in story:
            at_once.setdefault((snapshot.at, snapshot.contest, snapshot.round), {})[snapshot.unit] = snapshot
    for snapshots in at_once.values():
        for unit, snapshot in snapshots.items():
            below = tree.children(unit) if unit in tree else ()
            if not below or any(child not in snapshots for child in below):
                continue
            for name, value in snapshot.counts.items():
                parts = [snapshots[child].counts.get(name) for child in below]
                known = [part for part in parts if part is not None]
                if len(known) == len(below) and sum(known) != value:
                    facts: dict[str, Figure] = {"case": "units", "units": len(below)}
                    together = sum(known)
                    yield _finding(
                        "P3", Severity.ERROR, snapshot, (name,), together, value, value - together, facts
                    )


def p4(publications: Publications) -> Iterator[Finding]:
    """A published share is the published count over one of the published totals, to its last digit.

    By hand (Yvelines, 2017): Valls 12,245 of 39,591 valid is 30.93 %; published: 30.63 %.
    """
    for story in publications.stories.values():
        for snapshot in story:
            options = publications.options(snapshot)
            votes = snapshot.votes(options)
            bases = _bases(snapshot, sum(votes.values()) if len(votes) == len(options) else None)
            for option, share in snapshot.shares.items():
                count = votes.get(option)
                if count is None or not bases:
                    continue
                agreeing = (
                    abs(count * share.value.denominator - share.value.numerator * base)
                    <= share.digit * base * share.value.denominator
                    for base in bases.values()
                )
                if any(agreeing):
                    continue
                name, base = next(iter(bases.items()))
                would_be = (2 * share.value.numerator * base + share.value.denominator) // (
                    2 * share.value.denominator
                )
                facts: dict[str, Figure] = {
                    "option": option,
                    "share": share.value,
                    "base": base,
                    "base_field": name,
                }
                fields = (option, f"share:{option}")
                yield _finding(
                    "P4", Severity.ERROR, snapshot, fields, would_be, count, count - would_be, facts
                )


def _bases(snapshot: Snapshot, cast: int | None) -> dict[str, int]:
    """What a share may be a share of, by field, the usual one first."""
    counts = snapshot.counts
    bases = {name: counts[name] for name in ("valid", "in_box", "voters", "signatures") if counts.get(name)}
    if cast and "valid" not in bases:
        bases = {"valid": cast, **bases}
    return bases


def p5(publications: Publications) -> Iterator[Finding]:
    """The same votes are not published for two different units or rounds.

    A unit and the one above it may share theirs, where nobody else is in.
    By hand: federation 13 and federation 31 both with 1,747 and 4,605: one of the lines was copied.
    """
    tree = publications.context.night.folder.tree
    seen: dict[tuple[tuple[OptionId, int], ...], Snapshot] = {}
    for story in publications.stories.values():
        for snapshot in story:
            votes = snapshot.votes(publications.options(snapshot))
            if len(votes) < 2 or sum(votes.values()) < ENOUGH_TO_RECOGNISE:
                continue
            other = seen.setdefault(tuple(votes.items()), snapshot)
            if other.key == snapshot.key:
                continue
            known = snapshot.unit in tree and other.unit in tree
            if known and snapshot.key[:2] == other.key[:2]:
                trails = tree.trail(snapshot.unit), tree.trail(other.unit)
                if snapshot.unit in trails[1] or other.unit in trails[0]:
                    continue
            facts: dict[str, Figure] = {
                "other": other.unit,
                "other_at": other.at,
                "other_round": other.round,
                "cast": sum(votes.values()),
            }
            yield _finding("P5", Severity.WARNING, snapshot, tuple(votes), facts=facts)
            break


def p6(publications: Publications) -> Iterator[Finding]:
    """The last published figures are those that the sheets add up to, where these totals are known.

    By hand: published Aubry 67,413; the sheets, as corrected, give 67,451: 38 fewer were published.
    """
    night = publications.context.night
    for (contest, number, unit), story in publications.stories.items():
        key = (unit, contest, number)
        totals = night.totals.get(key)
        sheet = night.standing.get(key)
        last: dict[str, Snapshot] = {name: snapshot for snapshot in story for name in snapshot.counts}
        different: dict[str, tuple[int, int]] = {}
        for name, snapshot in last.items():
            if totals is not None:
                total = totals.get(name)
            else:
                total = sheet.figure(name) if sheet is not None else None
            if total is not None and total != snapshot.counts[name]:
                different[name] = (total, snapshot.counts[name])
        if different:
            worst = max(different, key=lambda name: abs(different[name][1] - different[name][0]))
            total, value = different[worst]
            fields = (worst, *(name for name in different if name != worst))
            yield _finding("P6", Severity.WARNING, last[worst], fields, total, value, value - total)


def p7(publications: Publications) -> Iterator[Finding]:
    """Published signatures (émargements) are as many as the papers, or the voters, published with them.

    By hand (Paris, 2012): voters 12,237, signatures 12,207: thirty papers more than signatures.
    """
    for story in publications.stories.values():
        for snapshot in story:
            signatures, papers_field = snapshot.counts.get("signatures"), snapshot.papers_field
            if signatures is None or papers_field is None or signatures == snapshot.counts[papers_field]:
                continue
            papers = snapshot.counts[papers_field]
            fields = (papers_field, "signatures")
            yield _finding("P7", Severity.ERROR, snapshot, fields, signatures, papers, papers - signatures)
