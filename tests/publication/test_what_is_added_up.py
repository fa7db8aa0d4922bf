"""A page that shows a sum says what the sum leaves out."""

from __future__ import annotations

from datetime import date

from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.publication.site.figures import count_html
from recolement.publication.site.state import Site

TEXT = """
ballot levels=nation,section root=pays
contest c
option x contest=c
unit pays
unit a in=pays registered=100
unit b in=pays
unit d in=pays registered=50
sheet a contest=c voters=60 blank_null=2 valid=58 x=58
sheet b contest=c valid=30 x=30
sheet d contest=c voters=9 valid=9 x=9
set_aside d contest=c
"""


def test_the_published_count_says_what_it_leaves_out() -> None:
    """By hand: three sheets, d's is set aside, b's says neither roll nor voters: the sums of registered
    and of voters are of a alone (100 and 60), and the page says that one unit is without each."""
    site = Site(canvass(read_shorthand(TEXT)), date(2026, 11, 25))
    page = count_html(site, site.result(site.sittings[0], "pays"), site.names["en"], coverage=True)
    note = page[page.index('<p class="note">') :]
    assert "Sheets received: 2 of 3. Set aside: 1." in note
    assert "registered (1)" in note
    assert "voters (1)" in note
    assert "valid" not in note
