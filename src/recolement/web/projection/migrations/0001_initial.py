"""The table of shown projections."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A row a ballot."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            "ShownProjection",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True)),
                ("baseline", models.CharField(blank=True, default="", max_length=400)),
            ],
        )
    ]
