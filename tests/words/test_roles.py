"""The posts of the web app are called the same on its screens and on published pages."""

from __future__ import annotations

from recolement.web.accounts.models import Post
from recolement.web.words import SCREENS
from recolement.words.roles import ROLES


def test_posts_bear_one_name() -> None:
    """Every post has a name, in both languages that of the screens, in the same order."""
    assert list(ROLES) == list(Post.values)
    assert {post: SCREENS[f"post.{post}"] for post in ROLES} == dict(ROLES)
