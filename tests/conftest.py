"""A test reads like a ballot, and the long ones can be sampled.

The docstring of a test says what it shows, then, after a blank line, holds the ballot. And
``pytest -m long --sample 3
--seed abc`` runs three of the long tests; the same seed, the same three.
"""

from __future__ import annotations

import inspect
import os
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from contracts.postgres import Server, running_server
from recolement.formats.shorthand import read_shorthand
from recolement.model.folder import BallotFolder

if TYPE_CHECKING:
    from web.serving import ServerOfTheApp


@pytest.fixture
def ballot(request: pytest.FixtureRequest) -> BallotFolder:
    """The ballot written in shorthand after the first paragraph of the test's docstring."""
    described = inspect.getdoc(request.function) or ""
    _, _, lines = described.partition("\n\n")
    return read_shorthand(lines)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--sample N`` and ``--seed TEXT``."""
    parser.addoption("--sample", type=int, default=None, help="run only so many of the selected tests")
    parser.addoption("--seed", default="recolement", help="which ones: the same seed gives the same sample")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep a sample, in its usual order, after ``-m`` and ``-k`` have chosen."""
    size = config.getoption("--sample")
    if size is None or len(items) <= size:
        return
    places = sorted(random.Random(config.getoption("--seed")).sample(range(len(items)), size))
    kept = [items[place] for place in places]
    config.hook.pytest_deselected(items=[item for place, item in enumerate(items) if place not in places])
    items[:] = kept


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A sample of no test at all is not a failure: there may be no long test yet."""
    if session.config.getoption("--sample") is not None and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server: the one of ``DATABASE_URL``, else one of our own for the time of the tests."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgresql://", "postgres://")):
        yield Server(given)
    else:
        with running_server() as server:
            yield server


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The web app's test database: a file, so that another process can serve it too."""
    from web.serving import database_in_a_file

    with database_in_a_file(django_db_blocker):
        yield


@pytest.fixture(scope="session")
def web(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database open for the whole session, each test under names of its own; nothing is rolled back.

    The ledger's table refuses deletions, so that a test could not be undone by emptying it.
    """
    with django_db_blocker.unblock():
        yield


@pytest.fixture(autouse=True)
def databases_allowed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Ledgers in databases are tested without Django's own test database: nothing to protect here."""
    if not request.config.pluginmanager.has_plugin("django"):
        yield
        return
    with request.getfixturevalue("django_db_blocker").unblock():
        yield


@pytest.fixture(scope="session")
def server(web: None) -> Iterator[ServerOfTheApp]:
    """The web app as it is served: two workers of eight threads, for the whole session."""
    from web.serving import ServerOfTheApp

    serving = ServerOfTheApp(workers=2)
    serving.start()
    yield serving
    serving.stop()


@pytest.fixture
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords hashed a thousand times faster, where a test signs in or fails to many times."""
    from django.contrib.auth.hashers import ScryptPasswordHasher

    monkeypatch.setattr(ScryptPasswordHasher, "work_factor", 2**4)
