"""``recolement verify``: whether a ledger, a published one or a receipt holds, and if not, what and where."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.bundle_reaching import bundle_here
from recolement.cli.bundle_writing import digests_under_way, render_again
from recolement.cli.door import Lang, language_for
from recolement.cli.language import either
from recolement.cli.ledger_door import key_of, said, stop
from recolement.cli.reaching import NotReached, files_at, is_ledger
from recolement.ledger.note import VerifierKey
from recolement.ledger.receipt import HEADER, Receipt, ReceiptBroken
from recolement.verify import Files, Report, is_bundle, verify_bundle
from recolement.verify import verify as verify_files
from recolement.words.ledger import say
from recolement.words.numbers import Language

app = typer.Typer(add_completion=False)


HELP = either(
    "Tout vérifier à partir des octets ; code 0 seulement si tout concorde.",
    "Verify everything from the bytes; exits with 0 only if all of it holds.",
)


@app.command(help=HELP)
def verify(
    place: Annotated[
        str,
        typer.Argument(
            metavar="PATH|URL",
            help=either(
                "Un registre, une publication, ou un reçu.", "A ledger, a publication, or a receipt."
            ),
        ),
    ],
    key: Annotated[
        str | None,
        typer.Option(
            help=either(
                "La clé publique à qui vous vous fiez, en clair ou dans un fichier.",
                "The public key you trust, written out or in a file.",
            )
        ),
    ] = None,
    against: Annotated[
        list[Path] | None,
        typer.Option(
            help=either(
                "Un reçu ou un point d'arrêt gardé par quelqu'un d'autre.",
                "A receipt or checkpoint kept by somebody else.",
            )
        ),
    ] = None,
    pages: Annotated[
        bool,
        typer.Option(
            "--pages",
            help=either(
                "D'une publication, refaire aussi chaque page et comparer.",
                "Of a publication, make every page again too, and compare.",
            ),
        ),
    ] = False,
    db: Annotated[
        str | None,
        typer.Option(
            "--db", help=either("La base où sont les écritures.", "The database where the lines are.")
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Verify everything from the bytes; exits with 0 only if all of it holds."""
    language = language_for(lang)
    with said():
        pinned = key_of(key)
        file = Path(place)
        if file.is_file():
            _verify_receipt(file, pinned, language)
            return
        if db is None and (file / "ballot.toml").is_file() and not is_ledger(file):
            stop("a_ballot_folder", {"place": place})
        evidence = [(str(one), one.read_bytes()) for one in against or ()]
        now = int(time.time())

        def ledger(inside: Files, *, count: bool = False) -> Report:
            return verify_files(inside, pinned, evidence, now, count=count)

        with bundle_here(place) as brought:
            files = files_at(place if brought is None else str(brought), db)
            if is_bundle(files):
                with digests_under_way(brought or file, files) as digests:
                    report = verify_bundle(files, digests, render_again, pages, ledger, pinned)
            else:
                report = ledger(files, count=True)
        if brought is not None:
            report.notice("only_what_is_listed")
        for sentence in sentences(report, language):
            print(sentence)
        if not report.holds:
            raise typer.Exit(1)


def sentences(report: Report, language: Language) -> list[str]:
    """The report in sentences; the first says whose key the ledger was held against."""
    said_so = [_first(report, language)]
    if report.size:
        facts = {
            "size": report.size,
            "signed": report.signed,
            "origin": report.origin,
            "root": report.root.hex(),
        }
        said_so.append(say("counted", facts, language))
    for wrong in report.wrongs:
        said_so.append("✗ " + say(wrong.code, wrong.facts, language, wrong.file, wrong.line))
    for code, count in report.unlisted.items():
        said_so.append("✗ " + say("and_more_wrong", {"count": count, "code": code}, language))
    for notice in report.notices:
        said_so.append("· " + say(notice.code, notice.facts, language, notice.file, notice.line))
    for finding in report.findings:
        said_so.append(f"! {finding.code} " + say(finding.code, finding.facts, language))
    for result in report.results:
        votes = result["votes"]
        assert isinstance(votes, dict)
        shown = ", ".join(f"{option} {'—' if count is None else count}" for option, count in votes.items())
        said_so.append(f"  {result['contest']}, {result['round']}, {result['unit']}: {shown}")
    said_so.append(say("all_holds" if report.holds else "does_not_hold", {}, language))
    return said_so


def _first(report: Report, language: Language) -> str:
    if report.pinned is not None:
        return say("pinned" if report.trusted else "pinned_fails", {"key": str(report.pinned)}, language)
    return say("not_pinned", {"key": str(report.key) if report.key else "—"}, language)


def _verify_receipt(file: Path, pinned: VerifierKey | None, language: Language) -> None:
    """A receipt alone: its proof leads to its checkpoint, and the trusted key signed that."""
    data = file.read_bytes()
    if not data.startswith(HEADER.encode()):
        raise NotReached(str(file), say("not_a_receipt", {}, language))
    try:
        receipt = Receipt.read(data)
    except ReceiptBroken as broken:
        print(say("not_pinned", {"key": "—"}, language))
        print("✗ " + say(broken.code, {}, language, file.name))
        raise typer.Exit(1) from None
    checkpoint = receipt.checkpoint
    signed = pinned is not None and receipt.note.signed_by(pinned)
    if pinned is None:
        print(say("not_pinned", {"key": "—"}, language))
    else:
        print(say("pinned" if signed else "pinned_fails", {"key": str(pinned)}, language))
    print(
        say(
            "receipt_proves",
            {"line": receipt.index, "size": checkpoint.size, "origin": checkpoint.origin},
            language,
        )
    )
    sys.stdout.write(receipt.line.decode("utf-8", "replace") + "\n")
    if not signed:
        print("✗ " + say("receipt_unsigned", {}, language))
        raise typer.Exit(1)
