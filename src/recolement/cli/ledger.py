"""``recolement ledger``: its commands, those that write and those that read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import typer

from recolement.cli.language import either
from recolement.cli.ledger_reading import checkpoint, export, log, prove, receipt, witness
from recolement.cli.ledger_writing import append, backup, init, new_key, rebuild, restore

app = typer.Typer(
    add_completion=False,
    help=either(
        "Tenir un registre signé, le lire, prouver ce qu'il contient, le contresigner, le sauvegarder.",
        "Keep a signed ledger, read it, prove what is in it, witness it, back it up.",
    ),
    no_args_is_help=True,
)

COMMANDS: Mapping[Callable[..., None], tuple[str, str]] = {
    init: (
        "Ouvrir un registre avec un dossier de vote : sa déclaration, et tout ce qui y est déjà écrit.",
        "Begin a ledger with a ballot folder: its declaration, and all that was written down so far.",
    ),
    append: (
        "Ajouter un fait, s'il est permis maintenant ; affiche son numéro et le point d'arrêt signé.",
        "Append one event, if it is allowed now; prints its number and the signed checkpoint.",
    ),
    log: (
        "Les écritures : numéro, heure, fait, et de quoi il s'agit.",
        "The lines: number, time, event, and what it is about.",
    ),
    checkpoint: (
        "Le dernier point d'arrêt signé ; ou garder celui qu'a contresigné un contresignataire.",
        "The last signed checkpoint; or keep one that a witness cosigned.",
    ),
    receipt: (
        "Le reçu du dernier procès-verbal d'une section : il prouve, sans réseau, qu'il est au registre.",
        "The receipt of a section's last sheet: it proves, offline, that the sheet is in the record.",
    ),
    prove: (
        "Une preuve sous le dernier point d'arrêt : d'une écriture (un reçu), ou d'une taille antérieure.",
        "A proof under the last checkpoint: of one line (a receipt), or of an earlier size.",
    ),
    witness: (
        "Comparer un registre à ce qu'on en avait vu, et contresigner ; sinon, l'alarme (code 1).",
        "Hold a ledger against what was seen of it before, and cosign; otherwise the alarm (code 1).",
    ),
    new_key: (
        "Signer désormais avec une nouvelle clé ; si c'est prévu, l'ancienne signe pour elle.",
        "Sign with a new key from now on; where the change is planned, the old one signs for it.",
    ),
    rebuild: (
        "Tout relire, refaire ce qui peut être refait, et dire si c'était différent.",
        "Read everything again, make anew what can be made anew, and say whether it differed.",
    ),
    export: (
        "Publier le registre en fichiers statiques (C2SP tlog-tiles) : point d'arrêt, tuiles, écritures.",
        "Publish the ledger as static files (C2SP tlog-tiles): checkpoint, tiles, lines.",
    ),
    backup: (
        "Copier tout le registre dans un fichier. Il contient la clé privée : gardez-le comme elle.",
        "Copy the whole ledger into one file. It holds the private key: keep it as you keep the key.",
    ),
    restore: (
        "Remettre une sauvegarde dans un dossier vide (et une base vide), puis tout relire.",
        "Put a backup back into an empty folder (and an empty database), then read it all.",
    ),
}
"""The commands in the order of a night, with what each does."""

for command, said in COMMANDS.items():
    app.command(help=either(*said))(command)
