"""``docs/reference/api.md``, written from the table of operations (``make docs``)."""

from __future__ import annotations

from typing import Any

from recolement.web.api.document import ABOUT, BASE, document
from recolement.web.api.kept import KEPT_FOR, UNDER_WAY
from recolement.web.api.operations import Operation
from recolement.web.api.problems import OURS
from recolement.web.api.table import OPERATIONS
from recolement.web.rights import ACTIONS
from recolement.web.words import say

HEAD = f"""# The HTTP API

{ABOUT}

The document for programs is at `{BASE}openapi.json` (OpenAPI 3.1); this page is written from the same table
(`make docs`).

**Tokens.** An account makes them for its own posts at `/tokens/`: each is shown once, kept as a digest, has
an end, may be narrowed to one unit, shows its last use, and is gone when it is revoked or its post is taken
away. It goes in `Authorization: Bearer rcl_…`. Cookies are neither read nor set. Without HTTPS nothing is
answered.

**Keys.** The answer to a key is kept for {KEPT_FOR.days} days, refusals included: after a refusal, send with
a new key. The same key with another request is refused (422), and so is the same request while the first is
under way (409, `Retry-After`). What was not answered (503, 500, a lost connection) is sent again with the
same key: the ledger knows the key of each of its lines, so nothing is recorded twice. A request whose process
died is taken up again after {UNDER_WAY.seconds} seconds.

**Webhooks.** The organiser enters addresses at `/b/…/organise/webhooks/`: each is told of accepted sheets
(`sheet.accepted`) and proclamations (`result.proclaimed`), at least once, signed as
[Standard Webhooks](https://www.standardwebhooks.com) has it (`webhook-id`, `webhook-timestamp`,
`webhook-signature`: HMAC-SHA256 under the secret shown once). The message says where to look, and bears no
figure. What is not taken (any answer but 2xx, none within 15 seconds) is sent again after 5 seconds, 30
seconds, 2 and 10 minutes, half an hour, 2, 5, 10 and 10 hours; 410 ends it. Addresses are https; names that
lead to a private network are refused, unless `RECOLEMENT_WEBHOOK_HOSTS` names the host. `serve` sends the
messages itself; with `RECOLEMENT_DELIVER=0` it leaves that to `recolement webhooks deliver`.

**Reading.** Each answer bears an `ETag` that changes with the ledger; `If-None-Match` gives 304 without work.

**Absent is not zero.** A figure left out is unknown. A sheet that does not add up is recorded, and asks for
an `explanation`.

## Operations

"""

EXAMPLE = """
## Example

```sh
curl -s https://vote.example.org/api/1/ballots/val-1a2b3c/units/nord-1/sheets/presidence/1 \\
  -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: nord-1-presidence-1" \\
  -H "Content-Type: application/json" \\
  -d '{"registered": 100, "signatures": 50, "in_box": 50, "blank": 1, "null": 1, "valid": 48,
       "votes": {"martin": 30, "petit": 18}, "signed_by": "Ann Day"}'
```
"""


def page() -> str:
    """The whole page."""
    lines = ["| operation | method and address | who | what |", "|---|---|---|---|"]
    lines += [_row(one) for one in OPERATIONS]
    shapes = [
        shape
        for operation in OPERATIONS
        for shape in (operation.takes, operation.answers)
        if isinstance(shape, type)
    ]
    described = [_shape(shape.__name__) for shape in dict.fromkeys(shapes)]
    codes = ["| code | status | sentence |", "|---|---|---|"]
    codes += [
        f"| `{code}` | {status} | {_plain(say(f'api.{code}', 'en'))} |" for code, status in OURS.items()
    ]
    said = (
        "Problems of the API itself; the refusals of the ledger bear its own codes (`sheet_is_there`, "
        "`frozen`…) with the sentences of the screens, as 409, or 422 where no moment would be right."
    )
    body = "\n".join(lines) + "\n" + EXAMPLE + "\n## Bodies\n\n" + "\n".join(described)
    return HEAD + body + "\n## Problems\n\n" + said + "\n\n" + "\n".join(codes) + "\n"


def _plain(sentence: str) -> str:
    return sentence.replace("|", "\\|")


def _row(operation: Operation) -> str:
    who = ", ".join(sorted(ACTIONS[operation.action])) if operation.action else "any token of the ballot"
    key = " (under a key)" if operation.keyed else ""
    return (
        f"| {operation.name} | `{operation.method} {BASE}{operation.path}` | {who} | "
        f"{_plain(operation.said)}{key} |"
    )


def _shape(name: str) -> str:
    schema: dict[str, Any] = document()["components"]["schemas"][name]
    lines = [f"### {name}", "", " ".join(schema.get("description", "").split()), ""]
    required = set(schema.get("required", ()))
    if not schema["properties"]:
        return "\n".join(lines)
    lines += ["| field | kind | needed |", "|---|---|---|"]
    for field, kind in schema["properties"].items():
        lines.append(f"| `{field}` | {_kind(kind)} | {'yes' if field in required else 'no'} |")
    return "\n".join([*lines, ""])


def _kind(kind: dict[str, Any]) -> str:
    if "anyOf" in kind:
        return " or ".join(_kind(one) for one in kind["anyOf"])
    if "$ref" in kind:
        return str(kind["$ref"].rpartition("/")[2])
    if "enum" in kind:
        return ", ".join(f"`{one}`" for one in kind["enum"])
    if kind.get("type") == "array":
        return f"list of {_kind(kind['items'])}"
    if kind.get("type") == "object":
        return "object"
    limits = [
        f"{said} {kind[name]:,}"
        for name, said in (("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"))
        if name in kind
    ]
    return " ".join([str(kind.get("type", "any")), *limits])
