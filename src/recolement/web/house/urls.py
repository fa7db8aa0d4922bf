"""The addresses of the house, and the one that a monitoring service asks."""

from django.urls import path

from recolement.web.house import accounts, copies, doors, health, people, reading

urlpatterns = [
    path("house/", accounts.accounts, name="house"),
    path("house/people/", people.people, name="house-people"),
    path("house/new/", accounts.new, name="house-new"),
    path("house/account/<int:number>/", accounts.account, name="house-account"),
    path("house/account/<int:number>/act/", accounts.act, name="house-act"),
    path("house/sessions/", doors.sessions, name="house-sessions"),
    path("house/unlock/", doors.unlock_door, name="house-unlock"),
    path("house/journal/", reading.journal, name="house-journal"),
    path("house/journal.csv", reading.journal_csv, name="house-journal-csv"),
    path("house/health/", health.health, name="house-health"),
    path("house/verify/", health.verify_now, name="house-verify"),
    path("health.json", health.health_json, name="health"),
    path("house/backups/", copies.backups, name="house-backups"),
    path("house/backups/make/", copies.make, name="house-backup-make"),
    path("house/backups/bring/", copies.bring, name="house-backup-bring"),
    path("house/backups/<str:backup>/", copies.fetch, name="house-backup"),
    path("house/backups/<str:backup>/restore/", copies.restoring, name="house-restore"),
]
