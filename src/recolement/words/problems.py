"""Why a file cannot be used, in French and in English: where, what is there, what was expected, what to do.

>>> from recolement.model.problems import Problem
>>> problem_sentence(Problem("decimal", "sheets.csv", 4, "blank", {"found": "12,5"}), "en")
'sheets.csv, row 4, column “blank”: “12,5” is not a whole number. Papers are counted one by one: write digits only, and leave the cell empty if the figure is unknown.'
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping

from recolement.model.problems import Problem
from recolement.words.import_problems import IMPORT_SENTENCES
from recolement.words.numbers import Language

_COUNT_FR = "écrivez des chiffres seulement, et laissez la case vide si le nombre est inconnu."
_COUNT_EN = "write digits only, and leave the cell empty if the figure is unknown."
_CSV_FR = "Enregistrez le tableau en CSV (UTF-8) ou en XLSX."
_CSV_EN = "Save the table as CSV (UTF-8) or as XLSX."

SENTENCES: Mapping[str, tuple[str, str]] = {
    # Files
    "and_more": (
        "et {count} autres problèmes. Corrigez ceux qui précèdent, puis recommencez.",
        "and {count} more problems. Mend those above, then try again.",
    ),
    "missing_file": (
        "ce fichier manque. Ajoutez-le au dossier (« recolement new » en donne un modèle).",
        "this file is missing. Add it to the folder (“recolement new” gives a model).",
    ),
    "folder_missing": (
        "ce dossier n'existe pas. Donnez celui qui contient ballot.toml ; « recolement new » en fait un.",
        "there is no such folder. Give the folder that holds ballot.toml; “recolement new” makes one.",
    ),
    "not_a_folder": (
        "c'est un fichier. Donnez le dossier qui contient ballot.toml.",
        "this is a file. Give the folder that holds ballot.toml.",
    ),
    "file_unreadable": (
        "le système refuse de l'ouvrir ({reason}). Vérifiez vos droits, et qu'aucun programme ne le tient.",
        "the system refuses to open it ({reason}). Check who may read it, and that no program holds it.",
    ),
    "file_unwritable": (
        "le système refuse de l'écrire ({reason}). Rien n'a été changé ; choisissez un autre endroit.",
        "the system refuses to write it ({reason}). Nothing was changed; choose another place.",
    ),
    "system_refused": (
        "le système a refusé de lire ou d'écrire ({reason}). Vérifiez la place libre et vos droits.",
        "the system refused to read or write ({reason}). Check the free space and what you may do there.",
    ),
    "unknown_code": (
        "« {found} » n'est le code d'aucun contrôle (« recolement explain » les donne tous).",
        "“{found}” is the code of no check (“recolement explain” lists them all).",
    ),
    "folder_not_empty": (
        "ce dossier existe déjà, et n'est pas vide. Rien n'a été écrit : choisissez un autre nom.",
        "this folder exists already, and is not empty. Nothing was written: choose another name.",
    ),
    "misnamed_file": (
        "aucun fichier du dossier ne porte ce nom. Renommez-le en « {nearest} » ou retirez-le.",
        "no file of a ballot folder has this name. Rename it “{nearest}” or take it away.",
    ),
    "table_twice": (
        "ce tableau se trouve aussi dans {first}. Gardez-en un seul.",
        "this table is also in {first}. Keep only one of them.",
    ),
    "file_empty": (
        "le fichier est vide. Il faut au moins la ligne des titres de colonnes.",
        "the file is empty. It needs at least the row of column names.",
    ),
    "file_too_large": (
        "le fichier dépasse {most} Mo. Un dossier de vote national en tient dix fois moins : "
        "vérifiez que c'est le bon fichier.",
        "the file is over {most} MB. A national ballot takes a tenth of that: check that it is the "
        "right file.",
    ),
    "line_too_long": (
        "une ligne dépasse {most} Mo : ce n'est pas un tableau. Vérifiez que c'est le bon fichier.",
        "a line is over {most} MB long: this is no table. Check that it is the right file.",
    ),
    "encoding_utf16": (
        "le texte est en UTF-16 (« texte Unicode »). Enregistrez-le en « CSV UTF-8 ».",
        "the text is in UTF-16 (“Unicode text”). Save it as “CSV UTF-8”.",
    ),
    "encoding_unknown": (
        "le texte n'est ni en UTF-8 ni en Windows-1252. Enregistrez-le en « CSV UTF-8 ».",
        "the text is neither in UTF-8 nor in Windows-1252. Save it as “CSV UTF-8”.",
    ),
    "spreadsheet_named_text": (
        f"c'est un classeur, nommé comme un fichier texte. Renommez-le en .xlsx, ou : {_CSV_FR}",
        f"this is a workbook named as a text file. Rename it .xlsx, or: {_CSV_EN}",
    ),
    "old_spreadsheet": (
        f"ce format de tableur (.xls, .ods ou protégé par mot de passe) n'est pas lu. {_CSV_FR}",
        f"this kind of spreadsheet (.xls, .ods or protected by a password) is not read. {_CSV_EN}",
    ),
    "web_page": (
        f"c'est une page web, pas un tableau (téléchargement raté ?). {_CSV_FR}",
        f"this is a web page, not a table (a failed download?). {_CSV_EN}",
    ),
    "not_text": (f"ce n'est pas un fichier texte. {_CSV_FR}", f"this is not a text file. {_CSV_EN}"),
    "broken_workbook": (
        "le classeur est abîmé ou n'est pas un XLSX ({detail}). Ouvrez-le et enregistrez-le de nouveau.",
        "the workbook is damaged or is no XLSX ({detail}). Open it and save it again.",
    ),
    "workbook_expands": (
        "le classeur se déploie à plus de {most} Mo : il n'a pas été ouvert. Enregistrez le tableau en CSV.",
        "the workbook expands to more than {most} MB: it was not opened. Save the table as CSV.",
    ),
    "sheet_too_wide": (
        "une feuille couvre plus de {most} cases : une valeur est perdue très loin en bas ou à "
        "droite. Effacez-la.",
        "a sheet covers more than {most} cells: a value is lost far down or far right. Delete it.",
    ),
    "which_sheet": (
        "le classeur a plusieurs feuilles ({found}) ou aucune remplie. Donnez à la bonne le nom du tableau.",
        "the workbook has several sheets ({found}) or no filled one. Give the right one the table's name.",
    ),
    "merged_cells": (
        "des cases sont fusionnées : on ne sait pas à quelles lignes la valeur appartient. "
        "Défusionnez-les et recopiez la valeur.",
        "cells are merged: nobody can say which rows the value belongs to. Unmerge them and copy the value.",
    ),
    "formula_without_value": (
        "la formule n'a pas de valeur enregistrée. Ouvrez le classeur, laissez-le calculer, enregistrez-le.",
        "the formula has no stored value. Open the workbook, let it compute, and save it.",
    ),
    "error_cell": (
        "la case contient une erreur de formule (#REF!, #DIV/0!…). Écrivez le nombre, ou videz la case.",
        "the cell holds a formula's error (#REF!, #DIV/0!…). Write the number, or empty the cell.",
    ),
    # Tables
    "separator": (
        "les colonnes ne sont pas séparées (« {found} »). "
        "Séparez-les par des virgules, des points-virgules ou des tabulations.",
        "the columns are not separated (“{found}”). Separate them by commas, semicolons or tabs.",
    ),
    "unnamed_column": (
        "cette colonne n'a pas de titre. Donnez-lui un titre ou supprimez-la.",
        "this column has no name. Name it or delete it.",
    ),
    "doubled_column": (
        "cette colonne figure deux fois. Gardez celle qui fait foi.",
        "this column stands twice. Keep the one that holds.",
    ),
    "missing_column": (
        "cette colonne manque. Ajoutez-la, avec ce titre exactement.",
        "this column is missing. Add it, with exactly this name.",
    ),
    "unknown_column": (
        "ni une colonne du format, ni l'identifiant d'un choix. Corrigez le titre, ou supprimez la colonne.",
        "neither a column of the format nor the id of an option. Mend the name, or delete the column.",
    ),
    "ragged_row": (
        "la ligne a {found} cases au lieu de {expected}. Un séparateur manque ou est de trop ; "
        "mettez entre guillemets un nom qui en contient un.",
        "the row has {found} cells instead of {expected}. A separator is missing or too many; "
        "put quotation marks around a name that holds one.",
    ),
    "broken_quotes": (
        "un guillemet est ouvert et pas refermé, ou suivi de texte. Doublez les guillemets à "
        "l'intérieur d'un nom.",
        "a quotation mark is opened and not closed, or followed by text. Double those inside a name.",
    ),
    "cell_too_long": (
        "une case est démesurément longue. Un guillemet n'est sans doute pas refermé plus haut.",
        "a cell is far too long. A quotation mark above is probably not closed.",
    ),
    "total_row": (
        "« {found} » : une ligne de total. Supprimez-la, Récolement fait les sommes lui-même.",
        "“{found}”: a row of totals. Delete it, Récolement adds up by itself.",
    ),
    "empty_cell": ("la case est vide ; il faut la remplir.", "the cell is empty; it must be filled in."),
    # Counts
    "negative_count": (
        f"« {{found}} » est négatif. Un nombre de bulletins ne l'est jamais : {_COUNT_FR}",
        f"“{{found}}” is negative. A number of papers never is: {_COUNT_EN}",
    ),
    "decimal": (
        f"« {{found}} » n'est pas un nombre entier. Les bulletins se comptent un par un : {_COUNT_FR}",
        f"“{{found}}” is not a whole number. Papers are counted one by one: {_COUNT_EN}",
    ),
    "percentage": (
        f"« {{found}} » est un pourcentage, il faut le nombre lui-même : {_COUNT_FR}",
        f"“{{found}}” is a percentage, the number itself is needed: {_COUNT_EN}",
    ),
    "thousands_mark": (
        "« {found} » : milliers ou décimales ? Écrivez les milliers sans séparateur ou avec une "
        "espace (1 473).",
        "“{found}”: thousands or decimals? Write thousands without a mark or with a space (1 473).",
    ),
    "huge_count": (
        "« {found} » dépasse le nombre d'êtres humains. Vérifiez la saisie.",
        "“{found}” is more than there are people. Check the typing.",
    ),
    "date_for_count": (
        f"« {{found}} » est une date, peut-être mise par le tableur à la place d'un nombre : {_COUNT_FR}",
        f"“{{found}}” is a date, perhaps put there by the spreadsheet instead of a number: {_COUNT_EN}",
    ),
    "not_a_number": (
        f"« {{found}} » n'est pas un nombre : {_COUNT_FR}",
        f"“{{found}}” is not a number: {_COUNT_EN}",
    ),
    # Shares and dates
    "bare_share": (
        '« {found} » est-il une part de 1 ou de 100 ? Écrivez "1/8" ou "12.5 %", entre guillemets.',
        'is “{found}” a share of 1 or of 100? Write "1/8" or "12.5 %", between quotation marks.',
    ),
    "bad_share": (
        '« {found} » n\'est pas une part. Écrivez "1/8" ou "12.5 %".',
        '“{found}” is not a share. Write "1/8" or "12.5 %".',
    ),
    "share_over_one": (
        "« {found} » dépasse 100 %. Vérifiez la saisie.",
        "“{found}” is more than 100 %. Check the typing.",
    ),
    "bad_date": (
        "« {found} » n'est pas une date. Écrivez année-mois-jour : 2017-01-29.",
        "“{found}” is not a date. Write year-month-day: 2017-01-29.",
    ),
    "bad_moment": (
        "« {found} » n'est ni une date (2017-01-29) ni une heure avec son décalage "
        "(2017-01-29T20:15:00+01:00).",
        "“{found}” is neither a date (2017-01-29) nor a time with its offset (2017-01-29T20:15:00+01:00).",
    ),
    "moment_without_offset": (
        "« {found} » : dans quel fuseau ? Ajoutez le décalage : 2017-01-29T20:15:00+01:00.",
        "“{found}”: in which time zone? Add the offset: 2017-01-29T20:15:00+01:00.",
    ),
    # TOML
    "toml_encoding": (
        "un fichier TOML s'écrit en UTF-8. Enregistrez-le de nouveau en UTF-8.",
        "a TOML file is written in UTF-8. Save it again in UTF-8.",
    ),
    "toml_syntax": (
        "le TOML n'est pas lisible à cet endroit ({detail}). "
        "Vérifiez guillemets, crochets et signe égal de cette ligne et de la précédente.",
        "the TOML cannot be read here ({detail}). "
        "Check quotation marks, brackets and equals signs of this line and the one above.",
    ),
    "missing_key": ("cette clé manque. Ajoutez-la.", "this key is missing. Add it."),
    "unknown_key": (
        "cette clé n'existe pas. Corrigez-la ou retirez-la.",
        "there is no such key. Mend it or take it away.",
    ),
    "wrong_kind": (
        "« {found} » n'est pas de la sorte attendue ({expected}).",
        "“{found}” is not of the kind expected ({expected}).",
    ),
    "unknown_choice": (
        "« {found} » n'est pas prévu. Choix : {expected}.",
        "“{found}” is not one of: {expected}.",
    ),
    # Ids
    "id_spaces": (
        "« {found} » : un identifiant s'écrit sans espaces. Remplacez-les par des traits d'union.",
        "“{found}”: an id is written without spaces. Put hyphens instead.",
    ),
    "id_colon": (
        "« {found} » : les deux-points sont réservés aux groupes (circonscription:29-02).",
        "“{found}”: the colon is kept for groups (constituency:29-02).",
    ),
    "id_too_long": (
        "« {found} » : un identifiant tient en 200 caractères. Le nom complet va dans « name ».",
        "“{found}”: an id takes at most 200 characters. The full name goes into “name”.",
    ),
    "option_is_column": (
        "« {found} » est déjà une colonne de sheets.csv. Donnez un autre identifiant à ce choix.",
        "“{found}” is already a column of sheets.csv. Give this option another id.",
    ),
    # The ballot
    "doubled_level": ("un échelon figure deux fois.", "a level stands twice."),
    "doubled_contest": (
        "l'identifiant « {found} » est porté par deux scrutins. Changez-en un.",
        "the id “{found}” is borne by two contests. Change one.",
    ),
    "doubled_option": (
        "l'identifiant « {found} » est porté par deux choix du scrutin. Changez-en un.",
        "the id “{found}” is borne by two options of the contest. Change one.",
    ),
    "doubled_round": ("le tour {found} figure deux fois.", "round {found} stands twice."),
    "unknown_scope": (
        "« {found} » n'est ni une unité, ni « each: » suivi d'un échelon ou d'une sorte de "
        "groupes, ni un groupe.",
        "“{found}” is neither a unit, nor “each:” with a level or a kind of groups, nor a group.",
    ),
    # Places
    "doubled_unit": (
        "l'unité « {found} » figure déjà ligne {first}. Chaque unité a un identifiant à elle.",
        "the unit “{found}” already stands in row {first}. Each unit has an id of its own.",
    ),
    "unknown_parent": (
        "l'unité « {found} », dont celle-ci dépend, n'est pas dans units.csv.",
        "the unit “{found}”, under which this one stands, is not in units.csv.",
    ),
    "several_roots": (
        "« {found} » ne dépend d'aucune unité, comme « {first} » : il faut un seul sommet.",
        "“{found}” stands under no unit, like “{first}”: there must be one root.",
    ),
    "no_root": (
        "il n'y a aucune unité. Écrivez au moins la plus haute et une section.",
        "there is no unit. Write at least the highest one and a section.",
    ),
    "cycle": (
        "« {found} » dépend d'elle-même par l'intermédiaire d'autres ({units} unités tournent en rond). "
        "Corrigez « parent ».",
        "“{found}” stands under itself through others ({units} units go in a circle). Mend “parent”.",
    ),
    "unknown_level": (
        "l'échelon « {found} » n'est pas dans « levels » de ballot.toml ({expected}).",
        "the level “{found}” is not among “levels” of ballot.toml ({expected}).",
    ),
    "level_order": (
        "une unité d'échelon « {found} » ne peut dépendre d'une unité d'échelon « {above} ».",
        "a unit of level “{found}” cannot stand under a unit of level “{above}”.",
    ),
    "unknown_unit": (
        "l'unité « {found} » n'est pas dans units.csv. Ajoutez-la ou corrigez l'identifiant (la "
        "casse compte).",
        "the unit “{found}” is not in units.csv. Add it or mend the id (case matters).",
    ),
    "kind_is_each": (
        "« each » ne peut nommer une sorte de groupes.",
        "“each” cannot name a kind of groups.",
    ),
    "doubled_unit_in_group": (
        "« {found} » est déjà dans le groupe « {group} ».",
        "“{found}” is already in the group “{group}”.",
    ),
    "two_names": (
        "le groupe porte deux noms : « {first} » et « {found} ». Gardez-en un.",
        "the group bears two names: “{first}” and “{found}”. Keep one.",
    ),
    "doubled_roll": (
        "les inscrits de « {found} » à ce tour figurent déjà plus haut. Gardez une ligne.",
        "the roll of “{found}” in this round already stands above. Keep one row.",
    ),
    # Figures
    "unknown_contest": (
        "le scrutin « {found} » n'est pas dans ballot.toml.",
        "the contest “{found}” is not in ballot.toml.",
    ),
    "unknown_round": (
        "le tour « {found} » n'est pas prévu. Tours : {expected}.",
        "the round “{found}” is not foreseen. Rounds: {expected}.",
    ),
    "unknown_option": (
        "le choix « {found} » n'est pas de ce scrutin.",
        "the option “{found}” is not one of this contest.",
    ),
    "unknown_field": (
        "« {found} » n'est ni une colonne de sheets.csv ni un choix.",
        "“{found}” is neither a column of sheets.csv nor an option.",
    ),
    "unknown_entry": (
        "« {found} » : une saisie est « first », « second » ou « representative: » suivi d'un choix.",
        "“{found}”: an entry is “first”, “second” or “representative:” with an option.",
    ),
    "contest_not_held": (
        "le scrutin « {found} » n'a pas lieu au tour {round}.",
        "the contest “{found}” is not held in round {round}.",
    ),
    "not_standing": (
        "des voix sont données à un choix qui n'est pas en lice (scrutin « {contest} », tour {round}). "
        "Videz la case, ou corrigez [round.options].",
        "votes are given to an option that does not stand (contest “{contest}”, round {round}). "
        "Empty the cell, or mend [round.options].",
    ),
    "doubled_votes": (
        "les voix de « {found} » dans cette unité figurent déjà plus haut.",
        "the votes of “{found}” in this unit already stand above.",
    ),
    "votes_twice": (
        "les voix de « {found} » sont à la fois dans sheets.csv et dans votes.csv. Gardez-les à un endroit.",
        "the votes of “{found}” are both in sheets.csv and in votes.csv. Keep them in one place.",
    ),
    "votes_of_doubled_sheet": (
        "« {found} » a deux feuilles dans sheets.csv : à laquelle vont ces voix ? Gardez une feuille.",
        "“{found}” has two sheets in sheets.csv: to which do these votes go? Keep one sheet.",
    ),
    # Acts
    "unknown_act": ("« {found} » n'est pas une sorte d'acte.", "“{found}” is not a kind of act."),
    "unknown_act_id": (
        "« {found} » n'est l'identifiant d'aucun litige ni gel écrit plus haut.",
        "“{found}” is the id of no dispute or freeze written above.",
    ),
    "doubled_act_id": (
        "« {found} » est déjà l'identifiant d'un acte. Changez-en un.",
        "“{found}” is already the id of an act. Change one.",
    ),
    "unit_and_units": ("écrivez « unit » ou « units », pas les deux.", "write “unit” or “units”, not both."),
    "correction_target": (
        "une rectification porte sur une unité, un scrutin et un tour : nommez celui-ci.",
        "a correction is about one unit, contest and round: name this one.",
    ),
    "correct_how": (
        "« correct » demande une chose parmi « options », « values » et « ballots » (trouvé : {found}).",
        "“correct” needs one of “options”, “values” and “ballots” (found: {found}).",
    ),
    "correct_only": (
        'cette clé ne va qu\'avec seeks = "correct" (ici : « {found} »).',
        'this key only goes with seeks = "correct" (here: “{found}”).',
    ),
    "two_options": (
        "il faut deux choix différents, ceux dont les voix sont interverties (trouvé : {found}).",
        "two different options are needed, those whose votes are swapped (found: {found}).",
    ),
    "draw_order": (
        "« order » doit contenir chaque choix de « options » une fois.",
        "“order” must hold each of “options” once.",
    ),
    **IMPORT_SENTENCES,
    # Shorthand
    "unknown_line": (
        "« {found} » ne commence aucune ligne de l'écriture abrégée.",
        "“{found}” begins no line of the shorthand.",
    ),
    "short_line": (
        "« {found} » doit être suivi d'au moins {expected} noms.",
        "“{found}” must be followed by at least {expected} names.",
    ),
}
"""What is wrong and what to do, by code: French, English. Facts stand between braces."""

KINDS: Mapping[str, tuple[str, str]] = {
    "text": ("un texte entre guillemets", "a text between quotation marks"),
    "texts": ("une liste de textes", "a list of texts"),
    "count": ("un nombre entier, pas trop petit", "a whole number, not too small"),
    "flag": ("true ou false", "true or false"),
    "table": ("un tableau de clés", "a table of keys"),
    "tables": ("une liste de tableaux", "a list of tables"),
}
"""What a TOML value was expected to be."""


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def problem_place(problem: Problem, language: Language) -> str:
    """Where a problem is: file, row, column.

    >>> problem_place(Problem("decimal", "sheets.csv", 4, "blank"), "fr")
    'sheets.csv, ligne 4, colonne « blank »'
    """
    french = language == "fr"
    place = problem.file
    if problem.row is not None:
        place += f", {'ligne' if french else 'row'} {problem.row}"
    if problem.column is not None:
        key = problem.file.endswith(".toml")
        word = ("clé" if key else "colonne") if french else ("key" if key else "column")
        place += f", {word} « {problem.column} »" if french else f", {word} “{problem.column}”"
    return place


def problem_sentence(problem: Problem, language: Language) -> str:
    """One problem, said so that somebody can act on it; control characters in quoted cells are shown as �."""
    which = 0 if language == "fr" else 1
    facts = _Facts({name: shown(fact) for name, fact in problem.facts.items()})
    if problem.code == "wrong_kind":
        facts["expected"] = KINDS.get(facts["expected"], (facts["expected"],) * 2)[which]
    said = SENTENCES[problem.code][which].format_map(facts)
    if problem.facts.get("nearest") and problem.code != "misnamed_file":
        near = facts["nearest"]
        said += f" Vouliez-vous dire « {near} » ?" if language == "fr" else f" Did you mean “{near}”?"
    place = shown(problem_place(problem, language))
    return f"{place} : {said}" if language == "fr" else f"{place}: {said}"


def shown(fact: str | int) -> str:
    """A fact as it may be printed at a terminal: no control or direction-changing character acts there."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in str(fact)
    )
