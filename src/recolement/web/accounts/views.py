"""Coming in and going out: the access sheet of a section, the first run, the list of what one may do."""

from __future__ import annotations

import secrets
from pathlib import Path

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from recolement.web.accounts.backends import digest
from recolement.web.accounts.models import Account, Invitation, Post, Role
from recolement.web.data import data_folder
from recolement.web.words import language_of, say

SHEET = "recolement.web.accounts.backends.AccessSheet"
PASSWORD = "django.contrib.auth.backends.ModelBackend"


@never_cache
def access(request: HttpRequest, link: str) -> HttpResponse:
    """The page behind the link or QR of an access sheet: it asks for the code printed below."""
    if request.method != "POST":
        return render(request, "accounts/access.html", {"link": link})
    account = authenticate(request, link=link, code=request.POST.get("code", "")[:40])
    if account is None:
        if getattr(request, "axes_locked_out", False):
            return render(request, "accounts/locked.html", status=429)
        wrong = say("account.wrong", language_of(request))
        return render(request, "accounts/access.html", {"link": link, "wrong": wrong}, status=403)
    login(request, account, backend=SHEET)
    record_authentication(request, account, method="access_sheet")
    return redirect("home")


class FirstPassword(forms.Form):
    """The code given apart, and the password that the account will have."""

    code = forms.CharField(max_length=40)
    password = forms.CharField(max_length=300, validators=[validate_password])


@never_cache
def invitation(request: HttpRequest, link: str) -> HttpResponse:
    """The page behind an invitation's link: the code given apart, and a first password; then it is spent.

    It looks the same whether the link is known or not.
    """
    found = Invitation.objects.filter(link_digest=digest(link)).first()
    if found is not None and found.opened is None:
        Invitation.objects.filter(pk=found.pk).update(opened=timezone.now())
    form = FirstPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, link=link, code=form.cleaned_data["code"], invited=True)
        if getattr(request, "axes_locked_out", False):
            return render(request, "accounts/locked.html", status=429)
        if isinstance(account, Account) and _spend(link):
            account.set_password(form.cleaned_data["password"])
            account.save(update_fields=["password"])
            login(request, account, backend=PASSWORD)
            record_authentication(request, account, method="password")
            messages.success(request, say("invitation.done", language_of(request), username=account.username))
            return redirect("home")
        form.add_error("code", say("invitation.wrong", language_of(request)))
    status = 400 if request.method == "POST" else 200
    return render(request, "accounts/invitation.html", {"form": form, "link": link}, status=status)


def _spend(link: str) -> bool:
    """Whether this is the one time that the link opens: of two at once, one comes in."""
    fresh = Invitation.objects.filter(link_digest=digest(link), used=None)
    return fresh.update(used=timezone.now(), link_digest=None) == 1


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Sign out: the session ends, here and on the server."""
    logout(request)
    response = redirect("home")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


class FirstAccount(forms.Form):
    """The administrator's account, made once on a new installation."""

    token = forms.CharField(max_length=100)
    name = forms.CharField(max_length=200)
    username = forms.CharField(max_length=150)
    password = forms.CharField(max_length=300, validators=[validate_password])


def token_file() -> Path:
    """Where the first run's token is kept until it is used."""
    return data_folder() / "first-run-token"


def first_run_token() -> str | None:
    """The token that lets somebody create the first account; ``None`` once there is an account."""
    if Account.objects.exists():
        token_file().unlink(missing_ok=True)
        return None
    file = token_file()
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(24), encoding="ascii")
    return file.read_text(encoding="ascii")


@never_cache
def first_run(request: HttpRequest) -> HttpResponse:
    """Create the administrator: only where no account exists, only with the token of the terminal."""
    token = first_run_token()
    if token is None:
        raise Http404
    form = FirstAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if secrets.compare_digest(form.cleaned_data["token"].encode(), token.encode()):
            account = Account.objects.new(
                form.cleaned_data["username"], form.cleaned_data["password"], name=form.cleaned_data["name"]
            )
            Role.objects.create(account=account, post=Post.ADMINISTRATOR)
            token_file().unlink(missing_ok=True)
            login(request, account, backend=PASSWORD)
            record_authentication(request, account, method="password", reauthenticated=True)
            return redirect("home")
        form.add_error("token", say("account.wrong_token", language_of(request)))
    status = 400 if request.method == "POST" else 200
    return render(request, "accounts/first.html", {"form": form}, status=status)
