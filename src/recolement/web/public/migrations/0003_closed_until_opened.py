"""A new ballot is shown to those who have a post in it, until its organiser opens it to everybody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What stands stays as it is; only the default changes."""

    dependencies = [("public", "0002_night_key")]
    operations = [migrations.AlterField("hostedballot", "open", models.BooleanField(default=False))]
