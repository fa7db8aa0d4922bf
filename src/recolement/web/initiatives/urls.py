"""The addresses of initiatives."""

from django.urls import path

from recolement.web.initiatives import organiser, papers, public, steps

OWN = "initiative/<slug:slug>/organise"

INITIATIVES = [
    path("initiatives/new/", organiser.new, name="initiative-new"),
    path("initiative/<slug:slug>/", public.page, name="initiative"),
    path("initiative/<slug:slug>/bundle.zip", public.bundle, name="initiative-bundle"),
    path("initiative/<slug:slug>/files/<str:name>", public.file, name="initiative-file"),
    path("initiative/<slug:slug>/sign/", public.ask, name="initiative-sign"),
    path("initiative/<slug:slug>/own/<str:code>/", public.own, name="initiative-own"),
    path("initiative/<slug:slug>/own/<str:code>/act/", public.act, name="initiative-act"),
    path(f"{OWN}/", organiser.organise, name="initiative-organise"),
    path(f"{OWN}/text/", organiser.save, name="initiative-text"),
    path(f"{OWN}/roll/", organiser.roll, name="initiative-roll"),
    path(f"{OWN}/announce/", organiser.announce, name="initiative-announce"),
    path(f"{OWN}/codes.csv", organiser.letters, name="initiative-codes"),
    path(f"{OWN}/helper/", organiser.helper, name="initiative-helper"),
    path(f"{OWN}/sheets.pdf", papers.printed, name="initiative-printed"),
    path(f"{OWN}/sheets/", papers.sheets, name="initiative-sheets"),
    path(f"{OWN}/sheets/<int:number>/undo/", papers.undo, name="initiative-undo"),
    path(f"{OWN}/close/", steps.close, name="initiative-close"),
    path(f"{OWN}/plan/", steps.plan, name="initiative-plan"),
    path(f"{OWN}/seed/", steps.seed, name="initiative-seed"),
    path(f"{OWN}/check/", steps.check, name="initiative-check"),
    path(f"{OWN}/verdict/", steps.verdict, name="initiative-verdict"),
    path(f"{OWN}/decide/", steps.decide, name="initiative-decide"),
    path(f"{OWN}/canvass/", steps.canvass, name="initiative-canvass"),
    path(f"{OWN}/hand-on/", steps.hand_on, name="initiative-hand-on"),
    path(f"{OWN}/purge/", steps.purge, name="initiative-purge"),
]
