"""A backup of the whole house, put back: nothing lost, nothing taken away, nothing altered let in."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.postgres import Server
from web.alone import Alone, in_folder

MADE = """
call_command("migrate", verbosity=0)
tonight = hosted(BALLOT + SHEET, name="val")
member = with_password((tonight.slug, Post.COMMISSIONER, ""), name="Membre")
chief = with_password(("", Post.ADMINISTRATOR, ""), name="Chef")
from recolement.web.intake.photos import keep
from web.pictures import jpeg
digest = keep(jpeg())
sheet = {"event": "sheet-recorded/1", "unit": "nord-1", "contest": "presidence", "round": 1, "in_box": 50,
         "votes": {"martin": 20, "petit": 30}, "scans": [digest], "actor": member.account.actor,
         "role": "secretary", "observations": "Vu au bureau"}
tonight.record(sheet, "one")
from datetime import date
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Panel
panel = Panel.objects.create(slug="jury", title="Jury", size=6, method="nash", purge_by=date(2030, 1, 1))
PanelLedger("jury").open(panel, "tests.example/jury", chief.account.actor)
out = {"slug": tonight.slug, "chief": chief.account.username, "password": chief.password, "totp": chief.totp,
       "member": member.account.username, "photo": digest}
Path(settings.DATA, "made.json").write_text(json.dumps(out))
"""

BACK_UP = """
from recolement.web.house.saving import back_up
path, digest = back_up()
say(path=path, digest=digest)
"""

RESTORE = """
from recolement.web.house.restoring import NotRestorable, opened, restore
try:
    with opened(Path({path!r})) as backup:
        states = {{one.slug: one.state for one in backup.ledgers}}
        before = restore(backup) if {really} else ""
    say(states=states, before=before)
except NotRestorable as why:
    say(code=why.code, **why.facts)
"""

LOOK = """
from recolement.web.public.models import HostedBallot
from django.contrib.sessions.models import Session
found = {}
for hosted_ballot in HostedBallot.objects.all():
    one = evening(hosted_ballot.slug)
    one.now()
    texts = [one.desk.moment.state.said(event.observations) for event in one.events
             if getattr(event, "observations", None)]
    from recolement.web.house.verifying import verify_ledger
    found[hosted_ballot.slug] = {
        "size": one.size, "root": one.desk.tree.root().hex(), "texts": texts,
        "wrong": [wrong.code for wrong in verify_ledger(hosted_ballot.slug).wrongs]}
from recolement.web.panels.ledger import PanelLedger
jury = PanelLedger("jury")
jury._stop_if_broken(jury.lines())
photos = sorted(path.stem for path in Path(settings.DATA, "photos").glob("*.jpg"))
say(ballots=found, people=sorted(Account.objects.values_list("name", flat=True)), photos=photos,
    roles=sorted(Role.objects.values_list("account__name", "post")), sessions=Session.objects.count(),
    jury=len(jury.lines()), signed=(jury.checkpoint() or b"").decode(),
    restored=JournalLine.objects.filter(what="role_given").count())
"""

APPEND = """
one = evening({slug!r})
sheet = {{"event": "sheet-recorded/1", "unit": "sud-1", "contest": "presidence", "round": 1,
         "in_box": {in_box}, "votes": {{"martin": {in_box}}}, "actor": "a-1", "role": "secretary"}}
say(seq=one.record(sheet, "{key}").seq)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with a ballot, a sheet with photo and observation, a member, an administrator."""
    place = tmp_path_factory.mktemp("house") / "data"
    place.mkdir()
    in_folder(place).does(MADE)
    return place


@pytest.fixture
def here(made: Path, tmp_path: Path) -> Alone:
    """A copy of it."""
    shutil.copytree(made, tmp_path / "data")
    return in_folder(tmp_path / "data")


def _facts(here: Alone) -> dict[str, str]:
    found: dict[str, str] = json.loads((here.place / "made.json").read_text())
    return found


def _restore(there: Alone, path: str, *, really: bool = True) -> Any:
    return there.does(RESTORE.format(path=path, really=really))


def _empty(tmp_path: Path, **key: str) -> Alone:
    place = tmp_path / "new"
    place.mkdir()
    fresh = in_folder(place, **key)
    fresh.does('call_command("migrate", verbosity=0)')
    return fresh


@pytest.mark.long
def test_the_digest_is_that_of_the_file_and_nobody_else_reads_it(here: Alone) -> None:
    """What is said is the file's SHA-256; the file and its folder are the service's alone."""
    saved = here.does(BACK_UP)
    path = Path(saved["path"])
    assert hashlib.sha256(path.read_bytes()).hexdigest() == saved["digest"]
    assert path.with_suffix(".tar.sha256").read_text() == f"{saved['digest']}  {path.name}\n"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_burnt_machine(here: Alone, tmp_path: Path) -> None:
    """On a new machine everything is there: lines, texts, keys, photos, people; and it goes on from there."""
    before = here.does(LOOK)
    saved = here.does(BACK_UP)
    fresh = _empty(tmp_path)
    answer = _restore(fresh, saved["path"])
    slug = _facts(here)["slug"]
    assert answer["states"] == {slug: "new", "panel/jury": "new"}
    after = fresh.does(LOOK)
    assert after == before
    assert after["ballots"][slug]["texts"] == ["Vu au bureau"]
    assert after["ballots"][slug]["wrong"] == []
    assert fresh.does(APPEND.format(slug=slug, in_box=7, key="two"))["seq"] == before["ballots"][slug]["size"]
    facts = _facts(here)
    signed_in = fresh.does(f"""
        from django.test import Client
        from web.world import one_time_code
        client = Client()
        given = {{"login": {facts["chief"]!r}, "password": {facts["password"]!r}}}
        sent = client.post("/accounts/login/", given)
        client.post(sent.headers["Location"], {{"code": one_time_code({facts["totp"]!r})}})
        say(status=client.get(reverse("house")).status_code)
    """)
    assert signed_in == {"status": 200}, "with the same password and the same telephone"


@pytest.mark.long
def test_from_a_file_to_postgresql(here: Alone, tmp_path: Path, postgres: Server) -> None:
    """A backup made on SQLite is restored on PostgreSQL, and one made there is restored there again."""
    before = here.does(LOOK)
    saved = here.does(BACK_UP)
    with postgres.database() as address:
        place = tmp_path / "pg"
        place.mkdir()
        there = Alone(place, address)
        there.does('call_command("migrate", verbosity=0)')
        _restore(there, saved["path"])
        assert there.does(LOOK) == before
        slug = _facts(here)["slug"]
        there.does(APPEND.format(slug=slug, in_box=7, key="two"))
        there.does('person((""  , Post.ADMINISTRATOR, ""), name="Nouveau")')
        again = there.does(BACK_UP)
        assert _restore(there, again["path"])["states"] == {slug: "same", "panel/jury": "same"}
        assert "Nouveau" in there.does(LOOK)["people"]


def test_no_line_is_ever_taken_away(here: Alone) -> None:
    """Two lines came and an account was made since the backup: the lines stay, the accounts go back."""
    saved = here.does(BACK_UP)
    slug = _facts(here)["slug"]
    here.does(APPEND.format(slug=slug, in_box=7, key="two"))
    here.does('person(name="Depuis"); hosted(BALLOT, name="neuf")')
    now = here.does(LOOK)
    answer = _restore(here, saved["path"])
    assert answer["states"][slug] == "keeps"
    after = here.does(LOOK)
    assert after["ballots"] == now["ballots"], "every line and every ballot that came since"
    assert "Depuis" not in after["people"]
    assert after["restored"] == now["restored"], "no line of the journal either"
    back = _restore(here, str(here.place / "backups" / answer["before"]))
    assert back["states"][slug] == "same"
    assert "Depuis" in here.does(LOOK)["people"], "what was there before was kept"


@pytest.mark.long
def test_missing_lines_are_added(here: Alone, tmp_path: Path) -> None:
    """An older copy of the machine gets the lines that a newer backup has, and its checkpoint."""
    older = in_folder(tmp_path / "older")
    shutil.copytree(here.place, older.place)
    slug = _facts(here)["slug"]
    here.does(APPEND.format(slug=slug, in_box=7, key="two"))
    saved = here.does(BACK_UP)
    assert _restore(older, saved["path"])["states"] == {slug: "adds", "panel/jury": "same"}
    assert older.does(LOOK)["ballots"] == here.does(LOOK)["ballots"]


@pytest.mark.long
def test_a_panel_that_went_on_is_not_set_back(here: Alone) -> None:
    """Its published files are those of its lines: restored over it they would not be. Refused, and said."""
    saved = here.does(BACK_UP)
    here.does("""
        from recolement.web.panels.ledger import PanelLedger
        PanelLedger("jury").record("seed-fixed/1", "a-x", "two")
    """)
    assert _restore(here, saved["path"])["code"] == "panel_newer"


@pytest.mark.long
def test_two_histories_are_not_made_one(here: Alone, tmp_path: Path) -> None:
    """A different line at the same place, here and in the backup: nothing is restored, the line is said."""
    other = in_folder(tmp_path / "other")
    shutil.copytree(here.place, other.place)
    slug = _facts(here)["slug"]
    seq = here.does(APPEND.format(slug=slug, in_box=7, key="two"))["seq"]
    other.does(APPEND.format(slug=slug, in_box=8, key="three"))
    saved = here.does(BACK_UP)
    before = other.does(LOOK)
    answer = _restore(other, saved["path"])
    assert (answer["code"], answer["line"]) == ("ledger_differs", seq)
    assert other.does(LOOK)["ballots"] == before["ballots"]


@pytest.mark.long
def test_with_another_secret_key(here: Alone, tmp_path: Path) -> None:
    """The second factors could not be read any more: refused before anything is touched."""
    saved = here.does(BACK_UP)
    assert _restore(_empty(tmp_path, key="another-" + "0123456789abcdefghij" * 3), saved["path"])["code"] == (
        "other_key"
    )


Change = Callable[[dict[str, bytes]], None]


def _again(path: str, change: Change, kind: bytes = tarfile.REGTYPE) -> str:
    """A backup with some members changed, and its manifest made to fit where it is one of ours."""
    with tarfile.open(path) as tar:
        members = {one.name: tar.extractfile(one).read() for one in tar}  # type: ignore[union-attr] # plain files
    change(members)
    altered = Path(path).with_name("altered.tar")
    with tarfile.open(altered, "w") as tar:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size, member.type = len(data), kind
            tar.addfile(member, io.BytesIO(data))
    return str(altered)


def _fit(members: dict[str, bytes]) -> None:
    """The manifest says of the members what they are now, as somebody who knows the format would make it."""
    manifest = json.loads(members.pop("manifest.json"))
    manifest["members"] = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in members.items()
    }
    members["manifest.json"] = json.dumps(manifest).encode()


def _vote(members: dict[str, bytes]) -> None:
    """One vote moved in a line of the ledger, the manifest made to fit."""
    import base64

    name = "database/recolement_storage.ledgerline.jsonl"
    rows = [json.loads(row) for row in members[name].splitlines()]
    for row in rows:
        line = base64.b64decode(row["fields"]["line"])
        row["fields"]["line"] = base64.b64encode(line.replace(b'"martin":20', b'"martin":21')).decode()
    members[name] = b"\n".join(json.dumps(row).encode() for row in rows) + b"\n"
    _fit(members)


def _outside(members: dict[str, bytes]) -> None:
    members[f"ledgers/{_slug(members)}/keys/../../../../stolen"] = b"x"
    _fit(members)


def _slug(members: dict[str, bytes]) -> str:
    found: str = json.loads(members["manifest.json"])["ledgers"][0]
    return found


def _sessions(members: dict[str, bytes]) -> None:
    members["database/sessions.session.jsonl"] = b""
    _fit(members)


def _another_model(members: dict[str, bytes]) -> None:
    """A file of accounts that makes a session: the row is not of the table it stands in."""
    row = {
        "model": "sessions.session",
        "pk": "x",
        "fields": {"session_data": "x", "expire_date": "2030-01-01T00:00Z"},
    }
    members["database/accounts.account.jsonl"] = json.dumps(row).encode() + b"\n"
    _fit(members)


def _flipped(members: dict[str, bytes]) -> None:
    members["database/accounts.account.jsonl"] = members["database/accounts.account.jsonl"].replace(
        b"Chef", b"Chez"
    )


def _without_manifest(members: dict[str, bytes]) -> None:
    del members["manifest.json"]


def _other_version(members: dict[str, bytes]) -> None:
    manifest = json.loads(members.pop("manifest.json"))
    manifest["migrations"]["accounts"] = "0999_later"
    members["manifest.json"] = json.dumps(manifest).encode()


CHANGES: dict[str, tuple[Change, str]] = {
    "a byte of the accounts flipped": (_flipped, "damaged"),
    "no manifest": (_without_manifest, "not_a_backup"),
    "a vote moved and the manifest made to fit": (_vote, "ledger_wrong"),
    "a file outside the folder": (_outside, "not_a_backup"),
    "a table that no backup holds": (_sessions, "not_a_backup"),
    "a row of another table": (_another_model, "damaged"),
    "another version": (_other_version, "other_version"),
}


def test_what_was_altered_is_not_let_in(here: Alone, tmp_path: Path) -> None:
    """Each alteration is refused with its own word, and the new machine stays empty."""
    saved = here.does(BACK_UP)
    fresh = _empty(tmp_path)
    code = "from recolement.web.house.restoring import NotRestorable, opened\nfound = {}\n"
    for number, (name, (change, _)) in enumerate(CHANGES.items()):
        path = Path(_again(saved["path"], change)).rename(tmp_path / f"{number}.tar")
        code += (
            f"try:\n    with opened(Path({str(path)!r})): found[{name!r}] = 'opened'\n"
            f"except NotRestorable as why: found[{name!r}] = why.code\n"
        )
    links = Path(_again(saved["path"], lambda _: None, tarfile.SYMTYPE)).rename(tmp_path / "links.tar")
    for name, path in (("links", links), ("no tar", Path(__file__)), ("nothing", Path("/dev/null"))):
        code += (
            f"try:\n    with opened(Path({str(path)!r})): found[{name!r}] = 'opened'\n"
            f"except NotRestorable as why: found[{name!r}] = why.code\n"
        )
    code += "left = [path.name for path in Path(settings.DATA, 'backups').iterdir()]\n"
    found = fresh.does(code + "say(found=found, left=left, people=Account.objects.count())")
    wanted = {name: code for name, (_, code) in CHANGES.items()}
    assert found["found"] == wanted | dict.fromkeys(("links", "no tar", "nothing"), "not_a_backup")
    assert (found["left"], found["people"]) == ([], 0)
    assert not (tmp_path / "stolen").exists()


def test_by_the_page(here: Alone) -> None:
    """The page makes, downloads and looks; without the word, or with an old factor, nothing is put back."""
    slug = _facts(here)["slug"]
    told = here.does("""
        import time
        from django.test import Client
        from django.core.files.uploadedfile import SimpleUploadedFile
        from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
        chief = person(("", Post.ADMINISTRATOR, ""), name="Page")
        client = chief.signed_in()
        client.post(reverse("house-backup-make"))
        from recolement.web.house.backups import kept
        (one,) = kept()
        page = client.get(reverse("house-backups")).content.decode()
        fetched = b"".join(client.get(reverse("house-backup", args=[one.name])).streaming_content)
        from hashlib import sha256
        same = sha256(fetched).hexdigest() == one.digest and one.digest in page
        names = [client.get(f"/house/backups/{name}/").status_code for name in
                 ("..%2Fdb.sqlite3", "made.json", "recolement-x.tar", one.name + "%00")]
        person(name="Depuis")
        restoring = reverse("house-restore", args=[one.name])
        looked = client.get(restoring).status_code
        client.post(restoring, {"word": "oui"})
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time() - 3600}]
        session.save()
        stale = [client.post(restoring, {"word": "rétablir"}), client.post(reverse("house-backup-make")),
                 client.get(reverse("house-backup", args=[one.name]))]
        to = {answer.headers["Location"].split("?")[0] for answer in stale}
        still = Account.objects.filter(name="Depuis").exists()
        client = chief.signed_in()
        brought = client.post(reverse("house-backup-bring"),
                              {"backup": SimpleUploadedFile("x.tar", b"no backup")}, follow=True)
        done = client.post(restoring, {"word": "Rétablir"})
        say(same=same, names=names, looked=looked, to=sorted(to), still=still, done=done.status_code,
            brought="pas une sauvegarde" in brought.content.decode(),
            kinds=sorted(one.kind for one in kept()),
            gone=not Account.objects.filter(name="Depuis").exists(),
            out=client.get(reverse("house")).status_code,
            lines=sorted(set(JournalLine.objects.values_list("what", flat=True)) & {"backup_made",
                "backup_fetched", "backup_brought", "restored"}))
    """)
    assert told == {
        "same": True, "names": [404, 404, 404, 404], "looked": 200, "to": ["/accounts/2fa/reauthenticate/"],
        "still": True, "done": 200, "brought": True, "kinds": ["before", "brought", "made"], "gone": True,
        "out": 302, "lines": ["backup_brought", "backup_fetched", "backup_made", "restored"],
    }  # fmt: skip
    assert here.does(LOOK)["ballots"][slug]["wrong"] == []


@pytest.mark.long
def test_at_the_terminal(here: Alone, tmp_path: Path) -> None:
    """``backup`` copies and keeps the last ones; ``restorebackup`` looks, and puts back with the word."""
    copies = tmp_path / "copies"
    copies.mkdir()
    code = f"""
        for _ in range(3):
            call_command("backup", into={str(copies)!r}, keep=2)
        from recolement.web.house.backups import kept
        person(name="Depuis")
        call_command("restorebackup", {str(copies)!r} + "/" + kept()[0].name, word="")
        still = Account.objects.filter(name="Depuis").exists()
        call_command("restorebackup", {str(copies)!r} + "/" + kept()[0].name, word="rétablir")
        say(kept=sum(one.kind == "made" for one in kept()), still=still,
            gone=not Account.objects.filter(name="Depuis").exists())
    """
    assert here.does(code) == {"kept": 2, "still": True, "gone": True}
    assert len(list(copies.glob("*.tar"))) == 3
    facts = _facts(here)
    here.does(f'call_command("resetfactor", {facts["chief"]!r}, reason="perdu"); say()')
    assert "nobody" in here.does('call_command("resetfactor", "nobody", reason="x")', failing=True)


def test_every_table_that_refuses_deletion_is_only_added_to(here: Alone) -> None:
    """A table that the database keeps append-only, of whatever app, is among those a restore adds to."""
    code = """
        from django.db import connection
        from recolement.web.house.restoring import ADDED_TO
        with connection.cursor() as cursor:
            cursor.execute("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' "
                           "AND sql LIKE '%DELETE%'")
            guarded = {name for (name,) in cursor.fetchall()}
        say(left=sorted(guarded - {model._meta.db_table for model in ADDED_TO}), guarded=len(guarded))
    """
    found = here.does(code)
    assert found["left"] == []
    assert found["guarded"] >= 2
