"""The tree of units."""

import pytest

from recolement.model.ids import UnitId
from recolement.model.units import TreeBroken, Unit, UnitTree


def unit(name: str, parent: str | None) -> Unit:
    return Unit(UnitId(name), None if parent is None else UnitId(parent), "level", name)


@pytest.mark.parametrize(
    ("units", "code"),
    [
        ([unit("a", None), unit("a", None)], "doubled_unit"),
        ([unit("a", None), unit("b", "z")], "unknown_parent"),
        ([unit("a", None), unit("b", None)], "several_roots"),
        ([], "no_root"),
        ([unit("a", "b"), unit("b", "a")], "cycle"),
        ([unit("r", None), unit("a", "b"), unit("b", "a")], "cycle"),
    ],
)
def test_a_broken_tree_says_how_it_is_broken(units: list[Unit], code: str) -> None:
    """Doubled units, unknown parents, several roots and cycles are named."""
    with pytest.raises(TreeBroken) as broken:
        UnitTree(units)
    assert broken.value.code == code


def test_leaves_keep_the_order_of_the_tree() -> None:
    """Leaves under a unit come in tree order, and a leaf stands under itself."""
    tree = UnitTree([unit("r", None), unit("f", "r"), unit("s2", "f"), unit("s1", "f"), unit("g", "r")])
    assert tree.leaves == ("s2", "s1", "g")
    assert tree.leaves_under(UnitId("f")) == ("s2", "s1")
    assert tree.leaves_under(UnitId("g")) == ("g",)
    assert tree.trail(UnitId("s1")) == ("r", "f", "s1")
