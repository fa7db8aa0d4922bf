"""Why a later round cannot be prepared so, or not now, and what to do: French, then English."""

from __future__ import annotations

from collections.abc import Mapping

ROUNDS: Mapping[str, tuple[str, str]] = {
    "round_under_way": (
        "Le tour {round} est déjà ouvert, ou un de ses procès-verbaux est là : qui se présente et qui peut "
        "voter ne changent plus.",
        "Round {round} is open already, or one of its sheets is there: who stands and who may vote no longer "
        "change.",
    ),
    "runoff_by_place": (
        "« {contest} » se décide dans {places} unités, chacune pour elle-même : dites de laquelle on prépare "
        "le second tour (runoff-prepared/2).",
        "“{contest}” is decided in {places} places, each by itself: say of which the runoff is prepared "
        "(runoff-prepared/2).",
    ),
    "not_decided_there": (
        "« {contest} » ne se décide pas là.",
        "“{contest}” is not decided there.",
    ),
    "places_not_once": (
        "Un second tour se prépare pour une unité au moins, chacune nommée une fois.",
        "A runoff is prepared for one place at least, each named once.",
    ),
    "no_round_to_add": (
        "Le tour {number} ne s'ajoute pas : un second tour s'ajoute une fois, à un scrutin qui n'a déclaré "
        "que le tour 1, pour des postes nommés chacun une fois.",
        "Round {number} cannot be added: a second round is added once, to a ballot that declared round 1 "
        "alone, for contests each named once.",
    ),
    "no_runoff_in_rule": (
        "La règle de « {contest} » ne connaît pas de second tour.",
        "The rule of “{contest}” knows no second round.",
    ),
    "round_not_proclaimed": (
        "Le tour {round} n'est pas proclamé : qui peut se présenter ensuite n'est pas acquis. Faites "
        "proclamer ce tour, puis préparez le suivant.",
        "Round {round} is not proclaimed: who may stand next is not settled. Have that round proclaimed, "
        "then prepare the next.",
    ),
    "round_changed_since": (
        "Des chiffres du tour {round} ont changé depuis sa proclamation. La commission doit d'abord "
        "proclamer la version {version}.",
        "Figures of round {round} changed after it was proclaimed. The commission must first proclaim "
        "version {version}.",
    ),
    "no_runoff": (
        "Le premier tour n'appelle pas de second tour : il est tranché.",
        "The first round calls for no second one: it is decided.",
    ),
    "nobody_stands": (
        "Plus personne ne se présenterait : tous les choix se sont retirés. Les statuts disent la suite.",
        "Nobody would stand: every option has withdrawn. The statutes say what follows.",
    ),
    "not_who_may_stand": (
        "Par le résultat proclamé et les retraits se présentent : {expected} ; et non : {found}.",
        "By the result proclaimed and the withdrawals these stand: {expected}; not: {found}.",
    ),
    "joins_twice": ("Une liste n'en rejoint qu'une.", "A list joins one other only."),
    "may_not_join": (
        "{option} ne peut pas rejoindre {to} : le règlement le permet aux choix qui atteignent la part "
        "fixée, ou se retirent, et vers un choix qui se maintient.",
        "{option} may not join {to}: the rulebook allows it to options that reach the share, or withdraw, "
        "and towards an option that stands.",
    ),
    "not_a_section": ("{found} n'est pas une section.", "{found} is no section."),
    "no_such_hour": (
        "La participation ne se remonte pas à {found} dans ce vote, mais à : {expected}.",
        "Turnout is not reported at {found} in this vote, but at: {expected}.",
    ),
    "negative_turnout": (
        "{unit} : {found} votants. Un nombre de votants n'est pas négatif.",
        "{unit}: {found} voters. A number of voters is not negative.",
    ),
    "hours_out_of_order": (
        "Les heures déclarées ne se suivent pas : {found}.",
        "The hours declared do not follow one another: {found}.",
    ),
    "purged_twice": (
        "Les listes d'appel de « {of} » sont déjà détruites.",
        "The call lists of “{of}” are destroyed already.",
    ),
    "negative_roll": (
        "{unit} : {found} inscrits. Un nombre d'inscrits n'est pas négatif.",
        "{unit}: {found} registered. A number of registered voters is not negative.",
    ),
}
