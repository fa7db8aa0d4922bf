"""The web app's demonstration at the terminal: its folder, its first screen, the codes of the moment.

Whom the demonstration made up is in ``accounts.json`` of its folder, so that the screen can show it again
when it goes on where it stopped.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from recolement.cli.one_time_code import code_at
from recolement.cli.page import console_on
from recolement.words.demo import MAY, WELCOME
from recolement.words.numbers import Language

ACCOUNTS = "accounts.json"
DATABASE = "recolement.sqlite3"


@dataclass(frozen=True, slots=True)
class Made:
    """An account that the demonstration made up: how its person comes in."""

    username: str
    post: str
    place: str
    password: str = ""
    totp_secret: str = ""
    link: str = ""
    code: str = ""


def prepare(folder: Path) -> None:
    """The demonstration's configuration; what an interrupted first start left half made is made again."""
    place = folder.absolute()
    place.mkdir(parents=True, exist_ok=True)
    if not (place / ACCOUNTS).exists():
        for file in place.glob(f"{DATABASE}*"):
            file.unlink()
        shutil.rmtree(place / "ledgers", ignore_errors=True)
        shutil.rmtree(place / "panels", ignore_errors=True)
    key = place / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50), encoding="ascii")
    os.environ |= {
        "RECOLEMENT_TRIAL": "1",
        "RECOLEMENT_DATA": str(place),
        "RECOLEMENT_SECRET_KEY": key.read_text(encoding="ascii"),
        "DATABASE_URL": f"sqlite:///{place / DATABASE}",
    }


def accounts(folder: Path) -> list[Made]:
    """Who was made up, in the order of the evening."""
    return [Made(**one) for one in json.loads((folder / ACCOUNTS).read_text(encoding="utf-8"))]


def welcome(address: str, made: list[Made], language: Language, *, again: bool) -> None:
    """The first screen: where it is, who may come in and what each may do."""
    words = WELCOME[language]
    with console_on() as console:
        utf8 = console.encoding.lower().startswith("utf")
        console.print()
        console.print(Text(f"  {words.title}", style="bold"))
        console.print()
        framed = Panel.fit(
            Text(f"{address}/", style="bold"), box=box.HEAVY if utf8 else box.ASCII, padding=(1, 6)
        )
        console.print(Padding(framed, (0, 2), expand=False))
        console.print()
        console.print(Padding(Text(words.again if again else words.first), (0, 2), expand=False))
        for one in made:
            if one.link:
                _section(console, address, one, language)
        console.print()
        console.print(Padding(Text(words.passwords, style="dim"), (0, 2), expand=False))
        console.print(_passwords(made, language))
        console.print()
        console.print(Padding(Text(words.second, style="dim"), (0, 2), expand=False))
        for one in made:
            if one.totp_secret:
                console.print(f"  {one.username:<18}{one.totp_secret}")
        console.print()
        if sys.stdin.isatty():
            console.print(f"  {words.enter}")
        console.print(f"  {words.stop}")
    sys.stdout.flush()


def _section(console: Console, address: str, one: Made, language: Language) -> None:
    console.print()
    console.print(Text.assemble((f"  {one.place}", "bold"), f"  {MAY[one.post][language == 'en']}"))
    console.print(Text(f"    {address}/a/{one.link}/   code {one.code[:4]} {one.code[4:]}"), soft_wrap=True)


def _passwords(made: list[Made], language: Language) -> Padding:
    table = Table.grid(padding=(0, 2, 0, 0))
    for one in made:
        if one.password:
            may = MAY[one.post][language == "en"]
            table.add_row(Text(one.username, style="bold"), Text(one.password), Text(may))
    return Padding(table, (0, 2), expand=False)


def codes_when_asked(made: list[Made]) -> None:
    """Each time somebody presses Enter at this terminal, the one-time codes of the moment."""
    if not sys.stdin.isatty() or sys.platform == "win32":
        return
    signal.signal(signal.SIGTTIN, signal.SIG_IGN)  # sent to the background, it serves on and asks nothing

    def listen() -> None:
        while _line_read():
            left = 30 - int(time.time()) % 30
            codes = [
                f"{one.username} {code_at(one.totp_secret, time.time())}" for one in made if one.totp_secret
            ]
            print("  " + " · ".join(codes) + f"   ({left} s)", flush=True)

    Thread(target=listen, daemon=True).start()


def _line_read() -> bool:
    """Whether a line was typed; not by ``sys.stdin``, whose lock would hold up the end of the program."""
    try:
        return bool(os.read(0, 1024))
    except OSError:  # in the background
        return False
