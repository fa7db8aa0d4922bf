"""The table of lines, and the triggers that keep it append-only."""

from typing import ClassVar

from django.db import migrations, models

from recolement.storage.django.triggers import add_triggers


class Migration(migrations.Migration):
    """The first one."""

    initial = True
    dependencies: ClassVar = []
    operations: ClassVar = [
        migrations.CreateModel(
            name="LedgerLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ledger", models.CharField(max_length=80)),
                ("number", models.BigIntegerField()),
                ("line", models.BinaryField()),
                ("append_key", models.CharField(max_length=200, null=True)),
                ("append_end", models.BigIntegerField(null=True)),
            ],
            options={
                "db_table": "recolement_ledger_line",
                "constraints": [
                    models.UniqueConstraint(fields=("ledger", "number"), name="recolement_line_once"),
                    models.UniqueConstraint(fields=("ledger", "append_key"), name="recolement_append_once"),
                ],
            },
        ),
        migrations.RunPython(add_triggers, migrations.RunPython.noop, elidable=False),
    ]
