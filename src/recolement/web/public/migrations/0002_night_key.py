"""The link of the night's screen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A key a ballot; empty where the organiser gives no link."""

    dependencies = [("public", "0001_initial")]
    operations = [
        migrations.AddField(
            "hostedballot", "night_key", models.CharField(blank=True, default="", max_length=40)
        )
    ]
