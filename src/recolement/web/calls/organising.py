"""The addresses of call campaigns: the organiser's."""

from django.urls import path

from recolement.web.calls import demands, ending, files, organiser, people, printing, protection, typing

OWN = "calls/<slug:slug>/organise"

CALLS = [
    path("b/<slug:slug>/organise/calls/", organiser.new, name="calls-new"),
    path(f"{OWN}/", organiser.organise, name="calls-organise"),
    path(f"{OWN}/settings/", organiser.settings, name="calls-settings"),
    path(f"{OWN}/appoint/", organiser.appoint, name="calls-appoint"),
    path(f"{OWN}/dismiss/", organiser.dismiss, name="calls-dismiss"),
    path(f"{OWN}/files/", files.take, name="calls-take"),
    path(f"{OWN}/files/<small:number>/", files.file, name="calls-file"),
    path(f"{OWN}/files/<small:number>/record/", files.record, name="calls-record"),
    path(f"{OWN}/typing/", typing.typing, name="calls-typing"),
    path(f"{OWN}/typing/undo/", typing.undo, name="calls-undo"),
    path(f"{OWN}/typing/complete/", typing.complete, name="calls-complete"),
    path(f"{OWN}/printing/", printing.printing, name="calls-printing"),
    path(f"{OWN}/people/", people.people, name="calls-people"),
    path(f"{OWN}/people/<small:number>/export/", people.export, name="calls-export"),
    path(f"{OWN}/people/<small:number>/erase/", people.erase, name="calls-erase"),
    path(f"{OWN}/people/<small:number>/objects/", people.objects, name="calls-objects"),
    path(f"{OWN}/looks/", people.looks, name="calls-looks"),
    path(f"{OWN}/demands/", demands.demands, name="calls-demands"),
    path(f"{OWN}/demands/<small:number>/", demands.answered, name="calls-answered"),
    path(f"{OWN}/extend/", ending.extend, name="calls-extend"),
    path(f"{OWN}/extend/<small:number>/", ending.confirm, name="calls-confirm"),
    path(f"{OWN}/purge/", ending.purge, name="calls-purge"),
    path(f"{OWN}/protection/", protection.protection, name="calls-protection"),
]
