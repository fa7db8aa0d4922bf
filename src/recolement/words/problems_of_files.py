"""Files, workbooks and tables that cannot be read: what is wrong and what to do, by code."""

from __future__ import annotations

from collections.abc import Mapping

_CSV_FR = "Enregistrez le tableau en CSV (UTF-8) ou en XLSX."
_CSV_EN = "Save the table as CSV (UTF-8) or as XLSX."

OF_FILES: Mapping[str, tuple[str, str]] = {
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
    "no_form": (
        "rien à imprimer : aucune section ne vote sur ce qui est demandé ou, pour des affiches, aucun "
        "procès-verbal n'est reçu. Vérifiez --unit, --contest et --round.",
        "nothing to print: no section votes on what is asked for or, for posters, no tally sheet is there. "
        "Look at --unit, --contest and --round.",
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
}
"""French, English. Facts stand between braces."""
