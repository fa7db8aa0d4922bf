"""The end of the roll and the signatures: the key destroyed, the rows deleted, a certificate published."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from django.db import connection, transaction
from django.utils import timezone

from recolement.publication.panel_ceremony import canonical, digest
from recolement.storage.lock import one_writer_at_once
from recolement.storage.vault import purge_certificate
from recolement.web.initiatives.ledger import PURGED, InitiativeLedger, document, progress_of, publish
from recolement.web.initiatives.models import Initiative
from recolement.web.initiatives.vault import folder, key_file
from recolement.web.key_file import destroy_key, key_at

CERTIFICATE = "purge.json"
FORMAT = "recolement-initiative-purge/1"


def purge(initiative: Initiative, actor: str, by: str) -> bool:
    """Destroy and certify; false where another purge is at work, or nothing is left.

    The certificate is written before the key goes and counts once the ledger has it: an interrupted purge is
    taken up by the next one. What is published (texts, counts by unit, hashes) stays.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with one_writer_at_once(folder() / f"{initiative.slug}.purging") as free:
        if not free or progress_of(initiative).purged:
            return False
        place = key_file(initiative.slug)
        key = key_at(place)
        if key is not None:
            sealed = hashlib.sha256()
            rows = initiative.members.order_by("pk").values_list("content", flat=True)
            for content in rows.iterator(chunk_size=5_000):
                sealed.update(bytes(content))
            at = datetime.now(UTC).isoformat(timespec="seconds")
            made = purge_certificate(sealed.hexdigest(), digest(key), at, by, initiative.purge_by.isoformat())
            people = {"members": initiative.members.count(), "sheets": initiative.sheets.count()}
            publish(initiative, {CERTIFICATE: canonical(made | people | {"format": FORMAT})})
            destroy_key(place)
        _delete(initiative)
        certificate = document(initiative, CERTIFICATE)
        if certificate is None:  # nothing was ever sealed
            return False
        InitiativeLedger(initiative.slug).record(
            PURGED, actor, "purge", documents={CERTIFICATE: digest(certificate)}
        )
        return True


def _delete(initiative: Initiative) -> None:
    """Delete what is about people; SQLite overwrites what it deletes."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
    with transaction.atomic():
        initiative.sheets.all().delete()
        initiative.members.all().delete()


def purge_due() -> list[str]:
    """Purge what is due; the slugs of the initiatives purged now."""
    due = Initiative.objects.filter(purge_by__lte=timezone.localdate())
    return [one.slug for one in due if purge(one, "recolement", "recolement panel purge-due")]
