"""Rulings: what one touches, what carries it, and what it may not do unseen."""

from __future__ import annotations

from canvass.reading import first, refusals, verdict, votes
from recolement.canvass import Status, canvass
from recolement.model.folder import BallotFolder


def test_a_ruling_is_carried_by_the_rulebook_of_the_contest_it_is_about(ballot: BallotFolder) -> None:
    """Contest two asks for unanimity: 6 for and 1 against do not annul, though contest one would let it.

    contest one ruling=majority
    contest two ruling=unanimity
    option A B contest=one
    option C D contest=two
    sheet Paris contest=one in_box=60 A=40 B=20
    sheet Paris contest=two in_box=60 C=40 D=20
    dispute d1 Paris contest=two
    ruling d1 annul for=6 against=1
    """
    assert refusals(ballot) == ["not_unanimous"]
    assert canvass(ballot).results[1].figures.votes == {"C": 40, "D": 20}


def test_a_ruling_touches_only_the_contest_and_round_of_its_dispute(ballot: BallotFolder) -> None:
    """The dispute is about contest two; the ruling names the unit alone, and leaves contest one as it is.

    contest one
    contest two
    option A B contest=one
    option C D contest=two
    sheet Paris contest=one in_box=60 A=40 B=20
    sheet Paris contest=two in_box=60 C=40 D=20
    dispute d1 Paris contest=two
    ruling d1 annul unit=Paris for=5 against=0
    """
    one, two = canvass(ballot).results
    assert one.figures.votes == {"A": 40, "B": 20}
    assert two.figures.votes == {"C": 0, "D": 0}


def test_a_ruling_may_narrow_what_its_dispute_touched(ballot: BallotFolder) -> None:
    """The dispute touches both contests of the section; the ruling annuls in the second one only.

    contest one
    contest two
    option A B contest=one
    option C D contest=two
    sheet Paris contest=one in_box=60 A=40 B=20
    sheet Paris contest=two in_box=60 C=40 D=20
    dispute d1 Paris
    ruling d1 annul contest=two for=5 against=0
    """
    assert [sum(v or 0 for v in result.figures.votes.values()) for result in canvass(ballot).results] == [
        60,
        0,
    ]


def test_a_ruling_of_nothing_is_refused(ballot: BallotFolder) -> None:
    """An annulment that names no dispute, unit or figures would annul everything: it must say so.

    sheet Paris registered=100 in_box=60 A=40 B=20
    sheet Lyon registered=100 in_box=60 A=20 B=40
    ruling - annul for=5 against=0
    """
    assert refusals(ballot) == ["ruling_of_nothing"]
    assert votes(ballot) == {"A": 60, "B": 60}


def test_the_whole_vote_may_be_annulled_by_saying_so(ballot: BallotFolder) -> None:
    """With result = true the same ruling annuls every section, and nothing is left to decide.

    sheet Paris registered=100 in_box=60 A=40 B=20
    sheet Lyon registered=100 in_box=60 A=20 B=40
    ruling - annul result=true for=5 against=0
    """
    assert refusals(ballot) == []
    assert first(ballot).figures.null == 120
    assert first(ballot).outcome is None


def test_a_correction_without_figures_does_not_close_a_dispute(ballot: BallotFolder) -> None:
    """ "Corrected" in answer to a dispute that asks for a recount, without a figure: refused, still open.

    sheet Paris registered=100 in_box=60 A=40 B=20
    dispute d1 Paris seeks=recount
    ruling d1 correct for=5 against=0
    """
    assert refusals(ballot) == ["nothing_to_correct"]
    assert [one.matter.id for one in verdict(ballot).open] == ["d1"]


def test_a_ruling_gives_no_figure_to_a_unit_it_does_not_decide_on(ballot: BallotFolder) -> None:
    """The ruling decides on Paris and slips in a figure of Lyon: refused as a whole.

    sheet Paris registered=100 in_box=60 A=40 B=20
    sheet Lyon registered=100 in_box=60 A=20 B=40
    ruling - correct unit=Paris values=Paris.A:39,Lyon.A:60 for=5 against=0
    """
    assert refusals(ballot) == ["values_elsewhere"]
    assert votes(ballot) == {"A": 60, "B": 60}


def test_a_ruling_on_own_motion_corrects_the_units_of_its_values(ballot: BallotFolder) -> None:
    """Figures name the units: both sections are corrected, and each change cites the ruling.

    sheet Paris registered=100 in_box=60 A=40 B=20
    sheet Lyon registered=100 in_box=60 A=20 B=40
    ruling - correct values=Paris.A:41,Paris.B:19,Lyon.A:25,Lyon.B:35 for=5 against=0
    """
    night = canvass(ballot)
    assert votes(ballot) == {"A": 66, "B": 54}
    (contest,) = night.folder.ballot.contests
    for unit in night.folder.tree.leaves:
        because = night.retained(unit, contest.id, 1).because
        assert [act.number for act in because] == [1]


def test_rejecting_one_dispute_does_not_undo_the_annulment_another_one_obtained(ballot: BallotFolder) -> None:
    """d1 annuls the section; d2 is then rejected ("uphold"): the section stays annulled.

    sheet Paris registered=100 in_box=60 A=40 B=20
    sheet Lyon registered=100 in_box=60 A=20 B=40
    dispute d1 Paris
    dispute d2 Paris seeks=correct options=A,B
    ruling d1 annul for=5 against=0
    ruling d2 uphold for=5 against=0
    """
    assert votes(ballot) == {"A": 20, "B": 40}


def test_an_annulment_is_undone_by_a_ruling_on_the_unit_itself(ballot: BallotFolder) -> None:
    """An appeal upholds the section: its votes count again, and the change is seen after a proclamation.

    sheet Paris registered=100 in_box=60 A=40 B=20
    sheet Lyon registered=100 in_box=60 A=20 B=40
    dispute d1 Paris
    ruling d1 annul for=5 against=0
    proclamation
    ruling Paris uphold for=5 against=0
    """
    assert votes(ballot) == {"A": 60, "B": 60}
    assert first(ballot).status is Status.CORRECTED


def test_upholding_what_stands_changes_nothing_after_a_proclamation(ballot: BallotFolder) -> None:
    """A dispute filed after the proclamation and rejected leaves the result proclaimed, not corrected.

    sheet Paris registered=100 in_box=60 A=40 B=20
    proclamation
    dispute d1 Paris
    ruling d1 uphold for=5 against=0
    """
    assert first(ballot).status is Status.PROCLAIMED


def test_the_figures_of_a_vote_held_again_stand(ballot: BallotFolder) -> None:
    """Lyon votes again: its new figures come by a ruling, and nothing of the first sheet stays.

    sheet Paris registered=100 in_box=60 A=31 B=29
    sheet Lyon registered=40 in_box=16 null=1 A=3 B=12
    dispute d1 Lyon
    ruling d1 vote_again for=4 against=0
    ruling - correct values=Lyon.in_box:20,Lyon.A:11,Lyon.B:9,Lyon.blank:0,Lyon.null:0 for=4 against=0
    """
    result = first(ballot)
    assert result.figures.votes == {"A": 42, "B": 38}
    assert result.figures.null == 0
    assert result.coverage.missing == ()


def test_no_vote_may_be_recorded_where_the_vote_was_to_be_held_again(ballot: BallotFolder) -> None:
    """The second vote never took place: "no vote held" settles it, and the proclamation is allowed.

    sheet Paris registered=100 in_box=60 A=31 B=29
    sheet Lyon registered=40 in_box=16 A=3 B=13
    no_vote Lyon
    dispute d1 Lyon
    ruling d1 vote_again for=4 against=0
    no_vote Lyon reason="nobody came to hold it"
    proclamation
    """
    assert refusals(ballot) == ["sheet_received"]
    result = first(ballot)
    assert result.status is Status.PROCLAIMED
    assert result.coverage.no_vote == ("Lyon",)
    assert result.figures.votes == {"A": 31, "B": 29}


def test_no_vote_is_refused_for_a_unit_that_sent_a_sheet(ballot: BallotFolder) -> None:
    """One cannot say that nobody voted where a sheet was received: 2012 the other way round.

    sheet Paris registered=100 in_box=60 A=31 B=29
    no_vote Paris reason="let us forget it"
    """
    assert refusals(ballot) == ["sheet_received"]
    assert votes(ballot) == {"A": 31, "B": 29}


def test_a_unit_ruled_upon_without_a_sheet_is_not_missing(ballot: BallotFolder) -> None:
    """Metz never sent its sheet and the commission annulled its vote: the proclamation is allowed.

    sheet Paris registered=100 in_box=60 A=31 B=29
    missing Metz registered=30
    proclamation
    ruling Metz annul for=4 against=0 grounds="sheet lost"
    proclamation
    """
    assert refusals(ballot) == ["units_missing"]
    assert first(ballot).status is Status.PROCLAIMED


def test_unanimity_bears_abstentions_but_no_vote_against(ballot: BallotFolder) -> None:
    """159 for, 2 abstaining (Reims) carry a unanimous ruling; abstentions alone carry nothing.

    rule plurality ruling=unanimity
    sheet Paris registered=100 in_box=60 A=31 B=29
    dispute d1 Paris
    dispute d2 Paris seeks=recount
    ruling d1 annul for=159 against=0 abstaining=2
    ruling d2 uphold abstaining=3
    """
    assert refusals(ballot) == ["not_unanimous"]
    assert votes(ballot) == {"A": 0, "B": 0}


def test_a_freeze_is_not_lifted_twice_nor_by_the_id_of_a_dispute(ballot: BallotFolder) -> None:
    """Lifting needs a freeze that holds.

    sheet Paris registered=100 in_box=60 A=31 B=29
    freeze g1 reason="waiting"
    dispute d1 Paris
    ruling d1 lift for=3 against=0
    ruling g1 lift for=3 against=0
    ruling g1 lift for=3 against=0
    """
    assert refusals(ballot) == ["nothing_to_lift", "nothing_to_lift"]
    assert [one.matter.id for one in verdict(ballot).open] == ["d1"]


def test_a_freeze_upheld_stays_and_touches_no_sheet(ballot: BallotFolder) -> None:
    """The national commission keeps the freeze: what is annulled stays so, and nothing is proclaimed.

    sheet Paris registered=100 in_box=60 A=31 B=29
    sheet Lyon registered=100 in_box=60 A=20 B=40
    freeze g1 reason="waiting"
    ruling Lyon annul for=3 against=0
    ruling g1 uphold for=3 against=0
    proclamation
    """
    assert refusals(ballot) == ["frozen"]
    assert votes(ballot) == {"A": 31, "B": 29}


def test_only_the_frozen_scope_is_frozen(ballot: BallotFolder) -> None:
    """Federation 78 is frozen; 75 may be proclaimed, the whole may not.

    unit FR
    unit 75 in=FR
    unit 78 in=FR
    unit Paris in=75
    unit Triel in=78
    contest c scope=each:federation
    ballot levels=nation,federation,section root=FR
    sheet Paris in_box=60 A=35 B=25
    sheet Triel in_box=84 A=39 B=45
    freeze g1 units=Triel reason="waiting"
    proclamation unit=75
    proclamation unit=78
    """
    assert refusals(ballot) == ["frozen"]
    by_unit = {result.unit: result.status for result in canvass(ballot).results}
    assert by_unit == {"75": Status.PROCLAIMED, "78": Status.FROZEN}
