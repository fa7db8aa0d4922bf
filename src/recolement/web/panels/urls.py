"""The addresses of panels."""

from django.urls import path

from recolement.web.panels import ceremony, checking, members, organiser, public, quotas

OWN = "p/<slug:slug>/organise"

PANELS = [
    path("p/", public.every, name="panels"),
    path("panels/new/", organiser.new, name="panel-new"),
    path("p/<slug:slug>/", public.page, name="panel"),
    path("p/<slug:slug>/draw/", ceremony.screen, name="panel-ceremony"),
    path("p/<slug:slug>/verify/", public.verify, name="panel-verify"),
    path("p/<slug:slug>/report/", public.report, name="panel-report"),
    path("p/<slug:slug>/report.pdf", public.report_pdf, name="panel-report-pdf"),
    path("p/<slug:slug>/bundle.zip", public.bundle, name="panel-bundle"),
    path("p/<slug:slug>/files/<str:name>", public.document, name="panel-document"),
    path("p/<slug:slug>/line/", public.ask_line, name="panel-ask-line"),
    path("p/<slug:slug>/line/<str:code>/", public.line, name="panel-line"),
    path("p/<slug:slug>/contribute/<str:link>/", ceremony.contribute, name="panel-contribute"),
    path(f"{OWN}/", organiser.organise, name="panel-organise"),
    path(f"{OWN}/files/", organiser.files, name="panel-files"),
    path(f"{OWN}/quotas/", quotas.quotas, name="panel-quotas"),
    path(f"{OWN}/start/", organiser.start, name="panel-start"),
    path(f"{OWN}/job/", checking.job, name="panel-job"),
    path(f"{OWN}/check/", checking.check, name="panel-check"),
    path(f"{OWN}/seed/", ceremony.plan, name="panel-seed"),
    path(f"{OWN}/value/", ceremony.value, name="panel-value"),
    path(f"{OWN}/draw/", ceremony.draw, name="panel-draw"),
    path(f"{OWN}/people/", members.people, name="panel-people"),
    path(f"{OWN}/gone/", members.gone, name="panel-gone"),
    path(f"{OWN}/letters/", members.letters, name="panel-letters"),
    path(f"{OWN}/letters.csv", members.letters_table, name="panel-letters-table"),
    path(f"{OWN}/purge/", members.purge, name="panel-purge"),
]
