"""What is kept of a call campaign: what is about a person sealed, the rest with no name in it.

In clear stand the section, whether somebody voted, what they said they would do, and where their call stands:
what the next call is chosen by. Name, telephone and e-mail are in ``sealed``; the ``*_mark`` columns are
keyed hashes of them, by which a row is found again. Both open with the campaign's key alone, which is in a
file outside the database (:mod:`recolement.web.calls.vault`).

Accounts are named by their opaque ``actor``, ballots by their slug: no foreign key leaves this app.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from recolement.model.calls import Said

MARK = 32
"""Characters of a mark: 128 bits of a keyed hash."""


class Campaign(models.Model):
    """Calls between two rounds of a ballot. Once purged, this row and its certificate are what is left."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    ballot = models.CharField(max_length=80)
    """The slug of the ballot, whose ledger receives the purge certificate."""
    contest = models.CharField(max_length=200, blank=True)
    after_round = models.PositiveIntegerField(default=1)
    next_round = models.PositiveIntegerField(default=2)
    purge_by = models.DateField()
    """The day from which everything is destroyed; later only by two persons (:class:`Extension`)."""
    source = models.CharField(max_length=500)
    """Where the data comes from, as each caller says it."""
    source_en = models.CharField(max_length=500, blank=True)
    script_fr = models.TextField(max_length=5000, blank=True)
    script_en = models.TextField(max_length=5000, blank=True)
    calls_from = models.TimeField()
    """Nobody is called before this hour, or from ``calls_until`` on (in ``time_zone``)."""
    calls_until = models.TimeField()
    time_zone = models.CharField(max_length=60, default="Europe/Paris")
    zones = models.JSONField(default=dict, blank=True)
    """Units on clocks of their own, each with all that lies under it: a time zone for each."""
    estimate = models.JSONField(null=True, blank=True)
    """Between which options votes moved, and the share of it in each area: what priorities rest on."""
    created = models.DateTimeField(auto_now_add=True)
    created_by = models.CharField(max_length=32)
    purged = models.DateTimeField(null=True)
    certificate = models.JSONField(null=True)
    """What was destroyed; there as soon as the purge begins."""

    def __str__(self) -> str:
        return self.title

    @property
    def closed(self) -> bool:
        """Whether it is purged, or being purged: nothing comes in any more."""
        return self.certificate is not None


class Caller(models.Model):
    """Who may do what in a campaign, and where: ``sections`` are units, each with all that lies under it.

    No unit stands for the whole campaign.
    """

    class Part(models.TextChoices):
        """What somebody does in a campaign."""

        ORGANISER = "organiser"
        CALLER = "caller"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="callers")
    actor = models.CharField(max_length=32)
    part = models.CharField(max_length=10, choices=Part.choices)
    sections = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "actor"], name="one_part_a_campaign")
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.campaign}"


class Person(models.Model):
    """Somebody on the roll. One who objects or is erased has no row any more."""

    class State(models.TextChoices):
        """Where the call stands."""

        OPEN = "open"
        HELD = "held"
        DONE = "done"
        WRONG_NUMBER = "wrong_number"
        UNCALLABLE = "uncallable"
        """No telephone, or no consent."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="people", db_index=False)
    section = models.CharField(max_length=200)
    place = models.PositiveIntegerField()
    """Their number in this campaign, in the order of the import: what a printed list shows."""
    number_mark = models.CharField(max_length=MARK, blank=True)
    name_mark = models.CharField(max_length=MARK, blank=True)
    telephone_mark = models.CharField(max_length=MARK, blank=True)
    email_mark = models.CharField(max_length=MARK, blank=True)
    sealed = models.BinaryField()
    """Number, name, telephone, e-mail, consent and its date."""
    voted_before = models.BooleanField(null=True)
    """In the round before; ``None`` while the register of the section has not come."""
    voted_today = models.BooleanField(default=False)
    said = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Said], blank=True, default=""
    )
    """What the person said on a call; never guessed."""
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    held_by = models.CharField(max_length=32, blank=True, default="")
    held_until = models.DateTimeField(null=True)
    call_back_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    weight = models.IntegerField(default=0)
    """The higher, the sooner: what the section can still bring."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["campaign", "place"], name="one_person_a_place"),
            models.UniqueConstraint(
                fields=["campaign", "held_by"], condition=models.Q(state="held"), name="one_person_a_caller"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["campaign", "-weight", "id"],
                name="calls_next",
                condition=models.Q(state="open", call_back_at=None),
            ),
            models.Index(
                fields=["campaign", "section", "-weight", "id"],
                name="calls_next_in",
                condition=models.Q(state="open", call_back_at=None),
            ),
            models.Index(
                fields=["campaign", "call_back_at"],
                name="calls_back",
                condition=models.Q(state="open", call_back_at__isnull=False),
            ),
            models.Index(
                fields=["campaign", "section", "state", "voted_before", "voted_today", "said"],
                name="calls_counted",
            ),
            models.Index(fields=["campaign", "number_mark"], name="calls_number"),
            models.Index(fields=["campaign", "name_mark"], name="calls_name"),
            models.Index(fields=["campaign", "telephone_mark"], name="calls_telephone"),
            models.Index(fields=["campaign", "email_mark"], name="calls_email"),
        ]

    def __str__(self) -> str:
        return f"{self.place} of {self.campaign}"


class Call(models.Model):
    """How one call ended. It stays, without the person, when the person's row is gone."""

    class Outcome(models.TextChoices):
        """What a caller notes."""

        REACHED = "reached"
        NO_ANSWER = "no_answer"
        CALL_BACK = "call_back"
        WRONG_NUMBER = "wrong_number"
        OBJECTS = "objects"
        WILL_VOTE = "will_vote"
        HAS_VOTED = "has_voted"
        UNDECIDED = "undecided"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="calls")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="calls")
    section = models.CharField(max_length=200)
    actor = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    before = models.JSONField(default=dict)
    """Where the person stood before, for who pressed the wrong button; nothing about who they are."""
    undone = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["campaign", "section"], name="calls_by_section"),
            models.Index(fields=["campaign", "actor", "id"], name="calls_by_caller"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.campaign}"


class Look(models.Model):
    """Somebody looked at a person: who, when, why. It stays, without the person, when the row is gone."""

    class Why(models.TextChoices):
        """What the look was for."""

        CALL = "call"
        SEARCH = "search"
        EXPORT = "export"
        ERASURE = "erasure"
        OBJECTION = "objection"
        PRINTING = "printing"
        LISTS = "lists"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="looks")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="looks")
    people = models.PositiveIntegerField(default=1)
    """How many, where a whole list was looked at."""
    actor = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)
    why = models.CharField(max_length=10, choices=Why.choices)

    def __str__(self) -> str:
        return f"{self.why}: {self.campaign}"


class Objection(models.Model):
    """Somebody does not want to be called: in no campaign, and for good. Only a salted hash is kept."""

    mark = models.CharField(max_length=MARK, unique=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return "an objection"


class Demand(models.Model):
    """A person's request about their data: to be answered within a month."""

    class Kind(models.TextChoices):
        """The right that is used."""

        ACCESS = "access"
        RECTIFICATION = "rectification"
        ERASURE = "erasure"
        OBJECTION = "objection"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="demands")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    sealed = models.BinaryField()
    """Who asks, and how they are answered."""
    received = models.DateField()
    due = models.DateField()
    taken_by = models.CharField(max_length=32)
    answered = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} of {self.campaign}"


class Taken(models.Model):
    """A file taken in: the roll, or the register of a round. Sealed until recorded, then only counted."""

    class Kind(models.TextChoices):
        """What the file was."""

        ROLL = "roll"
        BEFORE = "before"
        TODAY = "today"

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="taken")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    sealed = models.BinaryField(null=True)
    digest = models.CharField(max_length=64)
    actor = models.CharField(max_length=32)
    at = models.DateTimeField(auto_now_add=True)
    recorded = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.kind} of {self.campaign}"


class Extension(models.Model):
    """Somebody asks to purge later; it counts when another organiser has confirmed it."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="extensions")
    until = models.DateField()
    why = models.CharField(max_length=500)
    asked_by = models.CharField(max_length=32)
    asked = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.CharField(max_length=32, blank=True)
    confirmed = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"until {self.until}: {self.campaign}"
