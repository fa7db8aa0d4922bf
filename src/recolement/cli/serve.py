"""``recolement serve``: the web app, in production behind a proxy or as a demonstration on this machine."""

from __future__ import annotations

import os
import secrets
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.demo import worked_ballots
from recolement.cli.door import UNUSABLE, Lang, language_for
from recolement.cli.language import either

app = typer.Typer(add_completion=False)

SETTINGS = "recolement.web.settings"

HELP = either(
    "L'application web. En production, la configuration vient de l'environnement (guide « serve ») ; avec "
    "--trial, une démonstration sur cette machine, comptes inventés, jamais exposée.",
    "The web app. In production its configuration comes from the environment (guide “serve”); with --trial, "
    "a demonstration on this machine, made-up accounts, never to be exposed.",
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
    workers: Annotated[int, typer.Option("--workers", min=1, max=64)] = 1,
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
        _trial_environment(folder)
    print(either("Préparation…", "Setting up…"), flush=True)
    _set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    address = f"http://{host}:{port}"
    if trial:
        call_command("trial", ballots=str(worked_ballots()), address=address, lang=language)
    else:
        call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
        call_command("firstrun")
    print(
        either(f"Ouvert sur {address}/ — Ctrl-C pour arrêter.", f"Open at {address}/ — Ctrl-C to stop."),
        flush=True,
    )
    _run(host, port, workers)


def _trial_environment(folder: Path) -> None:
    """The demonstration's configuration, in a folder of its own."""
    place = folder.absolute()
    place.mkdir(parents=True, exist_ok=True)
    key = place / "secret-key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50), encoding="ascii")
    os.environ |= {
        "RECOLEMENT_TRIAL": "1",
        "RECOLEMENT_DATA": str(place),
        "RECOLEMENT_SECRET_KEY": key.read_text(encoding="ascii"),
        "DATABASE_URL": f"sqlite:///{place / 'recolement.sqlite3'}",
    }


def _set_up() -> None:
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


def _run(host: str, port: int, workers: int) -> None:
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "recolement.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
