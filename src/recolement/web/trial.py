"""The demonstration: worked ballots, a vote under way, a panel, a call campaign, an account for each post.

Passwords and one-time-code secrets are drawn anew for each trial folder and kept there, in a file that only
its owner reads, for the terminal to show at each start; nothing here is a default account.
"""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from recolement.rehearsal.invented import invented
from recolement.storage.folder import read_ballot
from recolement.web.accounts.backends import issue
from recolement.web.accounts.models import Account, Post, Role
from recolement.web.accounts.second_factor import POSTS
from recolement.web.calls.worked import host_calls
from recolement.web.data import data_folder
from recolement.web.evenings import host
from recolement.web.panels.worked_panel import host_worked

EVENING = """
ballot title="Assemblée du Val (fictive)" organisation="Association du Val" root=val
ballot levels=nation,federation,section
rule majority_two_round ruling=majority signatures_needed=2
contest presidence name="Présidence"
option martin contest=presidence name="Alice Martin"
option petit contest=presidence name="Bruno Petit"
option nguyen contest=presidence name="Chi Nguyen"
unit val name="Val"
unit nord in=val name="Fédération du Nord"
unit sud in=val name="Fédération du Sud"
unit nord-1 in=nord name="Nord 1, salle des fêtes" registered=150
unit nord-2 in=nord name="Nord 2, école" registered=130
unit nord-3 in=nord name="Nord 3, gymnase" registered=90
unit sud-1 in=sud name="Sud 1, mairie" registered=210
unit sud-2 in=sud name="Sud 2, foyer" registered=120
sheet nord-1 registered=150 signatures=100 in_box=100 blank=2 null=0 valid=98 martin=52 petit=30 nguyen=16
sheet nord-2 registered=130 signatures=87 in_box=85 blank=1 null=0 valid=84 martin=20 petit=45 nguyen=19
sheet sud-1 registered=210 signatures=160 in_box=160 blank=3 null=2 valid=155 martin=81 petit=50 nguyen=24
"""
"""A vote under way, in a fictional association: three sheets of five are in."""

SLUG = "val"
NATIONAL = "congres"
"""A made-up ballot of 4,000 sections in which nothing has come yet: the one to rehearse."""
SECTIONS = 4_000
PLAIN_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What a password is drawn from, twelve times: nothing that is mistaken for something else (59 bits)."""


Made = dict[str, str]
"""An account of the trial, as the terminal shows it: username, post, place and how to come in."""


def fill(ballots: Path) -> None:
    """Host the ballots and make the accounts; nothing where the trial is already filled."""
    file = data_folder() / "accounts.json"
    if file.exists():
        return
    host(SLUG, read_ballot(EVENING), f"trial.recolement/{SLUG}", public=True)
    title = "Congrès national (fictif), 4 000 sections"
    host(NATIONAL, invented(SECTIONS, title), f"trial.recolement/{NATIONAL}", public=True)
    slugs = [NATIONAL]
    for folder in sorted(path for path in ballots.iterdir() if (path / "ballot.toml").is_file()):
        host(folder.name, read_ballot(folder), f"trial.recolement/{folder.name}", public=True)
        slugs.append(folder.name)
    made = [_section("nord-3", "Nord 3"), _section("sud-2", "Sud 2")]
    made.append(_member("federation-nord", Post.FEDERATION, "nord"))
    made.append(_member("saisie", Post.CLERK, ""))
    made.append(_member("mandataire-petit", Post.REPRESENTATIVE, "", option="petit", also=[NATIONAL]))
    made += [_member(f"commission-{number}", Post.COMMISSIONER, "", also=slugs) for number in (1, 2, 3)]
    made.append(_member("organisation", Post.ORGANISER, "", also=slugs))
    organiser = Account.objects.get(username="organisation")
    host_worked(organiser)
    host_calls(organiser, Account.objects.get(username="federation-nord"), SLUG)
    made.append(_member("administration", Post.ADMINISTRATOR, "", everywhere=True))
    whole = file.with_suffix(".new")
    whole.touch(mode=0o600)
    whole.write_text(json.dumps(made, ensure_ascii=False, indent=1), encoding="utf-8")
    whole.rename(file)  # last: where it stands, everything does


def _section(unit: str, name: str) -> Made:
    account = Account.objects.new(f"section-{unit}", name=f"Section {name}", telephone="01 99 00 00 00")
    Role.objects.create(account=account, ballot=SLUG, post=Post.SECRETARY, unit=unit)
    link, code = issue(account, timezone.now() + timedelta(days=365))
    return {"username": account.username, "post": Post.SECRETARY, "place": name, "link": link, "code": code}


def _member(
    username: str, post: Post, unit: str, *, option: str = "", also: list[str] | None = None,
    everywhere: bool = False,
) -> Made:  # fmt: skip
    password = "-".join("".join(secrets.choice(PLAIN_SIGNS) for _ in range(4)) for _ in range(3))
    account = Account.objects.new(username, password, name=username.replace("-", " ").capitalize())
    for ballot in ("",) if everywhere else (SLUG, *(also or ())):
        Role.objects.create(account=account, ballot=ballot, post=post, unit=unit, option=option)
    made: Made = {"username": username, "post": post, "place": unit, "password": password}
    if post in (*POSTS, Post.ORGANISER):  # an organiser, since these ballots have a commission
        made["totp_secret"] = generate_totp_secret()
        TOTP.activate(account, made["totp_secret"])
    return made
