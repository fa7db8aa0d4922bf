"""Letters of invitation, and the language in which somebody is written to."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("accounts", "0002_cache")]
    operations: ClassVar = [
        migrations.AddField("account", "language", models.CharField(blank=True, default="", max_length=2)),
        migrations.CreateModel(
            "Invitation",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ballot", models.CharField(max_length=80)),
                ("link_digest", models.CharField(max_length=64, null=True, unique=True)),
                ("code_digest", models.CharField(blank=True, max_length=200)),
                ("expires", models.DateTimeField()),
                ("sent", models.DateTimeField(null=True)),
                ("failure", models.CharField(blank=True, max_length=40)),
                ("opened", models.DateTimeField(null=True)),
                ("used", models.DateTimeField(null=True)),
                ("revoked", models.BooleanField(default=False)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(fields=("account", "ballot"), name="one_invitation_a_ballot")
                ]
            },
        ),
    ]
