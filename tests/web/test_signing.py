"""The signatures of a proclamation: who has signed, how many are missing, who may; for which figures."""

from __future__ import annotations

import re
import secrets
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from recolement.ledger.events import ProclamationSigned, ResultProclaimed
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.words import say
from web.test_runoff import happens
from web.world import BALLOT, Person, hosted, person

pytestmark = pytest.mark.usefixtures("web")

FIGURES = "registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20"
SHEETS = "".join(f"sheet {unit} {FIGURES}\n" for unit in ("nord-1", "nord-2", "sud-1"))
OF = {"contest": "presidence", "round": 1}
TWO = "rule plurality signatures_needed=2"


def night(rule: str = TWO, sheets: str = SHEETS) -> Evening:
    """Every sheet is in; the rulebook asks for two signatures."""
    return hosted(BALLOT.replace("rule plurality", rule) + sheets)


def member(tonight: Evening, name: str) -> Person:
    """A member of the commission."""
    return person((tonight.slug, Post.COMMISSIONER, ""), name=name)


def page(client: Client, address: str) -> str:
    """What a page says."""
    return re.sub(r"[ \s]+", " ", unescape(client.get(address).content.decode()))


def result(tonight: Evening) -> str:
    """The page where the result is signed."""
    return reverse("proclaim", args=[tonight.slug, "presidence", 1, "pays"])


def send(client: Client, tonight: Evening, step: str, size: str | None = None) -> str:
    """Sign or proclaim from the page as it is now (or as it was at a size); what the next page says."""
    shown = client.get(result(tonight)).content.decode()
    found = re.search(r'name="size" value="(\d+)"', shown)
    fields = {
        "step": step,
        "word": say("room.proclaim_word", "fr"),
        "size": size or ("" if found is None else found[1]),
        "key": secrets.token_hex(8),
    }
    answer = client.post(result(tonight), fields, follow=True)
    return re.sub(r"[ \s]+", " ", unescape(answer.content.decode()))


def recorded(tonight: Evening, kind: type) -> int:
    """How many lines of a kind there are."""
    tonight.now()
    return sum(isinstance(one, kind) for one in tonight.events)


def test_it_is_said_who_signed_how_many_are_missing_and_who_may() -> None:
    """On the page and in the room, from nobody to enough; before enough have signed, nobody proclaims."""
    tonight = night()
    anne, boris = member(tonight, "Anne Leroy"), member(tonight, "Boris Marin")
    first, second = anne.signed_in(), boris.signed_in()
    room = reverse("room", args=[tonight.slug])
    assert "Signatures : 0 sur 2. Peuvent signer : Anne Leroy, Boris Marin." in page(first, room)
    said = send(first, tonight, "sign")
    assert "Signatures : 1 sur 2. Peuvent encore signer : Boris Marin." in said
    assert '✓ <span class="name">Anne Leroy</span>' in said
    assert say("signing.waits", "fr") in said
    assert 'id="word"' not in said  # nothing more to do for her here
    assert "Signatures : 1 sur 2." in send(first, tonight, "proclaim")
    assert recorded(tonight, ResultProclaimed) == 0
    assert "Signatures : 1 sur 2. Peuvent encore signer : Boris Marin." in page(second, room)
    assert say("signing.already", "fr") in send(first, tonight, "sign")
    assert recorded(tonight, ProclamationSigned) == 1
    send(second, tonight, "sign")
    assert say("signing.ready", "fr") in page(first, room)
    said = send(first, tonight, "proclaim")
    assert recorded(tonight, ResultProclaimed) == 1
    assert "Signée par Anne Leroy, Boris Marin." in said
    assert "Version 1 proclamée le" in page(second, room)


def test_a_signature_holds_for_the_figures_that_were_signed() -> None:
    """A correction after it: it counts no more, what changed is said, and the member signs again."""
    tonight = night()
    first = member(tonight, "Anne Leroy").signed_in()
    second = member(tonight, "Boris Marin").signed_in()
    send(first, tonight, "sign")
    happens(tonight, "figure-corrected/1", units=["nord-1"], field="petit", value=21, reason="photo", **OF)
    said = send(second, tonight, "sign")
    assert "Signatures : 1 sur 2. Peuvent encore signer : Anne Leroy." in said
    assert say("signing.stale", "fr") in said
    assert "Rectification : Bruno Petit, 21. Motif : photo (Nord 1 (nord-1))" in said
    send(second, tonight, "proclaim")
    assert recorded(tonight, ResultProclaimed) == 0
    said = send(first, tonight, "sign")
    assert say("signing.stale", "fr") not in said
    send(first, tonight, "proclaim")
    assert recorded(tonight, ResultProclaimed) == 1


def test_a_sheet_sent_back_ends_the_signatures_too() -> None:
    """The section's sheet comes in anew after a signature: other figures than those that were signed."""
    tonight = night()
    first = member(tonight, "Anne Leroy").signed_in()
    member(tonight, "Boris Marin")
    send(first, tonight, "sign")
    happens(tonight, "sheet-returned/1", unit="nord-1", reason="illisible", **OF)
    figures = {"registered": 100, "signatures": 60, "in_box": 60, "blank": 0, "null": 0, "valid": 60}
    happens(tonight, "sheet-recorded/1", unit="nord-1", votes={"martin": 20, "petit": 40}, **figures, **OF)
    said = page(first, result(tonight))
    assert "Signatures : 0 sur 2." in said
    assert "Procès-verbal enregistré : Nord 1 (nord-1)" in said


def test_an_act_elsewhere_leaves_the_signatures() -> None:
    """A finding that is explained, a sheet that is accepted: the figures are those that were signed."""
    tonight = night()
    first = member(tonight, "Anne Leroy").signed_in()
    member(tonight, "Boris Marin")
    send(first, tonight, "sign")
    happens(tonight, "sheet-accepted/1", unit="nord-1", **OF)
    happens(tonight, "dispute-filed/1", id="d1", units=["sud-1"], seeks="annul", grounds="urne", **OF)
    happens(tonight, "ruling-made/1", of="d1", effect="uphold", **{"for": 2, "against": 0})
    assert "Signatures : 1 sur 2." in page(first, result(tonight))


def test_nobody_signs_other_figures_than_those_that_were_shown() -> None:
    """The page was shown, then a figure was corrected: the signature is refused, and the figures shown."""
    tonight = night()
    client = member(tonight, "Anne Leroy").signed_in()
    tonight.now()
    size = tonight.size
    happens(tonight, "figure-corrected/1", units=["nord-1"], field="petit", value=21, reason="photo", **OF)
    assert "Les chiffres ont changé depuis que cette page a été affichée" in send(
        client, tonight, "sign", str(size)
    )
    assert recorded(tonight, ProclamationSigned) == 0


def test_what_changed_after_a_proclamation_is_said() -> None:
    """A second version is due: the room and the page say so, and by which act."""
    tonight = night("rule plurality")
    client = member(tonight, "Anne Leroy").signed_in()
    send(client, tonight, "sign")
    send(client, tonight, "proclaim")
    happens(tonight, "figure-corrected/1", units=["sud-1"], field="martin", value=39, reason="photo", **OF)
    room = page(client, reverse("room", args=[tonight.slug]))
    assert "une version 2 est à proclamer." in room
    assert "une affaire reste en suspens. Signatures : 0 sur 1." in room  # 39 and 20 are not 60
    said = page(client, result(tonight))
    assert say("signing.changed", "fr") in said
    assert "Rectification : Alice Martin, 39. Motif : photo (Sud 1 (sud-1))" in said
    public = page(Client(), reverse("ballot", args=[tonight.slug]))
    assert "Les chiffres ont changé depuis la version 1, proclamée le" in public
    assert "la version 2 n'est pas encore proclamée." in public
    organiser = person((tonight.slug, Post.ORGANISER, "")).signed_in()
    steps = page(organiser, reverse("organise", args=[tonight.slug]))
    assert "Résultats proclamés : 0 sur 1. Proclamés, mais des chiffres ont changé depuis : 1" in steps
    send(client, tonight, "sign")
    send(client, tonight, "proclaim")
    assert "pas encore proclamée" not in page(Client(), reverse("ballot", args=[tonight.slug]))
    assert "Proclamés, mais" not in page(organiser, reverse("organise", args=[tonight.slug]))


def test_too_few_members_are_said_to_everybody_whom_it_concerns() -> None:
    """One member, two signatures asked for: the organiser reads it before the evening, the member on it."""
    tonight = night(sheets="")
    client = member(tonight, "Anne Leroy").signed_in()
    organiser = person((tonight.slug, Post.ORGANISER, "")).signed_in()
    address = reverse("organise", args=[tonight.slug])
    warning = say("steps.too_few", "fr", needed=2, members=1)
    assert warning in page(organiser, address)
    assert "La commission n'a pas assez de membres ; signataires possibles 1" in page(client, result(tonight))
    gone = member(tonight, "Boris Marin").account
    assert warning not in page(organiser, address)
    assert "pas assez de membres" not in page(client, result(tonight))
    gone.is_active = False
    gone.save()
    assert warning in page(organiser, address)


def test_sheets_that_nobody_accepted_are_said_before_signing() -> None:
    """The rulebook does not ask for acceptance: they are counted, and named with those to check first."""
    tonight = night(
        sheets=SHEETS.replace("nord-2 registered=100 signatures=60", "nord-2 registered=100 signatures=62")
    )
    client = member(tonight, "Anne Leroy").signed_in()
    member(tonight, "Boris Marin")
    said = page(client, result(tonight))
    assert "Procès-verbaux reçus que personne n'a acceptés : 3. Parmi eux, à vérifier : 1." in said
    assert say("signing.not_asked", "fr") in said
    assert said.index("Nord 2") < said.index("Nord 1") < said.index("Sud 1") < said.index('id="word"')
    for unit in ("nord-1", "nord-2", "sud-1"):
        happens(tonight, "sheet-accepted/1", unit=unit, **OF)
    assert "personne n'a acceptés" not in page(client, result(tonight))


def test_a_refusal_names_places_and_options_as_people_know_them() -> None:
    """Units by name, not by their id, in what a proclamation lacks; so where the federation must accept."""
    tonight = night(sheets="")
    client = member(tonight, "Anne Leroy").signed_in()
    said = page(client, result(tonight))
    assert (
        "3 unité(s) du registre sont sans procès-verbal (Nord 1 (nord-1), Nord 2 (nord-2), Sud 1 (sud-1))"
        in said
    )
    assert "Pas encore à proclamer ; procès-verbaux manquants ou renvoyés à leur section : 3." in page(
        client, reverse("room", args=[tonight.slug])
    )
    tonight = night("rule plurality entry=countersigned")
    client = member(tonight, "Anne Leroy").signed_in()
    assert "il en reste 3 : Nord 1 (nord-1), Nord 2 (nord-2), Sud 1 (sud-1)." in page(client, result(tonight))


def test_what_is_still_open_is_said_before_signing() -> None:
    """A sheet that says 40 + 20 of 60 is disputed: it could change the outcome where the lead is 10."""
    tonight = night(sheets=SHEETS.replace("martin=40 petit=20", "martin=31 petit=29"))
    client = member(tonight, "Anne Leroy").signed_in()
    member(tonight, "Boris Marin")
    assert "acquise" not in page(client, result(tonight)).split("<h2>")[1]
    claims = [{"unit": "nord-1", "field": "martin", "value": 20}]
    fields = {"id": "d1", "units": ["nord-1"], "seeks": "correct", "values": claims, "grounds": "inversion"}
    happens(tonight, "dispute-filed/1", **fields, **OF)
    said = page(client, result(tonight))
    assert "L'issue n'est pas acquise : une affaire est en suspens." in said
    assert said.index(say("signing.unsettled_help", "fr")) < said.index('id="word"')
    room = page(client, reverse("room", args=[tonight.slug]))
    assert "une affaire est en suspens. Signatures : 0 sur 2." in room
    happens(tonight, "ruling-made/1", of="d1", effect="uphold", **{"for": 2, "against": 0})
    assert "en suspens." not in page(client, result(tonight)).split("</form>")[1]
