"""What a rehearsal says: its faults, how each ended, why none can be made. French first, then English.

>>> say_fault("copied_sheet", {"unit": "Lyon 3", "second": "Lyon 4"}, "fr")
'Lyon 3 porte les chiffres de Lyon 4.'
>>> say_not_rehearsed("faults_out_of_range", {"found": -1, "most": 100}, "en")
'Faults: from 0 to 100; −1 was asked for.'
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.numbers import Language, count
from recolement.words.plain import LONGEST, shown

Said = tuple[str, str]

MARK: Said = ("RÉPÉTITION", "REHEARSAL")
"""Before the title of the ballot, on every screen and paper."""
BAND: Said = (
    "RÉPÉTITION : des chiffres inventés, des fautes cachées. Rien ici ne compte.",
    "REHEARSAL: invented figures, hidden faults. Nothing here counts.",
)


def title_in(title: str, language: Language) -> str:
    """The title of a ballot, the mark of a rehearsal in the language of who reads it.

    >>> title_in("RÉPÉTITION — Congrès", "en"), title_in("Congrès", "en")
    ('REHEARSAL — Congrès', 'Congrès')
    """
    for mark in MARK:
        if title.startswith(f"{mark} — "):
            return MARK[language == "en"] + title.removeprefix(mark)
    return title


KINDS: Mapping[str, Said] = {
    "swapped": ("Voix inversées", "Votes exchanged"),
    "forgotten_federation": ("Fédération oubliée", "Forgotten federation"),
    "doubled_sheet": ("Procès-verbal en double", "Doubled sheet"),
    "typo_in_total": ("Faute de frappe dans un total", "Typing error in a total"),
    "copied_sheet": ("Procès-verbal recopié", "Copied sheet"),
    "lost_network": ("Réseau coupé", "Lost network"),
    "late_section": ("Section en retard", "Late section"),
    "altered_row": ("Écriture modifiée dans la base", "Row altered in the storage"),
    "gap": ("Moins de bulletins que d'émargements", "Fewer papers than signatures"),
    "wrong_roll": ("Autres inscrits que la liste arrêtée", "Not the closed roll"),
    "empty_box": ("Case laissée vide", "Box left empty"),
    "exchanged_sections": ("Deux sections échangées", "Two sections exchanged"),
}

FAULTS: Mapping[str, Said] = {
    "swapped": (
        "{unit} : voix inversées, {one} ↔ {other}.",
        "{unit}: votes exchanged, {one} ↔ {other}.",
    ),
    "forgotten_federation": (
        "{place} : aucun de ses {sections} procès-verbaux n'est venu, et personne ne l'a dit.",
        "{place}: none of its {sections} sheets came, and nobody said so.",
    ),
    "doubled_sheet": (
        "{unit} : un second procès-verbal est venu, qui donne {written} voix à {field} au lieu de {right}.",
        "{unit}: a second sheet came, with {written} votes for {field} in place of {right}.",
    ),
    "typo_in_total": (
        "{unit} : « {field} » porte {written} au lieu de {right}.",
        "{unit}: “{field}” bears {written} in place of {right}.",
    ),
    "copied_sheet": ("{unit} porte les chiffres de {second}.", "{unit} bears the figures of {second}."),
    "lost_network": (
        "{place} : {sections} sections se sont tues, leurs procès-verbaux sont venus tous à la fin.",
        "{place}: {sections} sections fell silent, their sheets came all at the end.",
    ),
    "late_section": (
        "{unit} est venue bien après toutes les autres.",
        "{unit} came long after all the others.",
    ),
    "altered_row": (
        "{unit} : l'écriture du registre a été changée, {written} voix pour {field} au lieu de {right}.",
        "{unit}: the line of the record was changed, {written} votes for {field} in place of {right}.",
    ),
    "gap": (
        "{unit} : {written} émargements pour {right} bulletins trouvés dans l'urne.",
        "{unit}: {written} signatures for {right} papers in the box.",
    ),
    "wrong_roll": (
        "{unit} : {written} inscrits sur le procès-verbal, {right} sur la liste arrêtée.",
        "{unit}: {written} registered voters on the sheet, {right} on the closed roll.",
    ),
    "empty_box": (
        "{unit} : la case de {field} est vide, il y fallait {right}.",
        "{unit}: the box of {field} is empty; {right} belonged there.",
    ),
    "exchanged_sections": (
        "{unit} et {second} : chacune a envoyé sous le nom de l'autre.",
        "{unit} and {second}: each sent under the other's name.",
    ),
}

ENDS: Mapping[str, Said] = {
    "found": ("trouvée", "found"),
    "let_pass": ("laissée passer", "let pass"),
    "not_found": ("pas trouvée", "not found"),
    "not_shown": ("pas encore venue", "not shown yet"),
}
SIGNS: Mapping[str, str] = {"found": "✓", "let_pass": "≈", "not_found": "✗", "not_shown": "·"}

TO_DO: Mapping[str, Said] = {
    "swapped": (
        "Le constat W7 et les voisines le montrent : appeler la section, le papier en main.",
        "Finding W7 and the neighbours show it: call the section, paper in hand.",
    ),
    "forgotten_federation": (
        "La liste des manquantes la nomme : appeler, et ne rien proclamer sans elle.",
        "The list of the missing names it: call, and proclaim nothing without it.",
    ),
    "doubled_sheet": (
        "Le constat V2 : demander lequel vaut, et le dire.",
        "Finding V2: ask which of the two stands, and say so.",
    ),
    "typo_in_total": (
        "Les constats A1 et A2 : comparer à la photo, rectifier.",
        "Findings A1 and A2: compare with the photo, correct.",
    ),
    "copied_sheet": (
        "Le constat W9 : deux sections de mêmes chiffres ; appeler les deux.",
        "Finding W9: two sections with the same figures; call both.",
    ),
    "lost_network": (
        "Plusieurs manquantes au même endroit : appeler, prendre les chiffres par téléphone.",
        "Several missing in one place: call, take the figures by telephone.",
    ),
    "late_section": (
        "La plus grande des manquantes a le plus d'effet : l'appeler d'abord.",
        "The largest of the missing has the most effect: call it first.",
    ),
    "altered_row": (
        "Les chiffres tombent juste : seule la vérification du registre le voit.",
        "The figures add up: only the verification of the record sees it.",
    ),
    "gap": (
        "Le constat A3 : faire recompter ; un écart écrit au PV se prend en compte, avec sa raison.",
        "Finding A3: have it recounted; a gap that the sheet states is acknowledged, with its reason.",
    ),
    "wrong_roll": (
        "Le constat R3 : la liste arrêtée fait foi, sinon une raison écrite.",
        "Finding R3: the closed roll stands, or else a written reason.",
    ),
    "empty_box": (
        "Les constats A4 et V5 : une case vide n'est pas un zéro ; demander le détail.",
        "Findings A4 and V5: an empty box is no zero; ask for the detail.",
    ),
    "exchanged_sections": (
        "Le constat R3 sur deux sections voisines : comparer leurs inscrits.",
        "Finding R3 on two neighbouring sections: compare their rolls.",
    ),
}

ACTS: Mapping[str, Said] = {
    "figure-corrected": ("chiffre rectifié", "figure corrected"),
    "sheet-returned": ("procès-verbal renvoyé", "sheet sent back"),
    "sheet-set-aside": ("procès-verbal mis à l'écart", "sheet set aside"),
    "sheet-accepted": ("procès-verbal accepté", "sheet accepted"),
    "sheet-recorded": ("section appelée", "section called"),
    "entry-recorded": ("section appelée", "section called"),
    "dispute-filed": ("litige déposé", "dispute filed"),
    "finding-acknowledged": ("constat pris en compte", "finding acknowledged"),
    "matter-referred": ("affaire renvoyée", "matter referred"),
    "no-vote-held": ("absence de vote constatée", "no vote held, recorded"),
    "result-frozen": ("résultat gelé", "result frozen"),
    "ruling-made": ("décision rendue", "ruling made"),
    "ruling-moved": ("décision proposée", "ruling moved"),
    "verified": ("registre vérifié", "record verified"),
}

NOT_REHEARSED: Mapping[str, Said] = {
    "seed_too_long": (
        "La graine a {most} caractères au plus ; celle-ci en a {found}.",
        "A seed has {most} characters at most; this one has {found}.",
    ),
    "seed_not_text": (
        "La graine contient un signe qui n'en est pas un (un demi-caractère) : écrivez-en une autre.",
        "The seed holds a sign that is none (half a character): write another.",
    ),
    "faults_out_of_range": (
        "Fautes : de 0 à {most} ; {found} demandées.",
        "Faults: from 0 to {most}; {found} was asked for.",
    ),
    "unknown_option": (
        "« {found} » n'est le nom d'aucun choix de ce tour ; il y a : {known}.",
        "“{found}” is no option of this round; there are: {known}.",
    ),
    "unknown_round": ("Ce scrutin n'a pas de tour {round}.", "This ballot has no round {round}."),
    "no_sections": (
        "Ce tour n'a pas de section ou pas de choix : rien à répéter.",
        "This round has no section or no option: there is nothing to rehearse.",
    ),
    "margin_out_of_reach": (
        "Une avance de {margin} voix ne peut être atteinte dans ce scrutin : demandez-en une autre.",
        "A lead of {margin} votes cannot be reached in this ballot: ask for another.",
    ),
    "margin_not_number": (
        "L'avance est un nombre entier de voix ; « {found} » n'en est pas un.",
        "The lead is a whole number of votes; “{found}” is none.",
    ),
    "faults_not_number": (
        "Le nombre de fautes est un nombre entier ; « {found} » n'en est pas un.",
        "The number of faults is a whole number; “{found}” is none.",
    ),
}


def say_fault(kind: str, facts: Mapping[str, str], language: Language) -> str:
    """What the fault is."""
    return FAULTS[kind][language == "en"].format_map(facts)


def say_act(event: str, language: Language) -> str:
    """The act by which a fault was found, by its event's name."""
    return ACTS[event.partition("/")[0]][language == "en"]


def say_not_rehearsed(code: str, facts: Mapping[str, str | int], language: Language) -> str:
    """Why there can be no such rehearsal."""
    said = {
        name: count(fact, language) if isinstance(fact, int) else shown(fact, LONGEST)
        for name, fact in facts.items()
    }
    return NOT_REHEARSED[code][language == "en"].format_map(said)
