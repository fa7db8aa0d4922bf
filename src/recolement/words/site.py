"""What the pages of a publication say around the figures, in French and in English.

>>> site_words("missing", "fr", count="3")
'Feuilles attendues : 3'
>>> site_words("missing", "en", count="3")
'Sheets awaited: 3'
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.numbers import Language

WORDS: Mapping[str, tuple[str, str]] = {
    # Around every page
    "skip": ("Aller au contenu", "Skip to the content"),
    "other_language": ("English", "Français"),
    "trail": ("Où vous êtes", "Where you are"),
    "siblings": ("Voisins", "Neighbours"),
    "previous": ("précédent : {name}", "previous: {name}"),
    "next": ("suivant : {name}", "next: {name}"),
    "pages": ("Pages", "Pages"),
    "page": ("page {number} sur {count}", "page {number} of {count}"),
    "home": ("Accueil", "Home"),
    "names": ("Toutes les unités, par nom", "Every unit, by name"),
    "search": ("Chercher une unité", "Find a unit"),
    "search_help": (
        "Écrivez les premières lettres du nom.",
        "Type the first letters of its name.",
    ),
    "search_none": ("Aucune unité de ce nom.", "No unit of that name."),
    "search_more": ("et d'autres : précisez.", "and others: type more."),
    "embed": ("Afficher ce résultat sur votre site", "Show this result on your own site"),
    "embed_how": (
        "Copiez cette ligne dans votre page : le cadre montre le résultat du moment.",
        "Copy this line into your page: the frame shows the result of the moment.",
    ),
    "embed_whole": ("Le résultat entier", "The whole result"),
    "embed_more": ("et {count} autres choix", "and {count} other options"),
    "embed_turnout": (
        "Participation : {share} ({voters} votants, {registered} inscrits)",
        "Turnout: {share} ({voters} voters of {registered} registered)",
    ),
    "map": ("Carte", "Map"),
    "map_how": (
        "Le motif et la couleur disent qui arrive en tête ; plus c'est foncé, plus sa part est grande (moins de 35 %, 35, 50, 65 % et plus). Chaque aire dit ses chiffres, et le tableau de la page les donne tous. Le nombre est celui des unités où ce choix est en tête.",
        "Pattern and colour say who leads; the darker, the larger the share (below 35%, 35, 50, 65% and above). Every area says its figures, and the table of the page has them all. The number is that of the units where the option leads.",
    ),
    "map_ahead": ("{points} points d'avance", "{points} points ahead"),
    "map_none": ("personne n'est seul en tête", "nobody leads alone"),
    "transfers_link": (
        "Où sont allées les voix du tour précédent : une estimation, pas un résultat",
        "Where the votes of the round before went: an estimate, not a result",
    ),
    "transfers_no_result": (
        "Une estimation, pas un résultat : aucun chiffre de cette page n'est compté, ni proclamé.",
        "An estimate, not a result: no figure of this page is counted, or proclaimed.",
    ),
    "transfers_drawn": (
        "Les rubans vont de chaque choix du premier tour à ceux du second ; le tableau dit tous les chiffres.",
        "Ribbons go from each option of the first round to those of the second; the table has every figure.",
    ),
    "open_data": ("Données ouvertes", "Open data"),
    "open_data_link": (
        "Données ouvertes : CSV, XLSX, Parquet, formats d'échange",
        "Open data: CSV, XLSX, Parquet, exchange formats",
    ),
    "open_unknown": (
        "Un nombre inconnu n'est jamais 0 : sa cellule est vide, ou il n'est pas écrit.",
        "An unknown figure is never 0: its cell is empty, or it is not written.",
    ),
    "open_when": (
        "Ces fichiers sont récrits à intervalles et à la proclamation, pas à chaque procès-verbal : le bas de cette page dit où en était le registre. Chacun est dans la liste signée de la publication, avec son empreinte.",
        "These files are written anew at intervals and at the proclamation, not at each sheet: the foot of this page says where the ledger was. Each one is in the signed list of the publication, with its digest.",
    ),
    "open_few": (
        "Ce scrutin est grand : le classeur et les formats d'échange s'arrêtent aux échelons de moins de 5 000 unités ; les tableaux CSV et Parquet ont toutes les sections, et « recolement export » fait le reste.",
        "This ballot is large: the workbook and the exchange formats stop at levels of fewer than 5,000 units; the CSV and Parquet tables have every section, and “recolement export” makes the rest.",
    ),
    "open_file": ("Fichier", "File"),
    "open_what": ("Contenu", "What it holds"),
    "open_size": ("Taille", "Size"),
    "feed": ("Fil des résultats et des rectifications (Atom)", "Feed of results and corrections (Atom)"),
    "foot": (
        "Chaque chiffre est recalculé à partir des procès-verbaux publiés ici.",
        "Every figure is computed from the tally sheets published here.",
    ),
    "as_of_line": ("État à l'écriture n° {line} du registre.", "As of line no. {line} of the ledger."),
    "as_of_none": ("Rien d'enregistré encore.", "Nothing recorded yet."),
    "verify": ("Vérifier", "Check it yourself"),
    # Figures
    "option": ("Choix", "Option"),
    "votes": ("Voix", "Votes"),
    "seats": ("Sièges", "Seats"),
    "of_valid": ("% exprimés", "% of valid"),
    "of_registered": ("% inscrits", "% of registered"),
    "of_voters": ("% votants", "% of voters"),
    "count": ("Nombre", "Count"),
    "figure": ("Décompte", "Count"),
    "turnout": ("Participation", "Turnout"),
    "round": ("Tour {number}", "Round {number}"),
    "change": ("Évolution", "Change"),
    "compared": ("D'un tour à l'autre", "From one round to the other"),
    "compared_note": (
        "Parts des suffrages exprimés ; participation sur les inscrits ; évolution en points.",
        "Shares of valid votes; turnout of registered voters; change in percentage points.",
    ),
    "received": ("Feuilles reçues : {received} sur {expected}.", "Sheets received: {received} of {expected}."),
    "no_vote": ("Sans vote : {count}.", "No vote held: {count}."),
    "nothing": ("Aucune feuille reçue.", "No sheet received."),
    "returned": (
        "Feuille renvoyée à la section, qui doit l'envoyer de nouveau. Raison : {reason}",
        "The sheet was sent back to the section, which is to send it again. Reason: {reason}",
    ),
    "missing": ("Feuilles attendues : {count}", "Sheets awaited: {count}"),
    "sent_back": ("renvoyée à la section", "sent back to the section"),
    "and_more": ("et {count} de plus", "and {count} more"),
    "decided_in": ("L'issue se décide à l'échelon : {name}.", "The outcome is decided at: {name}."),
    # The sheet
    "sheet": ("Le procès-verbal", "The tally sheet"),
    "as_recorded": ("Tel que reçu", "As received"),
    "as_it_stands": ("Retenu", "Retained"),
    "annulled": ("Annulé : les voix de cette unité ne comptent pas.", "Annulled: the votes of this unit do not count."),
    "set_aside": ("Mis à l'écart : enregistré, non ajouté.", "Set aside: recorded, not added."),
    "no_vote_here": ("Aucun vote tenu ici.", "No vote was held here."),
    "acts": ("Litiges, décisions, rectifications", "Disputes, rulings, corrections"),
    "history": ("Histoire dans le registre", "History in the ledger"),
    "line": ("écriture n° {line}", "line no. {line}"),
    "digest": ("empreinte {digest}", "digest {digest}"),
    "receipt": ("reçu", "receipt"),
    "receipt_how": (
        "Le reçu d'une écriture se fait à partir du registre publié : recolement ledger prove ledger --line N.",
        "The receipt of a line is made from the published ledger: recolement ledger prove ledger --line N.",
    ),
    "source": ("Lu dans {file}, ligne {row}.", "Read from {file}, row {row}."),
    "findings": ("Constats", "Findings"),
    "findings_none": ("Aucun constat : tout tombe juste.", "No finding: everything adds up."),
    "acknowledged": ("pris en compte : {reason}", "acknowledged: {reason}"),
    # Lists of units
    "below": ("Unités", "Units below"),
    "level": ("Échelon : {name}", "Level: {name}"),
    "unit": ("Unité", "Unit"),
    "sheets": ("Feuilles", "Sheets"),
    "registered": ("Inscrits", "Registered"),
    "voters": ("Votants", "Voters"),
    "blank_null": ("Blancs et nuls", "Blank and null"),
    "valid": ("Exprimés", "Valid"),
    "tables": ("Les résultats par unité", "Results by unit"),
    "table_of": ("{contest}, tour {round} : résultats par unité", "{contest}, round {round}: results by unit"),
    "table_of_single": ("{contest} : résultats par unité", "{contest}: results by unit"),
    "table_compared": ("{contest} : d'un tour à l'autre, par unité", "{contest}: from round to round, by unit"),
    "belongs": ("Fait aussi partie de", "Also part of"),
    "results": ("Les résultats", "The results"),
    "outcome": ("Issue", "Outcome"),
    "state": ("État", "State"),
    "full": ("Tout le résultat : issue, calculs, conditions", "The whole result: outcome, arithmetic, conditions"),
    "places": ("Issue par unité", "Outcome by unit"),
    # Proof
    "proof": ("La preuve", "The proof"),
    "proof_ledger": (
        "Registre {origin} : {size} écritures, racine {root}.",
        "Ledger {origin}: {size} lines, root {root}.",
    ),
    "proof_key": ("Clé publique : {key}", "Public key: {key}"),
    "proof_folder": (
        "Publié à partir d'un dossier de vote, sans registre : rien n'y est signé. Les fichiers du dossier "
        "sont dans folder/.",
        "Published from a ballot folder, without a ledger: nothing here is signed. The folder's files are in "
        "folder/.",
    ),
    "verify_here": (
        "Vérifier un reçu, ou toute la publication, dans ce navigateur",
        "Check a receipt, or the whole publication, in this browser",
    ),
    "proof_how": (
        "Téléchargez tout le site et lancez : recolement verify DOSSIER --pages. Chaque fichier est comparé à "
        "la liste signée (manifest), les totaux et l'issue sont recalculés, chaque page est refaite.",
        "Download the whole site and run: recolement verify FOLDER --pages. Every file is held against the "
        "signed list (manifest), totals and outcome are computed anew, every page is made again.",
    ),
    "choose": ("Choisissez une langue", "Choose a language"),
}  # fmt: skip


def site_words(code: str, language: Language, **facts: str) -> str:
    """A label or sentence of the published pages."""
    words = WORDS[code][language == "en"]
    return words.format(**facts) if facts else words
