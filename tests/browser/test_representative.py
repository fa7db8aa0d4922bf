"""The representative of a candidate: the sheets of their scope, a dispute, their own copy, cosigning."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from browser.evening import happens
from browser.looking import Walker, walker
from recolement.ledger.checkpoint import Checkpoint, cosigned_at
from recolement.ledger.events import DisputeFiled, WitnessNamed
from recolement.ledger.note import Note, VerifierKey
from recolement.ledger.tree import Tree, consistency_proof, leaf_hash
from recolement.storage.ledger_folder import LedgerFolder
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening, ledger_folder
from recolement.web.intake.photos import keep
from recolement.web.words import say
from web.pictures import sheet_on_paper
from web.serving import ServerOfTheApp
from web.world import hosted, person

FIGURES = {"registered": 100, "signatures": 60, "in_box": 60, "blank": 0, "null": 0, "valid": 60}
VOTES = {"martin": 40, "petit": 20}


def _received(tonight: Evening, unit: str) -> None:
    photo = keep(sheet_on_paper([unit, *(f"{name}  {value}" for name, value in (FIGURES | VOTES).items())]))
    happens(
        tonight, "sheet-recorded/1", unit=unit, contest="presidence", round=1, votes=VOTES, scans=[photo],
        role="secretary", **FIGURES,
    )  # fmt: skip


def _representative(
    browser: Browser, server: ServerOfTheApp, tonight: Evening, language: str = "fr", size: str = "desk",
    unit: str = "nord", **settings: Any,
) -> Walker:  # fmt: skip
    who = person((tonight.slug, Post.REPRESENTATIVE, unit), option="petit")
    return walker(browser, server.address, language=language, size=size, who=who, **settings)


def _type_copy(one: Walker, **figures: Any) -> None:
    for name, value in figures.items():
        one.page.locator(f'[name="{name}"]').fill(str(value))


@pytest.mark.parametrize(("language", "size"), [("fr", "telephone"), ("en", "desk"), ("fr", "desk")])
def test_from_the_list_to_the_dispute(
    language: str, size: str, server: ServerOfTheApp, browser: Browser
) -> None:
    """The sheets of the scope and no other, with photos; a copy that differs is a finding; a dispute."""
    tonight = hosted()
    for unit in ("nord-1", "nord-2", "sud-1"):
        _received(tonight, unit)
    one = _representative(browser, server, tonight, language, size)
    page = one.page
    one.go("/")
    page.get_by_role("link", name=say("post.representative", language)).click()
    page.wait_for_url("**/watch/nord/")
    expect(page.locator("tbody tr")).to_have_count(2)  # nord-1 and nord-2; sud-1 is somebody else's scope
    one.look("representative-1-list")
    page.get_by_role("link", name="Nord 1").first.click()
    page.wait_for_url("**/desk/**")
    page.locator(".photo img").first.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.photo img').naturalWidth > 0")
    one.look("representative-2-sheet")
    there = page.url

    page.get_by_role("link", name=say("desk.back", language)).click()
    page.wait_for_url("**/watch/nord/")
    page.locator("tbody tr").first.get_by_role("link", name=say("representative.enter", language)).click()
    page.wait_for_url("**/nord-1/")
    one.look("representative-3-copy")
    page.get_by_role("button", name=say("representative.save", language)).click()
    expect(page.get_by_text(say("representative.nothing_typed", language))).to_be_visible()
    _type_copy(one, valid=60, **{"vote:martin": 38, "vote:petit": 22})
    page.get_by_role("button", name=say("representative.save", language)).click()
    page.wait_for_url(there)
    # martin 40 on the sheet, 38 on the copy: two papers from one to the other
    expect(page.locator("#finding-C3")).to_contain_text("C3")
    one.look("representative-4-copy-differs")

    page.get_by_role("link", name=say("room.file", language)).click()
    page.wait_for_url("**/dispute/")
    page.locator("#values").check()
    page.locator('[name="claimed:petit"]').fill("22")
    page.locator('[name="claimed:martin"]').fill("38")
    page.locator('[name="grounds"]').fill("Le procès-verbal du bureau dit 38 et 22.")
    one.look("representative-5-dispute")
    page.get_by_role("button", name=say("room.file", language)).click()
    page.wait_for_url(there)
    one.look("representative-6-disputed")
    tonight.now()
    (filed,) = (event for event in tonight.events if isinstance(event, DisputeFiled))
    assert (filed.role, filed.units, filed.seeks) == ("representative", ("nord-1",), "correct")
    assert {claim.field: claim.value for claim in filed.values} == {"petit": 22, "martin": 38}
    answer = page.goto(there.replace("nord-1", "sud-1"))
    assert answer is not None
    assert answer.status == 403
    one.context.close()


def test_two_representatives_one_copy(server: ServerOfTheApp, browser: Browser) -> None:
    """Who did not see the copy recorded meanwhile is told, keeps what they typed, and may then replace it."""
    tonight = hosted()
    _received(tonight, "nord-1")
    one = _representative(browser, server, tonight)
    one.go(reverse("copy", args=[tonight.slug, "presidence", 1, "nord-1"]))
    happens(
        tonight, "entry-recorded/1", entry="representative:petit", unit="nord-1", contest="presidence",
        round=1, votes=VOTES, role="representative",
    )  # fmt: skip
    _type_copy(one, **{"vote:martin": 39, "vote:petit": 21})
    one.page.get_by_role("button", name=say("representative.save", "fr")).click()
    expect(one.page.get_by_text("quelqu'un d'autre a enregistré la copie")).to_be_visible()
    assert one.page.locator('[name="vote:martin"]').input_value() == "39"
    one.look("representative-7-told")
    one.page.get_by_role("button", name=say("representative.save", "fr")).click()
    one.page.wait_for_url("**/desk/**")
    tonight.now()
    copies = [event for event in tonight.events if getattr(event, "entry", "").startswith("representative:")]
    assert [event.votes["martin"] for event in copies] == [40, 39]
    one.context.close()


def _kept(tonight: Evening) -> list[tuple[Checkpoint, Note, VerifierKey]]:
    """The checkpoints cosigned by witnesses that are kept with the ledger, each verified here."""
    tonight.now()
    found = []
    for data in LedgerFolder(ledger_folder(tonight.slug)).witnessed():
        note = Note.read(data)
        named = [event for event in tonight.events if isinstance(event, WitnessNamed)]
        keys = [VerifierKey.read(event.witness_key) for event in named]
        (key,) = (key for key in keys if cosigned_at(note, key) is not None)
        found.append((Checkpoint.read(note.text), note, key))
    return found


@pytest.mark.parametrize(("language", "size"), [("fr", "telephone"), ("en", "desk")])
def test_cosigning(language: str, size: str, server: ServerOfTheApp, browser: Browser) -> None:
    """A key made on the device, a first cosignature, a second one after more lines; both verify elsewhere."""
    tonight = hosted()
    _received(tonight, "nord-1")
    one = _representative(browser, server, tonight, language, size)
    page = one.page
    one.go(reverse("representative", args=[tonight.slug, "nord"]))
    page.get_by_role("link", name=say("witness.title", language)).click()
    page.wait_for_url("**/witness/")
    one.look("witness-1-no-key")
    page.get_by_role("button", name=say("witness.make", language)).click()
    sign = page.get_by_role("button", name=say("witness.sign", language))
    expect(sign).to_be_visible()
    assert page.evaluate(_PRIVATE_KEY_IS_KEPT_IN) is False  # WebCrypto refuses to hand it out
    sign.click()
    expect(page.locator("#witness-told.good")).to_be_visible()
    one.look("witness-2-cosigned")
    ((first, note, key),) = _kept(tonight)
    assert first.size == tonight.size
    assert cosigned_at(note, key) is not None

    for unit in ("nord-2", "sud-1"):
        _received(tonight, unit)
    page.reload()
    sign.click()
    expect(page.locator("#witness-told.good")).to_contain_text(
        say("witness.fits", language, size=tonight.storage.size())
    )
    ((second, _, _),) = _kept(tonight)
    assert second.size == first.size + 2
    one.look("witness-3-cosigned-again")
    one.context.close()


_PRIVATE_KEY_IS_KEPT_IN = """() => new Promise((done) => {
  indexedDB.open("recolement-witness", 1).onsuccess = (event) => {
    const asking = event.target.result.transaction("kept").objectStore("kept").getAll();
    asking.onsuccess = () => done(asking.result[0].privateKey.extractable);
  };
})"""

_CHANGE_WHAT_WAS_SEEN = """(change) => new Promise((done) => {
  indexedDB.open("recolement-witness", 1).onsuccess = (event) => {
    const store = event.target.result.transaction("kept", "readwrite").objectStore("kept");
    store.getAllKeys().onsuccess = (keys) => {
      store.get(keys.target.result[0]).onsuccess = (kept) => {
        store.put({ ...kept.target.result, ...change }, keys.target.result[0]).onsuccess = () => done();
      };
    };
  };
})"""


def test_the_alarm(server: ServerOfTheApp, browser: Browser) -> None:
    """Four views that do not fit: another root, fewer lines, a changed beginning, another key."""
    tonight = hosted()
    _received(tonight, "nord-1")
    one = _representative(browser, server, tonight)
    page = one.page
    one.go(reverse("witness", args=[tonight.slug, "nord"]))
    page.get_by_role("button", name=say("witness.make", "fr")).click()
    sign = page.get_by_role("button", name=say("witness.sign", "fr"))
    sign.click()
    expect(page.locator("#witness-told.good")).to_be_visible()
    tonight.now()
    size, root = tonight.size, b64encode(tonight.desk.tree.root()).decode()
    other = b64encode(bytes(32)).decode()
    foreign = str(VerifierKey(tonight.desk.moment.state.origin, 1, bytes(range(32))))
    for change, told in (
        ({"size": size, "root": other}, "witness.split"),
        ({"size": size + 7, "root": root}, "witness.rolled_back"),
        ({"size": size - 3, "root": other}, "witness.rewritten"),
        ({"size": size, "root": root, "logKey": foreign}, "witness.unsigned"),
    ):
        page.evaluate(_CHANGE_WHAT_WAS_SEEN, change)
        page.reload()
        sign.click()
        expect(page.get_by_role("alert")).to_contain_text(say(told, "fr"))
        expect(page.get_by_role("link", name=say("witness.evidence", "fr"))).to_be_visible()
    one.look("witness-4-alarm")
    ((kept, _, _),) = _kept(tonight)
    assert kept.size == size
    one.context.close()


def test_without_a_script(server: ServerOfTheApp, browser: Browser) -> None:
    """The page says how to do it by the command line, and the checkpoint can be kept."""
    tonight = hosted()
    one = _representative(browser, server, tonight, java_script_enabled=False)
    one.go(reverse("witness", args=[tonight.slug, "nord"]))
    expect(one.page.get_by_text("recolement ledger witness")).to_be_attached()
    with one.page.expect_download() as got:
        one.page.locator("summary").click()
        one.page.get_by_role("link", name=say("witness.download", "fr")).click()
    note = Note.read(got.value.path().read_bytes())
    tonight.now()
    assert note.signed_by(tonight.desk.moment.state.key)  # type: ignore[arg-type] # an open ledger has a key
    one.context.close()


def test_proofs_on_the_device_are_those_of_the_standard(server: ServerOfTheApp, browser: Browser) -> None:
    """Every pair of sizes up to 20: the proof holds; with a hash changed, missing or added it does not."""
    one = walker(browser, server.address)
    one.go("/")
    trees = [Tree(leaf_hash(bytes([number])) for number in range(size)) for size in range(21)]
    cases = []
    for now in range(1, 21):
        for old in range(1, now + 1):
            proof = consistency_proof(trees[now].node, old, now)
            roots = trees[old].root(), trees[now].root()
            cases.append((old, now, *roots, proof, True))
            cases.append((old, now, roots[0], bytes(32), proof, False))
            cases.append((old, now, *roots, [*proof, bytes(32)], False))
            if proof:
                cases.append((old, now, *roots, proof[:-1], False))
                cases.append((old, now, *roots, [bytes(32), *proof[1:]], False))
    written = [
        [old, now, list(one_root), list(other), [list(hash) for hash in proof], holds]
        for old, now, one_root, other, proof, holds in cases
    ]
    wrong = one.page.evaluate(
        """async (cases) => {
          const { consistent } = await import("/static/recolement/tree.js");
          const bytes = (list) => Uint8Array.from(list);
          const wrong = [];
          for (const [old, now, one, other, proof, holds] of cases)
            if ((await consistent(old, now, bytes(one), bytes(other), proof.map(bytes))) !== holds)
              wrong.push([old, now, holds]);
          return wrong;
        }""",
        written,
    )
    assert len(cases) > 800
    assert wrong == []
    one.context.close()
