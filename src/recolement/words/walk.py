"""What the walk through an evening says, step by step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recolement.words.numbers import Language


@dataclass(frozen=True, slots=True)
class WalkWords:
    """A sentence for each step; the figures are those of the fictional vote of Val."""

    title: str
    started: str
    sent: str
    accepted: str
    disputed: str
    ruled: str
    proclaimed: str
    published: str
    minutes: str
    stopped: str
    done: str
    failed: str
    swapped: str
    """The grounds of the dispute."""
    photo: str
    """The grounds of the ruling."""
    status: str
    """What everybody reads of a proclaimed result."""
    runoff: str


WALK: Mapping[Language, WalkWords] = {
    "fr": WalkWords(
        title="Une soirée entière, par l'application web",
        started="L'application répond : {address}/",
        sent="{unit} envoie son procès-verbal : {in_box} bulletins, {valid} exprimés ({martin}, {petit}, "
        "{nguyen}) ; reçu n° {number}",
        accepted="La fédération du Nord accepte celui de Nord 3. Alice Martin a 250 voix sur 484 : élue si "
        "rien ne change",
        disputed="Le mandataire de Bruno Petit conteste Nord 1 : 52 et 30 y seraient inversés",
        ruled="La commission rectifie, 2 voix contre 1, trois comptes à second facteur : 228, 177 et 79 ; "
        "second tour",
        proclaimed="Deux membres signent, le résultat est proclamé, chacun le voit",
        published="Le site publié suit : {files} fichiers, signés, tous vérifiés à leur adresse",
        minutes="Le procès-verbal de récolement : PDF de {pages} pages, {kilobytes} ko, empreinte {digest}…",
        stopped="L'application s'arrête sans rien laisser",
        done="Tout s'est passé comme prévu, en {seconds} s.",
        failed="La soirée s'est arrêtée là.",
        swapped="Les voix de Martin et de Petit sont inversées sur le procès-verbal recopié.",
        photo="L'original signé le montre.",
        status="Proclamé",
        runoff="Second tour, peuvent se présenter : Alice Martin et Bruno Petit.",
    ),
    "en": WalkWords(
        title="A whole evening, through the web app",
        started="The app answers: {address}/",
        sent="{unit} sends its tally sheet: {in_box} papers, {valid} valid ({martin}, {petit}, {nguyen}); "
        "receipt no. {number}",
        accepted="The federation of the north accepts Nord 3's. Alice Martin has 250 votes of 484: elected "
        "if nothing changes",
        disputed="Bruno Petit's representative contests Nord 1: its 52 and 30 would be swapped",
        ruled="The commission corrects, 2 votes to 1, three accounts with a second factor: 228, 177 and 79; "
        "a runoff",
        proclaimed="Two members sign, the result is proclaimed, everybody sees it",
        published="The published site follows: {files} files, signed, all verified at their address",
        minutes="The minutes: a PDF of {pages} pages, {kilobytes} kB, digest {digest}…",
        stopped="The app stops and leaves nothing behind",
        done="All went as it should, in {seconds} s.",
        failed="The evening stopped there.",
        swapped="Martin's and Petit's votes are swapped on the sheet that was copied.",
        photo="The signed original shows it.",
        status="Proclaimed",
        runoff="Runoff, who may stand: Alice Martin and Bruno Petit.",
    ),
}
