"""The representative as a witness: their key on their device, the checkpoint held against the last one seen.

The page checks and signs (``witness.js``); here the view is handed out with its proof, the key is registered
in the ledger, and a cosigned checkpoint is verified before it is kept beside the ledger.
"""

from __future__ import annotations

import time
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.cosigning import take_cosigned
from recolement.ledger.note import COSIGNATURE, Note, NoteBroken, VerifierKey, write_base64
from recolement.ledger.tree import consistency_proof
from recolement.ledger.watching import Alarm
from recolement.storage.ledger_folder import LedgerFolder
from recolement.web.accounts.models import Account
from recolement.web.acting import new_key, record
from recolement.web.evenings import Evening, ledger_folder
from recolement.web.rights import evening_of, needs
from recolement.web.words import language_of, say
from recolement.words.ledger import say as said

LONGEST = 5_000
"""Bytes of a key or of a cosigned checkpoint, generously."""
SAID = ("working", "cosigned", "fits", "alarm", "offline", "unsigned", "origin", "rolled_back",
        "split", "rewritten", "other_device", "refused")  # fmt: skip


def _keys_of(tonight: Evening, account: Account) -> tuple[str, VerifierKey | None]:
    """The name that this account's next key will bear, and the key it has now: a name is used once."""
    state = tonight.desk.moment.state
    person = sha256(f"{state.origin}\n{account.actor}".encode()).hexdigest()[:12]
    number, held = 1, None
    while (name := f"{state.origin}/witness/{person}-{number}") in state.witnesses:
        number, held = number + 1, state.witnesses[name]
    return name, held


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user


def _cosigned(tonight: Evening, key: VerifierKey | None) -> Checkpoint | None:
    """The last checkpoint kept that this witness cosigned."""
    if key is None:
        return None
    for data in LedgerFolder(ledger_folder(tonight.slug)).witnessed():
        note = Note.read(data)
        if any(signature.of(key) for signature in note.signatures):
            return Checkpoint.read(note.text)
    return None


@never_cache
@require_GET
@needs("cosign")
def witness(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """What witnessing is, the key, the last checkpoint cosigned; without a script, the command line."""
    tonight, language = evening_of(request), language_of(request)
    note = tonight.desk.signed()
    now = Checkpoint.read(note.text)
    name, held = _keys_of(tonight, _account(request))
    last = _cosigned(tonight, held)
    page: dict[str, Any] = {
        "slug": slug,
        "unit_id": unit,
        "now": now,
        "root": write_base64(now.root),
        "held": held,
        "last": last,
        "place": f"{slug}/{_account(request).actor}",
        "data": {
            "origin": now.origin,
            "name": name,
            "held": "" if held is None else str(held),
            "log_key": str(tonight.desk.moment.state.key),
            "words": {word: say(f"witness.{word}", language) for word in SAID},
        },
        "key": new_key(),
    }
    return render(request, "intake/witness.html", page)


@never_cache
@require_GET
@needs("cosign")
def checkpoint(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """The signed checkpoint as it is now, to keep: a later one can be held against it."""
    note = evening_of(request).desk.signed()
    response = HttpResponse(note.written(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-checkpoint.txt"'
    return response


@never_cache
@require_GET
@needs("cosign")
def view(request: HttpRequest, slug: str, unit: str, since: int) -> HttpResponse:
    """The checkpoint of now, and the proof that the first ``since`` lines under it are those seen then."""
    tonight = evening_of(request)
    note = tonight.desk.signed()
    size = Checkpoint.read(note.text).size
    proof = consistency_proof(tonight.desk.tree.node, since, size) if since <= size else []
    return JsonResponse({"note": note.written().decode(), "proof": [write_base64(one) for one in proof]})


@require_POST
@needs("cosign")
def register(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """The public key that was made on the representative's device becomes a line of the ledger."""
    tonight, language = evening_of(request), language_of(request)
    name, _ = _keys_of(tonight, _account(request))
    try:
        key = VerifierKey.read(request.POST.get("witness_key", "")[:LONGEST])
    except NoteBroken:
        key = None
    if key is None or key.name != name or key.type != COSIGNATURE:
        messages.error(request, say("witness.bad_key", language))
    else:
        record(request, tonight, "representative", "witness-named/1", {"witness_key": str(key)})
    return redirect("witness", slug, unit)


@require_POST
@needs("cosign")
def cosign(request: HttpRequest, slug: str, unit: str) -> HttpResponse:
    """A checkpoint cosigned on the device: verified, and kept with the ledger; or the alarm, in words."""
    tonight, language = evening_of(request), language_of(request)
    _, held = _keys_of(tonight, _account(request))
    if held is None:
        raise Http404
    data = request.POST.get("note", "")[:LONGEST].replace("\r\n", "\n").encode()
    tonight.catch_up()
    desk, state = tonight.desk, tonight.desk.moment.state
    keys = [one.key for one in state.keys]
    answer = take_cosigned(data, held, keys, state.origin, desk.size, desk.tree.root, int(time.time()))
    if isinstance(answer, Alarm):
        return JsonResponse({"alarm": said(answer.code, answer.facts, language)}, status=409)
    last = _cosigned(tonight, held)
    if last is None or last.size <= answer.checkpoint.size:
        LedgerFolder(ledger_folder(slug)).keep_witnessed(held, answer.note.written())
    return JsonResponse({"cosigned": answer.checkpoint.size})
