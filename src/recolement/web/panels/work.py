"""What a job does: check the files, compute the lottery, see who can replace, describe the panel drawn.

Runs in the job's own process (:mod:`recolement.web.panels.jobs`). What it finds about people is sealed;
what it publishes is recorded in the panel's ledger.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any

from recolement.model.panels import Method
from recolement.model.problems import Problem, Unusable
from recolement.model.software import VERSION
from recolement.publication import panel_ceremony as ceremony
from recolement.publication import panel_ledger as ledger
from recolement.publication import panel_steps as steps
from recolement.publication.panel_people import announced, letter, places_by_number
from recolement.publication.panel_picture import Shares, shares_of
from recolement.publication.panel_verify import check_private
from recolement.web.panels.documents import FIGURES, documents, now, publish, quotas_name, shares_text
from recolement.web.panels.inputs import Inputs, NotThere, columns_of, read_inputs
from recolement.web.panels.jobs import at_stage, ended
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Job, Letter, Panel
from recolement.web.panels.seeds import commitments_of, said_source
from recolement.web.panels.vault import code_of, put, sealed_letter, take

ACTOR = "recolement"
AT_ONCE = 500
MOST_ALTERNATES = 50
LIKENESS = "panel-described/1"


class Doubtful(Exception):
    """The sealed files are not those of the announcement; why is sealed under ``check``."""


class NothingFits(Exception):
    """No panel follows the quotas; what would have to change is sealed under ``changes``."""


def work(job: Job) -> None:
    """Do a job and say how it ended; a fault of ours is said as one, and its trace goes to the log."""
    if find_spec("highspy") is None:
        ended(job, "no_solver")
        return
    kinds: Mapping[str, Callable[[Job], None]] = {
        "check": check, "announce": announce, "describe": describe, "replace": replace,
    }  # fmt: skip
    try:
        kinds[job.kind](job)
    except NotThere:
        ended(job, "not_there")
    except Unusable as unusable:
        _keep(job.panel, "check", {"problems": [_problem(one) for one in unusable.problems]})
        ended(job, "unusable")
    except NothingFits:
        ended(job, "infeasible")
    except Doubtful:
        ended(job, "doubtful")
    except Exception as fault:
        print(f"paneljob {job.pk}: {type(fault).__name__}", file=sys.stderr)  # a trace could quote people
        ended(job, "fault")
    else:
        ended(job)


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code, "file": problem.file, "row": problem.row, "column": problem.column,
        "facts": dict(problem.facts),
    }  # fmt: skip


def _keep(panel: Panel, name: str, found: Mapping[str, Any]) -> None:
    put(panel, name, f"{name}.json", json.dumps(found).encode())


def check(job: Job) -> None:
    """Problems of the files; else whether a panel exists, the smallest changes, the scarce cells."""
    from recolement.analysis.panels.feasibility import near_empty, smallest_changes

    at_stage(job, "reading")
    people = take(job.panel, "people")
    columns = {} if people is None else columns_of(*people)
    _keep(job.panel, "columns", columns)
    try:
        inputs = read_inputs(job.panel)
    except NotThere:
        return
    at_stage(job, "checking")
    changes = smallest_changes(inputs.pool, inputs.quotas, job.panel.size)
    cells = near_empty(inputs.pool, inputs.quotas)
    index = {id(quota): place for place, quota in enumerate(inputs.quotas)}
    _keep(
        job.panel,
        "check",
        {
            "people": len(inputs.pool.volunteers),
            "households": list(inputs.pool.household_columns),
            "numbered": inputs.pool.numbered,
            "digests": [ceremony.digest(inputs.people), ceremony.digest(inputs.quotas_file)],
            "changes": None if changes is None else _changes(changes, index),
            "scarce": [[index[id(cell.quota)], cell.people] for cell in cells],
            "shares": _shares(shares_of(inputs.pool, inputs.quotas, ())),
        },
    )


def _changes(changes: Sequence[Any], index: Mapping[int, int]) -> list[list[int]]:
    return [[index[id(one.quota)], one.least, one.most] for one in changes]


def _shares(shares: Sequence[Shares]) -> list[list[Any]]:
    return [
        [one.category, one.feature, one.population, one.pool, one.panel, one.least, one.most]
        for one in shares
    ]


def announce(job: Job) -> None:
    """The lottery, the commitments and the announcement, published; a letter sealed for each volunteer."""
    from recolement.analysis.panels import Infeasible, compose

    panel = job.panel
    at_stage(job, "reading")
    inputs = read_inputs(panel)
    seed = panel.seeds.get(step=0)
    at_stage(job, "computing")
    composed = ceremony.composition_seed(inputs.people, inputs.quotas_file, panel.size, panel.method)
    try:
        lottery = compose(inputs.pool, inputs.quotas, panel.size, Method(panel.method), composed)
    except Infeasible:
        raise NothingFits from None
    at_stage(job, "sealing")
    files = announced(
        at=now(),
        pool=inputs.pool,
        lottery=lottery,
        key=os.urandom(32),
        people=inputs.people,
        quotas=inputs.quotas_file,
        contributions=commitments_of(seed),
        public_source=said_source(seed),
        purge_by=panel.purge_by.isoformat(),
        software=f"recolement {VERSION}",
    )
    private = files.pop("private.json")
    put(panel, "private", "private.json", private)
    keep_letters(panel, inputs, files, private)
    files[quotas_name(inputs.quotas_file)] = inputs.quotas_file
    files[FIGURES] = ceremony.canonical({"shares": shares_text(shares_of(inputs.pool, inputs.quotas, ()))})
    at_stage(job, "publishing")
    own = publish(panel, files)
    PanelLedger(panel.slug).record(ledger.ANNOUNCED, ACTOR, "announcement", documents=own)


def keep_letters(panel: Panel, inputs: Inputs, files: Mapping[str, bytes], private: bytes) -> None:
    """Seal each volunteer's letter by its own code, in place of those before."""
    known = ceremony.read_private(private)
    number_of = {one["id"]: one["number"] for one in json.loads(private)["volunteers"]}
    panels = json.loads(files["lottery.json"])["panels"]
    times: dict[int, int] = {}
    for one in panels:
        for number in one:
            times[number] = times.get(number, 0) + 1
    Letter.objects.filter(panel=panel).delete()
    made = []
    for volunteer in inputs.pool.volunteers:
        salt, chance = known[volunteer.id]
        told = letter(volunteer, salt, chance, number_of[volunteer.id], ())
        told |= {"panels_with_this_number": times.get(number_of[volunteer.id], 0), "of_panels": len(panels)}
        made.append(sealed_letter(panel, code_of(salt), ceremony.canonical(told)))
    Letter.objects.bulk_create(made, batch_size=AT_ONCE)


def describe(job: Job) -> None:
    """Whom the panel as it stands is like, and alternates; before that, the sealed files are verified."""
    from recolement.analysis.panels.replacements import alternates

    panel = job.panel
    at_stage(job, "reading")
    inputs, files = read_inputs(panel), documents(panel)
    _stop_if_doubtful(panel, inputs, files)
    places = people_of(panel, inputs, files)
    draw = json.loads(files["draw.json"])
    present = [places[one] for one in steps.present_after(draw)]
    seed = ceremony.seed_of(draw["announcement"], draw["contributions"], draw["public"])
    at_stage(job, "computing")
    spare = alternates(inputs.pool, inputs.quotas, present, min(MOST_ALTERNATES, panel.size), seed)
    number_of = {place: number for number, place in places.items()}
    away = {one for step in draw["steps"] for one in step["gone"]}
    own = publish(
        panel,
        {
            FIGURES: ceremony.canonical(
                {
                    "shares": shares_text(shares_of(inputs.pool, inputs.quotas, present)),
                    "alternates": [number_of[one] for one in spare if number_of[one] not in away],
                }
            )
        },
    )
    PanelLedger(panel.slug).record(LIKENESS, ACTOR, f"described-{job.pk}", documents=own)


def _stop_if_doubtful(panel: Panel, inputs: Inputs, files: Mapping[str, bytes]) -> None:
    """Hold the sealed files against what was announced: lines, quotas and households of every panel."""
    private = take(panel, "private")
    if private is None:
        raise NotThere
    doubts = list(check_private(files, inputs.people, inputs.quotas_file, private[1]))
    if doubts:
        _keep(panel, "check", {"doubts": [[one.code, dict(one.facts)] for one in doubts]})
        raise Doubtful


def people_of(panel: Panel, inputs: Inputs, files: Mapping[str, bytes]) -> dict[int, int]:
    """The place in the pool of each public number."""
    private = take(panel, "private")
    if private is None:
        raise NotThere
    lines = json.loads(files["commitments.json"])["lines"]
    return places_by_number(inputs.pool.volunteers, lines, ceremony.read_private(private[1]))


def replace(job: Job) -> None:
    """The completions of a panel that some have left, published with what their draw will be made of."""
    from recolement.analysis.panels import Infeasible
    from recolement.analysis.panels.replacements import changes_to_complete, complete

    panel = job.panel
    at_stage(job, "reading")
    inputs, files = read_inputs(panel), documents(panel)
    places = people_of(panel, inputs, files)
    draw = json.loads(files["draw.json"])
    step = len(draw["steps"]) + 1
    seed = panel.seeds.get(step=step)
    present = steps.present_after(draw)
    staying = sorted(places[one] for one in present if one not in seed.gone)
    out = {places[one] for one in seed.gone} | {places[one] for own in draw["steps"] for one in own["gone"]}
    at_stage(job, "computing")
    composed = ceremony.composition_seed(inputs.people, inputs.quotas_file, panel.size, panel.method)
    method = Method(panel.method)
    try:
        lottery = complete(inputs.pool, inputs.quotas, panel.size, method, composed, staying, out)
    except Infeasible:
        changes = changes_to_complete(inputs.pool, inputs.quotas, panel.size, staying, out)
        at = {(one.category, one.feature): place for place, one in enumerate(inputs.quotas)}
        told = [[at[one.quota.category, one.quota.feature], one.least, one.most] for one in changes or ()]
        _keep(panel, "changes", {"changes": None if changes is None else told})
        raise NothingFits from None
    number_of = {place: number for number, place in places.items()}
    completions = [sorted(number_of[one] for one in own) for own in lottery.panels]
    at_stage(job, "publishing")
    document = steps.replacement_json(
        at=now(),
        announcement=draw["announcement"],
        step=step,
        gone=seed.gone,
        completions=completions,
        contributions=commitments_of(seed),
        public_source=said_source(seed),
    )
    own = publish(
        panel,
        {
            steps.completions_file(step): steps.completions_bytes(completions),
            steps.announcement_file(step): ceremony.canonical(document),
        },
    )
    facts: dict[str, Any] = {"step": step, "documents": own}
    PanelLedger(panel.slug).record(ledger.REPLACEMENT_ANNOUNCED, ACTOR, f"replacement-{step}", **facts)
