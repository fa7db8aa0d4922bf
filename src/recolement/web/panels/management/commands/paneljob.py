"""``paneljob``: do one job of a panel, in this process."""

from __future__ import annotations

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from recolement.storage.lock import one_writer_at_once
from recolement.web.panels.jobs import NICE, ended, lock_file
from recolement.web.panels.models import Job


class Command(BaseCommand):
    """Started by a page; never by hand."""

    help = "Do one job of a panel."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one."""
        parser.add_argument("job", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the panel's lock and work; a second process for one panel ends at once."""
        job = Job.objects.select_related("panel").get(pk=options["job"])
        if hasattr(os, "nice"):
            os.nice(NICE)
        place = lock_file(job.panel.slug)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with one_writer_at_once(place) as free:
            if not free:
                ended(job, "busy")
                return
            Job.objects.filter(pk=job.pk).update(state="running")
            from recolement.web.panels.work import work

            work(job)
