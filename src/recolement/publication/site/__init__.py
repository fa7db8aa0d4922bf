"""The published site: pages, figures and feed, from a canvass and the record it was read from.

>>> from datetime import date
>>> from recolement.canvass import canvass
>>> from recolement.formats.shorthand import read_shorthand
>>> site = Site(canvass(read_shorthand("sheet Lyon-3 A=60 B=40\\nsheet Brest A=45 B=45")), date(2017, 1, 22))
>>> files = dict(file for piece in pieces(site) for file in render(site, piece))
>>> [name for name in sorted(files) if name.startswith("en/section")]
['en/section/brest.html', 'en/section/lyon-3.html']
"""

from recolement.publication.site.pages import CARD, CARDS, OPEN, TRANSFERS, pieces, pieces_touched, render
from recolement.publication.site.state import LANGUAGES, Piece, Record, Site

__all__ = [
    "CARD",
    "CARDS",
    "LANGUAGES",
    "OPEN",
    "TRANSFERS",
    "Piece",
    "Record",
    "Site",
    "pieces",
    "pieces_touched",
    "render",
]
