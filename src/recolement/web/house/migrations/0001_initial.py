"""The journal, append-only."""

import uuid

import django.utils.timezone
from django.db import migrations, models

from recolement.web.house.append_only import add_triggers


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="JournalLine",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("what", models.CharField(max_length=40)),
                ("by", models.CharField(blank=True, max_length=32)),
                ("on", models.CharField(blank=True, db_index=True, max_length=32)),
                ("ballot", models.CharField(blank=True, max_length=80)),
                ("post", models.CharField(blank=True, max_length=20)),
                ("unit", models.CharField(blank=True, max_length=200)),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("origin", models.CharField(blank=True, max_length=45)),
            ],
            options={"db_table": "recolement_journal_line", "ordering": ["-at", "-id"]},
        ),
        migrations.RunPython(add_triggers, migrations.RunPython.noop),
    ]
