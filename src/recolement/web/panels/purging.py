"""The end of the volunteers' data: the key destroyed, the sealed rows deleted, a certificate published."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.utils import timezone

from recolement.publication.panel_ceremony import canonical, digest
from recolement.storage.lock import one_writer_at_once
from recolement.storage.vault import purge_certificate
from recolement.web.key_file import destroy_key
from recolement.web.panels.jobs import lock_file
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Document, Letter, Panel, Sealed
from recolement.web.panels.vault import folder, key_file, key_of

PURGED = "panel-purged/1"
CERTIFICATE = "purge.json"


def purged(panel: Panel) -> bool:
    """Whether the data of a panel is destroyed, and the ledger has the certificate."""
    return any(event.get("event") == PURGED for event in PanelLedger(panel.slug).events())


def purge(panel: Panel, actor: str, by: str) -> bool:
    """Destroy and certify; false while a job works with the data, or where there is none left.

    The certificate is written before the key goes and counts once the ledger has it: an interrupted purge is
    taken up by the next one.
    """
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with one_writer_at_once(lock_file(panel.slug)) as free:
        if not free or purged(panel):
            return False
        key = key_of(panel.slug)
        if key is not None:
            sealed = digest(b"".join(bytes(one.content) for one in panel.sealed.order_by("name")))
            at = datetime.now(UTC).isoformat(timespec="seconds")
            document = purge_certificate(sealed, digest(key), at, by, panel.purge_by.isoformat())
            Document.objects.update_or_create(
                panel=panel, name=CERTIFICATE, defaults={"content": canonical(document)}
            )
            destroy_key(key_file(panel.slug))
        with transaction.atomic():
            Sealed.objects.filter(panel=panel).delete()
            Letter.objects.filter(panel=panel).delete()
        certificate = Document.objects.filter(panel=panel, name=CERTIFICATE).first()
        if certificate is None:  # nothing was ever sealed
            return False
        PanelLedger(panel.slug).record(
            PURGED, actor, "purge", documents={CERTIFICATE: digest(bytes(certificate.content))}
        )
        return True


def purge_due() -> list[str]:
    """Purge what is due; the slugs of the panels purged now."""
    due = Panel.objects.filter(purge_by__lte=timezone.localdate())
    return [panel.slug for panel in due if purge(panel, "recolement", "recolement panel purge-due")]
