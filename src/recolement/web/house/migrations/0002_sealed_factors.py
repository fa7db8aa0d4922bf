"""The secrets of second factors that were kept in clear are sealed."""

from typing import Any

from django.conf import settings
from django.db import migrations

from recolement.web.accounts.sealing import MARK, seal


def seal_all(apps: Any, schema_editor: Any) -> None:
    """Nothing where they are sealed already."""
    for factor in apps.get_model("mfa", "Authenticator").objects.using(schema_editor.connection.alias).all():
        data = {
            name: seal(value, settings.SECRET_KEY)
            if name in ("secret", "seed") and not value.startswith(MARK)
            else value
            for name, value in factor.data.items()
        }
        if data != factor.data:
            factor.data = data
            factor.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("house", "0001_initial"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [migrations.RunPython(seal_all, migrations.RunPython.noop)]
