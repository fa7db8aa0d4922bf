"""What the panel's commands share: their options, reading volunteers and quotas, saying what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from recolement.cli.door import UNUSABLE
from recolement.cli.language import either, of_door
from recolement.formats.gathering import Problems
from recolement.formats.panels import read_pool, read_quotas
from recolement.model.panels import Method, Pool, Quota
from recolement.model.problems import Problem, Unusable
from recolement.publication.panel_ceremony import digest, read_document
from recolement.words.panels import panel_problem

People: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--people",
        metavar="CSV",
        help=either("Les volontaires (CSV ou XLSX).", "The volunteers (CSV or XLSX)."),
    ),
]
QuotasFile: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--quotas",
        metavar="CSV",
        help=either("Les quotas : category,feature,min,max.", "The quotas: category,feature,min,max."),
    ),
]
Size: TypeAlias = Annotated[
    int, typer.Option("--size", metavar="N", help=either("Le nombre de places.", "The number of places."))
]
IdColumn: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--id",
        metavar="COL",
        help=either(
            "La colonne des identifiants (sinon « id », sinon le numéro de ligne).",
            "The column of ids (else “id”, else the number of the line).",
        ),
    ),
]
AddressColumns: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--address",
        metavar="COL",
        help=either(
            "Colonne d'adresse (à répéter) : jamais deux personnes d'un foyer. Sinon celles nommées "
            "address…, adresse…, household…, foyer….",
            "A column of the address (repeat it): never two of one household. Else those named address…, "
            "adresse…, household…, foyer….",
        ),
    ),
]
Folder: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--folder",
        metavar=either("DOSSIER", "FOLDER"),
        help=either("Le dossier publié du tirage.", "The published folder of the draw."),
    ),
]

PUBLISHED = ("announcement.json", "lottery.json", "commitments.json", "draw.json")

Private: TypeAlias = Annotated[
    Path,
    typer.Option(
        "--private",
        metavar="JSON",
        help=either("La liste privée des sels et des chances.", "The private list of salts and chances."),
    ),
]
Named: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--contribution",
        metavar=either("NOM=…", "NAME=…"),
        help=either("NOM=engagement (à répéter).", "NAME=commitment (repeat it)."),
    ),
]
PublicSource: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--public-source",
        help=either("La source publique de la valeur à venir.", "The public source of the value to come."),
    ),
]
MethodOption = Annotated[
    Method, typer.Option("--method", help=either("L'égalité recherchée.", "The equality sought."))
]
Seed = Annotated[
    str, typer.Option("--seed", metavar="S", help=either("La graine publique.", "The public seed."))
]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The two files, as bytes and as read."""

    people: bytes
    quotas_file: bytes
    pool: Pool
    quotas: tuple[Quota, ...]

    def id_of(self, place: int) -> str | int:
        """A person's id as it is printed: a number where the lines are numbered."""
        own = self.pool.volunteers[place].id
        return int(own) if self.pool.numbered else own

    def places(self, ids: list[str], problems: Problems) -> list[int]:
        """The places of people in the pool; an id of nobody is noted."""
        known = {one.id: place for place, one in enumerate(self.pool.volunteers)}
        for one in ids:
            if one not in known:
                problems.add("person_unknown", "people", found=one)
        return [known[one] for one in ids if one in known]


def read_file(path: Path) -> bytes:
    """A file's bytes; raises :class:`Unusable` where there is none."""
    try:
        return path.read_bytes()
    except (OSError, ValueError):
        raise Unusable([Problem("file_unreadable", str(path))]) from None


def read_inputs(
    people: Path, quotas: Path, size: int, id_column: str | None, addresses: list[str] | None
) -> Inputs:
    """Volunteers and quotas; raises :class:`Unusable` with every problem found."""
    problems = Problems()
    raw_quotas, raw_people = read_file(quotas), read_file(people)
    if size < 1:
        problems.add("panel_size", str(quotas.name), found=size)
    read = read_quotas(raw_quotas, quotas.name, problems)
    problems.stop_if_any()
    pool = read_pool(raw_people, people.name, read, problems, id_column, tuple(addresses or ()))
    problems.stop_if_any()
    return Inputs(raw_people, raw_quotas, pool, read)


@contextmanager
def said() -> Iterator[None]:
    """Problems said in the panel's words, one a line on standard error; the command ends with 2."""
    try:
        yield
    except Unusable as unusable:
        for problem in unusable.problems:
            typer.echo(panel_problem(problem, of_door()), err=True)
        raise typer.Exit(UNUSABLE) from None


def pairs(given: list[str] | None) -> dict[str, str]:
    """What was given as NAME=…, by name."""
    found = {}
    for one in given or []:
        name, mark, value = one.partition("=")
        if not (name and mark and value):
            raise typer.BadParameter(either(f"« {one} » n'est pas NOM=…", f"“{one}” is not NAME=…"))
        found[name] = value
    return found


def read_document_file(path: Path) -> dict[str, Any]:
    """A document of a draw; raises :class:`Unusable` for anything else."""
    document = read_document(read_file(path))
    if document is None:
        raise Unusable([Problem("record_unreadable", str(path))])
    return document


def announced_digest(announcement: bytes) -> None:
    """Tell what to write down of an announcement."""
    typer.echo(
        either("Empreinte de l'annonce, à faire noter :", "Digest of the announcement, to be written down:")
    )
    typer.echo(digest(announcement))


def now() -> str:
    """The moment, as the records of a draw write it."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
