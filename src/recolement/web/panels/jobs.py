"""Long computations: each in a process of its own, so that no page waits for it and no server holds it.

The process holds a lock (a file of the panel) while it works. A job that says it is running and whose lock
is free was killed: the page says so, and it can be started again. What a job finds about people is sealed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from threading import Thread

from django.utils import timezone

from recolement.storage.lock import one_writer_at_once
from recolement.web.panels.models import Job, Panel
from recolement.web.panels.vault import folder

SLOW_START = timedelta(seconds=60)
"""After which a process that has not taken its lock will not any more."""

NICE = 10
"""Pages come first."""


def lock_file(slug: str) -> Path:
    """The file whose lock a working process holds."""
    return folder() / f"{slug}.lock"


def state_of(job: Job) -> str:
    """``starting``, ``running``, ``done``, ``failed``, or ``killed``: it said none of the last two."""
    if job.state == "starting":
        return "starting" if timezone.now() - job.started < SLOW_START else "killed"
    if job.state == "running":
        with one_writer_at_once(lock_file(job.panel.slug)) as free:
            pass
        if free:  # it may have ended between the two looks
            job.refresh_from_db()
            return "killed" if job.state == "running" else job.state
    return job.state


def last(panel: Panel, *kinds: str) -> Job | None:
    """The last job of these kinds (of any, if none is named)."""
    found = Job.objects.filter(panel=panel, **({"kind__in": kinds} if kinds else {}))
    return found.select_related("panel").order_by("-pk").first()


def busy(panel: Panel) -> bool:
    """Whether a job is at work."""
    job = last(panel)
    return job is not None and state_of(job) in ("starting", "running")


def start(panel: Panel, kind: str) -> Job | None:
    """Start a job; ``None`` while another one is at work."""
    if busy(panel):
        return None
    job = Job.objects.create(panel=panel, kind=kind)
    spawn(job)
    return job


def spawn(job: Job) -> None:
    """The process of a job: it outlives the page and the server that started it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "django", "paneljob", str(job.pk)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "recolement.web.settings"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    Thread(target=process.wait, daemon=True).start()  # so that it is not left as a zombie


def at_stage(job: Job, stage: str) -> None:
    """Say how far a job is."""
    Job.objects.filter(pk=job.pk).update(stage=stage)


def ended(job: Job, problem: str = "") -> None:
    """Say how a job ended."""
    state = "failed" if problem else "done"
    Job.objects.filter(pk=job.pk).update(state=state, problem=problem, ended=timezone.now())
