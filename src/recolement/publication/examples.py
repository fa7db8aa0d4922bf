"""The smallest ballot that each check speaks about, in shorthand: explained, printed and tested from here.

>>> from recolement.canvass import canvass
>>> from recolement.formats.shorthand import read_shorthand
>>> [finding.code for finding in canvass(read_shorthand(EXAMPLES["A3"])).findings if finding.code == "A3"]
['A3']
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

TODAY = date(2017, 2, 5)
"""The day on which the examples are read (D2 speaks of a day gone by)."""

_NEIGHBOURS = """sheet Lyon-1  in_box=1000  A=550 B=450
sheet Lyon-2  in_box=1000  A=580 B=420
sheet Lyon-3  in_box=1000  A=600 B=400
sheet Lyon-4  in_box=1000  A=620 B=380
"""

EXAMPLES: Mapping[str, str] = {
    "A1": "sheet Conflans  in_box=86 blank=1 null=0 valid=85  paris=45 lopez=39",
    "A2": "sheet Conflans  in_box=85 blank=1 null=1 valid=84  paris=45 lopez=39",
    "A3": "sheet Lyon-3  signatures=87 in_box=85  A=60 B=25",
    "A4": "option A\noption B\nsheet Lyon-3  valid=84  A=39",
    "A6": "sheet Pas-de-Calais  voters=8040  aubry=5316 royal=2736",
    "A7": "sheet Lyon-3  blank=2 null=3 blank_null=6  A=45 B=38",
    "A8": "sheet Lyon-3  signatures=85 in_box=85 voters=58  A=60 B=25",
    "A9": "option A\noption B units=Brest\nsheet Lyon-3  A=45 B=3\nsheet Brest  A=40 B=30",
    "R1": "sheet Lyon-3  registered=126 in_box=130  A=70 B=60",
    "R2": "sheet Lyon-3  registered=126 signatures=128  A=70 B=56",
    "R3": "unit Lyon-3  registered=126\nsheet Lyon-3  registered=129 in_box=85  A=60 B=25",
    "R4": "sheet Lyon-3  registered=126  A=60 B=25\nsheet Brest  A=40 B=30",
    "C1": "option A\noption B\nentry Lyon-3 first   A=39 B=45\nentry Lyon-3 second  A=39 B=54",
    "C2": "option A\noption B\nentry Lyon-3 first  by=op-7 A=39 B=45\nentry Lyon-3 second by=op-7 A=39 B=45",
    "C3": "sheet Lille-Fives  aubry=88 royal=8\nentry Lille-Fives representative:royal  aubry=58 royal=8",
    "C4": (
        "contest president\noption A contest=president\ncontest motions\noption M contest=motions\n"
        "sheet Lyon-3 contest=president registered=126 A=80\n"
        "sheet Lyon-3 contest=motions registered=129 M=80"
    ),
    "C5": (
        "contest president\noption A contest=president\ncontest motions\noption M contest=motions\n"
        "sheet Lyon-3 contest=president in_box=85 A=85\nsheet Lyon-3 contest=motions in_box=78 M=78"
    ),
    "C6": (
        "contest motions\noption M contest=motions\ncontest president\noption A contest=president\n"
        "sheet New-Caledonia contest=motions in_box=1178 M=1178\n"
        "sheet Lyon-3 contest=motions in_box=85 M=85\nsheet Lyon-3 contest=president in_box=85 A=85"
    ),
    "V1": "sheet Lyon-3  A=60 B=40\nmissing Metz  registered=30",
    "V2": "sheet Lyon-3  A=39 B=45\nsheet Lyon-3  A=93 B=45",
    "V3": (
        "contest c scope=78\nunit 75 in=all\nunit 78 in=all\nunit Paris-1 in=75\nunit Conflans in=78\n"
        "option A\nsheet Conflans A=40\nsheet Paris-1 A=30"
    ),
    "V4": 'unit misc name="Autres sections"\nsheet misc  A=759 B=849\nsheet Lyon-3 A=60 B=40',
    "V5": "sheet Lyon-3  blank=3  A=60 B=40\nsheet Brest  A=40 B=30",
    "V6": (
        "rule plurality mandates=winner\nunit 75 mandates=4\nunit 78\nsheet 75  A=60 B=40\n"
        "sheet 78  A=40 B=60"
    ),
    "W1": "sheet Lyon-3  in_box=85 blank=3 null=0  A=42 B=40",
    "W2": "sheet Lyon-3  in_box=85 blank=0 null=3  A=42 B=40",
    "W3": "sheet Nice-1  signatures=590 in_box=1178  A=600 B=578",
    "W4": "sheet Lyon-3  registered=142 in_box=142  A=80 B=62",
    "W5": "sheet Lyon-3  in_box=32  A=32 B=0",
    "W6": f"{_NEIGHBOURS}sheet Lyon-5  in_box=1000  A=300 B=700",
    "W7": f"{_NEIGHBOURS}sheet Lyon-5  in_box=1000  A=400 B=600",
    "W8": "sheet Lyon-3  in_box=85  A=0 B=0",
    "W9": "sheet Lyon-3  in_box=85 blank=1  A=45 B=39\nsheet Lyon-4  in_box=85 blank=1  A=45 B=39",
    "W10": (
        "round 1\nround 2\nsheet Lyon-3 round=1 registered=300 in_box=80 A=45 B=35\n"
        "sheet Lyon-3 round=2 registered=300 in_box=190 A=100 B=90"
    ),
    "W11": (
        "round 1\nround 2\n"
        "sheet Briançon-1 round=1 registered=1481 A=600\nsheet Briançon-2 round=1 registered=1322 A=500\n"
        "sheet Briançon-1 round=2 registered=1322 A=500\nsheet Briançon-2 round=2 registered=1481 A=600"
    ),
    "P1": (
        "option hamon\nunit Lyon-3\npublished 2017-01-22T23:00:00+01:00 all voters 1337820\n"
        "published 2017-01-23T00:45:00+01:00 all voters 1249126"
    ),
    "P2": (
        "option hamon\noption valls\noption montebourg\nunit Lyon-3\n"
        "published 2017-01-23T00:45:00+01:00 all voters 1249126\n"
        "published 2017-01-23T00:45:00+01:00 all hamon 454041\n"
        "published 2017-01-23T00:45:00+01:00 all valls 388603\n"
        "published 2017-01-23T10:00:00+01:00 all voters 1601138\n"
        "published 2017-01-23T10:00:00+01:00 all hamon 582014\n"
        "published 2017-01-23T10:00:00+01:00 all valls 498114"
    ),
    "P3": (
        "option aubry\noption royal\nunit 94\npublished 2008-11-24 94 valid 2081\n"
        "published 2008-11-24 94 aubry 1187\npublished 2008-11-24 94 royal 832"
    ),
    "P4": (
        "option valls\noption hamon\nunit Lyon-3\npublished 2017-01-23 all valid 39591\n"
        "published 2017-01-23 all valls 12245\npublished 2017-01-23 all share:valls 0.3063"
    ),
    "P5": (
        "option A\noption B\nunit 13\nunit 31\n"
        "published 2008-11-24 13 A 1747\npublished 2008-11-24 13 B 4605\n"
        "published 2008-11-24 31 A 1747\npublished 2008-11-24 31 B 4605"
    ),
    "P6": "sheet Lyon-3  A=67451 B=67349\npublished 2008-11-22 all A 67413",
    "P7": (
        "option A\nunit 75\npublished 2012-11-18 75 voters 12237\npublished 2012-11-18 75 signatures 12207"
    ),
    "D1": 'sheet Lyon-3  A=60 B=40\nfreeze g1 reason="the commission must meet"\nproclamation',
    "D2": (
        'sheet Lyon-3  A=60 B=40\ndispute d1 Lyon-3 grounds="a signature is missing"\n'
        'referral d1 to="the national commission" due=2017-02-03'
    ),
    "D3": "sheet Lyon-3  A=31 B=29\ndraw A,B order=B,A",
}
"""By code. A5 has none: no file that can be read holds a negative figure."""
