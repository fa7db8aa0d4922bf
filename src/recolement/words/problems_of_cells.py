"""Counts, shares, dates, TOML and ids that are not what they must be: what is wrong, what to do, by code."""

from __future__ import annotations

from collections.abc import Mapping

_COUNT_FR = "écrivez des chiffres seulement, et laissez la case vide si le nombre est inconnu."
_COUNT_EN = "write digits only, and leave the cell empty if the figure is unknown."

OF_CELLS: Mapping[str, tuple[str, str]] = {
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
}
"""French, English. Facts stand between braces."""
