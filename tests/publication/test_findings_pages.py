"""The pages of a check's findings: none is left over when there are fewer, none says what was before."""

from dataclasses import replace
from datetime import date

import pytest

from recolement.canvass import canvass
from recolement.formats.shorthand import read_shorthand
from recolement.publication.findings import said_finding, telling_unknown, unknown_in
from recolement.publication.site import Site, found
from recolement.publication.site.found import by_code, findings_pages, pages_beyond

DAY = date(2026, 11, 26)
SHORT = "sheet {unit} registered=100 signatures={signatures} in_box=50 A=30 B=20 valid=50 blank=0 null=0"


def site_of(**signatures: int) -> Site:
    """A site of sections with 50 papers each, and so many signatures."""
    lines = [SHORT.format(unit=unit, signatures=number) for unit, number in signatures.items()]
    return Site(canvass(read_shorthand("\n".join(lines)), today=DAY), DAY)


def paths_of(site: Site) -> set[str]:
    """The pages of the gap between signatures and papers (A3)."""
    standing = by_code(site).get("A3", [])
    return {path for one in site.languages for path, _ in findings_pages(site, "A3", standing, one)}


def test_pages_that_are_no_more_are_those_that_the_fewer_findings_do_not_fill(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three sections with a gap on a page each, then one: pages 2 and 3 go, in both languages."""
    monkeypatch.setattr(found, "A_PAGE", 1)
    three, one, none = site_of(u=51, v=52, w=53), site_of(u=51, v=50, w=50), site_of(u=50, v=50, w=50)
    assert len(paths_of(three)) == 6
    assert set(pages_beyond(one, ["A3"], paths_of(three))) == paths_of(three) - paths_of(one)
    assert set(pages_beyond(none, ["A3"], paths_of(three))) == paths_of(three)
    assert pages_beyond(three, ["A3"], paths_of(three)) == []


def test_what_is_kept_in_words_is_what_stands_after_one_more_sheet() -> None:
    """A sheet received after the findings were said: those that stand are said as they are, the new one."""
    whole = site_of(u=53, v=52).night.folder
    late = next(sheet for sheet in whole.sheets if sheet.unit == "u")
    early = replace(whole, sheets=tuple(sheet for sheet in whole.sheets if sheet is not late))
    site = Site(canvass(early, today=DAY), DAY)
    site.add_up()
    before = [finding for finding in site.night.findings if finding.unit == "u"]
    assert before
    site.night.receive(late)
    site.look_again(["u"])
    for language in site.languages:
        said = [site.said(finding, language) for finding in site.night.findings]
        assert said == [said_finding(finding, site.names[language]) for finding in site.night.findings]
    assert any("53" in site.said(finding, "en").text for finding in site.night.findings)


def test_what_is_unknown_in_a_place_is_counted_the_same_few_or_many() -> None:
    """Null papers empty in two of three sections: two are told at the whole, and each of them at itself."""
    folder = read_shorthand(
        "\n".join(
            SHORT.format(unit=unit, signatures=50).replace(" null=0", null)
            for unit, null in (("u", ""), ("v", ""), ("w", " null=0"))
        )
    )
    night = canvass(folder, today=DAY)
    telling = telling_unknown(night)
    whole = night.results[0]
    assert set(telling) == {"u", "v"}
    assert unknown_in(night, whole, telling)["null"] == 2
    for unit, number in (("u", 1), ("v", 1), ("w", 0)):
        own = night.result(whole.contest, whole.round, unit)
        assert unknown_in(night, own, telling).get("null", 0) == number
