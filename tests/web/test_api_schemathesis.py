"""The API against its own document: Schemathesis makes requests that fit it and requests that do not.

No request fails (500), and each answer has a status, a media type and a body that the document names. In the
document as it is given here the ballot, units and contests that exist stand as values, so that requests reach
the acts and do not all end at the door; values that do not exist are among them.
"""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import positive_data_acceptance

from recolement.web.accounts.models import Post
from recolement.web.api.document import document
from recolement.web.api.problems import OURS
from recolement.web.api.table import OPERATIONS
from web.api_client import token_of
from web.world import World, new_world

pytestmark = pytest.mark.usefixtures("web")

BADLY_WRITTEN = {code for code, status in OURS.items() if status == 400} | {"wrong_fields", "wrong_media"}
"""What is never said of a request that fits the document; a refusal is (no such option, an explanation)."""
WHO = (Post.SECRETARY, Post.FEDERATION, Post.ORGANISER)
MODES = st.sampled_from([schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Thousands of refusals are expected here."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    yield
    logging.getLogger("django.request").setLevel(logging.NOTSET)


@pytest.fixture(scope="module")
def world(web: None) -> World:
    """A ballot where one sheet of three is in."""
    return new_world()


@pytest.fixture(scope="module")
def schema(world: World) -> Any:
    """The document, with what exists in this ballot among the values of its places."""
    described = copy.deepcopy(document())
    known: dict[str, list[object]] = {
        "ballot": [world.slug],
        "unit": ["nord-1", "nord-2", "sud-1", "nord", "~2F", "é"],
        "contest": ["presidence", "presidence", "other"],
        "round": [1, 1, 2],
        "line": [0, 5, world.evening.desk.size - 1, 999_999],
    }
    for operation in (one for methods in described["paths"].values() for one in methods.values()):
        for parameter in operation["parameters"]:
            if parameter["in"] == "path":
                parameter["schema"] = {"enum": sorted(set(known[parameter["name"]]), key=str)}
    pages = get_wsgi_application()

    def app(environ: Any, start: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/here.json":
            start("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(described).encode()]
        return pages(environ, start)

    return schemathesis.openapi.from_wsgi("/here.json", app)


def _try(operation: str, world: World, schema: Any, examples: int) -> None:
    """So many requests to an operation, each of another person's."""
    fits = schemathesis.GenerationMode.POSITIVE
    strategies = {
        mode: schema.find_operation_by_label(operation)
        .as_strategy(generation_mode=mode)
        .map(lambda case, mode=mode: (mode, case))
        for mode in schemathesis.GenerationMode
    }
    tokens = [token_of(world, post, "") for post in WHO]

    @settings(max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(made=MODES.flatmap(strategies.__getitem__), token=st.sampled_from(tokens))
    def tried(made: Any, token: str) -> None:
        mode, case = made
        given_headers = {"Authorization": f"Bearer {token}"}
        answer = case.call_and_validate(headers=given_headers, excluded_checks=[positive_data_acceptance])
        if mode is fits and answer.status_code >= 400:
            assert answer.json()["code"] not in BADLY_WRITTEN, answer.text

    tried()


LABELS = [f"{one.method} /api/1/{one.path}" for one in OPERATIONS]


@pytest.mark.parametrize("label", LABELS, ids=[one.name for one in OPERATIONS])
def test_as_documented(label: str, world: World, schema: Any) -> None:
    """A few requests of each kind to each operation."""
    _try(label, world, schema, 8)


@pytest.mark.long
@pytest.mark.parametrize("label", LABELS, ids=[one.name for one in OPERATIONS])
def test_as_documented_at_length(label: str, world: World, schema: Any) -> None:
    """Many requests to each operation."""
    _try(label, world, schema, 400)
