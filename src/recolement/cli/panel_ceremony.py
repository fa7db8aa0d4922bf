"""``recolement panel announce | commit | reveal | verify | proof | report``: the draw in public."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import typer

from recolement.cli.door import AsJson, Lang, language_for, print_json
from recolement.cli.language import either, of_door
from recolement.cli.panel_door import (
    AddressColumns,
    Folder,
    IdColumn,
    People,
    QuotasFile,
    Size,
    read_file,
    read_inputs,
    said,
)
from recolement.model.panels import Method
from recolement.model.problems import Problem, Unusable
from recolement.model.software import VERSION
from recolement.publication import panel_ceremony as ceremony
from recolement.publication.panel_verify import Doubt, check_private, check_published
from recolement.storage.writing import write_whole
from recolement.words.panels import doubt_sentence

PUBLISHED = ("announcement.json", "lottery.json", "commitments.json", "draw.json")

Private = Annotated[Path, typer.Option("--private", metavar="JSON", help=either(
    "La liste privée des sels et des chances.", "The private list of salts and chances."))]  # fmt: skip
Named = Annotated[list[str] | None, typer.Option("--contribution", metavar="NOM=…", help=either(
    "NOM=engagement (à répéter).", "NAME=commitment (repeat it)."))]  # fmt: skip
Revealed = Annotated[list[str] | None, typer.Option("--reveal", metavar="NOM=…", help=either(
    "NOM=secret (à répéter).", "NAME=secret (repeat it)."))]  # fmt: skip


def announce(
    people: People,
    quotas: QuotasFile,
    size: Size,
    folder: Folder,
    private: Private,
    method: Annotated[Method, typer.Option("--method")] = Method.LEXIMIN,
    contribution: Named = None,
    public_source: Annotated[str | None, typer.Option("--public-source", help=either(
        "La source publique de la valeur à venir.", "The public source of the value to come."))] = None,
    purge_by: Annotated[str | None, typer.Option("--purge-by", metavar="DATE", help=either(
        "La date de purge des données.", "When the data is purged."))] = None,
    id_column: IdColumn = None,
    address: AddressColumns = None,
) -> None:  # fmt: skip
    """Publish the lottery, the commitments and the announcement, before any seed is known."""
    from recolement.analysis.panels import Infeasible, compose

    with said():
        inputs = read_inputs(people, quotas, size, id_column, address)
        commitments = _pairs(contribution)
        composed = ceremony.composition_seed(inputs.people, inputs.quotas_file, size, method.value)
        try:
            lottery = compose(inputs.pool, inputs.quotas, size, method, composed)
        except Infeasible:
            raise Unusable([Problem("infeasible", quotas.name)]) from None
        key = os.urandom(32)
        leaves = ceremony.leaves_of(inputs.pool, lottery, key)
        numbers = ceremony.public_numbers(leaves)
        published = ceremony.canonical(ceremony.lottery_json(lottery, numbers))
        lines = ceremony.canonical(ceremony.commitments_json(leaves))
        announced = ceremony.canonical(
            ceremony.announcement_json(
                at=_now(),
                lottery=lottery,
                files={
                    "people": inputs.people,
                    "quotas": inputs.quotas_file,
                    "lottery": published,
                    "commitments": lines,
                },
                volunteers=len(leaves),
                commitments=commitments,
                public_source=public_source,
                purge_by=purge_by,
                software=f"recolement {VERSION}",
            )
        )
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(private, [ceremony.canonical(ceremony.private_json(inputs.pool, lottery, key, numbers))])
        write_whole(folder / "lottery.json", [published])
        write_whole(folder / "commitments.json", [lines])
        write_whole(folder / "announcement.json", [announced])
    typer.echo(
        either("Empreinte de l'annonce, à faire noter :", "Digest of the announcement, to be written down:")
    )
    typer.echo(ceremony.digest(announced))


def commit(
    name: Annotated[str, typer.Argument(metavar=either("NOM", "NAME"))], as_json: AsJson = False
) -> None:
    """Make a contribution to the seed: a secret to keep until the draw, and its commitment to hand in now."""
    secret = secrets.token_hex(16)
    commitment = ceremony.commitment_of(name, secret)
    if as_json:
        print_json({"name": name, "secret": secret, "commitment": commitment})
        return
    typer.echo(either(f"À garder secret jusqu'au tirage : {secret}", f"Keep secret until the draw: {secret}"))
    typer.echo(either(f"À remettre maintenant : {commitment}", f"Hand in now: {commitment}"))


def reveal(
    folder: Folder,
    reveal: Revealed = None,
    public: Annotated[str | None, typer.Option("--public", help=either(
        "La valeur publique, telle que publiée.", "The public value, as published."))] = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Draw in public: the contributions revealed and the public value make the seed, the seed a number."""
    with said():
        announced = read_file(folder / "announcement.json")
        _document(announced, folder / "announcement.json")
        lottery = _document(read_file(folder / "lottery.json"), folder / "lottery.json")
        record = ceremony.draw_json(
            at=_now(),
            announcement=announced,
            contributions=_pairs(reveal),
            public=public,
            lottery=lottery,
        )
        write_whole(folder / "draw.json", [ceremony.canonical(record)])
    if as_json:
        print_json(record)
    else:
        typer.echo(either(f"Panel numéro {record['number']:03d} :", f"Panel number {record['number']:03d}:"))
        typer.echo("  " + ", ".join(map(str, record["panel"])))


def verify(
    folder: Annotated[Path, typer.Argument(metavar=either("DOSSIER", "FOLDER"))],
    expected: Annotated[str | None, typer.Option("--expected", metavar="EMPREINTE", help=either(
        "L'empreinte notée à l'annonce.", "The digest noted at the announcement."))] = None,
    people: Annotated[Path | None, typer.Option("--people")] = None,
    quotas: Annotated[Path | None, typer.Option("--quotas")] = None,
    private: Annotated[Path | None, typer.Option("--private")] = None,
    id_column: IdColumn = None,
    address: AddressColumns = None,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Verify a draw: from the published files alone, and from the private ones where they are given."""
    steps = sorted(path.name for path in folder.glob("replacement-*.json"))
    files = {name: (folder / name).read_bytes() for name in (*PUBLISHED, *steps) if (folder / name).is_file()}
    doubts: list[Doubt] = list(check_published(files, expected))
    unread = {"file_absent", "file_unreadable", "record_malformed"}
    if people and quotas and private and not unread & {doubt.code for doubt in doubts}:
        with said():
            raw = (read_file(people), read_file(quotas), read_file(private))
        doubts += check_private(files, *raw, id_column, tuple(address or ()))
    language = of_door()
    if as_json:
        print_json(
            {
                "format": "recolement-panel-verify/1",
                "sound": not doubts,
                "doubts": [
                    {
                        "code": doubt.code,
                        "facts": dict(doubt.facts),
                        "sentence": doubt_sentence(doubt.code, doubt.facts, language),
                    }
                    for doubt in doubts
                ],
            }
        )
    elif doubts:
        for doubt in doubts:
            typer.echo(f"{doubt.code}: {doubt_sentence(doubt.code, doubt.facts, language)}")
    else:
        typer.echo(either("Le tirage est tel qu'annoncé.", "The draw is as it was announced."))
    if doubts:
        raise typer.Exit(1)


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
        lottery = _document(read_file(folder / "lottery.json"), folder / "lottery.json")
        lines = _document(read_file(folder / "commitments.json"), folder / "commitments.json")["lines"]
        known = ceremony.read_private(read_file(private))
        one = next((own for own in inputs.pool.volunteers if own.id == person), None)
        if one is None or person not in known:
            raise Unusable([Problem("person_unknown", people.name, facts={"found": person})])
    salt, chance = known[person]
    leaf = ceremony.leaf_of(one, chance, salt)
    number = lines.index(leaf) + 1 if leaf in lines else None
    times = sum(number in panel for panel in lottery["panels"])
    print_json(
        {
            "line": [
                ceremony.LINE,
                salt,
                one.id,
                list(one.features),
                one.household,
                list(one.identity),
                str(chance),
            ],
            "commitment": leaf,
            "included": number is not None,
            "number": number,
            "probability": float(chance),
            "panels_with_this_number": times,
            "of_panels": len(lottery["panels"]),
        }
    )
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
        documents = {name: _document(read_file(folder / name), folder / name) for name in PUBLISHED}
        announced = ceremony.digest(read_file(folder / "announcement.json"))
        inputs = read_inputs(people, quotas, 1, id_column, address)
        draw = documents["draw.json"]
        numbers = _numbers(inputs.pool.volunteers, documents["commitments.json"]["lines"], read_file(private))
        present = set(draw["panel"])
        for step in draw["steps"]:
            present = (present - set(step["gone"])) | set(step["joined"])
        if not present <= numbers.keys():
            raise Unusable([Problem("record_unreadable", str(private))])
        shares = shares_of(inputs.pool, inputs.quotas, [numbers[one] for one in sorted(present)])
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


def _numbers(volunteers: Any, lines: list[str], private: bytes) -> dict[int, int]:
    """The place in the pool of each public number."""
    at = {line: number for number, line in enumerate(lines, start=1)}
    known = ceremony.read_private(private)
    found: dict[int, int] = {}
    for place, one in enumerate(volunteers):
        salt, chance = known.get(one.id, ("", Fraction(0)))
        number = at.get(ceremony.leaf_of(one, chance, salt))
        if number is not None:
            found[number] = place
    return found


def _pairs(given: list[str] | None) -> dict[str, str]:
    pairs = {}
    for one in given or []:
        name, mark, value = one.partition("=")
        if not (name and mark and value):
            raise typer.BadParameter(either(f"« {one} » n'est pas NOM=…", f"“{one}” is not NAME=…"))
        pairs[name] = value
    return pairs


def _document(content: bytes, path: Path) -> dict[str, Any]:
    document = ceremony.read_document(content)
    if document is None:
        raise Unusable([Problem("record_unreadable", str(path))])
    return document


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
