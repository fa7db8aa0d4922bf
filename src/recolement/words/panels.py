"""What is said of panels by lot: problems of the files, infeasible quotas, doubts, the report's sentences.

>>> from recolement.model.problems import Problem
>>> panel_problem(Problem("feature_empty", "people.csv", 7, "age"), "en")
'people.csv, row 7, column “age”: the cell is empty. Write one of the features of the quotas, or take the line out.'
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from unicodedata import category

from recolement.model.panels import Quota
from recolement.model.problems import Problem
from recolement.words.numbers import Language
from recolement.words.problems import SENTENCES, problem_place, problem_sentence

PROBLEMS: Final[Mapping[str, tuple[str, str]]] = {
    "unknown_quota_column": (
        "cette colonne n'est pas de celles des quotas (category, feature, min, max, min_flex, max_flex, "
        "population). Retirez-la ou corrigez son nom.",
        "this is no column of quotas (category, feature, min, max, min_flex, max_flex, population). Take it "
        "out or mend its name.",
    ),
    "quota_empty": (
        "la case est vide. Chaque quota a une catégorie et une valeur.",
        "the cell is empty. Each quota has a category and a feature.",
    ),
    "quota_doubled": (
        "« {found} » a déjà un quota ligne {first}. Gardez-en un.",
        "“{found}” already has a quota in row {first}. Keep one.",
    ),
    "population_columns": (
        "les trois premières colonnes doivent être category, feature et population (trouvé : {found}).",
        "the first three columns must be category, feature and population (found: {found}).",
    ),
    "no_quota": ("il n'y a aucun quota. Écrivez-en au moins un.", "there is no quota. Write at least one."),
    "quota_bound_empty": (
        "la borne manque. Écrivez 0 pour « aucun minimum », la taille du panel pour « aucun maximum ».",
        "the bound is missing. Write 0 for “no minimum”, the size of the panel for “no maximum”.",
    ),
    "quota_crossed": (
        "le minimum ({least}) dépasse le maximum ({most}). Corrigez l'un des deux.",
        "the minimum ({least}) is above the maximum ({most}). Mend one of them.",
    ),
    "flexible_inside": (
        "la borne souple ({found}) est plus étroite que la borne ({bound}). Elle dit jusqu'où l'on "
        "peut aller.",
        "the flexible bound ({found}) is narrower than the bound ({bound}). It says how far one may go.",
    ),
    "volunteer_without_id": (
        "cette personne n'a pas d'identifiant. Donnez-lui-en un à elle.",
        "this person has no id. Give one of their own.",
    ),
    "volunteer_id_twice": (
        "l'identifiant « {found} » est déjà ligne {first}. Personne ne s'inscrit deux fois : gardez "
        "une ligne, "
        "ou donnez des identifiants différents à des personnes différentes.",
        "the id “{found}” already stands in row {first}. Nobody enters twice: keep one line, or give "
        "different people different ids.",
    ),
    "volunteer_twice": (
        "cette personne est déjà ligne {first} (mêmes nom, adresse, etc.). Gardez une ligne ; si ce "
        "sont deux "
        "personnes, ajoutez une colonne qui les distingue.",
        "this person already stands in row {first} (same name, address and so on). Keep one line; if "
        "they are "
        "two people, add a column that tells them apart.",
    ),
    "feature_unknown": (
        "« {found} » n'a pas de quota dans cette catégorie. Corrigez la case ou ajoutez un quota.",
        "“{found}” has no quota in this category. Mend the cell or add a quota.",
    ),
    "feature_empty": (
        "la case est vide. Écrivez une des valeurs des quotas, ou retirez la ligne.",
        "the cell is empty. Write one of the features of the quotas, or take the line out.",
    ),
    "no_volunteer": (
        "il n'y a aucun volontaire. Une personne par ligne, sous les titres de colonnes.",
        "there is no volunteer. One person a line, under the names of the columns.",
    ),
    "panel_size": (
        "un panel a au moins une place (demandé : {found}).",
        "a panel has at least one place (asked for: {found}).",
    ),
    "too_few_people": (
        "il y a {people} volontaires (un par foyer) pour {size} places.",
        "there are {people} volunteers (one per household) for {size} places.",
    ),
    "person_unknown": (
        "« {found} » n'est l'identifiant d'aucun volontaire.",
        "“{found}” is the id of no volunteer.",
    ),
    "file_unreadable": ("fichier introuvable ou illisible.", "the file is absent or cannot be read."),
    "record_unreadable": (
        "ce n'est pas un document de ce tirage, ou il a été modifié. Reprenez le fichier publié.",
        "this is no document of this draw, or it was altered. Take the published file.",
    ),
    "not_on_panel": ("« {found} » n'est pas du panel.", "“{found}” is not on the panel."),
    "seed_no_text": (
        "la graine contient un caractère qui n'en est pas un. Écrivez-la autrement.",
        "the seed holds a character that is none. Write it otherwise.",
    ),
    "infeasible": (
        "aucun panel ne respecte ces quotas. « recolement panel check » dit lesquels changer.",
        "no panel follows these quotas. “recolement panel check” says which to change.",
    ),
    "private_needed": (
        "ce tirage est en numéros publics : donnez aussi la liste privée (--private).",
        "this draw is in public numbers: give the private list as well (--private).",
    ),
    "already_drawn": (
        "le tirage est déjà fait, et aucun remplacement n'est annoncé.",
        "the draw is made already, and no replacement is announced.",
    ),
    "replacement_pending": (
        "un remplacement est annoncé et n'est pas encore tiré. Tirez-le d'abord (« reveal »).",
        "a replacement is announced and not drawn yet. Draw it first (“reveal”).",
    ),
    "seed_unfit": (
        "un tirage public ne prend pas de graine (--seed) : annoncez le remplacement avec --contribution ou "
        "--public-source, puis tirez-le avec « reveal ».",
        "a public draw takes no seed (--seed): announce the replacement with --contribution or "
        "--public-source, then draw it with “reveal”.",
    ),
    "seed_needed": ("donnez une graine (--seed).", "give a seed (--seed)."),
    "wrong_key": (
        "la clé n'ouvre pas ce fichier, ou le fichier a été modifié.",
        "the key does not open this file, or the file was altered.",
    ),
}
"""What is wrong with the files and what to do: French, English."""

DOUBTS: Final[Mapping[str, tuple[str, str]]] = {
    "file_absent": ("le fichier {file} manque", "the file {file} is absent"),
    "file_unreadable": (
        "le fichier {file} n'est pas celui que le programme écrit",
        "the file {file} is not as the program writes it",
    ),
    "record_malformed": (
        "un champ d'un document manque ou n'est pas de la bonne sorte",
        "a field of a document is absent or of another kind",
    ),
    "announcement_changed": (
        "une empreinte notée n'est celle d'aucune annonce de ce dossier",
        "a digest that was noted is that of no announcement in this folder",
    ),
    "file_changed": (
        "{file} n'est plus tel qu'à l'annonce : modifié après que la graine était fixée",
        "{file} is not as it was announced: altered after the seed was fixed",
    ),
    "file_unrecorded": (
        "{file} n'est pas dans le registre",
        "{file} is not in the ledger",
    ),
    "ledger_broken": (
        "le registre n'est plus celui qui a été signé : une étape a été modifiée, ajoutée ou retirée",
        "the ledger is not the one that was signed: a step was altered, added or taken away",
    ),
    "drawn_unannounced": (
        "le registre a un tirage sans annonce qui le précède",
        "the ledger has a draw without an announcement before it",
    ),
    "lines_wrong": (
        "la liste des engagements a {found} lignes différentes, {expected} sont annoncées",
        "the list of commitments has {found} different lines, {expected} were announced",
    ),
    "panels_wrong": (
        "{found} panels numérotés, {expected} sont annoncés",
        "{found} numbered panels, {expected} were announced",
    ),
    "panel_malformed": (
        "le panel {number} n'a pas le bon nombre de personnes différentes",
        "panel {number} does not hold the right number of different people",
    ),
    "other_announcement": (
        "le tirage se réfère à une autre annonce",
        "the draw refers to another announcement",
    ),
    "seed_not_fixed": (
        "rien ne fixait la graine avant le tirage : ni engagement, ni source publique",
        "nothing fixed the seed before the draw: neither a commitment nor a public source",
    ),
    "contribution_missing": (
        "la contribution de {name} n'a pas été révélée",
        "the contribution of {name} was not revealed",
    ),
    "contribution_wrong": (
        "la contribution de {name} n'est pas celle de son engagement : graine choisie après coup",
        "the contribution of {name} is not the one committed to: a seed chosen after the fact",
    ),
    "contribution_unannounced": (
        "{name} a contribué sans engagement annoncé : graine choisie après coup",
        "{name} contributed without an announced commitment: a seed chosen after the fact",
    ),
    "public_value_wrong": (
        "la valeur publique manque, ou n'était pas annoncée",
        "the public value is absent, or was not announced",
    ),
    "drawn_before": (
        "le tirage ({drawn}) n'est pas postérieur à l'annonce ({announced})",
        "the draw ({drawn}) is not later than the announcement ({announced})",
    ),
    "number_wrong": (
        "le numéro tiré est {found} ; la graine donne {expected}",
        "the number drawn is {found}; the seed gives {expected}",
    ),
    "panel_wrong": (
        "les personnes ne sont pas celles du panel {number}",
        "the people are not those of panel {number}",
    ),
    "step_seed_not_fixed": (
        "rien ne fixait la graine du remplacement {step} avant son tirage : son annonce manque",
        "nothing fixed the seed of replacement {step} before it was drawn: its announcement is absent",
    ),
    "step_wrong": (
        "le remplacement {step} ne suit pas de sa graine ou de ce qui précède",
        "replacement {step} does not follow from its seed or from what came before",
    ),
    "volunteer_twice": (
        "la personne de la ligne {row} est déjà ligne {first}",
        "the person of row {row} already stands in row {first}",
    ),
    "people_unusable": (
        "le fichier des volontaires n'est pas utilisable ({code}, ligne {row})",
        "the volunteers' file cannot be used ({code}, row {row})",
    ),
    "lines_differ": (
        "les lignes des volontaires ne sont pas celles des engagements",
        "the volunteers' lines are not those committed to",
    ),
    "quota_broken": (
        "panel {number} : {found} personnes pour « {feature} » ({category}), hors quota",
        "panel {number}: {found} people for “{feature}” ({category}), outside the quota",
    ),
    "household_doubled": (
        "panel {number} : deux personnes d'un même foyer",
        "panel {number}: two people of one household",
    ),
}
"""Why a draw may not be as announced: French, English."""


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def _filled(sentence: str, facts: Mapping[str, str | int]) -> str:
    shown = {name: printable(str(fact)) for name, fact in facts.items()}
    return sentence.format_map(_Facts(shown))


def printable(text: str) -> str:
    """Text as it may stand on a terminal or page: no control or direction-changing character acts there."""
    return "".join(
        letter if letter.isprintable() or category(letter) == "Zs" else "\N{REPLACEMENT CHARACTER}"
        for letter in text
    )


def panel_problem(problem: Problem, language: Language) -> str:
    """One problem of the volunteers' or quotas' file, with its place."""
    words = PROBLEMS.get(problem.code)
    if words is None:
        return problem_sentence(problem, language) if problem.code in SENTENCES else problem.code
    said = _filled(words[0 if language == "fr" else 1], problem.facts)
    near = problem.facts.get("nearest")
    if near:
        shown = printable(str(near))
        said += f" Vouliez-vous dire « {shown} » ?" if language == "fr" else f" Did you mean “{shown}”?"
    place = printable(problem_place(problem, language))
    return f"{place} : {said}" if language == "fr" else f"{place}: {said}"


def doubt_sentence(code: str, facts: Mapping[str, str | int], language: Language) -> str:
    """One doubt about a draw."""
    return _filled(DOUBTS[code][0 if language == "fr" else 1], facts)


def change_sentence(quota: Quota, least: int, most: int, language: Language) -> str:
    """How a quota would have to change.

    >>> change_sentence(Quota("age", "16-24", 5, 7), 3, 7, "en")
    'age, “16-24”: lower the minimum from 5 to 3'
    """
    french = language == "fr"
    parts = []
    if least != quota.least:
        words = "abaisser le minimum de {} à {}" if french else "lower the minimum from {} to {}"
        parts.append(words.format(quota.least, least))
    if most != quota.most:
        words = "relever le maximum de {} à {}" if french else "raise the maximum from {} to {}"
        parts.append(words.format(quota.most, most))
    feature = printable(quota.feature)
    named = f"« {feature} » :" if french else f"“{feature}”:"
    return f"{printable(quota.category)}, {named} {(' et ' if french else ' and ').join(parts)}"


def cell_sentence(quota: Quota, people: int, language: Language) -> str:
    """A feature few volunteers have."""
    category, feature = printable(quota.category), printable(quota.feature)
    if language == "fr":
        return f"{category}, « {feature} » : {people} volontaires pour {quota.least} places au moins"
    return f"{category}, “{feature}”: {people} volunteers for at least {quota.least} places"


INFEASIBLE: Final = (
    "Aucun panel ne respecte ces quotas. Les plus petits changements qui en permettent un :",
    "No panel follows these quotas. The smallest changes after which one does:",
)
HOPELESS: Final = (
    "Aucun changement de quotas ne suffit : il y a moins de volontaires (un par foyer) que de places.",
    "No change of quotas is enough: there are fewer volunteers (one per household) than places.",
)
SCARCE: Final = ("Cases presque vides :", "Cells that are nearly empty:")
FEASIBLE: Final = ("Les quotas peuvent être respectés.", "The quotas can be met.")
"""Said by ``recolement panel check``: French, English."""
