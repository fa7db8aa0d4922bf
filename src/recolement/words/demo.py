"""What the demonstrations say: the story of each worked ballot in two lines, the web app's first screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recolement.words.numbers import Language

INTRODUCTIONS: Mapping[str, tuple[str, str]] = {
    "conflans-2016": (
        "Conflans, décembre 2016. Une section vote, deux autres sont contestées et leurs chiffres ne furent "
        "jamais publiés. Le résultat est gelé : Récolement dit à partir de combien d'inscrits il "
        "pouvait changer.",
        "Conflans, December 2016. One section votes, two others are contested and their figures were never "
        "published. The result is frozen: Récolement says from how many registered voters it could change.",
    ),
    "conflans-2017": (
        "Conflans, janvier 2017, deux tours. Le premier ne fut publié qu'en parts, le second en voix : 308 "
        "votants de plus, et l'ordre s'inverse.",
        "Conflans, January 2017, two rounds. The first was published as shares only, the second as "
        "votes: 308 "
        "more voters, and the order is reversed.",
    ),
    "primaire-2017": (
        "Primaire, janvier 2017. À 10 heures le total publié grandit d'un quart et chaque candidat garde sa "
        "part au centième : les pourcentages de la veille ont été appliqués au nouveau total (P2).",
        "Primary, January 2017. At 10:00 the published total grows by a quarter and every "
        "candidate keeps the "
        "same share to the hundredth: yesterday's percentages were applied to the new total (P2).",
    ),
    "reims-2008": (
        "Reims, novembre 2008. 42 voix d'avance sur 134 784, et quatre unités contestées. Lesquelles "
        "pouvaient renverser l'issue ? Deux suffisaient ensemble.",
        "Reims, November 2008. A lead of 42 votes of 134,784, and four contested units. Which of them could "
        "invert the outcome? Two were enough together.",
    ),
    "reims-2008-motions": (
        "Reims, le vote sur les motions. Des parts seules ne décident de rien ; et les nombres publiés du "
        "Nord ne tombent pas juste : il manque un bulletin.",
        "Reims, the vote on motions. Shares alone decide nothing; and the figures published by Nord do not "
        "add up: one paper is missing.",
    ),
    "reims-2008-conseil-national": (
        "Reims, le 25 novembre. Après la commission de récolement, le conseil national valide 102 "
        "voix d'avance. "
        "Le détail rectifié ne fut jamais publié.",
        "Reims, 25 November. After the commission of the récolement the national council validates a lead of "
        "102 votes. The corrected detail was never published.",
    ),
    "ump-2012": (
        "UMP, novembre 2012. 98 voix d'avance sont proclamées ; trois fédérations ne sont dans aucune somme. "
        "La couverture les nomme, et la proclamation est refusée.",
        "UMP, November 2012. A lead of 98 votes is proclaimed; three federations are in no sum. The coverage "
        "names them, and the proclamation is refused.",
    ),
    "ump-2012-avec-les-trois": (
        "UMP, avec les trois fédérations oubliées : 26 voix d'avance, pour l'autre candidat.",
        "UMP, with the three forgotten federations: a lead of 26 votes, for the other candidate.",
    ),
    "ump-2012-recours": (
        "UMP, après la commission des recours du 26 novembre : une seconde version rectifie la première, "
        "952 voix d'avance.",
        "UMP, after the appeals commission of 26 November: a second version corrects the first, a lead of "
        "952 votes.",
    ),
}
"""By the name of the ballot's folder."""

ENDING: tuple[str, str] = (
    "Et maintenant : « recolement new mon-vote », remplissez, puis « recolement tally mon-vote ».\n"
    "Les dossiers de ces scrutins sont dans {ballots} ; « recolement explain P2 » explique un contrôle.",
    "And now: “recolement new my-vote”, fill it in, then “recolement tally my-vote”.\n"
    "The folders of these ballots are in {ballots}; “recolement explain P2” explains a check.",
)


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the first screen of the web demonstration says."""

    title: str
    first: str
    again: str
    passwords: str
    second: str
    enter: str
    stop: str
    stopped: str


WELCOME: Mapping[Language, Welcome] = {
    "fr": Welcome(
        title="Récolement · démonstration",
        first="Le vote du Val (fictif) est en cours, trois sections sur cinq ; s'y ajoutent de vrais "
        "scrutins, et un congrès fictif de 4 000 sections à répéter (« organisation »). "
        "À chacun son compte, inventé pour cette machine :",
        again="La démonstration reprend où elle s'était arrêtée (make clean-demo : tout recommencer). "
        "Les mêmes comptes :",
        passwords="Avec un mot de passe :",
        second="Et un code à usage unique, pour les suivants ; secrets pour une application :",
        enter="Entrée : les codes du moment.",
        stop="Ctrl-C : arrêter.",
        stopped="Arrêté. La démonstration reprendra où elle en est.",
    ),
    "en": Welcome(
        title="Récolement · demonstration",
        first="The vote of Val (fictional) is under way, three sections of five; real ballots stand beside "
        "it, and a fictional congress of 4,000 sections to rehearse (“organisation”). "
        "To each their account, made up for this machine:",
        again="The demonstration goes on where it stopped (make clean-demo: begin anew). The same accounts:",
        passwords="With a password:",
        second="And a one-time code, for the following; secrets for an authenticator app:",
        enter="Enter: the codes of the moment.",
        stop="Ctrl-C: stop.",
        stopped="Stopped. The demonstration will go on from here.",
    ),
}

MAY: Mapping[str, tuple[str, str]] = {
    "secretary": (
        "remplit, signe et envoie son procès-verbal",
        "fills in, signs and sends its tally sheet",
    ),
    "federation": ("accepte, renvoie, rectifie", "accepts, returns, corrects"),
    "clerk": (
        "saisit à l'aveugle, où le règlement le demande",
        "types a second time, blind, where the rulebook asks",
    ),
    "commissioner": ("instruit les litiges, statue, proclame", "examines disputes, rules, proclaims"),
    "representative": ("voit tout, dépose des litiges", "sees everything, files disputes"),
    "organiser": ("prépare le scrutin, remet les accès", "sets up the ballot, hands out access"),
    "administrator": ("gère les comptes, ne statue pas", "manages accounts, does not rule"),
}
"""What somebody with a post may do, by the post's code."""
