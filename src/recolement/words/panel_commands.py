"""What each command of ``recolement panel`` does, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "check": (
        "Les quotas peuvent-ils être respectés, et sinon, que changer ? Code de sortie 1 si non.",
        "Can the quotas be met, and if not, what would have to change? Exits with 1 if they cannot.",
    ),
    "draw": (
        "Tirer un panel : les chances les plus égales que permettent les quotas, puis un des 1 000 panels "
        "par la graine.",
        "Draw a panel: the most equal chances the quotas allow, then one of 1,000 panels by the seed.",
    ),
    "announce": (
        "Publier la loterie, les engagements et l'annonce, avant que la graine soit connue.",
        "Publish the lottery, the commitments and the announcement, before any seed is known.",
    ),
    "commit": (
        "Préparer une contribution à la graine : un secret à garder jusqu'au tirage, et son engagement à "
        "remettre maintenant.",
        "Make a contribution to the seed: a secret to keep, and its commitment to hand in now.",
    ),
    "reveal": (
        "Tirer en public le panel, ou le remplacement annoncé depuis ; refusé si la graine n'est pas celle "
        "qui était fixée.",
        "Draw in public the panel, or the replacement announced since; refused where the seed is not the one "
        "that was fixed.",
    ),
    "replace": (
        "Remplacer qui renonce, selon les mêmes règles. Pour un tirage public, le remplacement est annoncé, "
        "puis tiré par « reveal ».",
        "Replace those who decline, under the same rules. A public one is announced, then drawn by “reveal”.",
    ),
    "verify": (
        "Vérifier un tirage : avec les seuls fichiers publiés, ou avec les fichiers privés aussi.",
        "Verify a draw: from the published files alone, and from the private ones where they are given.",
    ),
    "proof": (
        "La lettre d'un volontaire : sa ligne, son sel, sa chance et son numéro ; et que la liste publiée "
        "la contient.",
        "One volunteer's letter: their line, salt, chance and number; and that the published list has it.",
    ),
    "report": (
        "Écrire le compte rendu d'un tirage, en page ou en PDF, pour qui n'y était pas.",
        "Write the report of a draw, as a page or as a PDF, for somebody who was not there.",
    ),
    "seal": (
        "Sceller des fichiers sur des personnes en un seul fichier chiffré ; une clé est faite s'il n'y en a "
        "pas.",
        "Seal files about people in one encrypted file; a key is made if there is none.",
    ),
    "open": ("Ouvrir un fichier scellé dans un dossier.", "Open a sealed file into a folder."),
    "purge": (
        "Détruire la clé et le fichier scellé, et écrire le certificat de purge.",
        "Destroy the key and the sealed file, and write the purge certificate.",
    ),
    "purge-due": (
        "Application web : détruire les données des panels dont la date de purge est venue (« serve » le "
        "fait chaque heure).",
        "Web app: destroy the data of panels whose purge date has come (“serve” does it each hour).",
    ),
}
