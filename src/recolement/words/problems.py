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
    "folder_for_file": (
        "c'est un dossier qui porte ce nom, pas un fichier. Renommez-le, et mettez le fichier à sa place.",
        "a folder bears this name, not a file. Rename it, and put the file in its place.",
    ),
    "not_a_file": (
        "ce n'est pas un fichier ordinaire (un tube ou un périphérique) : il n'a pas été lu. Remplacez-le "
        "par un fichier.",
        "this is no ordinary file (a pipe or a device): it was not read. Put a file in its place.",
    ),
    "file_gone": (
        "ce fichier a disparu, ou c'est un raccourci vers un fichier qui n'existe plus. Remettez-le.",
        "this file has gone, or it is a shortcut to a file that no longer exists. Put it back.",
    ),
    "file_forbidden": (
        "vous n'avez pas le droit de lire ce fichier. Changez ses permissions, ou demandez à qui l'a posé.",
        "you are not allowed to read this file. Change its permissions, or ask whoever put it there.",
    ),
    "rulebook_missing": (
        "le dossier n'a pas de fichier « {found} ». Ajoutez-le, ou écrivez le règlement ici, sous "
        "[rulebook].",
        "the folder has no file “{found}”. Add it, or write the rulebook here, under [rulebook].",
    ),
    "rulebook_unnamed": (
        'ballot.toml ne renvoie pas à ce règlement : lequel vaut ? Écrivez-y rulebook = "rulebook.toml", '
        "avant toute ligne entre crochets, ou retirez ce fichier.",
        'ballot.toml does not point to this rulebook: which one holds? Write rulebook = "rulebook.toml" '
        "there, above any line in brackets, or take this file away.",
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
    "toml_utf16": (
        "le texte est en UTF-16 (« texte Unicode »). Enregistrez-le en « UTF-8 ».",
        "the text is in UTF-16 (“Unicode text”). Save it as “UTF-8”.",
    ),
    "toml_not_text": (
        "ce n'est pas un fichier texte. Remplacez-le par un fichier TOML, écrit en UTF-8.",
        "this is not a text file. Put a TOML file, written in UTF-8, in its place.",
    ),
    "encoding_unknown": (
        "le texte n'est ni en UTF-8 ni en Windows-1252. Enregistrez-le en « CSV UTF-8 ».",
        "the text is neither in UTF-8 nor in Windows-1252. Save it as “CSV UTF-8”.",
    ),
    "encoding_mixed": (
        "des accents sont en UTF-8 et d'autres en Windows-1252 dans le même fichier : on ne peut lire "
        "les deux. Enregistrez-le de nouveau en « CSV UTF-8 » et relisez cette ligne.",
        "some accents are in UTF-8 and others in Windows-1252 in the same file: both cannot be read. "
        "Save it again as “CSV UTF-8” and read this row over.",
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
        "le classeur est abîmé ou n'est pas un XLSX. Ouvrez-le et enregistrez-le de nouveau, en XLSX.",
        "the workbook is damaged or is no XLSX. Open it and save it again, as XLSX.",
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
    "misnamed_sheet": (
        "aucun tableau ne s'appelle ainsi : cette feuille ne serait pas lue. Renommez-la en « {nearest} » "
        "ou retirez-la.",
        "no table has this name: the sheet would not be read. Rename it “{nearest}” or take it away.",
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
    "no_header": (
        "la première ligne doit porter les titres des colonnes ({expected}…) ; on y lit « {found} ».",
        "the first row must hold the names of the columns ({expected}…); it reads “{found}”.",
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
        "la ligne a {cells} au lieu de {expected}. Un séparateur manque ou est de trop ; "
        "mettez entre guillemets un nom qui en contient un.",
        "the row has {cells} instead of {expected}. A separator is missing or too many; "
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
    "formula_as_text": (
        f"« {{found}} » est une formule, pas un nombre : {_COUNT_FR}",
        f"“{{found}}” is a formula, not a number: {_COUNT_EN}",
    ),
    "invisible_character": (
        "« {found} » contient un caractère invisible (montré par �). Retapez la case.",
        "“{found}” holds a character that cannot be seen (shown as �). Type the cell again.",
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
        "« {found} » ne se lit pas. Une ligne s'écrit : clé = valeur, ou [titre], ou [[titre]].",
        "“{found}” cannot be read. A line is written: key = value, or [heading], or [[heading]].",
    ),
    "toml_unquoted": (
        '« {found} » : un texte se met entre guillemets droits (title = "Bureau").',
        '“{found}”: a text stands between straight quotation marks (title = "Committee").',
    ),
    "toml_curly": (
        '« {found} » : le TOML veut des guillemets droits ("), pas ceux du traitement de texte.',
        '“{found}”: TOML wants straight quotation marks ("), not those of a word processor.',
    ),
    "toml_value": (
        "« {found} » : la valeur après le signe égal manque ou ne se lit pas. Un texte se met entre "
        "guillemets droits.",
        "“{found}”: the value after the equals sign is missing or cannot be read. A text stands between "
        "straight quotation marks.",
    ),
    "toml_backslash": (
        "« {found} » : la barre \\ a un sens particulier entre guillemets. Écrivez-la deux fois, ou mettez "
        "le texte entre apostrophes.",
        "“{found}”: the stroke \\ means something else between quotation marks. Write it twice, or put "
        "the text between apostrophes.",
    ),
    "toml_unclosed": (
        "« {found} » : un guillemet ou un crochet est ouvert et pas refermé, sur cette ligne ou plus haut.",
        "“{found}”: a quotation mark or a bracket is opened and not closed, in this line or above.",
    ),
    "toml_doubled": (
        "« {found} » : cette clé ou ce titre figure déjà plus haut. Gardez-en un ; un titre qui se répète "
        "s'écrit entre doubles crochets ([[contest]], [[round]], [[act]]).",
        "“{found}”: this key or heading already stands above. Keep one; a heading that comes again is "
        "written in double brackets ([[contest]], [[round]], [[act]]).",
    ),
    "toml_nested": (
        "des clés ou des listes sont imbriquées bien trop profondément. Vérifiez que c'est le bon fichier.",
        "keys or lists stand inside one another far too deep. Check that it is the right file.",
    ),
    "missing_key": (
        "cette clé manque ou est vide. Ajoutez-la{example}.",
        "this key is missing or empty. Add it{example}.",
    ),
    "unknown_key": (
        "cette clé n'existe pas. Corrigez-la ou retirez-la.",
        "there is no such key. Mend it or take it away.",
    ),
    "wrong_kind": (
        "« {found} » n'est pas de la sorte attendue ({expected}).{hint}",
        "“{found}” is not of the kind expected ({expected}).{hint}",
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
    "id_invisible": (
        "« {found} » : l'identifiant contient un caractère invisible (montré par �). Retapez-le.",
        "“{found}”: the id holds a character that cannot be seen (shown as �). Type it again.",
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
    "empty_scope": (
        "il n'y a aucune unité d'échelon « {found} » : le scrutin ne se déciderait nulle part.",
        "there is no unit of level “{found}”: the contest would be decided nowhere.",
    ),
    "seats_missing": (
        "la règle « {found} » répartit des sièges : écrivez combien, par exemple seats = 7.",
        "the rule “{found}” shares out seats: write how many, for example seats = 7.",
    ),
    "seats_of_place": (
        "les sièges de « {found} » ne sont pas donnés (lieux sans sièges : {places}). Ajoutez-les.",
        "the seats of “{found}” are not given (places without seats: {places}). Add them.",
    ),
    "majority_unreachable": (
        "« {found} » : personne ne peut dépasser la totalité. Ajoutez majority_reached = true s'il suffit "
        "de l'atteindre, ou corrigez la part.",
        "“{found}”: nobody can exceed the whole. Add majority_reached = true if reaching it is enough, or "
        "mend the share.",
    ),
    "nobody_stands": (
        "aucun choix n'est en lice dans « {found} » à ce tour. Nommez-les, ou retirez la ligne si tous le "
        "sont.",
        "no option stands in “{found}” in this round. Name them, or take the line away if all do.",
    ),
    "doubled_standing": (
        "un choix figure deux fois parmi ceux en lice dans « {found} ». Gardez-le une fois.",
        "an option stands twice among those of “{found}”. Keep it once.",
    ),
    # Places
    "twin_unit": (
        "« {found} » se lit comme l'unité de la ligne {first}, mais ses accents sont codés autrement. "
        "Une unité s'écrit d'une seule façon : recopiez l'identifiant, ou donnez-en un autre.",
        "“{found}” reads like the unit of row {first}, but its accents are coded otherwise. "
        "A unit is written in one way: copy the id, or give another one.",
    ),
    "unit_in_other_characters": (
        "l'unité « {found} » est dans units.csv avec des accents codés autrement. Recopiez l'identifiant "
        "de units.csv.",
        "the unit “{found}” is in units.csv with its accents coded otherwise. Copy the id from units.csv.",
    ),
    "roll_of_inner_unit": (
        "« {found} » n'est pas une section : ses inscrits sont la somme de celles qui en dépendent. "
        "Supprimez la ligne.",
        "“{found}” is no section: its registered voters are the sum of those below. Delete the row.",
    ),
    "unit_in_two_groups": (
        "« {found} » est déjà dans le groupe « {first} » de la même sorte ({kind}) : ses voix y compteraient "
        "deux fois.",
        "“{found}” is already in the group “{first}” of the same kind ({kind}): its votes would count twice.",
    ),
    "kind_is_level": (
        "« {found} » est à la fois un échelon et une sorte de groupes (groups.csv). Renommez l'un des deux.",
        "“{found}” is both a level and a kind of groups (groups.csv). Rename one of them.",
    ),
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
        "une unité d'échelon « {found} » ne peut dépendre d'une unité d'échelon « {above} ». "
        "Dans ballot.toml, « levels » va du sommet aux sections.",
        "a unit of level “{found}” cannot stand under a unit of level “{above}”. "
        "In ballot.toml, “levels” runs from the root to the sections.",
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
        "les voix de « {found} » dans cette unité figurent déjà plus haut. Gardez une ligne.",
        "the votes of “{found}” in this unit already stand above. Keep one row.",
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
    "not_a_section": (
        "« {found} » n'est pas une section : seule une section a une feuille, donc des chiffres à corriger.",
        "“{found}” is no section: only a section has a sheet, hence figures to correct.",
    ),
    "unknown_act": ("« {found} » n'est pas une sorte d'acte.", "“{found}” is not a kind of act."),
    "key_of_other_act": (
        "un acte « {found} » n'a pas cette clé. Retirez-la.",
        "an act “{found}” has no such key. Take it away.",
    ),
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
        "il faut deux choix différents, ceux dont les voix sont interverties.",
        "two different options are needed, those whose votes are swapped.",
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


HINTS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("tables", "table"): (
        " Écrivez le titre entre doubles crochets : [[act]].",
        " Write the heading in double brackets: [[act]].",
    ),
    ("count", "quoted"): (" Écrivez-le sans guillemets.", " Write it without quotation marks."),
    ("flag", "quoted"): (" Écrivez-le sans guillemets.", " Write it without quotation marks."),
    ("text", "bare"): (" Mettez-le entre guillemets.", " Put it between quotation marks."),
}
"""What most likely happened, by what was expected and what was found."""

EXAMPLES: Mapping[str, str] = {
    "title": 'title = "…"',
    "levels": 'levels = ["nation", "section"]',
    "rule": 'rule = "plurality"',
    "contest": "[[contest]]",
    "option": "[[contest.option]]",
    "id": 'id = "…"',
    "number": "number = 1",
    "share": 'share = "12.5 %"',
    "kind": 'kind = "dispute"',
    "at": "at = 2017-01-29",
    "of": 'of = "d1"',
    "effect": 'effect = "uphold"',
    "reason": 'reason = "…"',
    "field": 'field = "in_box"',
    "value": "value = 85",
    "code": 'code = "A1"',
    "options": 'options = ["ann", "bob"]',
    "order": 'order = ["bob", "ann"]',
}
"""How a key that is missing may be written, by its last name."""


class _Facts(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "?"


def problem_place(problem: Problem, language: Language) -> str:
    """Where a problem is: file, row, column.

    >>> problem_place(Problem("decimal", "sheets.csv", 4, "blank"), "fr")
    'sheets.csv, ligne 4, colonne « blank »'
    """
    french = language == "fr"
    place, _, sheet = problem.file.partition("#") if ".xlsx#" in problem.file else (problem.file, "", "")
    if sheet:
        place += f", feuille « {sheet} »" if french else f", sheet “{sheet}”"
    if problem.row is not None:
        place += f", {'ligne' if french else 'row'} {problem.row}"
    if problem.column is not None:
        key = problem.file.endswith(".toml")
        word = ("clé" if key else "colonne") if french else ("key" if key else "column")
        place += f", {word} « {problem.column} »" if french else f", {word} “{problem.column}”"
    return place


def problem_sentence(problem: Problem, language: Language) -> str:
    """One problem, said so that somebody can act on it; control characters in quoted cells are shown as �."""
    french = language == "fr"
    which = 0 if french else 1
    facts = _Facts({name: shown(fact) for name, fact in problem.facts.items()})
    if problem.code == "wrong_kind":
        facts["hint"] = HINTS.get((facts["expected"], facts["form"]), ("", ""))[which]
        facts["expected"] = KINDS.get(facts["expected"], (facts["expected"],) * 2)[which]
    elif problem.code == "ragged_row":
        cells = ("case", "cases") if french else ("cell", "cells")
        facts["cells"] = f"{facts['found']} {cells[facts['found'] != '1']}"
    elif problem.code == "missing_key":
        example = EXAMPLES.get((problem.column or "").rpartition(".")[2], "")
        facts["example"] = f"{' :' if french else ':'} {example}" if example else ""
    said = SENTENCES[problem.code][which].format_map(facts)
    if problem.facts.get("nearest") and not problem.code.startswith("misnamed"):
        near = facts["nearest"]
        said += f" Vouliez-vous dire « {near} » ?" if french else f" Did you mean “{near}”?"
    place = shown(problem_place(problem, language))
    return f"{place} : {said}" if french else f"{place}: {said}"


def shown(fact: str | int) -> str:
    """A fact as it may be printed at a terminal: no control or direction-changing character acts there."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in str(fact)
    )
