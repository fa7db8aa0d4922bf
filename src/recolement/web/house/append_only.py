"""The database itself refuses to change or remove a line of the journal, as it does for the ledger."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from recolement.web.house.models import TABLE

WHY = "the journal is append-only"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WHY}'; END $$",
    f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
]


def add_triggers(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on the table."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)
