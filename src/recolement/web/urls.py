"""Every address of the app. Each state has one: it can be linked, printed, projected."""

from django.urls import include, path

import recolement.web.converters  # noqa: F401 (the kinds "id" and "small" of the addresses)
from recolement.web.accounts import views as accounts
from recolement.web.api import page as tokens
from recolement.web.calls.organising import CALLS
from recolement.web.calls.steering import CALLING
from recolement.web.commission import disputing, minutes, proclaiming
from recolement.web.commission import views as commission
from recolement.web.initiatives.urls import INITIATIVES
from recolement.web.intake import clerk, federation, imports, representative, witness
from recolement.web.intake import views as intake
from recolement.web.night import views as night
from recolement.web.organiser import creating, inviting, printing, runoff
from recolement.web.organiser import views as organiser
from recolement.web.panels.urls import PANELS
from recolement.web.projection import views as projection
from recolement.web.public import views as public
from recolement.web.rehearsal import making
from recolement.web.rehearsal import views as rehearsing
from recolement.web.transfers import views as transfers
from recolement.web.turnout import views as turnout
from recolement.web.webhooks import views as webhooks

SHEET = "b/<slug:slug>/sheet/<id:contest>/<int:round>/<id:unit>"
RESULT = "b/<slug:slug>/room/result/<id:contest>/<int:round>/<id:unit>"
RUNOFF = "b/<slug:slug>/organise/runoff/<id:contest>/<int:round>"
DESK = "b/<slug:slug>/desk/<id:contest>/<int:round>/<id:unit>"
WITNESS = "b/<slug:slug>/watch/<id:unit>/witness"

urlpatterns = [
    path("", public.home, name="home"),
    path("offline.js", public.offline, name="offline"),
    path("a/<str:link>/", accounts.access, name="access"),
    path("i/<str:link>/", accounts.invitation, name="invitation"),
    path("start/", accounts.first_run, name="first-run"),
    path("leave/", accounts.leave, name="leave"),
    path("accounts/", include("allauth.urls")),
    path("", include("recolement.web.house.urls")),
    path("organise/new/", creating.new, name="organise-new"),
    path("api/1/", include("recolement.web.api.urls")),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/revoke/", tokens.revoke, name="tokens-revoke"),
    path("b/<slug:slug>/organise/", organiser.organise, name="organise"),
    path("b/<slug:slug>/organise/act/", organiser.act, name="organise-act"),
    path("b/<slug:slug>/organise/sight/", organiser.sight, name="organise-sight"),
    path("b/<slug:slug>/organise/access/", printing.access_sheets, name="organise-access"),
    path("b/<slug:slug>/organise/forms/<form:kind>.pdf", printing.forms, name="organise-forms"),
    path("b/<slug:slug>/organise/invitations/", inviting.invitations, name="invitations"),
    path("b/<slug:slug>/organise/invitations/send/", inviting.send_letters, name="invitations-send"),
    path("b/<slug:slug>/organise/invitations/revoke/", inviting.revoke, name="invitations-revoke"),
    path("b/<slug:slug>/organise/people/", inviting.people, name="organise-people"),
    path(f"{RUNOFF}/", runoff.runoff, name="organise-runoff"),
    path(f"{RUNOFF}/at/<id:place>/", runoff.runoff, name="organise-runoff-at"),
    path(f"{RUNOFF}/rolls/", runoff.rolls, name="organise-rolls"),
    path("b/<slug:slug>/organise/webhooks/", webhooks.webhooks, name="webhooks"),
    path("b/<slug:slug>/organise/webhooks/add/", webhooks.add, name="webhooks-add"),
    path("b/<slug:slug>/organise/webhooks/remove/", webhooks.remove, name="webhooks-remove"),
    path("b/<slug:slug>/organise/webhooks/again/", webhooks.again, name="webhooks-again"),
    path("b/<slug:slug>/organise/appoint/", organiser.appoint, name="organise-appoint"),
    path("b/<slug:slug>/organise/dismiss/", organiser.dismiss, name="organise-dismiss"),
    path("b/<slug:slug>/organise/rehearsal/", making.begin, name="organise-rehearsal"),
    path("b/<slug:slug>/rehearsal/", rehearsing.rehearsal, name="rehearsal"),
    path("b/<slug:slug>/rehearsal/clock/", rehearsing.clock, name="rehearsal-clock"),
    path("b/<slug:slug>/rehearsal/call/<id:unit>/", rehearsing.call, name="rehearsal-call"),
    path("b/<slug:slug>/rehearsal/verify/", making.verify_record, name="rehearsal-verify"),
    path("b/<slug:slug>/rehearsal/debriefing/", rehearsing.debriefing, name="rehearsal-debriefing"),
    path("b/<slug:slug>/rehearsal/erase/", making.erasing, name="rehearsal-erase"),
    path("results/", public.results, name="results"),
    path("b/<slug:slug>/", public.ballot, name="ballot"),
    path("b/<slug:slug>/night/", night.night, name="night"),
    path("b/<slug:slug>/night/stream/", night.stream, name="night-stream"),
    path("b/<slug:slug>/organise/night/", night.link, name="organise-night"),
    path("b/<slug:slug>/transfers/<id:contest>/<int:round>/", transfers.page, name="transfers"),
    path(
        "b/<slug:slug>/transfers/<id:contest>/<int:round>/picture.svg",
        transfers.drawing,
        name="transfers-picture",
    ),
    path("b/<slug:slug>/night/projection/", projection.page, name="projection"),
    path("b/<slug:slug>/night/projection/line/", projection.line, name="projection-line"),
    path("b/<slug:slug>/night/projection/picture.svg", projection.picture, name="projection-picture"),
    path("b/<slug:slug>/organise/projection/", projection.choose, name="organise-projection"),
    path("b/<slug:slug>/unit/<id:unit>/", public.unit, name="unit"),
    path("b/<slug:slug>/turnout/<int:round>/<id:unit>/", turnout.place, name="turnout"),
    path("b/<slug:slug>/turnout/<int:round>/<id:unit>/report/", turnout.report, name="turnout-report"),
    path("b/<slug:slug>/line/<int:seq>/", public.receipt, name="receipt"),
    path("b/<slug:slug>/line/<int:seq>/receipt.txt", public.receipt_file, name="receipt-file"),
    path("b/<slug:slug>/photo/<str:digest>/<id:unit>.jpg", intake.photo, name="photo"),
    path(f"{SHEET}/", intake.fill, name="sheet"),
    path(f"{SHEET}/draft/", intake.keep_draft, name="sheet-draft"),
    path(f"{SHEET}/review/", intake.review, name="sheet-review"),
    path(f"{SHEET}/send/", intake.send, name="sheet-send"),
    path(f"{DESK}/dispute/", disputing.file_dispute, name="dispute-new"),
    path("b/<slug:slug>/room/", commission.room, name="room"),
    path("b/<slug:slug>/room/matter/<id:matter>/", commission.matter, name="matter"),
    path("b/<slug:slug>/room/move/", commission.move, name="move"),
    path("b/<slug:slug>/room/vote/", commission.vote, name="vote"),
    path("b/<slug:slug>/room/close/", commission.close_vote, name="vote-close"),
    path("b/<slug:slug>/room/freeze/", commission.freeze, name="freeze"),
    path("b/<slug:slug>/room/refer/", commission.refer, name="refer"),
    path(f"{RESULT}/", proclaiming.proclaim, name="proclaim"),
    path(f"{RESULT}/lots/", proclaiming.lots, name="lots"),
    path(f"{RESULT}/minutes.pdf", minutes.minutes, name="minutes"),
    path("b/<slug:slug>/clerk/", clerk.queue, name="clerk"),
    path("b/<slug:slug>/clerk/<id:contest>/<int:round>/<id:unit>/", clerk.second, name="second"),
    path(
        "b/<slug:slug>/clerk/<id:contest>/<int:round>/<id:unit>/again/", clerk.differences, name="differences"
    ),
    path("b/<slug:slug>/watch/<id:unit>/", representative.sheets, name="representative"),
    path(f"{WITNESS}/", witness.witness, name="witness"),
    path(f"{WITNESS}/checkpoint.txt", witness.checkpoint, name="witness-checkpoint"),
    path(f"{WITNESS}/view/<int:since>/", witness.view, name="witness-view"),
    path(f"{WITNESS}/key/", witness.register, name="witness-key"),
    path(f"{WITNESS}/cosign/", witness.cosign, name="witness-cosign"),
    path("b/<slug:slug>/watch/<id:contest>/<int:round>/<id:unit>/", representative.copy, name="copy"),
    path("b/<slug:slug>/desk/<id:unit>/", federation.desk, name="federation"),
    path("b/<slug:slug>/desk/<id:unit>/import/", imports.sheets, name="sheets-import"),
    path(f"{DESK}/", federation.sheet, name="sheet-desk"),
    path(f"{DESK}/accept/", federation.accept, name="sheet-accept"),
    path(f"{DESK}/return/", federation.send_back, name="sheet-return"),
    path(f"{DESK}/aside/", federation.set_aside, name="sheet-aside"),
    path(f"{DESK}/no-vote/", federation.no_vote, name="sheet-no-vote"),
    path(f"{DESK}/correct/", federation.correct, name="sheet-correct"),
    path(f"{DESK}/acknowledge/", federation.acknowledge, name="sheet-acknowledge"),
    *PANELS,
    *CALLS,
    *CALLING,
    *INITIATIVES,
]

handler403 = "recolement.web.public.views.forbidden"
handler500 = "recolement.web.failures.failed"
