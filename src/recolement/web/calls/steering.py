"""The addresses of callers, and of who follows their work."""

from django.urls import path

from recolement.web.calls import calling, progress

CALL, PROGRESS = "calls/<slug:slug>/call", "calls/<slug:slug>/progress"

CALLING = [
    path(f"{CALL}/", calling.call, name="calls-call"),
    path(f"{CALL}/next/", calling.next_person, name="calls-call-next"),
    path(f"{CALL}/outcome/", calling.outcome, name="calls-call-outcome"),
    path(f"{CALL}/undo/", calling.undo, name="calls-call-undo"),
    path(f"{CALL}/stop/", calling.stop, name="calls-call-stop"),
    path(f"{PROGRESS}/", progress.progress, name="calls-progress"),
    path(f"{PROGRESS}/share/", progress.share, name="calls-share"),
    path(f"{PROGRESS}/reckon/", progress.reckon, name="calls-reckon"),
    path(f"{PROGRESS}/zones/", progress.zones, name="calls-zones"),
]
