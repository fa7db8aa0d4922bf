"""What the database itself does: refuse to change a line, and (PostgreSQL) append in one exchange.

PostgreSQL's function waits for its turn at the ledger (an advisory lock held until the commit), then looks at
the key and the size, and inserts or says what is there. So writers queue instead of colliding, and one append
is one exchange with the server. It runs in the transaction of the statement that calls it: all or nothing.
"""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "recolement_ledger_line"
APPEND = "recolement_ledger_append"
WHY = "the ledger is append-only"

SQLITE = [
    f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{WHY}'; END $$",
    f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()",
    f"""
    CREATE FUNCTION {APPEND}(
        to_ledger text, expected bigint, with_key text, lines bytea[],
        OUT outcome text, OUT first bigint, OUT past bigint
    ) LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended(to_ledger, 1));
        SELECT number, append_end INTO first, past
            FROM {TABLE} WHERE ledger = to_ledger AND append_key = with_key;
        IF FOUND THEN
            outcome := 'replayed';
            RETURN;
        END IF;
        first := COALESCE((
            SELECT number + 1 FROM {TABLE} WHERE ledger = to_ledger
            ORDER BY ledger DESC, number DESC LIMIT 1 -- the order of the index: MAX takes another one
        ), 0);
        IF first <> expected THEN
            outcome := 'size_differs';
            RETURN;
        END IF;
        past := first + cardinality(lines);
        INSERT INTO {TABLE} (ledger, number, line, append_key, append_end)
            VALUES (to_ledger, first, lines[1], with_key, past);
        IF past > first + 1 THEN
            INSERT INTO {TABLE} (ledger, number, line)
                SELECT to_ledger, expected + place - 1, line
                FROM unnest(lines) WITH ORDINALITY AS given (line, place) WHERE place > 1;
        END IF;
        outcome := 'appended';
    END $$
    """,
]


def add_triggers(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers on the table, and PostgreSQL's function beside it."""
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)
