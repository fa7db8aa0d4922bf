"""What the organiser prints: access sheets that open the door, forms whose codes lead to the right page."""

from __future__ import annotations

import io
import re
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve, reverse
from pypdf import PdfReader

from recolement.formats.folder import read_folder
from recolement.publication import forms as printed
from recolement.publication.forms import FormKind, forms_of
from recolement.web.accounts.models import AccessSheet, Post, Role
from recolement.web.evenings import Evening, host
from web.world import BALLOT, SHEET, hosted, person

pytestmark = pytest.mark.usefixtures("web")

SECTIONS = ("Nord 1", "Nord 2", "Sud 1")


def organiser(tonight: Evening) -> Client:
    """Somebody who organises this ballot."""
    return person((tonight.slug, Post.ORGANISER, "")).signed_in()


def texts(answer: HttpResponse) -> list[str]:
    """The text of each page of a PDF that was answered."""
    assert answer.headers["Content-Type"] == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]


def keys(pages: list[str]) -> list[tuple[str, str]]:
    """The path of the link, and the code, of each access sheet."""
    found = []
    for page in pages:
        address = re.search(r"http://testserver(/a/\S+?/)\s", page)
        code = re.search(r"\b(\d{4} \d{4})\b", page)
        assert address is not None
        assert code is not None
        found.append((address[1], code[1]))
    return found


def opens(pair: tuple[str, str]) -> bool:
    """Whether a link and its code let somebody in."""
    return Client().post(pair[0], {"code": pair[1]}).status_code == 302


def test_every_section_gets_a_sheet_that_opens_the_door() -> None:
    """One page a section in one file; what is printed lets its section in; nothing of it is kept in clear."""
    tonight = hosted()
    pages = texts(organiser(tonight).post(reverse("organise-access", args=[tonight.slug])))
    assert [next(name for name in SECTIONS if name in page) for page in pages] == list(SECTIONS)
    pairs = keys(pages)
    assert all(map(opens, pairs))
    assert not opens((pairs[0][0], pairs[1][1]))  # somebody else's code
    kept = list(AccessSheet.objects.values_list("link_digest", "code_digest"))
    for link, code in pairs:
        assert link.split("/")[2] not in str(kept)
        assert code.replace(" ", "") not in str(kept)


def test_the_same_code_under_two_links_leaves_two_traces(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of a code rests on the link's secret: equal codes are not seen to be equal."""
    tonight = hosted()
    monkeypatch.setattr("recolement.web.accounts.backends.secrets.randbelow", lambda _: 12345678)
    organiser(tonight).post(reverse("organise-access", args=[tonight.slug]))
    held = AccessSheet.objects.filter(account__roles__ballot=tonight.slug)
    assert len(set(held.values_list("code_digest", flat=True))) == len(SECTIONS)


def test_only_the_missing_are_issued_and_a_lost_one_anew() -> None:
    """A second asking changes no sheet; one issued anew replaces that one; all anew replace all."""
    tonight = hosted()
    client, address = organiser(tonight), reverse("organise-access", args=[tonight.slug])
    first = keys(texts(client.post(address)))
    again = client.post(address, follow=True).content.decode()
    assert "Toutes les sections ont leur feuille" in again
    assert all(map(opens, first))
    (one,) = keys(texts(client.post(address, {"unit": "nord-2"})))
    assert [opens(pair) for pair in (*first, one)] == [True, False, True, True]
    anew = keys(texts(client.post(address, {"every": "yes"})))
    assert not any(map(opens, (*first, one)))
    assert all(map(opens, anew))
    assert Role.objects.filter(ballot=tonight.slug, post=Post.SECRETARY).count() == len(SECTIONS)


def test_a_section_that_is_not_there_gets_no_sheet() -> None:
    """A federation, or a name nobody bears, is said to be no section, and nothing is issued."""
    tonight = hosted()
    for unit in ("nord", "nowhere", "<script>"):
        answer = organiser(tonight).post(
            reverse("organise-access", args=[tonight.slug]), {"unit": unit}, follow=True
        )
        assert "Aucune section n&#x27;a cet identifiant." in answer.content.decode()
    assert not Role.objects.filter(ballot=tonight.slug, post=Post.SECRETARY).exists()


def test_on_the_screen_too() -> None:
    """The page shows the same sheets, with a QR each."""
    tonight = hosted()
    page = organiser(tonight).post(reverse("organise-access", args=[tonight.slug]), {"as": "screen"})
    text = page.content.decode()
    assert [text.count(name) for name in SECTIONS] == [1, 1, 1]
    assert text.count('class="access-sheet"') == text.count("<svg") == 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_forms_of_every_section_in_one_file(language: str) -> None:
    """Tally sheets and count sheets have a page a section; posters only where a sheet was received."""
    tonight = hosted(BALLOT + SHEET)
    client = organiser(tonight)
    for kind, sections in (("sheet", SECTIONS), ("count", SECTIONS), ("poster", ("Nord 2",))):
        address = reverse("organise-forms", args=[tonight.slug, kind])
        answer = client.get(address, {"lang": language})
        pages = texts(answer)
        assert [next(name for name in SECTIONS if name in page) for page in pages] == list(sections), kind
        assert f'filename="{tonight.slug}-{kind}.pdf"' in answer.headers["Content-Disposition"]


def test_no_poster_before_the_first_sheet() -> None:
    """The page says that there is nothing to print, in words."""
    tonight = hosted()
    answer = organiser(tonight).get(reverse("organise-forms", args=[tonight.slug, "poster"]), follow=True)
    assert "Rien à imprimer" in answer.content.decode()


def test_the_code_on_a_form_leads_to_its_page() -> None:
    """Whatever signs an id holds, the address in the QR code is the page of that section's sheet."""
    ids = ("75/01", "a~b", "100%25", "é·ü", "..", "x?y#z")
    rows = "unit,parent,level,name,registered\ntop,,nation,Top,\n"
    rows += "".join(f"{unit},top,section,Section,100\n" for unit in ids)
    described = (
        'title = "T"\nlevels = ["nation", "section"]\n[rulebook]\nrule = "plurality"\n'
        '[[contest]]\nid = "c/d"\nscope = "top"\n[[contest.option]]\nid = "a"\n[[contest.option]]\nid = "b"\n'
        "[[round]]\nnumber = 1\ndate = 2026-11-25\n"
    )
    folder = read_folder({"ballot.toml": described.encode(), "units.csv": rows.encode()})
    slug = f"ids-{hosted().slug}"
    night = host(slug, folder, f"t.example/{slug}", public=True).now()
    base = f"https://vote.example/b/{slug}/"
    for form, unit in zip(forms_of(night, FormKind.SHEET, "fr", address=base).forms, ids, strict=True):
        match = resolve(unquote(urlsplit(form["code_says"]).path))  # as a server reads a path
        assert match.view_name == "sheet"
        assert (match.kwargs["slug"], match.kwargs["contest"], match.kwargs["unit"]) == (slug, "c/d", unit)


def test_others_need_not_wait_while_a_file_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the pages are typeset the evening's lock is free: another thread takes it at once."""
    tonight = hosted()
    real, free = printed.typeset, []

    def looked(*given: object, **named: object) -> bytes:
        def take() -> None:
            free.append(tonight.lock.acquire(timeout=1))
            if free[-1]:
                tonight.lock.release()

        other = Thread(target=take)
        other.start()
        other.join()
        return real(*given, **named)

    monkeypatch.setattr(printed, "typeset", looked)
    organiser(tonight).get(reverse("organise-forms", args=[tonight.slug, "sheet"]))
    assert free == [True]
