"""What the page that verifies in the reader's own browser says, in French and in English.

Its sentences are those of ``recolement verify`` where both look at the same thing.

>>> verifier_words("verify_whole", "en")
'Check this publication'
>>> sentences("fr")["receipt_in_ledger"]
"L'écriture n° {line} est dans le registre publié aujourd'hui ({size} écritures)."
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.fields import field_label
from recolement.words.ledger import PLACE, SENTENCES
from recolement.words.numbers import Language

WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Vérifier dans ce navigateur", "Check in this browser"),
    "lead": (
        "Ce navigateur relit lui-même le registre publié : il calcule les empreintes, vérifie les "
        "signatures et "
        "additionne de nouveau les procès-verbaux. Rien n'est envoyé ; seuls les fichiers de ce "
        "site sont lus.",
        "This browser reads the published ledger itself: it computes the hashes, checks the "
        "signatures and adds "
        "up the tally sheets again. Nothing is sent; only the files of this site are read.",
    ),
    "no_script": (
        "Cette page a besoin de JavaScript. Sans lui : téléchargez le site et lancez « recolement "
        "verify DOSSIER ».",
        "This page needs JavaScript. Without it: download the site and run “recolement verify FOLDER”.",
    ),
    "receipt": ("Un reçu", "A receipt"),
    "receipt_help": (
        "Le reçu remis à la section : collez-le, choisissez le fichier, ou montrez le QR à la caméra.",
        "The receipt given to the section: paste it, choose the file, or show the QR code to the camera.",
    ),
    "receipt_text": ("Texte du reçu", "Text of the receipt"),
    "receipt_file": ("Fichier du reçu", "File of the receipt"),
    "camera": ("Lire avec la caméra", "Read with the camera"),
    "camera_stop": ("Arrêter la caméra", "Stop the camera"),
    "camera_refused": ("La caméra n'est pas disponible.", "The camera is not available."),
    "verify_receipt": ("Vérifier le reçu", "Check the receipt"),
    "whole": ("Toute la publication", "The whole publication"),
    "every_file": ("Lire aussi chaque page ({count} fichiers)", "Read every page too ({count} files)"),
    "verify_whole": ("Vérifier cette publication", "Check this publication"),
    "elsewhere": ("Ce que vous tenez d'ailleurs", "What you have from elsewhere"),
    "key": ("Clé publique à qui vous vous fiez", "Public key that you trust"),
    "key_help": (
        "Donnée par l'organisation en dehors de ce site (statuts, courrier, affiche).",
        "Given by the organisation outside this site (rules, letter, poster).",
    ),
    "seen": ("Point d'arrêt d'un témoin, ou vu auparavant", "Checkpoint of a witness, or seen before"),
    "seen_help": (
        "S'il compte plus d'écritures que ce site, ce qui est montré ici est ancien.",
        "If it counts more lines than this site, what is shown here is old.",
    ),
    "address": ("Adresse de la publication", "Address of the publication"),
    "address_help": (
        "Ce site-ci, ou une autre adresse si son hôte le permet (CORS).",
        "This site, or another address if its host allows it (CORS).",
    ),
    "kept": (
        "Ce navigateur avait déjà vu ce registre ({size} écritures) : ce qui est montré le continue.",
        "This browser had seen this ledger before ({size} lines): what is shown continues it.",
    ),
    "step_list": ("La liste des fichiers", "The list of files"),
    "step_lines": ("Les écritures", "The lines"),
    "step_tiles": ("Les empreintes", "The hashes"),
    "step_events": ("La relecture", "The reading"),
    "step_figures": ("Les chiffres", "The figures"),
    "step_files": ("Les fichiers", "The files"),
    "of": ("{step} : {done} sur {of}", "{step}: {done} of {of}"),
    "left_seconds": ("(encore {seconds} s)", "({seconds} s left)"),
    "left_minutes": ("(encore {minutes} min)", "({minutes} min left)"),
    "holds": ("Tout ce qui a été vérifié concorde.", "Everything that was checked holds."),
    "holds_partly": (
        "Ce qui a été vérifié concorde, mais tout n'a pas pu l'être :",
        "What was checked holds, but not everything could be:",
    ),
    "fails": ("Cela ne concorde pas.", "This does not hold."),
    "more": ("et d'autres du même genre : {count} en tout.", "and others of the same kind: {count} in all."),
    "checked": (
        "{files} fichiers, {size} écritures, racine {root}.",
        "{files} files, {size} lines, root {root}.",
    ),
    "signed_by": ("Signé par {key}.", "Signed by {key}."),
    "compare_key": (
        "Cette clé est celle que le site nomme lui-même : comparez-la avec celle que vous tenez d'ailleurs.",
        "This key is the one that the site itself names: compare it with one you have from elsewhere.",
    ),
    "recomputed": ("Recalculé ici à partir des procès-verbaux", "Computed here from the tally sheets"),
    "line": ("Écriture n° {line}", "Line no. {line}"),
    "what": ("Ce que dit l'écriture", "What the line says"),
    "contest": ("Scrutin", "Contest"),
    "votes": ("Voix", "Votes"),
    "outcome": ("Issue", "Outcome"),
    "field_unit": ("Unité", "Unit"),
    "field_contest": ("Scrutin", "Contest"),
    "field_round": ("Tour", "Round"),
    "field_entry": ("Saisie", "Entry"),
    "outcome_elected": ("élu : {options}", "elected: {options}"),
    "outcome_runoff": ("second tour : {options}", "runoff: {options}"),
    "outcome_adopted": ("adopté", "adopted"),
    "outcome_rejected": ("rejeté", "rejected"),
    "outcome_no_majority": ("pas de majorité", "no majority"),
    "outcome_lots_needed": ("tirage au sort entre : {options}", "lots to be drawn between: {options}"),
    "outcome_seats": ("sièges : {options}", "seats: {options}"),
    "outcome_none": ("pas encore d'issue", "no outcome yet"),
    "outcome_not_here": (
        "issue non recalculée ici (scrutin municipal ou mandats)",
        "outcome not computed here (the municipal rule, or mandates)",
    ),
    "limits": ("Ce que cette page ne prouve pas", "What this page does not prove"),
    "limit_site": (
        "Un site qui ment peut aussi servir une page de vérification qui ment. Lancez-la "
        "d'ailleurs : ouvrez cette "
        "page sur le site de quelqu'un à qui vous vous fiez et donnez l'adresse à vérifier, ou "
        "téléchargez le site "
        "et ouvrez votre copie avec un serveur de fichiers (python -m http.server).",
        "A site that lies can also serve a checking page that lies. Run it from elsewhere: open "
        "this page on the "
        "site of somebody you trust and give the address to check, or download the site and open "
        "your copy with "
        "a file server (python -m http.server).",
    ),
    "limit_truth": (
        "Que les procès-verbaux disent ce qui s'est passé dans les sections : comparez celui de la vôtre.",
        "That the tally sheets say what happened in the sections: compare that of yours.",
    ),
    "limit_old": (
        "Que ceci est l'état le plus récent : il faut le point d'arrêt d'un témoin, ou un reçu plus récent.",
        "That this is the newest state: that takes the checkpoint of a witness, or a newer receipt.",
    ),
    "limit_rest": (
        "Les droits de chaque acte, les phrases des pages, le scrutin municipal et les mandats : "
        "« recolement verify DOSSIER --pages » refait tout, page par page.",
        "The rights of each act, the sentences on the pages, the municipal rule and mandates: "
        "“recolement verify FOLDER --pages” makes everything again, page by page.",
    ),
}  # fmt: skip

OWN: Mapping[str, tuple[str, str]] = {
    "signatures_not_checked": (
        "ce navigateur ne sait pas vérifier les signatures (Ed25519) : seules les empreintes le "
        "sont. Prenez un "
        "navigateur plus récent, ou « recolement verify ».",
        "this browser cannot check signatures (Ed25519): only hashes were. Take a newer browser, "
        "or “recolement "
        "verify”.",
    ),
    "no_hashes_here": (
        "ce navigateur ne calcule pas d'empreintes pour une page venue sans https : ouvrez cette "
        "page en https, ou "
        "une copie sur votre machine.",
        "this browser computes no hashes for a page that came without https: open this page over "
        "https, or a copy "
        "on your own machine.",
    ),
    "pages_not_read": (
        "{count} pages n'ont pas été lues : cochez la case pour les lire.",
        "{count} pages were not read: tick the box to read them.",
    ),
    "folder_not_counted": (
        "publié à partir d'un dossier de vote : rien n'y est signé, et les procès-verbaux du "
        "dossier ne sont pas "
        "additionnés ici (« recolement verify » le fait).",
        "published from a ballot folder: nothing in it is signed, and the folder's sheets are not "
        "added up here "
        "(“recolement verify” does).",
    ),
    "runoff_not_checked": (
        "qui peut se présenter au second tour n'est pas recalculé ici pour un scrutin municipal ou par "
        "mandats (« recolement verify » le fait).",
        "who may stand in the second round is not computed here for the municipal rule or by mandates "
        "(“recolement verify” does).",
    ),
    "no_ledger_here": (
        "il n'y a pas de registre à cette adresse : le reçu n'a été comparé qu'à la clé donnée.",
        "there is no ledger at this address: the receipt was held against the key given only.",
    ),
    "no_ledger_to_hold": (
        "il n'y a pas de registre ici : le point d'arrêt donné n'est comparé à rien.",
        "there is no ledger here: the checkpoint given is compared with nothing.",
    ),
    "leaf_differs_here": (
        "l'empreinte publiée n'est pas celle de cette écriture.",
        "the published hash is not that of this line.",
    ),
    "figures_differ": (
        "les chiffres ne sont pas ceux que donnent les procès-verbaux ({question}).",
        "the figures are not those that the tally sheets give ({question}).",
    ),
    "page_differs_here": (
        "la page montre d'autres chiffres que ceux que donnent les procès-verbaux ({fields}).",
        "the page shows other figures than those that the tally sheets give ({fields}).",
    ),
    "pages_missing": ("des unités n'ont pas de page.", "some units have no page."),
    "evidence_fits_here": (
        "le point d'arrêt donné ({size} écritures) est bien un début de ce registre.",
        "the checkpoint given ({size} lines) is indeed a beginning of this ledger.",
    ),
    "receipt_in_ledger": (
        "L'écriture n° {line} est dans le registre publié aujourd'hui ({size} écritures).",
        "Line no. {line} is in the ledger published today ({size} lines).",
    ),
    "bad_hours": (
        "Les heures de participation ne se suivent pas.",
        "The hours of turnout do not follow one another.",
    ),
    "purged_twice": (
        "Les listes d'appel d'une campagne sont détruites deux fois.",
        "The call lists of a campaign are destroyed twice.",
    ),
    "unknown_hour": (
        "Cette heure de participation n'est pas de celles qui sont déclarées.",
        "This hour of turnout is not one of those declared.",
    ),
    "bad_hex": ("une empreinte mal écrite", "a badly written digest"),
}

SHARED = (
    "unknown_file", "file_missing", "not_an_event", "not_canonical", "wrong_number", "key_twice",
    "not_foldable",
    "import_unfinished", "other_ledger", "rolled_back", "older_than_witness", "history_differs",
    "checkpoint_unreadable", "checkpoint_unsigned", "not_the_pinned_key", "cosignature_fails",
    "text_unreadable",
    "text_altered", "text_uncited", "text_not_erased", "tile_unexpected", "tile_unreadable", "tile_differs",
    "file_altered", "manifest_unreadable", "manifest_unsigned", "manifest_differs", "evidence_unreadable",
    "evidence_unsigned", "bundle_unsigned", "cosigned", "reading_stopped", "key_handed_over",
    "key_without_hand_over", "not_a_receipt", "proof_fails", "receipt_unsigned", "not_reached",
    "bad_checkpoint",
    "bad_signature_line", "no_signature_lines", "control_character", "note_too_long", "bad_base64",
    "not_utf8",
    "opened_twice", "not_opened", "unknown_format", "bad_key", "key_used_before", "unknown_reason",
    "bad_hand_over",
    "hand_over_missing", "witness_named_before", "ballot_not_opened", "declaration_closed", "declared_twice",
    "declaration_incomplete", "tree_broken", "import_incomplete", "unknown_unit", "unknown_contest",
    "unknown_round", "unknown_option", "no_sheet", "round_under_way", "no_round_to_add",
    "runoff_by_place", "not_decided_there", "places_not_once", "not_held", "round_not_proclaimed",
    "not_who_may_stand",
)  # fmt: skip
"""The sentences that are those of ``recolement verify``."""

FIGURES = ("registered", "signatures", "in_box", "voters", "blank", "null", "blank_null", "valid")


def verifier_words(code: str, language: Language) -> str:
    """A label or paragraph of the page; its script fills in what stands in braces."""
    return WORDS[code][language == "en"]


def sentences(language: Language) -> dict[str, str]:
    """Every sentence that the script may have to say, by code."""
    here = language == "en"
    labels = {f"field_{field}": field_label(field, language) for field in FIGURES}
    known = {code: SENTENCES[code][here] for code in SHARED}
    return {
        **{code: both[here] for code, both in WORDS.items()},
        **known, **{code: both[here] for code, both in OWN.items()},
        **labels, "place_line": PLACE[language],
    }  # fmt: skip
