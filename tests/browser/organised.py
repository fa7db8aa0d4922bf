"""What the organiser of the walks has at hand: a table of units, one of people, and a first round."""

from __future__ import annotations

from browser.evening import happens
from recolement.web.evenings import Evening

UNITS = """unit,parent,level,name,registered
pays,,nation,Val,
nord,pays,federation,Fédération du Nord,
nord-1,nord,section,"Nord 1, salle des fêtes",1000
nord-2,nord,section,"Nord 2, école",80
"""
PEOPLE = "post,unit,name,email,language\nsecretary,nord-1,Nord 1,n1@{tag}.example,fr\n"


def first_round(tonight: Evening) -> None:
    """By hand: 400, 300 and 200 of 900 valid votes; nobody has 451."""
    for unit, votes in (("nord-1", (400, 300, 200)), ("nord-2", (0, 0, 0))):
        happens(
            tonight, "sheet-recorded/1", unit=unit, contest="contest", round=1, signatures=sum(votes),
            in_box=sum(votes), blank=0, null=0, valid=sum(votes),
            votes={f"option-{place}": cast for place, cast in enumerate(votes, start=1)},
        )  # fmt: skip
