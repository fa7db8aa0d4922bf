"""``recolement rehearse``: a made-up night with faults in it, played at the terminal, then debriefed.

The night stops when all who send by themselves have sent. What is then known is shown as on the night; the
faults are told last.
"""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from recolement.cli.door import UNUSABLE, AsJson, Lang, language_for, print_json
from recolement.cli.language import either
from recolement.cli.page import console_on, print_report
from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.model.problems import Problem, Unusable
from recolement.rehearsal.script import NotRehearsed, Script, Wanted
from recolement.words.naming import Names
from recolement.words.numbers import Language, count
from recolement.words.plain import LONGEST, shown
from recolement.words.rehearsal import KINDS, say_not_rehearsed
from recolement.words.rehearsal_terminal import RECORD, TERMINAL

if TYPE_CHECKING:
    from recolement.cli.rehearsing import Rehearsed

app = typer.Typer(add_completion=False)

A_STEP = 1800
"""Seconds of the night between two lines on the screen."""
SECTIONS = 4000

HELP = either(
    "Répéter une soirée de résultats : une nuit inventée à partir d'une graine, des fautes cachées. Sans "
    "dossier, un vote inventé de 4 000 sections. Nommez ce que vous regarderiez (--look, ou au clavier) : le "
    "retour d'expérience dit quelles fautes sont trouvées. Rien n'en reste, sauf avec --ledger.",
    "Rehearse a results night: a night made up from a seed, with hidden faults. Without a folder, a made-up "
    "vote of 4,000 sections. Name what you would look at (--look, or typed): the debriefing says which "
    "faults were found. Nothing of it stays, unless with --ledger.",
)


@app.command(help=HELP)
def rehearse(
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar=either("DOSSIER", "FOLDER"),
            help=either("Le dossier du vote à répéter.", "The folder of the ballot to rehearse."),
        ),
    ] = None,
    seed: Annotated[
        str | None,
        typer.Option(help=either("La même graine, la même nuit.", "The same seed, the same night.")),
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(
            metavar=either("CHOIX[:AVANCE]", "OPTION[:LEAD]"),
            help=either("Qui arrive en tête, de combien de voix.", "Who leads, by how many votes."),
        ),
    ] = None,
    faults: Annotated[int, typer.Option(help=either("Combien de fautes.", "How many faults."))] = 12,
    round_: Annotated[
        int | None, typer.Option("--round", help=either("Le tour répété.", "The round rehearsed."))
    ] = None,
    sections: Annotated[
        int,
        typer.Option(
            min=3, max=20_000,
            help=either("Sans dossier : combien de sections.", "Without a folder: how many sections."),
        ),
    ] = SECTIONS,
    look: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help=either(
                "Une section ou fédération que vous regarderiez (répétable) ; « registre » le vérifie.",
                "A section or federation you would look at (repeatable); “record” verifies the record.",
            ),
        ),
    ] = None,
    speed: Annotated[
        int,
        typer.Option(
            min=0,
            help=either("Tant de fois plus vite que la vraie nuit ; 0 : d'un coup.",
                        "So many times as fast as a real night; 0: at once."),
        ),
    ] = 0,
    ledger: Annotated[
        Path | None,
        typer.Option(
            help=either("Garder le registre de la répétition dans ce dossier.",
                        "Keep the rehearsal's record in this folder."),
        ),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:  # fmt: skip
    """Write the script, play it, ask, debrief."""
    from recolement.cli.rehearsed import rehearsal_json
    from recolement.cli.rehearsing import Rehearsed
    from recolement.rehearsal.copying import next_round
    from recolement.rehearsal.writing import write_script

    ballot = _ballot(folder, sections, language_for(lang))
    language = language_for(lang, ballot.ballot.language)
    try:
        leader, margin = _outcome(outcome)
        wanted = Wanted(
            secrets.token_hex(4) if seed is None else seed, faults,
            next_round(ballot) if round_ is None else round_, leader, margin,
        )  # fmt: skip
        script = write_script(ballot, wanted)
    except NotRehearsed as refused:
        print(say_not_rehearsed(refused.code, refused.facts, language), file=sys.stderr)
        raise typer.Exit(UNUSABLE) from None
    with _place(ledger) as place:
        night = Rehearsed(place, ballot, script)
        if as_json:
            night.play(_quiet(script))
            shown_then = night.now()
            _look(night, shown_then.folder, look or [], language, quiet=True)
            night.play(script.ends)
            print_json(rehearsal_json(script, shown_then, night.debriefing(), language))
            return
        _tell(night, look, speed, language)
        if ledger is not None:
            print(TERMINAL[language].kept.format(folder=ledger))


def _ballot(folder: Path | None, sections: int, language: Language) -> BallotFolder:
    """The ballot of a folder or a ledger; or a made-up one."""
    if folder is None:
        from recolement.rehearsal.invented import invented

        title = "Congress (fictional)" if language == "en" else "Congrès (fictif)"
        return invented(sections, title, language)
    from recolement.cli.door import read_canvass

    return read_canvass(folder, quiet=True).folder


def _outcome(written: str | None) -> tuple[str | None, int | None]:
    """``OPTION`` or ``OPTION:LEAD``; an id may hold a colon, the lead stands after the last one."""
    if written is None:
        return None, None
    option, colon, lead = written.rpartition(":")
    if not colon:
        return written, None
    if not (lead.isascii() and lead.isdigit() and len(lead) < 12):
        raise NotRehearsed("margin_not_number", found=lead)
    return option, int(lead)


@contextmanager
def _place(ledger: Path | None) -> Iterator[Path]:
    """Where the record is kept: the folder asked for, which must be new; else one that is thrown away."""
    if ledger is None:
        with TemporaryDirectory(prefix="recolement-") as place:
            yield Path(place)
        return
    if ledger.exists() and (not ledger.is_dir() or any(ledger.iterdir())):
        raise Unusable([Problem("folder_not_empty", str(ledger))])
    yield ledger


def _quiet(script: Script) -> int:
    """The second by which all have come who are not late by a fault."""
    late = {fault.until for fault in script.faults if fault.until is not None}
    return max((one.at for one in script.arrivals if one.at not in late), default=0)


def _tell(night: Rehearsed, look: list[str] | None, speed: int, language: Language) -> None:
    """The night on the screen."""
    from recolement.cli.rehearsed import print_debriefing, print_missing
    from recolement.publication.reporting import report

    words, script = TERMINAL[language], night.script
    expected = len({sheet.key for sheet in script.truth})
    print(
        words.setting.format(
            seed=shown(script.seed, LONGEST),
            sections=count(len({sheet.unit for sheet in script.truth}), language),
            faults=len(script.faults),
        )
    )
    if script.impossible:
        kinds = ", ".join(KINDS[kind][language == "en"].lower() for kind in script.impossible)
        print(words.impossible.format(kinds=kinds))
    quiet, second = _quiet(script), 0
    while second < quiet:
        step = min(A_STEP, quiet - second)
        second += step
        if speed:
            time.sleep(step / speed)
        night.play(second)
        received = count(night.received, language)
        clock = f"+{second // 3600}:{second % 3600 // 60:02}"
        print(
            words.progress.format(clock=clock, received=received, expected=count(expected, language)),
            flush=True,
        )
    made = night.now()
    print_report(report(made, language), language)
    with console_on() as console:
        print_missing(console, made, language)
    if look is None and sys.stdin.isatty() and sys.stdout.isatty():
        print(f"\n{words.ask}")
        while line := _typed():
            _look(night, made.folder, [line], language)
    else:
        _look(night, made.folder, look or [], language)
    night.play(script.ends)
    with console_on() as console:
        print_debriefing(console, night.debriefing(), Names(made.folder, language))
    print(words.again.format(seed=shown(script.seed, LONGEST)))


def _typed() -> str:
    """A line typed at the terminal; empty at its end (Ctrl-D) too."""
    print("> ", end="", flush=True)
    return sys.stdin.readline().strip()


def _look(
    night: Rehearsed, folder: BallotFolder, named: list[str], language: Language, *, quiet: bool = False
) -> None:
    """Call what is missing, dispute what is there, verify the record; say what it gave."""
    words, names = TERMINAL[language], Names(folder, language)
    for one in named:
        if one.casefold() in RECORD:
            verified = night.verify()
            said = (
                words.holds.format(size=count(night.size, language))
                if verified.holds
                else words.broken.format(line=verified.line)
            )
        elif one not in folder.tree:
            said = words.nowhere.format(found=shown(one, LONGEST))
        else:
            unit = UnitId(one)
            sheets = night.call(unit)
            if sheets:
                said = words.called.format(place=names.unit(unit), sheets=count(sheets, language))
            elif folder.tree.is_leaf(unit):
                night.dispute(unit)
                said = words.disputed.format(place=names.unit(unit))
            else:
                said = words.nothing_there.format(place=names.unit(unit))
        if not quiet:
            print(said)
        elif one not in folder.tree and one.casefold() not in RECORD:
            print(said, file=sys.stderr)
