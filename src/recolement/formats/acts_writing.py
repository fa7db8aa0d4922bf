"""Acts as ``acts.toml``, in their order: the other way round of :mod:`recolement.formats.acts`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from recolement.formats.acts import OWN
from recolement.formats.toml_writing import Value, assignment
from recolement.model.acts import KINDS, Act, Claimed, Target

NAMES = {kind: name for name, kind in KINDS.items()}
FIELDS = {"for": "for_"}
"""Keys whose attribute has another name, as Python keeps theirs."""


def write_acts(acts: Iterable[Act]) -> str:
    """The text of ``acts.toml``."""
    return "\n\n".join("\n".join(_lines(act)) for act in acts) + "\n"


def _lines(act: Act) -> Iterator[str]:
    kind = NAMES[type(act)]
    yield "[[act]]"
    yield assignment("kind", kind)
    yield assignment("at", act.at)
    for name in ("by", "role"):
        given = getattr(act, name)
        if given is not None:
            yield assignment(name, given)
    yield from _target(act.target)
    for name in OWN[kind]:
        given = getattr(act, FIELDS.get(name, name))
        if name == "values":
            given = _values(given)
        if given is not None and given not in ((), [], ""):
            yield assignment(name, given)


def _target(target: Target) -> Iterator[str]:
    if target.units is not None:
        one = len(target.units) == 1
        yield assignment("unit", target.units[0]) if one else assignment("units", target.units)
    if target.contest is not None:
        yield assignment("contest", target.contest)
    if target.round is not None:
        yield assignment("round", target.round)
    if target.result:
        yield assignment("result", True)


def _values(values: Sequence[Claimed]) -> list[Value]:
    return [{"unit": one.unit, "field": one.field, "value": one.value} for one in values]
