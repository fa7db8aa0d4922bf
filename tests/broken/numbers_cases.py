"""Cells that hold no count, or one that could be read in two ways."""

from __future__ import annotations

from broken.broken import COUNT_EN, COUNT_FR, Broken, case, sheets


def cell(name: str, written: str, fr: str, en: str, shown: str | None = None) -> Broken:
    """A case where ``in_box`` of the first row holds something; ``shown`` is how the message quotes it."""
    quoted = written if shown is None else shown
    return case(
        name,
        sheets(f'Lyon-1,"{written}",1,2,40,37'),
        f"sheets.csv, ligne 2, colonne « in_box » : « {quoted} » {fr}",
        f"sheets.csv, row 2, column “in_box”: “{quoted}”{en if en[0] == ':' else f' {en}'}",
    )


WHOLE_FR = f"n'est pas un nombre entier. Les bulletins se comptent un par un : {COUNT_FR}"
WHOLE_EN = f"is not a whole number. Papers are counted one by one: {COUNT_EN}"
MINUS_FR = f"est négatif. Un nombre de bulletins ne l'est jamais : {COUNT_FR}"
MINUS_EN = f"is negative. A number of papers never is: {COUNT_EN}"
NUMBER_FR = f"n'est pas un nombre : {COUNT_FR}"
NUMBER_EN = f"is not a number: {COUNT_EN}"
THOUSANDS_FR = ": milliers ou décimales ? Écrivez les milliers sans séparateur ou avec une espace (1 473)."
THOUSANDS_EN = ": thousands or decimals? Write thousands without a mark or with a space (1 473)."
HUGE_FR = "dépasse le nombre d'êtres humains. Vérifiez la saisie."
HUGE_EN = "is more than there are people. Check the typing."
DATE_FR = f"est une date, peut-être mise par le tableur à la place d'un nombre : {COUNT_FR}"
DATE_EN = f"is a date, perhaps put there by the spreadsheet instead of a number: {COUNT_EN}"
SHARE_FR = f"est un pourcentage, il faut le nombre lui-même : {COUNT_FR}"
SHARE_EN = f"is a percentage, the number itself is needed: {COUNT_EN}"
FORMULA_FR = f"est une formule, pas un nombre : {COUNT_FR}"
FORMULA_EN = f"is a formula, not a number: {COUNT_EN}"
UNSEEN_FR = "contient un caractère invisible (montré par �). Retapez la case."
UNSEEN_EN = "holds a character that cannot be seen (shown as �). Type the cell again."

CASES: list[Broken] = [
    cell("a decimal with a comma", "12,5", WHOLE_FR, WHOLE_EN),
    cell("a decimal with a point", "80.0", WHOLE_FR, WHOLE_EN),
    cell("a negative number", "-80", MINUS_FR, MINUS_EN),
    cell("a negative number with the true minus", "−80", MINUS_FR, MINUS_EN),
    cell("thousands or decimals, point", "1.234", THOUSANDS_FR, THOUSANDS_EN),
    cell("thousands or decimals, comma", "1,234", THOUSANDS_FR, THOUSANDS_EN),
    cell("thousands with an apostrophe", "1'234", THOUSANDS_FR, THOUSANDS_EN),
    cell("spaces that separate no thousands", "12 34", NUMBER_FR, NUMBER_EN),
    cell("a percentage", "47,3 %", SHARE_FR, SHARE_EN),
    cell("a date", "2017-01-29", DATE_FR, DATE_EN),
    cell("a French date", "29/01/2017", DATE_FR, DATE_EN),
    cell("letters", "quatre-vingts", NUMBER_FR, NUMBER_EN),
    cell("a letter for a digit", "8O", NUMBER_FR, NUMBER_EN),
    cell("not communicated", "n.c.", NUMBER_FR, NUMBER_EN),
    cell("digits of another script", "٨٠", NUMBER_FR, NUMBER_EN),
    cell("scientific notation", "8E+01", NUMBER_FR, NUMBER_EN),
    cell("a huge number", "99999999999999999999", HUGE_FR, HUGE_EN),
    cell("a number of ten thousand digits", "9" * 10_000, HUGE_FR, HUGE_EN, "9" * 59 + "…"),
    cell("a formula as text", "=SUM(E2:F2)+3", FORMULA_FR, FORMULA_EN),
    cell("a formula that would call a program", "=cmd|' /C calc'!A0", FORMULA_FR, FORMULA_EN),
    cell("an invisible space", "80\u200b", UNSEEN_FR, UNSEEN_EN, "80�"),
    cell("a direction mark", "\u202e08", UNSEEN_FR, UNSEEN_EN, "�08"),
    cell("an escape to the terminal", "\x1b[31m80", UNSEEN_FR, UNSEEN_EN, "�[31m80"),
    cell("a script", "<script>alert(1)</script>", NUMBER_FR, NUMBER_EN),
    case(
        "every wrong cell is told, not only the first",
        sheets("Lyon-1,80,x,y,40,37\nLyon-2,z,0,0,50,40"),
        f"sheets.csv, ligne 2, colonne « blank » : « x » {NUMBER_FR}",
        f"sheets.csv, row 2, column “blank”: “x” {NUMBER_EN}",
        f"sheets.csv, ligne 2, colonne « null » : « y » {NUMBER_FR}",
        f"sheets.csv, row 2, column “null”: “y” {NUMBER_EN}",
        f"sheets.csv, ligne 3, colonne « in_box » : « z » {NUMBER_FR}",
        f"sheets.csv, row 3, column “in_box”: “z” {NUMBER_EN}",
    ),
    case(
        "a roll that is no number",
        {
            "units.csv": "unit,parent,level,registered\nLyon,,ville,\nLyon-1,Lyon,section,env. 100\n"
            "Lyon-2,Lyon,section,120\n"
        },
        f"units.csv, ligne 3, colonne « registered » : « env. 100 » {NUMBER_FR}",
        f"units.csv, row 3, column “registered”: “env. 100” {NUMBER_EN}",
    ),
]
