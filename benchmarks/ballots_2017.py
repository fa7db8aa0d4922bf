"""The presidential election of 2017 as a ballot folder, from the ministry's 69,242 polling stations.

Nation, department, commune and station in the tree, the 577 constituencies as groups across communes, and
the stations whose count was annulled as rulings. The benchmark and the tests with real data read it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars

PEOPLE = {
    "ARTHAUD": "Nathalie Arthaud",
    "ASSELINEAU": "François Asselineau",
    "CHEMINADE": "Jacques Cheminade",
    "DUPONT-AIGNAN": "Nicolas Dupont-Aignan",
    "FILLON": "François Fillon",
    "HAMON": "Benoît Hamon",
    "LASSALLE": "Jean Lassalle",
    "LE PEN": "Marine Le Pen",
    "MACRON": "Emmanuel Macron",
    "MÉLENCHON": "Jean-Luc Mélenchon",
    "POUTOU": "Philippe Poutou",
}
"""Columns of the ministry's file and who they are, in alphabetical order."""
IDS = {column: column.lower().replace(" ", "_").replace("é", "e") for column in PEOPLE}
DATES = {1: "2017-04-23", 2: "2017-05-07"}
FIGURES = {
    "inscrits": "registered",
    "votants": "in_box",
    "blancs": "blank",
    "nuls": "null",
    "exprimes": "valid",
}


def stations(shared: Path, number: int) -> polars.DataFrame:
    """One round's stations as rows of ``sheets.csv``, with department, commune and constituency beside."""
    table = polars.read_parquet(
        shared / "data" / "france" / f"fr2017_presidentielle_t{number}_bureaux.parquet"
    )
    standing = {column: IDS[column] for column in table.columns if column in IDS}
    place = polars.col("departement") + polars.col("commune")
    return table.select(
        (place + "-" + polars.col("bureau")).alias("unit"),
        place.alias("town"),
        polars.col("commune_libelle").alias("name"),
        "departement",
        (polars.col("departement") + "-" + polars.col("circonscription")).alias("group"),
        *(polars.col(old).alias(new) for old, new in (FIGURES | standing).items()),
    )


def ballot_folder(
    shared: Path, rounds: Sequence[int] = (1, 2), *, acts: bool = False, stations_at_most: int = 69_242
) -> dict[str, bytes]:
    """The files of a ballot folder for some of the rounds; with ``acts``, the annulments as rulings.

    With fewer stations, those of the first departments.
    """
    by_round = {number: stations(shared, number).head(stations_at_most) for number in rounds}
    every = by_round[rounds[0]]
    files = {
        "ballot.toml": _ballot(by_round).encode(),
        "units.csv": _units(every).write_csv().encode(),
        "groups.csv": every.select("unit", polars.lit("constituency").alias("kind"), "group")
        .write_csv()
        .encode(),
        "sheets.csv": _sheets(by_round).write_csv().encode(),
    }
    if len(rounds) > 1:
        rolls = [
            table.select("unit", polars.lit(number).alias("round"), "registered")
            for number, table in by_round.items()
            if number != rounds[0]
        ]
        files["rolls.csv"] = polars.concat(rolls).write_csv().encode()
    if acts:
        files["acts.toml"] = "\n".join(_annulments(shared, rounds)).encode()
    return files


def _standing(table: polars.DataFrame) -> list[str]:
    """Who stands in a round, in alphabetical order."""
    return [option for option in IDS.values() if option in table.columns]


def _ballot(by_round: dict[int, polars.DataFrame]) -> str:
    standing = {number: _standing(table) for number, table in by_round.items()}
    lines = [
        'title = "Élection présidentielle de 2017"',
        'organisation = "République française"',
        'levels = ["nation", "department", "commune", "station"]',
        "[rulebook]",
        'rule = "majority_two_round"' if 1 in by_round else 'rule = "plurality"',
        'source = "Constitution, art. 7"',
        "[[contest]]",
        'id = "president"',
        'name = "Président de la République"',
        'scope = "FR"',
    ]
    for column, option in IDS.items():
        if any(option in ids for ids in standing.values()):
            lines += [
                "[[contest.option]]",
                f'id = "{option}"',
                f'name = "{PEOPLE[column]}"',
                'kind = "candidate"',
            ]
    for number, options in standing.items():
        lines += ["[[round]]", f"number = {number}", f"date = {DATES[number]}", "[round.options]"]
        lines.append(f"president = {options}".replace("'", '"'))
    return "\n".join(lines) + "\n"


def _units(every: polars.DataFrame) -> polars.DataFrame:
    """The tree, each unit before those under it; the stations' rolls are those of the first round given."""
    none = polars.lit(None, polars.Int64).alias("registered")
    nation = polars.DataFrame({"unit": ["FR"], "parent": [""], "level": ["nation"], "name": ["France"]})
    departments = (
        every.select("departement")
        .unique(maintain_order=True)
        .select(
            polars.col("departement").alias("unit"),
            polars.lit("FR").alias("parent"),
            polars.lit("department").alias("level"),
            polars.col("departement").alias("name"),
        )
    )
    towns = every.unique("town", keep="first", maintain_order=True).select(
        polars.col("town").alias("unit"),
        polars.col("departement").alias("parent"),
        polars.lit("commune").alias("level"),
        "name",
    )
    leaves = every.select(
        "unit",
        polars.col("town").alias("parent"),
        polars.lit("station").alias("level"),
        polars.col("name") + " " + polars.col("unit").str.slice(6),
        polars.col("registered").cast(polars.Int64),
    )
    above = polars.concat([nation, departments, towns]).with_columns(none)
    return polars.concat([above, leaves])


def _groups(every: polars.DataFrame) -> polars.DataFrame:
    """The constituency of each station: 118 communes lie in several."""
    return every.select("unit", polars.lit("constituency").alias("kind"), "group")


def _sheets(by_round: dict[int, polars.DataFrame]) -> polars.DataFrame:
    """Every round's sheets; somebody who does not stand in a round has an empty cell there."""
    tables = [
        table.select("unit", polars.lit(number).alias("round"), *FIGURES.values(), *_standing(table))
        for number, table in by_round.items()
    ]
    return polars.concat(tables, how="diagonal")


def _annulments(shared: Path, rounds: Sequence[int]) -> list[str]:
    """One ruling a station whose count was annulled (the file knows 12 and 38)."""
    table = polars.read_csv(shared / "data" / "france" / "anomalies_2017_bureaux.csv", infer_schema_length=0)
    lines = []
    for row in table.filter(polars.col("type") == "bureau_annule").iter_rows(named=True):
        number = int(row["tour"])
        if number in rounds:
            unit = f"{row['departement']}{row['commune']}-{row['bureau']}"
            target = f'unit = "{unit}"\ncontest = "president"\nround = {number}'
            lines.append(
                f'[[act]]\nkind = "dispute"\nid = "{unit}-{number}"\nat = {DATES[number]}\n{target}\n'
                f'grounds = "Procès-verbal"\nseeks = "annul"\n'
                f'[[act]]\nkind = "ruling"\nof = "{unit}-{number}"\nat = {DATES[number]}\neffect = "annul"\n'
                'grounds = "Conseil constitutionnel"\n'
            )
    return lines
