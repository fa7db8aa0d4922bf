"""Folders whose files are missing, misnamed, of the wrong sort or in the wrong encoding."""

from __future__ import annotations

from broken.broken import BALLOT, CSV_EN, CSV_FR, SHEETS, Broken, case

MODEL_FR = "ce fichier manque. Ajoutez-le au dossier (« recolement new » en donne un modèle)."
MODEL_EN = "this file is missing. Add it to the folder (“recolement new” gives a model)."

CASES: list[Broken] = [
    case(
        "empty folder",
        {"ballot.toml": None, "units.csv": None, "sheets.csv": None},
        f"ballot.toml : {MODEL_FR}",
        f"ballot.toml: {MODEL_EN}",
        f"units.csv : {MODEL_FR}",
        f"units.csv: {MODEL_EN}",
    ),
    case(
        "no tree",
        {"units.csv": None},
        f"units.csv : {MODEL_FR}",
        f"units.csv: {MODEL_EN}",
    ),
    case(
        "a letter missing from a file's name",
        {"sheets.csv": None, "sheet.csv": SHEETS},
        "sheet.csv : aucun fichier du dossier ne porte ce nom. Renommez-le en « sheets.csv » ou retirez-le.",
        "sheet.csv: no file of a ballot folder has this name. Rename it “sheets.csv” or take it away.",
    ),
    case(
        "an ending hidden by the system",
        {"sheets.csv": None, "sheets.csv.txt": SHEETS},
        "sheets.csv.txt : aucun fichier du dossier ne porte ce nom. Renommez-le en « sheets.csv » ou "
        "retirez-le.",
        "sheets.csv.txt: no file of a ballot folder has this name. Rename it “sheets.csv” or take it away.",
    ),
    case(
        "old workbook by its name",
        {"sheets.csv": None, "sheets.xls": b"\xd0\xcf\x11\xe0"},
        f"sheets.xls : ce format de tableur (.xls, .ods ou protégé par mot de passe) n'est pas lu. {CSV_FR}",
        f"sheets.xls: this kind of spreadsheet (.xls, .ods or protected by a password) is not read. {CSV_EN}",
    ),
    case(
        "old workbook for the whole ballot",
        {"ballot.ods": b"PK\x03\x04"},
        f"ballot.ods : ce format de tableur (.xls, .ods ou protégé par mot de passe) n'est pas lu. {CSV_FR}",
        f"ballot.ods: this kind of spreadsheet (.xls, .ods or protected by a password) is not read. {CSV_EN}",
    ),
    case(
        "old or protected workbook renamed .xlsx",
        {"sheets.csv": None, "sheets.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)},
        f"sheets.xlsx : ce format de tableur (.xls, .ods ou protégé par mot de passe) n'est pas lu. {CSV_FR}",
        f"sheets.xlsx: this kind of spreadsheet (.xls, .ods or protected by a password) is not read. {CSV_EN}",
    ),
    case(
        "the same table twice",
        {"sheets.xlsx": b"PK\x03\x04"},
        "sheets.xlsx : ce tableau se trouve aussi dans sheets.csv. Gardez-en un seul.",
        "sheets.xlsx: this table is also in sheets.csv. Keep only one of them.",
    ),
    case(
        "workbook named as text",
        {"sheets.csv": b"PK\x03\x04\x14\x00\x06\x00"},
        f"sheets.csv : c'est un classeur, nommé comme un fichier texte. Renommez-le en .xlsx, ou : {CSV_FR}",
        f"sheets.csv: this is a workbook named as a text file. Rename it .xlsx, or: {CSV_EN}",
    ),
    case(
        "web page instead of a table",
        {"sheets.csv": "\n<!DOCTYPE html><html><body>503</body></html>"},
        f"sheets.csv : c'est une page web, pas un tableau (téléchargement raté ?). {CSV_FR}",
        f"sheets.csv: this is a web page, not a table (a failed download?). {CSV_EN}",
    ),
    case(
        "scanned minutes instead of a table",
        {"sheets.csv": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"},
        f"sheets.csv : ce n'est pas un fichier texte. {CSV_FR}",
        f"sheets.csv: this is not a text file. {CSV_EN}",
    ),
    case(
        "empty table",
        {"sheets.csv": ""},
        "sheets.csv : le fichier est vide. Il faut au moins la ligne des titres de colonnes.",
        "sheets.csv: the file is empty. It needs at least the row of column names.",
    ),
    case(
        "table of blank lines",
        {"sheets.csv": "\n\n ; ; \n"},
        "sheets.csv : le fichier est vide. Il faut au moins la ligne des titres de colonnes.",
        "sheets.csv: the file is empty. It needs at least the row of column names.",
    ),
    case(
        "UTF-16 with its mark",
        {"sheets.csv": SHEETS.encode("utf-16")},
        "sheets.csv : le texte est en UTF-16 (« texte Unicode »). Enregistrez-le en « CSV UTF-8 ».",
        "sheets.csv: the text is in UTF-16 (“Unicode text”). Save it as “CSV UTF-8”.",
    ),
    case(
        "UTF-16 without a mark",
        {"sheets.csv": SHEETS.encode("utf-16-le")},
        "sheets.csv : le texte est en UTF-16 (« texte Unicode »). Enregistrez-le en « CSV UTF-8 ».",
        "sheets.csv: the text is in UTF-16 (“Unicode text”). Save it as “CSV UTF-8”.",
    ),
    case(
        "UTF-16 ballot",
        {"ballot.toml": BALLOT.encode("utf-16")},
        "ballot.toml, ligne 1 : le texte est en UTF-16 (« texte Unicode »). Enregistrez-le en « UTF-8 ».",
        "ballot.toml, row 1: the text is in UTF-16 (“Unicode text”). Save it as “UTF-8”.",
    ),
    case(
        "Latin-1 ballot",
        {"ballot.toml": BALLOT.replace("Bureau", "Élection").encode("latin-1")},
        "ballot.toml, ligne 1 : un fichier TOML s'écrit en UTF-8. Enregistrez-le de nouveau en UTF-8.",
        "ballot.toml, row 1: a TOML file is written in UTF-8. Save it again in UTF-8.",
    ),
    case(
        "a byte that no encoding knows",
        {"sheets.csv": b"unit,ann,bob\nLyon-1,40,37\nLyon-\x81,50,40\n"},
        "sheets.csv, ligne 3 : le texte n'est ni en UTF-8 ni en Windows-1252. Enregistrez-le en "
        "« CSV UTF-8 ».",
        "sheets.csv, row 3: the text is neither in UTF-8 nor in Windows-1252. Save it as “CSV UTF-8”.",
    ),
    case(
        "two encodings in one file",
        {
            "units.csv": "unit,parent,level,name\nLyon,,ville,Lyon\nLyon-1,Lyon,section,École\n".encode()
            + "Lyon-2,Lyon,section,Mairie annexée\n".encode("cp1252")
        },
        "units.csv, ligne 4 : des accents sont en UTF-8 et d'autres en Windows-1252 dans le même fichier : "
        "on ne peut lire les deux. Enregistrez-le de nouveau en « CSV UTF-8 » et relisez cette ligne.",
        "units.csv, row 4: some accents are in UTF-8 and others in Windows-1252 in the same file: both "
        "cannot be read. Save it again as “CSV UTF-8” and read this row over.",
    ),
    case(
        "zero bytes in a table",
        {"sheets.csv": SHEETS.replace("80", "8\0")},
        f"sheets.csv : ce n'est pas un fichier texte. {CSV_FR}",
        f"sheets.csv: this is not a text file. {CSV_EN}",
    ),
    case(
        "zero bytes in the ballot",
        {"ballot.toml": BALLOT.replace("Bureau", "Bur\0eau")},
        "ballot.toml : ce n'est pas un fichier texte. Remplacez-le par un fichier TOML, écrit en UTF-8.",
        "ballot.toml: this is not a text file. Put a TOML file, written in UTF-8, in its place.",
    ),
    case(
        "rulebook named and absent",
        {
            "ballot.toml": BALLOT.replace('[rulebook]\nrule = "plurality"\n', "").replace(
                "levels", 'rulebook = "rules.toml"\nlevels'
            )
        },
        "ballot.toml, ligne 2, clé « rulebook » : le dossier n'a pas de fichier « rules.toml ». Ajoutez-le, ou "
        "écrivez le règlement ici, sous [rulebook].",
        "ballot.toml, row 2, key “rulebook”: the folder has no file “rules.toml”. Add it, or write the "
        "rulebook here, under [rulebook].",
    ),
    case(
        "rulebook outside the folder",
        {
            "ballot.toml": BALLOT.replace('[rulebook]\nrule = "plurality"\n', "").replace(
                "levels", 'rulebook = "../../etc/passwd"\nlevels'
            )
        },
        "ballot.toml, ligne 2, clé « rulebook » : le dossier n'a pas de fichier « ../../etc/passwd ». "
        "Ajoutez-le, ou écrivez le règlement ici, sous [rulebook].",
        "ballot.toml, row 2, key “rulebook”: the folder has no file “../../etc/passwd”. Add it, or write the "
        "rulebook here, under [rulebook].",
    ),
    case(
        "two rulebooks",
        {"rulebook.toml": 'rule = "absolute_majority"\n'},
        "rulebook.toml : ballot.toml ne renvoie pas à ce règlement : lequel vaut ? Écrivez-y "
        'rulebook = "rulebook.toml", avant toute ligne entre crochets, ou retirez ce fichier.',
        "rulebook.toml: ballot.toml does not point to this rulebook: which one holds? Write "
        'rulebook = "rulebook.toml" there, above any line in brackets, or take this file away.',
    ),
]
