"""``recolement panel proof | report``: a volunteer's letter, and the report for those who were not there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.door import Lang, language_for, print_json
from recolement.cli.language import either
from recolement.cli.panel_door import (
    PUBLISHED,
    AddressColumns,
    Folder,
    IdColumn,
    People,
    Private,
    QuotasFile,
    read_document_file,
    read_file,
    read_inputs,
    said,
)
from recolement.model.problems import Problem, Unusable
from recolement.publication import panel_ceremony as ceremony
from recolement.publication.panel_people import letter, places_by_number
from recolement.publication.panel_steps import present_after
from recolement.storage.writing import write_whole


def proof(
    folder: Folder,
    people: People,
    quotas: QuotasFile,
    private: Private,
    person: Annotated[
        str, typer.Option("--person", metavar="ID", help=either("La personne.", "The person."))
    ],
    id_column: IdColumn = None,
    address: AddressColumns = None,
) -> None:
    """One volunteer's letter: their line, salt, chance and number; and that the published list has it."""
    with said():
        inputs = read_inputs(people, quotas, 1, id_column, address)
        lottery = read_document_file(folder / "lottery.json")
        lines = read_document_file(folder / "commitments.json")["lines"]
        known = ceremony.read_private(read_file(private))
        one = next((own for own in inputs.pool.volunteers if own.id == person), None)
        if one is None or person not in known:
            raise Unusable([Problem("person_unknown", people.name, facts={"found": person})])
    salt, chance = known[person]
    leaf = ceremony.leaf_of(one, chance, salt)
    number = lines.index(leaf) + 1 if leaf in lines else None
    print_json(letter(one, salt, chance, number, lottery["panels"]))
    if number is None:
        raise typer.Exit(1)


def report(
    folder: Folder,
    people: People,
    quotas: QuotasFile,
    private: Private,
    out: Annotated[
        Path, typer.Option("--out", help=either("Un fichier .html ou .pdf.", "A .html or .pdf file."))
    ],
    id_column: IdColumn = None,
    address: AddressColumns = None,
    lang: Lang = None,
) -> None:
    """Write the report of a draw, as a page or as a PDF, for somebody who was not there."""
    from recolement.publication.panel_picture import shares_of
    from recolement.publication.panel_report import blocks_of, html_of, typst_of
    from recolement.words.panel_report import REPORT

    language = language_for(lang, of_file=True)
    with said():
        documents = {name: read_document_file(folder / name) for name in PUBLISHED}
        announced = ceremony.digest(read_file(folder / "announcement.json"))
        inputs = read_inputs(people, quotas, 1, id_column, address)
        draw = documents["draw.json"]
        lines = documents["commitments.json"]["lines"]
        places = places_by_number(inputs.pool.volunteers, lines, ceremony.read_private(read_file(private)))
        present = present_after(draw)
        if not set(present) <= places.keys():
            raise Unusable([Problem("record_unreadable", str(private))])
        shares = shares_of(inputs.pool, inputs.quotas, [places[one] for one in present])
        seed = ceremony.seed_of(announced, draw["contributions"], draw["public"])
        blocks = blocks_of(
            documents["announcement.json"], announced, documents["lottery.json"], draw, seed, shares, language
        )
        title = REPORT[language]["title"].format(size=documents["announcement.json"]["size"])
        if out.suffix.lower() == ".pdf":
            write_whole(out, [_pdf(*typst_of(blocks, language, title))])
        else:
            write_whole(out, [html_of(blocks, language, title).encode()])


def _pdf(source: str, pictures: Mapping[str, bytes]) -> bytes:
    import typst

    files = {"main.typ": source.encode(), **pictures}
    compiled = typst.compile(files, format="pdf")  # type: ignore[call-overload]  # takes a dict, its stub says not
    assert isinstance(compiled, bytes)
    return compiled
