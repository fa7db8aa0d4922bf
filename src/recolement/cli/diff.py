"""``recolement diff``: what changed between two publications, unit by unit, and what explains it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.bundle_shelf import figures_said, stop_bundle
from recolement.cli.language import either, of_door
from recolement.cli.ledger_door import said
from recolement.cli.reaching import files_at
from recolement.publication.bundle.changes import Change, changes, questionable
from recolement.publication.bundle.reading import BundleBroken, site_of
from recolement.publication.findings import said_finding
from recolement.publication.site import Site
from recolement.words.bundles import say_bundle
from recolement.words.claims import say_outcome
from recolement.words.history import say_act
from recolement.words.naming import Names
from recolement.words.numbers import count

app = typer.Typer(add_completion=False)

HELP = either(
    "Ce qui change d'une publication à l'autre, unité par unité, avec les actes qui l'expliquent. Code 1 si "
    "un changement n'est pas expliqué.",
    "What changed from one publication to another, unit by unit, with the acts that explain it. Exit code 1 "
    "where a change is not explained.",
)
MOST = 200
"""Changes that are explained and listed; those that are not are all listed."""

Publication = Annotated[str, typer.Argument(metavar="OUT", help=either("Une publication.", "A publication."))]


@app.command(help=HELP)
def diff(first: Publication, second: Publication) -> None:
    """What changed between two publications."""
    with said():
        before, after = _read(first), _read(second)
    names = Names(after.night.folder, of_door())
    found = list(changes(before, after))
    findings = questionable(before, after, found)
    if not found:
        print(say_bundle("diff_same", names.language))
        return
    unexplained = [change for change in found if not change.explained]
    units = count(len({change.unit for change in found}), names.language)
    print(
        say_bundle(
            "diff_head", names.language, units=units, unexplained=count(len(unexplained), names.language)
        )
    )
    _outcomes(before, after, names)
    explained = [change for change in found if change.explained]
    for change in [*unexplained, *explained[:MOST]]:
        _print(change, after if change.why != "gone" else before, names)
    if len(explained) > MOST:
        print(say_bundle("diff_more", names.language, count=count(len(explained) - MOST, names.language)))
    for finding in findings:
        spoken = said_finding(finding, names)
        print(f"{finding.code}  {spoken.place} : {spoken.text}")
    if unexplained or findings:
        raise typer.Exit(1)


def _read(place: str) -> Site:
    try:
        return site_of(files_at(place))
    except BundleBroken as broken:
        raise stop_bundle("bundle_unreadable", place=place, file=Path(broken.file).name) from None


def _outcomes(before: Site, after: Site, names: Names) -> None:
    """The outcomes that are no longer the same."""
    old = {(one.contest, one.round, one.unit): one for one in before.night.results}
    for result in after.night.results:
        earlier = old.get((result.contest, result.round, result.unit))
        said_so = []
        for one in (earlier, result):
            outcome = None if one is None else one.outcome
            own = names.options(result.contest)
            said_so.append(
                say_bundle("no_outcome", names.language)
                if outcome is None
                else say_outcome(outcome, own, names.language)
            )
        if said_so[0] != said_so[1]:
            heading = f"{names.contest(result.contest)} {result.round}, {names.place(result.unit)}"
            print(
                say_bundle(
                    "diff_outcome", names.language, heading=heading, before=said_so[0], after=said_so[1]
                )
            )


def _print(change: Change, site: Site, names: Names) -> None:
    why = say_bundle(f"diff_{change.why}", names.language)
    acts = "; ".join(say_act(act, names) for act in change.acts)
    contest = names.contest(change.sitting[0])
    own = Names(site.night.folder, names.language)
    print(f"{own.unit(change.unit)} · {contest} {change.sitting[1]} · {why}{' : ' + acts if acts else ''}")
    print(f"    {figures_said(change, own)}")
