"""Why a file cannot be imported, in French and in English: joined to the sentences of all problems."""

from __future__ import annotations

from collections.abc import Mapping

IMPORT_SENTENCES: Mapping[str, tuple[str, str]] = {
    # Files
    "file_missing": (
        "ce fichier n'existe pas, ou ne peut être lu.",
        "there is no such file, or it cannot be read.",
    ),
    "folder_filled": (
        "ce dossier existe déjà et n'est pas vide : rien n'a été écrit. Donnez un autre nom.",
        "this folder exists and is not empty: nothing was written. Give another name.",
    ),
    "folder_unwritable": (
        "le dossier ne peut être écrit ({detail}).",
        "the folder cannot be written ({detail}).",
    ),
    "not_ministry_units": (
        "ce format ne dit que des départements, des communes et des bureaux aux codes du ministère ; "
        "{unit} n'en est pas. Prenez « csv » ou « frictionless ».",
        "this layout only holds departments, communes and stations with the ministry's codes; {unit} is none "
        "of them. Take “csv” or “frictionless”.",
    ),
    "xml_too_large": (
        "le fichier dépasse {most} Mo : il n'a pas été lu.",
        "the file is larger than {most} MB: it was not read.",
    ),
    "xml_doctype": (
        "le fichier déclare un type de document (DOCTYPE), ce qui n'est pas lu : c'est par là qu'un fichier "
        "peut nuire. Retirez cette déclaration.",
        "the file declares a document type (DOCTYPE), which is not read: that is how a file can do harm. "
        "Remove the declaration.",
    ),
    "xml_deep": (
        "trop d'éléments l'un dans l'autre : ce n'est pas un résultat.",
        "too many elements one within the other: this is no result.",
    ),
    "xml_broken": (
        "ce n'est pas du XML bien formé. Le fichier est-il entier ?",
        "this is no well-formed XML. Is the file whole?",
    ),
    "json_broken": (
        "ce n'est pas du JSON. Le fichier est-il entier ?",
        "this is no JSON. Is the file whole?",
    ),
    "map_no_areas": (
        "ce n'est pas du GeoJSON, ou il n'a aucune aire (FeatureCollection).",
        "this is no GeoJSON, or it has no area (FeatureCollection).",
    ),
    "map_no_code": (
        "aucune propriété des aires n'est un code d'unité. Dites laquelle : FICHIER#propriété.",
        "no property of the areas is the code of a unit. Say which one: FILE#property.",
    ),
    "map_matches_nothing": (
        "aucune aire n'a un code d'unité dans « {found} ».",
        "no area has the code of a unit in “{found}”.",
    ),
    "nist_other": (
        "ce n'est pas un rapport NIST SP 1500-100 version 2 (ElectionReport).",
        "this is no report of NIST SP 1500-100 version 2 (ElectionReport).",
    ),
    "nist_elections": (
        "le rapport a {found} élections ; il en faut une, un fichier par tour.",
        "the report has {found} elections; one is needed, a file per round.",
    ),
    "nist_counts": (
        "{found} nombres ne sont pas des entiers : des fractions de voix ne sont pas un procès-verbal.",
        "{found} counts are no whole numbers: fractions of votes are no tally sheet.",
    ),
    "eml_other": (
        "ce n'est pas un message EML 510 (Count).",
        "this is no EML 510 message (Count).",
    ),
    "report_tree": (
        "les unités ne forment pas un arbre ({reason}, {unit}).",
        "the units do not form a tree ({reason}, {unit}).",
    ),
    "report_round_twice": (
        "le tour {round} est déjà dans {first}. Dites le tour de l'un des deux : FICHIER#round=2.",
        "round {round} is in {first} already. Say the round of one of them: FILE#round=2.",
    ),
    "report_no_units": ("aucune unité dans ce fichier.", "there is no unit in this file."),
    "report_no_votes": ("aucun choix dans ce fichier.", "there is no option in this file."),
    "report_unit_twice": (
        "l'unité {found} a deux décomptes pour un même scrutin.",
        "unit {found} has two counts for one contest.",
    ),
    "report_place": (
        "un scrutin se décide en {found}, que le fichier ne décrit pas.",
        "a contest is decided in {found}, which the file does not describe.",
    ),
    "needs_analysis": (
        "lire du Parquet demande l'extension « analysis » : pip install 'recolement[analysis]', ou make "
        "analysis dans le dépôt du projet. Ou enregistrez le tableau en CSV.",
        "reading Parquet takes the extra “analysis”: pip install 'recolement[analysis]', or make analysis in "
        "the project's repository. Or save the table as CSV.",
    ),
    "broken_parquet": (
        "le fichier Parquet est abîmé ou incomplet. Téléchargez-le de nouveau.",
        "the Parquet file is damaged or incomplete. Download it again.",
    ),
    "parquet_too_large": (
        "le fichier Parquet a plus de {most} cases : ce n'est pas un scrutin.",
        "the Parquet file has more than {most} cells: this is no ballot.",
    ),
    "no_rows": ("le fichier n'a aucune ligne de données.", "the file has no row of data."),
    # What must be said, not guessed
    "which_election": (
        "de quelle élection s'agit-il ? Dites-le : --election {expected}. "
        "Toute autre s'importe avec « recolement import table ».",
        "which election is this? Say it: --election {expected}. Any other is imported with “recolement "
        "import table”.",
    ),
    "which_round": (
        "de quel tour s'agit-il ? Le nom du fichier ne le dit pas. Écrivez {name}#round=1 ou {name}#round=2.",
        "which round is this? The file's name does not say. Write {name}#round=1 or {name}#round=2.",
    ),
    "two_dates": (
        "le tour {round} a deux dates (déjà {first}). Gardez-en une.",
        "round {round} has two dates (already {first}). Keep one.",
    ),
    "no_constituency": (
        "le fichier ne dit pas la circonscription des bureaux, et rien ne permet de la déduire. "
        "Ajoutez une colonne « Code circonscription ».",
        "the file does not say the stations' constituency, and nothing tells it. Add a column “Code "
        "circonscription”.",
    ),
    # Columns
    "no_votes_column": (
        "aucune colonne de voix. Il faut « Nom candidat 1 », « Voix 1 »… ou une colonne par candidat.",
        "there is no column of votes. There must be “Nom candidat 1”, “Voix 1”… or a column per candidate.",
    ),
    "column_twice": (
        "cette colonne dit la même chose que « {first} ». Gardez celle qui fait foi.",
        "this column says the same as “{first}”. Keep the one that holds.",
    ),
    # Mappings
    "mapped_column": (
        "« {found} » n'est pas une colonne de {table}.",
        "“{found}” is not a column of {table}.",
    ),
    "options_how": (
        "dites « columns » (une colonne par choix), ou « column » et « votes » (une ligne par choix).",
        "say “columns” (a column per option), or “column” and “votes” (a row per option).",
    ),
    "round_twice": (
        "le tour est dit deux fois : par #round= et par la colonne « {found} ». Gardez l'un des deux.",
        "the round is said twice: by #round= and by the column “{found}”. Keep one of them.",
    ),
    "round_zero": (
        "les tours se comptent à partir de 1.",
        "rounds are counted from 1.",
    ),
    "same_id": (
        "« {found} » et « {first} » donneraient le même identifiant. Ajoutez une colonne à « unit ».",
        "“{found}” and “{first}” would have the same id. Add a column to “unit”.",
    ),
    "two_parents": (
        "« {found} » dépend ici de « {second} », plus haut de « {first} ». Ajoutez à « unit » la colonne qui "
        "les distingue.",
        "“{found}” stands here under “{second}”, above under “{first}”. Add the column that tells them apart "
        "to “unit”.",
    ),
    "figures_differ": (
        "« {unit} » : {found} ici, {expected} ligne {first} ; une unité n'a qu'un nombre par tour.",
        "“{unit}”: {found} here, {expected} in row {first}; a unit has one figure per round.",
    ),
    "group_differs": (
        "« {unit} » est ici dans « {found} », plus haut dans « {first} ».",
        "“{unit}” is here in “{found}”, above in “{first}”.",
    ),
    # Rows
    "bad_commune": (
        "« {found} » : un code de commune a trois caractères après celui du département, ou cinq en tout. "
        "Un tableur a peut-être effacé ses zéros ; importez le fichier d'origine.",
        "“{found}”: a commune's code has three characters after the department's, or five in all. "
        "A spreadsheet may have taken away its zeros; import the original file.",
    ),
    "bad_department": (
        "« {found} » n'est pas un code de département (01, 2A, 971, ZA…). "
        "Un tableur a peut-être effacé un zéro ; importez le fichier d'origine.",
        "“{found}” is not a department's code (01, 2A, 971, ZA…). "
        "A spreadsheet may have taken away a zero; import the original file.",
    ),
    "commune_in_two": (
        "la commune « {commune} » est ici dans le département « {found} », plus haut dans « {first} ».",
        "the commune “{commune}” is here in department “{found}”, above in “{first}”.",
    ),
    "doubled_station": (
        "le bureau « {found} » figure déjà dans {where}, ligne {first}, au même tour. Gardez une ligne.",
        "the station “{found}” already stands in {where}, row {first}, in the same round. Keep one row.",
    ),
    "constituency_differs": (
        "le bureau « {unit} » est ici dans la circonscription « {found} », ailleurs dans « {first} ».",
        "the station “{unit}” is here in constituency “{found}”, elsewhere in “{first}”.",
    ),
    "candidate_in_two": (
        "les candidats de « {unit} » sont ceux de « {first} » et de « {found} » à la fois (un candidat "
        "ne se présente "
        "que dans une circonscription, code électoral, art. L. 156).",
        "the candidates of “{unit}” are those of “{first}” and of “{found}” at once (a candidate stands "
        "in one "
        "constituency only, code électoral, art. L. 156).",
    ),
    # Candidates
    "name_is_number": (
        "« {found} » n'est pas un nom : les colonnes de la ligne sont sans doute décalées.",
        "“{found}” is not a name: the columns of the row have probably shifted.",
    ),
    "bad_panel": (
        "« {found} » n'est pas un numéro de panneau : les colonnes de la ligne sont sans doute décalées.",
        "“{found}” is not the number of a panel: the columns of the row have probably shifted.",
    ),
    "doubled_candidate": (
        "« {found} » figure deux fois sur la ligne.",
        "“{found}” stands twice in the row.",
    ),
    "no_candidate": ("la ligne ne nomme aucun candidat.", "the row names no candidate."),
    "votes_for_nobody": (
        "{found} voix, mais le groupe de colonnes ne nomme personne.",
        "{found} votes, but the group of columns names nobody.",
    ),
    "other_candidates": (
        "les candidats du bureau « {unit} » ne sont pas ceux des autres bureaux (en trop : {found} ; "
        "en moins : {expected}).",
        "the candidates of station “{unit}” are not those of the other stations (extra: {found}; "
        "lacking: {expected}).",
    ),
}
"""What is wrong and what to do, by code: French, English."""
