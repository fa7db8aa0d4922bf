"""``recolement panel seal | open | purge``: the volunteers' data at rest, and its end."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from recolement.cli.language import either
from recolement.cli.panel_door import read_file, said
from recolement.cli.serve import set_up
from recolement.model.problems import Problem, Unusable
from recolement.publication.panel_ceremony import canonical, digest
from recolement.storage.vault import (
    NONCE,
    key_text,
    new_key,
    purge_certificate,
    read_key,
    unseal,
)
from recolement.storage.vault import seal as sealed_bytes
from recolement.storage.writing import write_whole

KeyFile = Annotated[Path, typer.Option("--key", metavar=either("CLÉ", "KEY"), help=either(
    "Le fichier de la clé, gardé ailleurs.", "The key's file, kept elsewhere."))]  # fmt: skip
Vault = Annotated[Path, typer.Argument(metavar=either("COFFRE", "VAULT"), help=either(
    "Le fichier scellé.", "The sealed file."))]  # fmt: skip


def seal(
    vault: Vault,
    files: Annotated[list[Path], typer.Argument(metavar=either("FICHIERS…", "FILES…"))],
    key: KeyFile,
) -> None:
    """Seal files about people in one encrypted file; a key is made if there is none."""
    with said():
        if not key.exists():
            write_whole(key, [key_text(new_key()).encode()])
            key.chmod(0o600)
        contents = {path.name: read_file(path) for path in files}
        write_whole(vault, [sealed_bytes(contents, _key(key), os.urandom(NONCE))])
    typer.echo(
        either(
            "Scellé. Effacez maintenant les fichiers d'origine, et gardez la clé ailleurs.",
            "Sealed. Now delete the original files, and keep the key elsewhere.",
        )
    )


def open_vault(
    vault: Vault,
    key: KeyFile,
    into: Annotated[Path, typer.Option("--into", help=either("Un dossier existant.", "A folder."))],
) -> None:
    """Open a sealed file into a folder."""
    with said():
        files = unseal(read_file(vault), _key(key))
        if files is None:
            raise Unusable([Problem("wrong_key", str(vault))])
        for name, content in files.items():
            write_whole(into / Path(name).name, [content])
            typer.echo(str(into / Path(name).name))


def purge(
    vault: Vault,
    key: KeyFile,
    by: Annotated[str, typer.Option("--by", help=either("Qui purge.", "Who purges."))],
    certificate: Annotated[
        Path, typer.Option("--certificate", help=either("Le certificat à publier.", "What to publish."))
    ],
    purge_by: Annotated[
        str | None, typer.Option("--due", help=either("La date annoncée.", "The date announced."))
    ] = None,
) -> None:
    """Destroy the key and the sealed file, and write the purge certificate."""
    with said():
        sealed, secret = read_file(vault), _key(key)
        if unseal(sealed, secret) is None:
            raise Unusable([Problem("wrong_key", str(vault))])
        at = datetime.now(UTC).isoformat(timespec="seconds")
        write_whole(
            certificate, [canonical(purge_certificate(digest(sealed), digest(secret), at, by, purge_by))]
        )
        for path in (key, vault):
            # Overwritten first: on a disk that writes in place nothing readable is left.
            path.write_bytes(os.urandom(path.stat().st_size))
            path.unlink()
    typer.echo(either("La clé et le coffre sont détruits.", "The key and the vault are destroyed."))


def purge_due() -> None:
    """Destroy the data of the web app's panels whose purge date has come."""
    set_up()
    from django.core.management import call_command

    call_command("purgedue")


def _key(path: Path) -> bytes:
    key = read_key(read_file(path))
    if key is None:
        raise Unusable([Problem("wrong_key", str(path))])
    return key
