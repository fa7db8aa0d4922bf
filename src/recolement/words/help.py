"""The first page of the command line, in French and in English: what it is for, examples, exit codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recolement.words.numbers import Language


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The parts of the page around the list of commands, and what is said when something goes wrong."""

    intro: str
    groups: Mapping[str, str]
    outro: str
    missing: str
    """A command whose extra is not installed; ``make`` knows it by the same name."""
    bug: str
    """Something that should not have happened: the text of the error is added."""
    bad_language: str
    usage: str
    """Before the message about a wrong option or argument."""
    made: str
    """What ``recolement new`` says when it is done."""


PAGE: Mapping[Language, HelpPage] = {
    "fr": HelpPage(
        intro=(
            "recolement : du procès-verbal signé à un verdict que chacun peut vérifier.\n\n"
            "  recolement COMMANDE …        recolement COMMANDE --help pour le détail"
        ),
        groups={
            "start": "Commencer",
            "night": "Le soir du vote",
            "ledger": "Le registre et la publication",
            "study": "Étudier",
        },
        outro=(
            "Exemples\n"
            "  recolement new mon-vote                 un dossier à remplir, qui s'explique\n"
            "  recolement check mon-vote               ce qui ne tombe pas juste\n"
            "  recolement tally mon-vote               le résultat et ce qui peut changer\n"
            "  recolement tally mon-vote --out r.xlsx  dans un classeur (ou .html, .csv)\n"
            "  recolement explain A3                   un contrôle refait à la main\n\n"
            "Codes de sortie\n"
            "  0  fait      1  check : au moins une erreur      2  fichiers inutilisables\n"
            "  70 panne de Récolement      130 interrompu\n\n"
            "Options\n"
            "  --version   la version        --lang fr|en   la langue (après la commande)\n"
            "  --debug     le détail d'une panne            NO_COLOR=1 : sans couleurs"
        ),
        missing=(
            "« recolement {name} » demande l'extension « {extra} ». Installez-la : "
            'pip install "recolement[{extra}]" ; dans le dépôt du projet : make {extra}'
        ),
        bug=(
            "Récolement est tombé en panne : ce n'est pas votre faute, et vos fichiers sont intacts.\n"
            "Relancez avec « recolement --debug … » (ou RECOLEMENT_DEBUG=1) pour voir le détail à joindre au "
            "signalement.\n({error})"
        ),
        bad_language="« {found} » : la langue est fr ou en.",
        usage="La commande ne se lit pas ainsi : {message}\nVoir : {command} --help",
        made=(
            "{folder} est prêt. Lisez LISEZMOI.txt, remplissez units.csv, ballot.toml et sheets.csv, puis :\n"
            "  recolement check {folder}"
        ),
    ),
    "en": HelpPage(
        intro=(
            "recolement: from signed tally sheets to a verdict anyone can check.\n\n"
            "  recolement COMMAND …        recolement COMMAND --help for the details"
        ),
        groups={
            "start": "To begin with",
            "night": "On the night",
            "ledger": "The ledger and the publication",
            "study": "To study",
        },
        outro=(
            "Examples\n"
            "  recolement new my-vote                 a folder that explains itself\n"
            "  recolement check my-vote               what does not add up, and what to do\n"
            "  recolement tally my-vote               the result, and what could change it\n"
            "  recolement tally my-vote --out r.xlsx  in a workbook (or .html, .csv)\n"
            "  recolement explain A3                  one check done by hand\n\n"
            "Exit codes\n"
            "  0  done      1  check: at least one error      2  unusable files or options\n"
            "  70 Récolement failed      130 interrupted\n\n"
            "Options\n"
            "  --version   the version       --lang fr|en   the language (after the command)\n"
            "  --debug     the details of a failure         NO_COLOR=1: no colours"
        ),
        missing=(
            '“recolement {name}” needs the extra “{extra}”. Install it: pip install "recolement[{extra}]"; '
            "in the project's repository: make {extra}"
        ),
        bug=(
            "Récolement failed: this is not your fault, and nothing was changed in your files.\n"
            "Run “recolement --debug …” (or RECOLEMENT_DEBUG=1) for the details to report.\n({error})"
        ),
        bad_language="“{found}”: the language is fr or en.",
        usage="The command cannot be read so: {message}\nSee: {command} --help",
        made=(
            "{folder} is ready. Read README.txt, fill in units.csv, ballot.toml and sheets.csv, then:\n"
            "  recolement check {folder}"
        ),
    ),
}
