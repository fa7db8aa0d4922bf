"""When a ledger was verified, and what came of it."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("house", "0002_sealed_factors")]

    operations = [
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ballot", models.CharField(db_index=True, max_length=80)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("size", models.BigIntegerField()),
                ("problems", models.IntegerField()),
                ("first", models.CharField(blank=True, max_length=80)),
            ],
        ),
    ]
