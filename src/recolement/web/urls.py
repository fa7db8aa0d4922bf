"""Every address of the app. Each state has one: it can be linked, printed, projected."""

from django.urls import include, path, register_converter

from recolement.web.accounts import views as accounts
from recolement.web.converters import Id
from recolement.web.intake import views as intake
from recolement.web.public import views as public

register_converter(Id, "id")

SHEET = "b/<slug:slug>/sheet/<id:contest>/<int:round>/<id:unit>"

urlpatterns = [
    path("", public.home, name="home"),
    path("offline.js", public.offline, name="offline"),
    path("a/<str:link>/", accounts.access, name="access"),
    path("start/", accounts.first_run, name="first-run"),
    path("leave/", accounts.leave, name="leave"),
    path("accounts/", include("allauth.urls")),
    path("b/<slug:slug>/", public.ballot, name="ballot"),
    path("b/<slug:slug>/unit/<id:unit>/", public.unit, name="unit"),
    path("b/<slug:slug>/line/<int:seq>/", public.receipt, name="receipt"),
    path("b/<slug:slug>/line/<int:seq>/receipt.txt", public.receipt_file, name="receipt-file"),
    path("b/<slug:slug>/photo/<str:digest>/<id:unit>.jpg", intake.photo, name="photo"),
    path(f"{SHEET}/", intake.fill, name="sheet"),
    path(f"{SHEET}/draft/", intake.keep_draft, name="sheet-draft"),
    path(f"{SHEET}/review/", intake.review, name="sheet-review"),
    path(f"{SHEET}/send/", intake.send, name="sheet-send"),
]

handler403 = "recolement.web.public.views.forbidden"
