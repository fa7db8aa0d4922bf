"""What each key of a rulebook means, in French and in English; choices and defaults are read elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

KEYS: Mapping[str, tuple[str, str]] = {
    "rule": ("la règle du décompte", "the rule of count"),
    "source": ("l'article qui la fixe, cité à chaque étape", "the article that sets it, cited at each step"),
    "dated": ("la date du texte", "the date of the text"),
    "base": ("ce dont la majorité est une part", "what the majority is a share of"),
    "threshold": ("part à atteindre pour avoir des sièges", "share to reach to have seats"),
    "threshold_base": ("ce dont ce seuil est une part", "what that threshold is a share of"),
    "runoff": ("qui peut se présenter au second tour", "who may stand in the second round"),
    "runoff.kind": (
        "top_two : les deux premiers ; threshold : qui atteint « share »",
        "top_two: the first two; threshold: whoever reaches “share”",
    ),
    "runoff.share": ("part à atteindre pour se maintenir", "share to reach to stand"),
    "runoff.share_base": ("ce dont elle est une part", "what it is a share of"),
    "runoff.joins": (
        "part à partir de laquelle une liste peut en rejoindre une autre",
        "share from which a list may join another one",
    ),
    "elected_share_of_registered": (
        "part des inscrits qu'il faut aussi pour être élu·e au premier tour",
        "share of the registered also needed to be elected in the first round",
    ),
    "majority": ("part à dépasser pour l'emporter", "share to exceed to win"),
    "majority_reached": (
        "true : l'atteindre suffit (« au moins deux tiers »)",
        "true: reaching it is enough (“at least two thirds”)",
    ),
    "quorum": ("part à atteindre pour que le vote compte", "share to reach for the vote to count"),
    "quorum_base": ("ce dont le quorum est une part", "what the quorum is a share of"),
    "blank": (
        "separate : les blancs sont comptés à part (loi du 21 février 2014) ; valid : ils sont exprimés",
        "separate: blank papers are counted apart (law of 21 February 2014); valid: they are valid votes",
    ),
    "no_majority": ("ce qui suit si personne n'a la majorité", "what follows if nobody has the majority"),
    "seats": ("sièges à pourvoir, ou sièges par unité", "seats to fill, or seats by unit"),
    "divisor": ("la suite des diviseurs", "the sequence of divisors"),
    "quota": ("le quotient", "the quota"),
    "overflow": (
        "quotient Imperiali qui donne trop de sièges : on recommence avec S + 1",
        "Imperiali quota that gives too many seats: repeated with S + 1",
    ),
    "bonus": ("prime de la liste en tête, en part des sièges", "bonus of the head list, as a share of seats"),
    "ties": ("comment se tranche une égalité, dans l'ordre", "how a tie is broken, in order"),
    "mandates": ("si les unités pèsent leurs mandats, et comment", "whether units weigh mandates, and how"),
    "voters_are": ("le compte qui fait foi pour les votants", "which count of voters holds"),
    "entry": ("comment les feuilles sont saisies", "how sheets are entered"),
    "ruling": ("ce qu'il faut pour décider", "what a ruling needs"),
    "annulment": (
        "ce que deviennent les bulletins d'une unité annulée",
        "what an annulled unit's papers become",
    ),
    "call_probability": (
        "probabilité à partir de laquelle une projection est dite acquise",
        "probability from which a projection calls the outcome",
    ),
    "signatures_needed": ("signatures d'une proclamation", "signatures of a proclamation"),
    "sources": ("par clé, l'article d'où elle vient", "per key, the article it comes from"),
    "warn": ("les seuils des contrôles de la famille W", "the thresholds of the W checks"),
    "warn.blank_share": ("part de blancs qui surprend", "share of blank papers that surprises"),
    "warn.null_share": ("part de nuls qui surprend", "share of null papers that surprises"),
    "warn.gap_share": ("écart avec les émargements, en part", "gap with the signatures, as a share"),
    "warn.gap_papers": ("et en bulletins", "and in papers"),
    "warn.neighbour_points": ("distance aux voisines, en part", "distance from the neighbours, as a share"),
    "warn.neighbour_valid": ("exprimés à partir desquels on compare", "valid votes from which to compare"),
    "warn.round_change": ("changement entre deux tours, en part", "change between rounds, as a share"),
    "warn.identical_valid": (
        "exprimés à partir desquels deux feuilles identiques surprennent",
        "valid votes from which two identical sheets surprise",
    ),
    "warn.clock_hours": (
        "heures d'écart entre deux horloges avant de s'en étonner",
        "hours between two clocks before it is surprising",
    ),
}
"""By key; a key inside another is dotted."""
