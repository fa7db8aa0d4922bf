"""Making and erasing a rehearsal: its ledger and script as files, its roles copied, nothing left of it.

Lines of a rehearsal never enter the table of ledgers, which refuses to forget: they are files in the folder
that holds the ledger's keys and texts, and are deleted with it.
"""

from __future__ import annotations

import secrets
import shutil
from functools import lru_cache

import msgspec
from django.db import transaction
from django.http import Http404

from recolement.desk import Desk
from recolement.model.folder import BallotFolder
from recolement.rehearsal.copying import copy_of
from recolement.rehearsal.script import Script, Wanted
from recolement.rehearsal.writing import write_script
from recolement.storage.jsonl import JsonlStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.storage.writing import write_whole
from recolement.web.accounts.models import Account, Invitation, Role
from recolement.web.api.models import PhotoSent
from recolement.web.evenings import forget_one, ledger_folder, salt_now, time_now
from recolement.web.intake.models import Draft
from recolement.web.public.models import HostedBallot
from recolement.web.rehearsal.models import MARK, Rehearsal, script_file

LONGEST_SLUG = 80


def make(of: str, folder: BallotFolder, wanted: Wanted, host: str) -> Rehearsal:
    """A rehearsal of a ballot, with everybody's roles; ``NotRehearsed`` where there can be none."""
    script = write_script(folder, wanted)
    ending = f"{MARK}{secrets.token_hex(3)}"
    slug = f"{of[: LONGEST_SLUG - len(ending)]}{ending}"
    copy = copy_of(folder, wanted.round)
    place = ledger_folder(slug)
    script_file(slug).parent.mkdir(parents=True, exist_ok=True)
    write_whole(script_file(slug), [msgspec.json.encode(script)])
    Desk.create(JsonlStorage(place), LedgerFolder(place), time_now, salt_now, f"{host}/{slug}", copy)
    with transaction.atomic():
        made = Rehearsal.objects.create(slug=slug, of=of, seed=wanted.seed, ends=script.ends)
        HostedBallot.objects.create(slug=slug, title=copy.ballot.title, open=False)
        Role.objects.bulk_create(
            Role(account_id=role.account_id, ballot=slug, post=role.post, unit=role.unit, option=role.option)
            for role in Role.objects.filter(ballot=of)
        )
    return made


@lru_cache(maxsize=8)
def script_of(slug: str) -> Script:
    """The script of a rehearsal, as it was when the rehearsal was made."""
    try:
        return msgspec.json.decode(script_file(slug).read_bytes(), type=Script)
    except FileNotFoundError:
        raise Http404 from None  # erased meanwhile


def erase(rehearsal: Rehearsal) -> None:
    """Everything of it: rows, roles, drafts, ledger, script, and the accounts of its own access sheets."""
    slug = rehearsal.slug
    with transaction.atomic():
        Role.objects.filter(ballot=slug).delete()
        Draft.objects.filter(ballot=slug).delete()
        Invitation.objects.filter(ballot=slug).delete()
        PhotoSent.objects.filter(ballot=slug).delete()
        Account.objects.filter(username__startswith=f"{slug}:").delete()
        HostedBallot.objects.filter(slug=slug).delete()
        rehearsal.delete()
    forget_one(slug)
    shutil.rmtree(ledger_folder(slug))
    script_file(slug).unlink()
    script_of.cache_clear()
