"""A panel in the web app, from the files to the replacement: what each step takes, shows and records."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from html import unescape
from pathlib import Path
from time import process_time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from recolement.publication.panel_ceremony import commitment_of, digest
from recolement.publication.panel_verify import check_private, check_published
from recolement.web.panels import jobs
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Document, Panel, Seed
from recolement.web.panels.vault import put
from recolement.web.panels.worked_panel import host_worked, worked_files
from web.panels import QUOTAS, here, organised, volunteers
from web.world import person

__all__ = ["here"]

pytestmark = pytest.mark.usefixtures("web", "here")


def _documents(panel: Panel) -> dict[str, bytes]:
    return {one.name: bytes(one.content) for one in Document.objects.filter(panel=panel)}


def test_a_panel_is_made_with_a_purge_date_only() -> None:
    """Without a purge date, or with one that is past, no panel is made and the page says why."""
    who = person(("elsewhere", "organiser", "")).signed_in(headers={"Accept-Language": "fr"})
    form = {"title": "Climat", "size": "42", "method": "leximin"}
    for date in ("", "2001-01-01", "hier"):
        answer = who.post("/panels/new/", form | {"purge_by": date})
        assert answer.status_code == 400
        assert "La date de purge est obligatoire" in answer.content.decode()
    made = who.post("/panels/new/", form | {"purge_by": "2999-01-01"})
    slug = made.headers["Location"].split("/")[2]
    assert Panel.objects.get(slug=slug).size == 42
    assert PanelLedger(slug).events()[0]["purge_by"] == "2999-01-01"
    assert who.get(f"/p/{slug}/organise/").status_code == 200


def test_what_is_wrong_is_said_with_its_place() -> None:
    """A volunteer entered twice, an empty cell, an unknown feature: the file, the row, the column."""
    one = organised()
    people = (
        "id,name,age,sex,address\n1,Ann,young,f,1 rue Haute\n2,Bob,,m,2 rue Haute\n3,Cem,yung,m,3 rue Haute\n"
        "4,Ann,young,f,1 rue Haute\n"
    )
    one.hand_in(people)
    assert one.client.get(f"{one.own}job/").headers["Location"] == f"{one.own}check/"
    said = one.client.get(f"{one.own}check/").content.decode()
    assert "people.csv, ligne 3, colonne « age »" in said
    assert "people.csv, ligne 4, colonne « age »" in said
    assert "Vouliez-vous dire « young »" in said
    assert "cette personne est déjà ligne 2" in said
    assert one.start("announce").kind == "check", "nothing is announced of such files"


def test_quotas_that_cannot_be_met_and_cells_nearly_empty() -> None:
    """Five women asked for, one there: lower the minimum by four, in words; the cell is named."""
    one = organised()
    people = "id,sex\n" + "".join(f"{number},{'f' if number == 1 else 'm'}\n" for number in range(1, 12))
    one.hand_in(people, "category,feature,min,max\nsex,f,5,6\nsex,m,0,1\n")
    said = one.client.get(f"{one.own}check/").content.decode()
    assert "« f » : abaisser le minimum de 5 à 1" in said
    assert "« m » : relever le maximum de 1 à 5" in said
    assert "« f » : 1 volontaires pour 5 places au moins" in said
    assert "<svg" in said


def test_quotas_typed_with_bounds_from_the_population() -> None:
    """52 and 48 of 100 for six places: 3.12 and 2.88, a place either way: 2 to 5, and 1 to 4."""
    one = organised()
    one.client.post(f"{one.own}files/", {"people": SimpleUploadedFile("people.csv", volunteers().encode())})
    page = one.client.get(f"{one.own}quotas/").context["rows"]
    assert [(row.category, row.feature, row.people) for row in page if row.category == "sex"] == [
        ("sex", "f", 20),
        ("sex", "m", 20),
    ]
    typed = {"c-0": "sex", "f-0": "f", "p-0": "52", "c-1": "sex", "f-1": "m", "p-1": "48"}
    rows = one.client.post(f"{one.own}quotas/", typed | {"what": "suggest"}).context["rows"]
    assert [(row.least, row.most) for row in rows[:2]] == [("2", "5"), ("1", "4")]
    wrong = one.client.post(f"{one.own}quotas/", typed | {"what": "save", "l-0": "4", "m-0": "x"})
    assert wrong.status_code == 400
    assert "quotas.csv, ligne 2, colonne « max »" in wrong.content.decode()
    bounds = {"l-0": "2", "m-0": "5", "l-1": "1", "m-1": "4"}
    saved = one.client.post(f"{one.own}quotas/", typed | bounds | {"what": "save"})
    assert saved.headers["Location"] == f"{one.own}job/"
    assert "Oui : un panel respecte tous les quotas" in one.client.get(f"{one.own}check/").content.decode()


def test_the_seed_is_fixed_before_and_told_after() -> None:
    """A commitment is taken before the announcement only, a secret after it only, and only the one kept."""
    one = organised()
    one.hand_in()
    link = one.plan("Alice", source="Loto")["Alice"]
    commitment = commitment_of("Alice", "rain on the roof")
    assert Client().post(link, {"secret": "rain on the roof"}).status_code == 400, "nothing is announced"
    one.start("announce")
    assert not _documents(one.panel), "Alice has not committed"
    assert Client().post(link, {"commitment": commitment}).status_code == 302
    assert one.start("announce").state == "done"
    assert json.loads(_documents(one.panel)["announcement.json"])["contributions"] == {"Alice": commitment}
    Client().post(link, {"commitment": "0" * 64})
    assert one.plan("Bob") == {}, "the seed is announced"
    assert Client().post(link, {"secret": "sun"}).status_code == 400, "another secret"
    one.client.post(f"{one.own}value/", {"value": "3 17 22"})
    assert Seed.objects.get(panel=one.panel).value == "", "its time has not come"
    assert one.draw() == one.own
    assert Client().post(link, {"secret": "rain on the roof"}).status_code == 302
    assert one.draw() == one.own, "the public value is not told yet"
    Seed.objects.filter(panel=one.panel).update(at=timezone.now())
    one.client.post(f"{one.own}value/", {"value": "3 17 22"})
    assert one.draw() == f"/p/{one.panel.slug}/draw/"
    draw = json.loads(_documents(one.panel)["draw.json"])
    assert draw["contributions"] == {"Alice": "rain on the roof"}
    assert draw["public"] == "3 17 22"
    kinds = [event["event"] for event in PanelLedger(one.panel.slug).events()]
    assert kinds == [
        "panel-opened/1", "files-taken/1", "seed-planned/1", "contribution-committed/1", "panel-announced/1",
        "contribution-revealed/1", "public-value/1", "panel-drawn/1", "panel-described/1",
    ]  # fmt: skip


def test_the_published_folder_is_verified_by_the_command_line(tmp_path: Path) -> None:
    """The downloaded folder, unpacked: sound; a step of the ledger rewritten: doubted."""
    from cli.terminal import recolement

    one = organised()
    one.drawn("Alice", "Bob")
    archive = zipfile.ZipFile(io.BytesIO(Client().get(f"/p/{one.panel.slug}/bundle.zip").content))
    archive.extractall(tmp_path)
    folder = tmp_path / one.panel.slug
    announced = digest((folder / "announcement.json").read_bytes())
    assert recolement("panel", "verify", str(folder), "--expected", announced).code == 0
    ledger = (folder / "ledger.jsonl").read_bytes()
    (folder / "ledger.jsonl").write_bytes(ledger.replace(b'"size":6', b'"size":7'))
    told = recolement("panel", "verify", str(folder))
    assert told.code == 1
    assert "ledger_broken" in told.out


def test_what_was_changed_after_the_fact_is_found_on_the_page() -> None:
    """A panel of the list exchanged, a seed chosen after, a step taken away: each is said on /verify/."""
    one = organised()
    one.drawn("Alice")
    verify = f"/p/{one.panel.slug}/verify/"

    def codes() -> set[str]:
        return {code for code, _ in Client().get(verify).context["doubts"]}

    assert codes() == set()
    for name, change, found in (
        ("lottery.json", lambda raw: raw.replace(b'"panels":[[', b'"panels":[[99,', 1), "file_changed"),
        ("draw.json", lambda raw: raw.replace(b"secret of Alice", b"secret of Chloe"), "contribution_wrong"),
        ("announcement.json", lambda raw: raw.replace(b'"size":6', b'"size":5'), "announcement_changed"),
    ):
        row = Document.objects.get(panel=one.panel, name=name)
        before = bytes(row.content)
        Document.objects.filter(pk=row.pk).update(content=change(before))
        assert found in codes(), name
        Document.objects.filter(pk=row.pk).update(content=before)
    Document.objects.filter(panel=one.panel, name="commitments.json").delete()
    assert "file_absent" in codes()


def test_a_draw_from_altered_files_is_refused() -> None:
    """A list of panels changed between the announcement and the draw: nothing is drawn, the page says why."""
    one = organised()
    (link,) = one.announced("Alice").values()
    Client().post(link, {"secret": "secret of Alice"})
    row = Document.objects.get(panel=one.panel, name="lottery.json")
    Document.objects.filter(pk=row.pk).update(content=bytes(row.content).replace(b"[", b"[ ", 1))
    assert one.draw() == one.own
    assert "lottery.json n'est plus tel qu'à l'annonce" in unescape(one.client.get(one.own).content.decode())
    assert "draw.json" not in _documents(one.panel)


def test_sealed_files_exchanged_after_the_announcement_are_found() -> None:
    """Whoever holds the key seals other volunteers under the old name: the draw's description says so."""
    one = organised()
    (link,) = one.announced("Alice").values()
    put(one.panel, "people", "people.csv", volunteers().replace("Person 00007", "Somebody Else").encode())
    Client().post(link, {"secret": "secret of Alice"})
    one.draw()
    job = jobs.last(one.panel)
    assert job is not None
    assert job.problem == "doubtful"
    said = unescape(one.client.get(f"{one.own}check/").content.decode())
    assert "people n'est plus tel qu'à l'annonce" in said
    assert "les lignes des volontaires ne sont pas celles des engagements" in said
    assert one.client.get(f"{one.own}people/").status_code == 200


def test_replacements_are_announced_and_drawn() -> None:
    """Two of six decline: announced with a new seed, drawn, and the published record is sound."""
    one = organised()
    one.drawn("Alice")
    first = json.loads(_documents(one.panel)["draw.json"])
    gone = first["panel"][:2]
    assert one.client.post(f"{one.own}gone/", {"gone": [str(number) for number in gone]}).status_code == 302
    (link,) = one.plan("Bob").values()
    Client().post(link, {"commitment": commitment_of("Bob", "snow")})
    assert one.start("replace").state == "done"
    Client().post(link, {"secret": "snow"})
    assert one.draw() == f"/p/{one.panel.slug}/draw/"
    files = _documents(one.panel)
    (step,) = json.loads(files["draw.json"])["steps"]
    assert step["gone"] == sorted(gone)
    assert len(step["joined"]) == 2
    assert list(check_published(files)) == []
    assert Client().get(f"/p/{one.panel.slug}/verify/").context["doubts"] == []
    members = one.client.get(f"{one.own}people/").context["members"]
    present = sorted(set(first["panel"]) - set(gone) | set(step["joined"]))
    assert [row["number"] for row in members] == present


def test_each_volunteer_sees_their_own_line_and_no_other() -> None:
    """The code of a letter opens its line, with the chance and the proof; no page has another's name."""
    one = organised()
    one.drawn("Alice", people=volunteers(marked="Zebulon "))
    table = one.client.get(f"{one.own}letters.csv").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == 40
    lines = json.loads(_documents(one.panel)["commitments.json"])["lines"]
    for row in rows[:3]:
        for answer in (
            Client().get(row["link"].partition("testserver")[2]),
            Client().post(f"/p/{one.panel.slug}/line/", {"code": row["code"].upper()}),
        ):
            page = answer.content.decode()
            number = answer.context["told"]["number"]
            assert answer.context["right"]
            assert digest(answer.context["raw"].encode()) == lines[number - 1]
            assert f"zebulon person {row['id'][1:]}" in page
            assert page.count("zebulon person") == 2, "one line, shown and as text to verify"
    wrong = Client().post(f"/p/{one.panel.slug}/line/", {"code": "a" * 32})
    assert wrong.status_code == 404
    for path in ("", "draw/", "verify/", "report/", "bundle.zip"):
        assert b"ebulon" not in Client().get(f"/p/{one.panel.slug}/{path}").content, path


def test_the_report_is_a_page_and_a_pdf_in_both_languages() -> None:
    """The page has the digest and the command; the PDF is one."""
    one = organised()
    one.drawn("Alice")
    announced = digest(_documents(one.panel)["announcement.json"])
    for language, title in (("fr", "Tirage au sort d&#x27;un panel"), ("en", "A panel of 6 people")):
        page = Client().get(f"/p/{one.panel.slug}/report/?lang={language}").content.decode()
        assert title in page
        assert f"recolement panel verify . --expected {announced}" in page
        pdf = Client().get(f"/p/{one.panel.slug}/report.pdf?lang={language}")
        assert pdf.content.startswith(b"%PDF-")


def test_the_worked_panel_of_the_demonstration() -> None:
    """Taken in without a solver, in well under two seconds of processor time, and sound as it was drawn."""
    who = person(("elsewhere", "organiser", ""))
    began = process_time()
    panel = host_worked(who.account, f"worked-{who.account.pk}")
    assert process_time() - began < 2
    page = Client().get(f"/p/{panel.slug}/verify/")
    assert page.context["doubts"] == []
    members = who.signed_in().get(f"/p/{panel.slug}/organise/people/").context["members"]
    assert len(members) == 12
    known = worked_files()
    assert (
        list(check_private(known, *(known[name] for name in ("people.csv", "quotas.csv", "private.json"))))
        == []
    )


def test_hostile_names_stand_as_text() -> None:
    """Markup and formulas in titles, quotas and names: escaped on pages, no formula in a table."""
    hostile = "<script>alert(1)</script>"
    one = organised(title=hostile)
    people = volunteers().replace("young", hostile).replace("v00001", "=cmd|x")
    one.announced(hostile, people=people, quotas=QUOTAS.replace("young", hostile))
    for address in ("", "draw/", "verify/"):
        assert b"<script>alert" not in Client().get(f"/p/{one.panel.slug}/{address}").content
    for address in ("", "check/", "letters/"):
        assert b"<script>alert" not in one.client.get(f"{one.own}{address}").content
    table = one.client.get(f"{one.own}letters.csv").content.decode("utf-8-sig")
    assert "\r\n'=cmd|x," in table


def test_the_panels_have_a_list() -> None:
    """Every panel's public page is on it, for anybody, in the reader's language."""
    who = person(("elsewhere", "organiser", ""))
    slug = host_worked(who.account, f"listed-{who.account.pk}").slug
    page = Client().get("/p/", {"lang": "en"}).content.decode()
    assert "<h1>Panels drawn by lot</h1>" in page
    assert f'href="/p/{slug}/"' in page
