"""Every post, at every place, for every operation of the API: allowed as the table of rights says."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from recolement.web.accounts.models import Post
from recolement.web.api.operations import Operation
from recolement.web.api.table import OPERATIONS
from recolement.web.api.tokens import issue
from recolement.web.rights import ACTIONS
from web.api_client import Program, at, token_of
from web.rights_table import line_of
from web.test_rights import PLACES, REACHES
from web.world import World, new_world

pytestmark = pytest.mark.usefixtures("web")

POSTS = [post for post in Post if post != Post.ADMINISTRATOR]


@pytest.fixture(scope="module")
def world(web: None) -> World:
    """A ballot and its foreign twin."""
    return new_world()


@pytest.fixture(scope="module")
def programs(world: World) -> dict[tuple[str, str], Program]:
    """A program for each post at each place, the foreign one too."""
    found = {}
    for post in POSTS:
        for place, unit in PLACES.items():
            found[post.value, place] = Program(token_of(world, post, unit))
        found[post.value, "narrowed"] = Program(token_of(world, post, "", "sud-1"))
        (role,) = world.stranger(post, "nord-1").account.roles.all()
        foreign = issue(role, "", "test", timezone.now() + timedelta(days=1))
        found[post.value, "foreign"] = Program(foreign)
    return found


@pytest.mark.parametrize("operation", OPERATIONS, ids=[one.name for one in OPERATIONS])
def test_rights_of_tokens(
    operation: Operation, world: World, programs: dict[tuple[str, str], Program]
) -> None:
    """403 where the post or the place does not allow it, and nothing is recorded; else never 401 or 403."""
    path = operation.path.removeprefix("ballots/{ballot}").format(
        unit="nord-1", contest="presidence", round=1, line=3
    )
    size, wrong = world.evening.storage.size(), []
    for (post, place), program in programs.items():
        answer = program.ask(operation.method, at(world, path))  # without a body: nothing is recorded
        right_post = not operation.action or post in ACTIONS[operation.action]
        right_place = place in REACHES or (not operation.action and place != "foreign")
        refused = answer.status_code == 403
        if answer.status_code in (401, 500) or refused == (right_post and right_place):
            wrong.append((post, place, answer.status_code))
    assert not wrong
    assert world.evening.storage.size() == size
    assert Program("rcl_no-such-token").ask(operation.method, at(world, path)).status_code == 401
    assert line_of(f"api-{operation.name}") is not None
