"""What ``recolement rehearse`` says around the night it plays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recolement.words.numbers import Language


@dataclass(frozen=True, slots=True)
class Terminal:
    """The sentences of one language."""

    setting: str
    progress: str
    impossible: str
    missing: str
    missing_row: str
    more: str
    ask: str
    nowhere: str
    nothing_there: str
    called: str
    disputed: str
    holds: str
    broken: str
    debriefing: str
    score: str
    kept: str
    again: str


TERMINAL: Mapping[Language, Terminal] = {
    "fr": Terminal(
        setting="Graine « {seed} » · {sections} sections · {faults} fautes cachées",
        progress="{clock}  {received} / {expected} procès-verbaux",
        impossible="Pas de place dans ce scrutin pour : {kinds}.",
        missing="Ce qui manque",
        missing_row="{place} : {missing} de {sections}, {registered} inscrits",
        more="et {more} autres",
        ask=(
            "Que regarderiez-vous ? Un identifiant par ligne (section ou fédération), « registre » pour "
            "vérifier le registre, une ligne vide pour finir."
        ),
        nowhere="« {found} » : aucune section ni fédération de ce nom.",
        nothing_there="{place} : tout est là, rien à appeler ; désignez une section.",
        called="{place} appelée : {sheets} procès-verbaux reçus.",
        disputed="{place} : contestée.",
        holds="Le registre tient : {size} écritures, chacune à sa place.",
        broken="Le registre ne tient pas : écriture {line} modifiée.",
        debriefing="Retour d'expérience",
        score="{found} trouvées, {let_pass} laissées passer, {missed} manquées, sur {all}.",
        kept="Le registre de la répétition est dans {folder} ; supprimez ce dossier pour l'effacer.",
        again="La même nuit : --seed {seed}",
    ),
    "en": Terminal(
        setting="Seed “{seed}” · {sections} sections · {faults} hidden faults",
        progress="{clock}  {received} / {expected} sheets",
        impossible="No room in this ballot for: {kinds}.",
        missing="What is missing",
        missing_row="{place}: {missing} of {sections}, {registered} registered",
        more="and {more} more",
        ask=(
            "What would you look at? One id a line (a section or a federation), “record” to verify the "
            "record, an empty line to end."
        ),
        nowhere="“{found}”: no section and no federation has this name.",
        nothing_there="{place}: everything is in, nobody to call; name a section.",
        called="{place} called: {sheets} sheets received.",
        disputed="{place}: disputed.",
        holds="The record holds: {size} lines, each in its place.",
        broken="The record does not hold: line {line} was changed.",
        debriefing="Debriefing",
        score="{found} found, {let_pass} let pass, {missed} missed, of {all}.",
        kept="The rehearsal's record is in {folder}; delete this folder to erase it.",
        again="The same night: --seed {seed}",
    ),
}

RECORD = ("registre", "record")
"""What is written to have the record verified."""
