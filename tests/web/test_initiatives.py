"""An initiative in the web app: what each step takes, counts, shows and records."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from cli.terminal import recolement
from recolement.initiatives.counting import Signature, Way, Withdrawal, count
from recolement.ledger.events import ResultProclaimed, RollClosed
from recolement.lots import Lots
from recolement.publication.panel_ledger import ledger_doubts
from recolement.web.accounts.models import Post
from recolement.web.data import data_folder
from recolement.web.evenings import evening
from recolement.web.initiatives import ledger
from recolement.web.initiatives.ledger import InitiativeLedger, rules_of
from recolement.web.initiatives.models import Line, Member, Signing
from recolement.web.initiatives.purging import purge_due
from recolement.web.public.models import HostedBallot
from web.elsewhere import bytes_of
from web.initiatives import FRENCH, announced, organised, roll, rules
from web.world import person

pytestmark = pytest.mark.usefixtures("web")


def test_wrong_rules_and_rolls_are_said_and_nothing_is_kept() -> None:
    """No amount, no end, no text; a member twice: sentences on the page, no version, no roll."""
    one = organised()
    answer = one.client.post(f"{one.own}text/", rules(threshold="half", closes="", text=""))
    said = answer.content.decode()
    assert answer.status_code == 400
    for sentence in ("Signatures nécessaires : écrivez", "La clôture doit suivre", "Il manque le texte"):
        assert sentence in said
    twice = roll(3) + "m 0001,Again,Ain,\n"
    answer = one.client.post(f"{one.own}roll/", {"roll": SimpleUploadedFile("liste.csv", twice.encode())})
    assert "liste.csv, ligne 5, colonne « number »" in answer.content.decode()
    assert (one.progress.version, one.initiative.members.count()) == (0, 0)


def test_the_text_that_is_signed_stays_the_text() -> None:
    """Versions until the announcement, each in the ledger with its digest; none afterwards, no other roll."""
    one = organised()
    one.client.post(f"{one.own}text/", rules())
    one.client.post(f"{one.own}text/", rules(text="Autre texte."))
    assert one.client.post(f"{one.own}announce/").status_code == 302
    assert not one.progress.announced, "there is no roll"
    one.client.post(f"{one.own}roll/", {"roll": SimpleUploadedFile("roll.csv", roll().encode())})
    one.client.post(f"{one.own}announce/")
    one.client.post(f"{one.own}text/", rules(text="Texte changé."))
    one.client.post(f"{one.own}roll/", {"roll": SimpleUploadedFile("roll.csv", roll(3).encode())})
    assert (one.progress.version, one.initiative.members.count()) == (2, 30)
    named = one.progress.last[ledger.ANNOUNCED]["documents"]["text-2.json"]
    kept = Client().get(f"{one.page}files/text-2.json").content
    assert named == sha256(kept).hexdigest()
    assert "Autre texte." in Client().get(one.page).content.decode()


def test_one_signature_a_member_withdrawn_and_made_again() -> None:
    """A click sent twice counts once; a withdrawal takes it back, from the unit's counter too."""
    one = announced()
    one.sign(1, 1, 2)
    assert one.counts() == {"Ain": (0, 0), "Aisne": (1, 0), "Allier": (1, 0)}
    one.sign(1, what="withdraw")
    one.sign(1, what="withdraw")
    assert one.counts()["Aisne"] == (0, 0)
    assert "Aucune signature ne compte" in Client(headers=FRENCH).get(one.link(1)).content.decode()
    one.sign(1)
    assert one.counts()["Aisne"] == (1, 0)
    assert "2 signatures sur 10 nécessaires" in Client(headers=FRENCH).get(one.page).content.decode()


def test_forged_codes_and_strangers_sign_nothing() -> None:
    """A made-up code opens nothing, nor does another initiative's; out of the territory nobody signs."""
    one, other = announced(territory="Ain"), announced()
    for code in ("x" * 16, "<script>", "a" * 5000, other.vault.code("m0003")):
        assert Client().post(f"{one.page}sign/", {"code": code}).status_code == 404
    assert (
        Client().post(f"{one.page}own/{other.vault.code('m0003')}/act/", {"what": "sign"}).status_code == 404
    )
    one.sign(1, 3)
    assert one.counts() == {"Ain": (1, 0), "Aisne": (0, 0), "Allier": (0, 0)}
    assert "n'est pas de celles" in unescape(Client(headers=FRENCH).get(one.link(1)).content.decode())


def test_taking_the_codes_is_written_in_the_record() -> None:
    """The table has everybody's link, a formula in a name made text; that it was taken is public; a reload of
    the page takes nothing."""
    one = announced(roll(2) + "M-0003,=cmd|calc,Ain,\n", threshold="1")
    assert one.client.get(f"{one.own}codes.csv").status_code == 405
    table = one.client.post(f"{one.own}codes.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(table.splitlines()))
    assert [row["name"] for row in rows][2] == "'=cmd|calc"
    assert rows[0]["link"].endswith(one.link(1))
    assert [event["event"] for event in one.progress.events].count("codes-taken/1") == 1
    assert "Codes pris par qui organise" in Client(headers=FRENCH).get(one.page).content.decode()


def test_two_devices_at_once_make_one_signature() -> None:
    """Eight threads sign for one member at the same moment, then withdraw and sign again: one counts."""
    one = announced()
    start = Barrier(8)

    def device(what: tuple[str, ...]) -> None:
        start.wait()
        for each in what:
            one.sign(1, what=each)
        connection.close()

    for what in (("sign",), ("sign", "withdraw", "sign")):
        threads = [Thread(target=device, args=(what,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        counts = one.initiative.members.get(number=one.vault.number("m0001")).counts
        assert one.counts() == {"Ain": (0, 0), "Aisne": (int(counts == "online"), 0), "Allier": (0, 0)}
    assert one.counts()["Aisne"] == (1, 0), "each device signed last"


def test_nothing_is_signed_before_or_after_its_time() -> None:
    """Before the opening, and from the closing on, neither a signature nor a withdrawal changes anything."""
    one = announced()
    one.move(timedelta(hours=1), timedelta(days=2))
    one.sign(1)
    assert one.counts()["Aisne"] == (0, 0)
    one.move(-timedelta(hours=1), timedelta(days=2))
    one.sign(1)
    one.over()
    one.sign(1, what="withdraw")
    one.sign(4)
    assert one.counts()["Aisne"] == (1, 0)
    assert "Signatures closes, en contrôle" in Client(headers=FRENCH).get(one.page).content.decode()


def test_a_link_by_mail_once_in_ten_minutes_and_no_word_of_who_is_a_member(
    settings: object, mailoutbox: list[mail.EmailMessage]
) -> None:
    """The letter's link signs; asked twice it leaves once; a number of nobody has the same page."""
    settings.MAIL = True  # type: ignore[attr-defined]  # pytest-django's settings
    one = announced()
    client = Client(headers=FRENCH)
    pages = [client.post(f"{one.page}sign/", {"number": number}) for number in ("M 0005", "m-0005", "M-9999")]
    texts = {re.sub(r'value="[^"]*"', "", page.content.decode()) for page in pages}
    assert len(texts) == 1
    (letter,) = mailoutbox
    assert letter.to == ["p0005@example.org"]
    link = re.search(r"http://testserver(\S+)", str(letter.body))
    assert link is not None
    client.post(f"{link[1]}act/", {"what": "sign"})
    assert one.counts()["Allier"] == (1, 0)


def test_a_sheet_is_matched_line_by_line_and_says_why_not() -> None:
    """By number or name; doubled online, doubled on paper, not on the roll, not signed: each is said."""
    one = announced(roll() + "M-0031,Person Number0001,Ain,\n")
    one.sign(2)
    answer = one.sheet(7, "m 0001", "Number0001, PERSON")
    assert answer.status_code == 400
    assert "Plusieurs membres portent ce nom" in answer.content.decode()
    chosen = one.initiative.members.get(number=one.vault.number("m0031")).pk
    one.sheet(
        7, "m 0001", "Number0001, PERSON", "M-0002", "=cmd|nobody", "m0004", "Pérson NUMBER0006", "m0006",
        **{"which-2": str(chosen), "unsigned-5": "yes"},
    )  # fmt: skip
    lines = Line.objects.filter(sheet__initiative=one.initiative).order_by("place")
    assert [line.void for line in lines] == ["", "", "double", "unknown", "unsigned", "", "double"]
    assert one.counts() == {"Ain": (0, 2), "Aisne": (0, 1), "Allier": (1, 0)}
    assert "déjà saisie" in one.sheet(7, "m0009").content.decode()
    said = one.client.get(f"{one.own}sheets/").content.decode()
    assert "Feuille 7 : 3 sur 7" in said


def test_a_sheet_taken_out_leaves_nothing_of_it() -> None:
    """What was typed wrong is undone: counters, lines and doubles are as if the sheet had never been."""
    one = announced()
    one.sign(1)
    one.sheet(1, "m0001", "m0002", "m0003")
    one.sheet(2, "m0002")
    one.client.post(f"{one.own}sheets/1/undo/")
    assert one.counts() == {"Ain": (0, 0), "Aisne": (1, 0), "Allier": (0, 1)}
    assert not Signing.objects.filter(member__initiative=one.initiative, way="paper").exclude(
        line__sheet__number=2
    )


def test_a_sheet_handed_in_late_does_not_count() -> None:
    """Typed after the closing: one handed in before counts, one handed in after it does not."""
    one = announced()
    one.move(-timedelta(days=2), -timedelta(hours=1))
    one.sheet(1, "m0001", received=timezone.now() - timedelta(hours=2))
    one.sheet(2, "m0002")
    assert [
        line.void for line in Line.objects.filter(sheet__initiative=one.initiative).order_by("sheet__number")
    ] == ["", "late"]
    assert one.sheet(3, "m0003", received=timezone.now() + timedelta(hours=2)).status_code == 400


def test_the_counters_are_what_the_rules_count_anew() -> None:
    """Law: after any acts, in this order, the counters are the count of all signatures by the pure rules."""
    one, now = announced(), timezone.now()
    one.sign(1, 2, 3, 4)
    one.sign(2, 4, what="withdraw")
    one.sheet(1, "m0001", "m0002", "m0005", "m0005", received=now - timedelta(minutes=30))
    one.sheet(2, "m0002", "m0006", "nobody")
    one.sign(5)
    one.client.post(f"{one.own}sheets/2/undo/")
    one.sheet(3, "m0006")
    found = rules_of(one.initiative)
    assert found is not None
    units, signatures, withdrawals = {}, [], []
    for member in Member.objects.filter(initiative=one.initiative):
        who = one.vault.member(member)
        units[who.number] = who.unit
        for row in member.signings.all():
            if row.withdraws:
                withdrawals.append(Withdrawal(who.number, row.at))
            else:
                signatures.append(Signature(str(row.pk), who.number, row.at, Way(row.way)))
    anew = count(found, units, signatures, withdrawals)
    assert one.counts() == {
        unit: (anew.by_unit.get((unit, Way.ONLINE), 0), anew.by_unit.get((unit, Way.PAPER), 0))
        for unit in ("Ain", "Aisne", "Allier")
    }
    assert anew.total == 4, "m1, m3 and m5 online, m6 on paper; m2 and m4 withdrew"


def test_sheets_are_printed_with_their_number() -> None:
    """Three sheets from number 5: their title, numbers and twelve lines, a hostile title as text."""
    one = announced(title="Initiative #let x <script> 🗳")
    answer = one.client.get(f"{one.own}sheets.pdf", {"first": "5", "number": "3"})
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    assert [re.search(r"Feuille\s+(\d+)", page)[1] for page in pages] == ["5", "6", "7"]  # type: ignore[index]
    assert "#let x <script>" in pages[0]
    assert "\n12\n" in pages[0].replace(" ", "")


def _checked(one: object, verdicts: dict[int, str]) -> int:
    """Check every line that is shown: good, but for those whose member is named; how many there were."""
    done = 0
    while True:
        page = one.client.get(f"{one.own}check/")  # type: ignore[attr-defined]
        line = page.context["line"]
        if line is None:
            return done
        who = int(page.context["who"].number[1:])
        form = {"line": str(line.pk), "verdict": verdicts.get(who, "good")}
        one.client.post(f"{one.own}verdict/", form)  # type: ignore[attr-defined]
        done += 1


def test_the_closing_commits_to_who_signed_without_telling_who() -> None:
    """Each signatory finds the hash of their own line among those published, whose root, computed here from
    the standard, is in the ledger; no number or name is in anything published."""
    one = announced(threshold="3")
    one.sign(1, 2, 3)
    one.sheet(1, "m0004", "m0005")
    one.close()
    leaves = Client().get(f"{one.page}files/signatures.bin").content
    hashes = [leaves[at : at + 32] for at in range(0, len(leaves), 32)]
    assert len(hashes) == 5

    def node(left: bytes, right: bytes) -> bytes:
        return sha256(b"\x01" + left + right).digest()

    root = node(node(node(hashes[0], hashes[1]), node(hashes[2], hashes[3])), hashes[4])
    assert one.progress.last[ledger.CLOSED]["root"] == root.hex()
    own = Client().get(one.link(4)).context
    assert sha256(b"\x00" + own["line"].encode()).hexdigest() == own["leaf"]
    assert hashes[own["place"] - 1].hex() == own["leaf"]
    assert Client().get(one.link(6)).context["place"] is None
    published = b"".join(bytes(each.content) for each in one.initiative.documents.all())
    published += b"".join(InitiativeLedger(one.initiative.slug).lines()) + Client().get(one.page).content
    for secret in (b"m0001", b"Number0001", b"p0001@", b"M-0001"):
        assert secret not in published
    files = {each.name: bytes(each.content) for each in one.initiative.documents.all()}
    own_ledger = InitiativeLedger(one.initiative.slug)
    assert list(ledger_doubts(own_ledger.lines(), own_ledger.checkpoint(), files)) == []
    assert [
        doubt.code
        for doubt in ledger_doubts(own_ledger.lines(), own_ledger.checkpoint(), files | {"count.json": b"{}"})
    ] == ["file_changed"]


def test_where_the_count_decides_nothing_is_checked() -> None:
    """Ten online are enough without any paper; four and one of paper are not enough with all of it."""
    enough = announced()
    enough.sign(*range(1, 11))
    enough.sheet(1, "m0011")
    enough.close()
    enough.client.post(f"{enough.own}plan/")
    assert enough.progress.verdict is True
    few = announced()
    few.sign(1, 2, 3, 4)
    few.sheet(1, "m0005")
    few.close()
    few.client.post(f"{few.own}plan/")
    assert few.progress.verdict is False
    assert "Il en manque 5" in Client(headers=FRENCH).get(few.page).content.decode()


def _sampled(void: int) -> object:
    """300 members, 240 signed on paper, 60 needed; the sample drawn, so many of its lines found void."""
    one = announced(roll(300), threshold="60")
    for sheet in range(20):
        one.sheet(sheet + 1, *(f"m{sheet * 12 + line:04d}" for line in range(1, 13)))
    one.close()
    at = (timezone.localtime() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    one.client.post(f"{one.own}plan/", {"risk": "5 %", "void": "5 %", "source": "Loto", "at": at})
    one.client.post(f"{one.own}seed/", {"value": "3 17 22"})
    assert not one.progress.has(ledger.DRAWN), "the value is not known yet"
    planned = dict(one.progress.last[ledger.PLANNED])
    past = (timezone.now() - timedelta(minutes=1)).isoformat()
    facts = {name: fact for name, fact in planned.items() if name not in ("seq", "at", "event", "actor")}
    again = facts | {"at_planned": past}
    InitiativeLedger(one.initiative.slug).record(ledger.PLANNED, "a-test", "plan again", **again)
    one.client.post(f"{one.own}seed/", {"value": "3 17 22"})
    drawn = json.loads(Client().get(f"{one.page}files/sample.json").content)
    numbers = sorted(Lots(drawn["seed"], "signatures to check").sample(range(1, 241), planned["sample"]))
    assert drawn["lines"] == numbers, "anybody draws the same lines"
    shown = Line.objects.filter(sheet__initiative=one.initiative, drawn__isnull=False).order_by("drawn")
    assert [(line.sheet.number - 1) * 12 + line.place for line in shown] == numbers
    wrong = {
        int(one.vault.member(line.member).number[1:]): "forged" for line in list(shown)[:void] if line.member
    }
    assert _checked(one, wrong) == planned["sample"] < 20
    one.client.post(f"{one.own}decide/")
    return one


def test_anybody_verifies_the_published_folder(tmp_path: Path) -> None:
    """Sound as it is; a hash, a count or a line of the ledger changed: each is found, and said."""
    one = announced(threshold="2")
    one.sign(1, 2)
    one.sheet(1, "m0003")
    one.close()
    one.client.post(f"{one.own}plan/")
    with zipfile.ZipFile(io.BytesIO(Client().get(f"{one.page}bundle.zip").content)) as archive:
        archive.extractall(tmp_path)
    folder = tmp_path / one.initiative.slug
    done = recolement("initiative", "verify", folder, "--lang", "en")
    assert (done.code, done.out.strip()) == (0, "All is as the signed ledger has it: 6 steps.")
    for name, old, new in (
        ("signatures.bin", (folder / "signatures.bin").read_bytes()[-32:], b"\xff" * 32),
        ("count.json", b'"online":1', b'"online":2'),
        ("ledger.jsonl", b'"sufficient":true', b'"sufficient":false'),
    ):
        whole = (folder / name).read_bytes()
        assert old in whole
        (folder / name).write_bytes(whole.replace(old, new))
        broken = recolement("initiative", "verify", folder, "--json", "--lang", "fr")
        assert (broken.code, json.loads(broken.out)["sound"]) == (1, False), name
        (folder / name).write_bytes(whole)


def test_a_sample_decides_or_has_every_line_checked() -> None:
    """No void line in the sample: sufficient. All void: the others are checked too, and the count decides."""
    good = _sampled(0)
    assert good.progress.verdict is True  # type: ignore[attr-defined]
    bad = _sampled(19)
    progress = bad.progress  # type: ignore[attr-defined]
    assert progress.verdict is None
    assert progress.has(ledger.FULL)
    _checked(bad, dict.fromkeys(range(1, 200), "unknown"))
    bad.client.post(f"{bad.own}decide/")  # type: ignore[attr-defined]
    outcome = bad.progress.last[ledger.VERIFIED]  # type: ignore[attr-defined]
    assert outcome["sufficient"] is False
    assert outcome["counted"] < 60


def test_a_spread_that_paper_makes_is_checked_line_by_line() -> None:
    """Two units needed, one online: a sample says nothing of a unit, so all lines of paper are checked; one
    forged line, found and taken back, then found again, undoes the second unit."""
    one = announced(threshold="4", units="2", each="2")
    one.sign(3, 6, 9)
    one.sheet(1, "m0001", "m0004")
    one.close()
    one.client.post(f"{one.own}plan/", {"risk": "5 %", "void": "5 %"})
    assert one.progress.has(ledger.FULL)
    one.client.post(f"{one.own}decide/")
    assert one.progress.verdict is None, "nothing is checked yet"
    _checked(one, {4: "forged"})
    line = Line.objects.get(sheet__initiative=one.initiative, verdict="forged")
    one.client.post(f"{one.own}verdict/", {"line": str(line.pk), "verdict": "again"})
    assert one.counts()["Aisne"] == (0, 2)
    _checked(one, {4: "forged"})
    one.client.post(f"{one.own}decide/")
    assert one.progress.verdict is False
    assert one.progress.last[ledger.VERIFIED]["units_reached"] == 1


def test_the_recolement_then_the_vote() -> None:
    """The signatures are a ballot that a commission proclaims; only then the vote is opened, its roll closed,
    its first round ready, with the registered of the initiative's roll."""
    one = announced(threshold="20 %", units="1", each="2", title="Pour <b>tous</b>")
    one.sign(1, 2, 3, 4, 5, 6, 7)
    one.close()
    one.client.post(f"{one.own}plan/")
    options = {"options": "Pour\nContre"}
    one.client.post(f"{one.own}hand-on/", options)
    one.client.post(f"{one.own}canvass/", {"signers": "1"})
    slug = one.progress.last[ledger.CANVASSED]["ballot"]
    one.client.post(f"{one.own}hand-on/", options)
    assert not one.progress.has(ledger.HANDED_ON), "nothing is proclaimed"
    commission = person((slug, Post.COMMISSIONER, "")).signed_in(headers=FRENCH)
    result = f"/b/{slug}/room/result/signatures/1/all/"
    page = commission.get(result)
    assert page.status_code == 200
    for step in ("sign", "proclaim"):
        size = commission.get(result).context["size"]
        form = {"word": "proclamer", "step": step, "key": f"{slug}{step}", "size": str(size)}
        commission.post(result, form)
    one.client.post(f"{one.own}hand-on/", options)
    follows = one.progress.last[ledger.HANDED_ON]["ballot"]
    tonight = evening(follows)
    assert HostedBallot.objects.get(slug=follows).title == "Pour <b>tous</b>"
    tree = tonight.now().folder.tree
    assert isinstance(tonight.events[-1], RollClosed)
    leaves = [tree[leaf] for leaf in tree.leaves]
    assert [(unit.name, unit.registered) for unit in leaves] == [("Ain", 10), ("Aisne", 10), ("Allier", 10)]
    organiser = one.client.get(f"/b/{follows}/organise/")
    roll, opening, *_ = organiser.context["steps"]
    assert (roll.what, roll.state) == ("roll", "done")
    assert (opening.what, opening.state, opening.possible) == ("open", "now", True)
    assert "Suite donnée" in Client(headers=FRENCH).get(one.page).content.decode()


def test_a_ruling_on_a_unit_counts_for_the_spread() -> None:
    """Three units needed: the sheet of one is disputed and annulled by the commission. The total is
    proclaimed, and yet nothing is handed on, since two units are left; the page says so."""
    one = announced(threshold="10 %", units="3", each="2")
    one.sign(1, 2, 3, 4, 5, 6)
    one.close()
    one.client.post(f"{one.own}plan/")
    one.client.post(f"{one.own}canvass/", {"signers": "1"})
    slug = one.progress.last[ledger.CANVASSED]["ballot"]
    tonight = evening(slug)
    of = {"contest": "signatures", "round": 1, "actor": "a-1", "role": "commissioner"}
    dispute = {"event": "dispute-filed/1", "id": "ain", "units": ["u0001"], "seeks": "annul", "grounds": "?"}
    ruling = {"event": "ruling-made/1", "of": "ain", "effect": "annul", "grounds": "Copied from a list."}
    tonight.record(dispute | of, "d")
    tonight.record(ruling | of | {"for": 2, "against": 1, "abstaining": 0}, "r")
    commission = person((slug, Post.COMMISSIONER, "")).signed_in(headers=FRENCH)
    result = f"/b/{slug}/room/result/signatures/1/all/"
    for step in ("sign", "proclaim"):
        size = commission.get(result).context["size"]
        form = {"word": "proclamer", "step": step, "key": f"{slug}{step}", "size": str(size)}
        commission.post(result, form)
    tonight.catch_up()
    assert any(isinstance(event, ResultProclaimed) for event in tonight.events)
    answer = one.client.post(f"{one.own}hand-on/", {"options": "Pour\nContre"})
    said = unescape(answer.content.decode())
    assert "4 comptent" in said
    assert "2 y sont" in said
    assert not one.progress.has(ledger.HANDED_ON)


def test_the_purge_leaves_nobody(tmp_path: Path) -> None:
    """Planted names are nowhere: not in the database's bytes, not in the data folder, before the purge nor
    after it; afterwards no key, no row, no code that opens; the counts and the certificate stay."""
    marked = "Zephyrine"
    one = announced(roll(30, marked=marked), threshold="3")
    one.sign(1, 2, 3)
    one.sheet(1, f"{marked}Person Number0004", "Zephyrine nobody")
    link = one.link(1)
    key = data_folder() / "initiatives" / f"{one.initiative.slug}.key"
    secret = key.read_bytes()
    one.client.post(f"{one.own}purge/", {"word": "non"})
    assert key.exists()
    one.client.post(f"{one.own}purge/", {"word": "détruire"})
    assert one.progress.purged
    assert not key.exists()
    assert not Member.objects.filter(initiative=one.initiative).exists()
    assert not Line.objects.filter(sheet__initiative=one.initiative).exists()
    assert Client().get(link).status_code == 404
    kept = [bytes_of(file) for file in data_folder().rglob("*") if file.is_file()]
    if connection.vendor == "sqlite" and "memory" not in str(settings.DATABASES["default"]["NAME"]):
        kept += [bytes_of(Path(str(settings.DATABASES["default"]["NAME"])))]
    for content in kept:
        assert marked.encode() not in content
        assert secret.split()[-1] not in content
    page = Client(headers=FRENCH).get(one.page).content.decode()
    assert "Certificat de destruction" in page
    assert "3 signatures sur 3" in page or "4 signatures sur 3" in page
    certificate = json.loads(Client().get(f"{one.page}files/purge.json").content)
    assert certificate["members"] == 30


def test_what_is_due_is_purged_by_itself() -> None:
    """On its purge date, and not before, an initiative is purged without anybody asking."""
    one = announced()
    assert one.initiative.slug not in purge_due()
    type(one.initiative).objects.filter(pk=one.initiative.pk).update(purge_by=timezone.localdate())
    assert one.initiative.slug in purge_due()
    assert one.initiative.slug not in purge_due()
