"""``recolement serve``: the web app, in production behind a proxy or as a demonstration on this machine."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Annotated

import typer

from recolement.cli.demo import worked_ballots
from recolement.cli.demonstration import ACCOUNTS, accounts, codes_when_asked, prepare, welcome
from recolement.cli.door import UNUSABLE, Lang, language_for
from recolement.cli.following import beside
from recolement.cli.language import either
from recolement.words.demo import WELCOME

app = typer.Typer(add_completion=False)

SETTINGS = "recolement.web.settings"
SOON, EACH = 30, 3600
"""Seconds: when the purge dates of panels and call lists are looked at."""

PORTS_TRIED = 50
"""Ports the demonstration tries, from the one asked for."""

HELP = either(
    "L'application web. En production, sa configuration vient de l'environnement (guide « production ») ; "
    "avec --trial, une démonstration sur cette machine, comptes inventés, jamais exposée.",
    "The web app. In production its configuration comes from the environment (guide “production”); with "
    "--trial, a demonstration on this machine, made-up accounts, never to be exposed.",
)


@app.command(help=HELP)
def serve(
    trial: Annotated[
        bool, typer.Option("--trial", help=either("La démonstration.", "The demonstration."))
    ] = False,
    folder: Annotated[
        Path,
        typer.Option("--folder", help=either("Où la démonstration vit.", "Where the demonstration lives.")),
    ] = Path(".demo"),
    host: Annotated[
        str, typer.Option("--host", help=either("L'adresse d'écoute.", "Where to listen."))
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8017,
    workers: Annotated[
        int,
        typer.Option(
            "--workers",
            min=1,
            max=64,
            help=either("Nombre de processus.", "How many processes."),
        ),
    ] = 1,
    uds: Annotated[
        Path | None,
        typer.Option(
            "--socket",
            help=either(
                "Écouter sur une prise locale (Unix), que lit le mandataire, et sur aucun port.",
                "Listen on a Unix socket, which the reverse proxy reads, and on no port.",
            ),
        ),
    ] = None,
    lang: Lang = None,
) -> None:
    """Migrate, gather the site's files, and serve until interrupted."""
    language = language_for(lang)
    if trial:
        if host not in ("127.0.0.1", "localhost", "::1"):
            raise typer.BadParameter(
                either(
                    "la démonstration n'écoute que sur cette machine", "the demonstration listens here only"
                ),
                param_hint="--host",
            )
        prepare(folder)
    wanted = port
    if uds is None:
        port = open_port(host, port, others=trial)
    print(either("Préparation…", "Setting up…"), flush=True)
    set_up()
    if uds is not None:
        _usable(uds)
    from django.core.management import call_command

    for alias in ("default", "calls"):
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    address = f"http://{host}:{port}/" if uds is None else f"unix:{uds}"
    if trial:
        again = (folder / ACCOUNTS).exists()
        call_command("trial", ballots=str(worked_ballots()))
        made = accounts(folder)
        if port != wanted:
            print(either(f"Le port {wanted} est pris : {port}.", f"Port {wanted} is in use: {port}."))
        welcome(address.rstrip("/"), made, language, again=again)
        codes_when_asked(made)
    else:
        call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
        call_command("firstrun")
        print(
            either(f"Ouvert sur {address} — Ctrl-C pour arrêter.", f"Open at {address} — Ctrl-C to stop."),
            flush=True,
        )
    Thread(target=purge_each_hour, daemon=True).start()
    from django.conf import settings

    with beside(Path(str(settings.DATA))):
        _run(host, port, uds, workers)
    if trial:
        print(WELCOME[language].stopped)


def purge_each_hour() -> None:
    """Destroy the data of panels and call lists whose purge date has come: soon, then each hour."""
    time.sleep(SOON)
    while True:
        # in a session of its own: Ctrl-C ends the server and does not tear a purge apart
        for command in ("purgedue", "callspurgedue"):
            subprocess.run(
                [sys.executable, "-m", "django", command], env=os.environ, check=False, start_new_session=True
            )
        time.sleep(EACH)


def open_port(host: str, wanted: int, *, others: bool) -> int:
    """The port, where nobody listens on it; else the next free one, or a sentence and the end."""
    for port in range(wanted, min(wanted + PORTS_TRIED, 65536) if others else wanted + 1):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as trying:
            trying.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # one just left is free
            try:
                trying.bind((host, port))
            except OSError as error:
                if error.errno != errno.EADDRINUSE:
                    raise
                continue
            return port
    print(
        either(
            f"Le port {wanted} est déjà pris : choisissez-en un autre avec --port.",
            f"Port {wanted} is already in use: choose another with --port.",
        ),
        file=sys.stderr,
    )
    raise typer.Exit(UNUSABLE)


def set_up() -> None:
    """Django with its settings; a configuration that is not safe is said, and nothing starts."""
    if find_spec("django") is None or find_spec("granian") is None:
        print(either('Il faut l\'extension « web » : pip install "recolement[web]"',
                     'The web extra is needed: pip install "recolement[web]"'), file=sys.stderr)  # fmt: skip
        raise typer.Exit(UNUSABLE)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    try:
        django.setup()
    except ValueError as unsafe:  # recolement.web.environment.Unsafe
        print(unsafe, file=sys.stderr)
        raise typer.Exit(UNUSABLE) from None


def _usable(uds: Path) -> None:
    """A socket is for a proxy: it is the proxy that says who asks, and that they came by HTTPS."""
    from django.conf import settings

    wrong = ""
    if not (settings.BEHIND_PROXY or settings.TRIAL):
        wrong = either(
            "Derrière --socket il y a un mandataire : mettez RECOLEMENT_BEHIND_PROXY=1.",
            "Behind --socket there is a proxy: set RECOLEMENT_BEHIND_PROXY=1.",
        )
    elif not uds.parent.is_dir():
        wrong = either(f"Le dossier {uds.parent} n'existe pas.", f"There is no folder {uds.parent}.")
    if wrong:
        print(wrong, file=sys.stderr)
        raise typer.Exit(UNUSABLE)


def _run(host: str, port: int, uds: Path | None, workers: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "recolement.web.asgi:application",
        address=host,
        port=port,
        uds=uds,
        uds_permissions=0o660,  # the proxy is in the group
        interface=Interfaces.ASGINL,
        workers=workers,
        respawn_failed_workers=True,  # one that the system kills is replaced; the others go on meanwhile
        workers_kill_timeout=10,  # a night's screen holds its worker for minutes; it comes back by itself
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
