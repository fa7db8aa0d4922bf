"""What an import understood and what it left out, in French and in English, and the folder's README.

>>> from recolement.model.imports import Note
>>> note_sentence(Note("round_named", "PR17_BVot_T1_FE.txt", {"round": 1}), "en")
'PR17_BVot_T1_FE.txt: round 1, as its name says.'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from recolement.model.imports import Note
from recolement.words.numbers import Language
from recolement.words.plain import shown

NOTES: Mapping[str, tuple[str, str]] = {
    "file_read": (
        "{rows} lignes, tour {round} ; {layout}.",
        "{rows} rows, round {round}; {layout}.",
    ),
    "table_read": (
        "{sheets} procès-verbaux ; {layout}.",
        "{sheets} sheets; {layout}.",
    ),
    "round_named": ("tour {round}, comme le dit son nom.", "round {round}, as its name says."),
    "election_named": (
        "élection {election}, comme le dit son nom.",
        "{election} election, as its name says.",
    ),
    "columns_derived": (
        "colonnes non reprises, elles se déduisent des autres : {columns}.",
        "columns not kept, they follow from others: {columns}.",
    ),
    "columns_left": (
        "colonnes non reprises, le dossier n'a pas de place pour elles : {columns}.",
        "columns not kept, the folder has no place for them: {columns}.",
    ),
    "constituencies_told": (
        "le fichier ne nomme pas les circonscriptions ; les bureaux qui ont les mêmes candidats sont réunis, "
        "et leur circonscription désignée par une lettre (code électoral, art. L. 156).",
        "the file does not name the constituencies; stations with the same candidates are put together, "
        "and their constituency called by a letter (code électoral, art. L. 156).",
    ),
    "columns_ignored": (
        "colonnes laissées de côté, comme demandé : {columns}{reason}.",
        "columns set aside, as asked: {columns}{reason}.",
    ),
    "columns_unmentioned": (
        "colonnes dont la correspondance ne dit rien, non reprises : {columns}. "
        "Ajoutez-les, ou nommez-les dans « ignored ».",
        "columns the mapping says nothing of, not kept: {columns}. Add them, or name them in “ignored”.",
    ),
    "elected": (
        "{constituency} : élu au premier tour, {stations} bureaux sans vote au tour {round} (acts.toml).",
        "{constituency}: elected in the first round, {stations} stations hold no vote in round {round} "
        "(acts.toml).",
    ),
    "elected_undated": (
        "{constituency} : élu au premier tour, aucune ligne au tour {round}. Donnez la date du tour "
        "(FICHIER#date=2017-06-18) pour que l'absence de vote soit inscrite ; sinon ses {stations} "
        "bureaux manquent.",
        "{constituency}: elected in the first round, no row in round {round}. Give the round's date "
        "(FILE#date=2017-06-18) and “no vote held” is written down; without it its {stations} stations "
        "are missing.",
    ),
    "not_elected_no_rows": (
        "{constituency} : aucune ligne au tour {round}, et personne n'est élu au premier ; {stations} "
        "bureaux manquent.",
        "{constituency}: no row in round {round}, and nobody was elected in the first; {stations} "
        "stations are missing.",
    ),
    "all_null": (
        "{count} bureaux ont des votants et aucun suffrage exprimé ({units}…). Si leurs votes ont été "
        "annulés, "
        "donnez la liste des annulations (--annulled) : la raison sera dans acts.toml.",
        "{count} stations have voters and no valid vote ({units}…). If their votes were annulled, give "
        "the list of "
        "annulments (--annulled): acts.toml will say why.",
    ),
    "identity_everywhere": (
        "votants = exprimés + blancs + nuls dans chacun des {count} procès-verbaux : l'un de ces nombres "
        "a pu être "
        "déduit des autres avant la publication, et ce contrôle ne prouve alors rien.",
        "voters = valid + blank + null in every one of the {count} sheets: one of these figures may have "
        "been "
        "derived from the others before publication, and this check then proves nothing.",
    ),
    "new_in_later_round": (
        "{count} choix n'ont de voix qu'au dernier tour ({options}…) : nom écrit autrement au premier ?",
        "{count} options have votes in the last round only ({options}…): was a name written otherwise in "
        "the first?",
    ),
    "report_read": ("tour {round}, {contests} scrutins.", "round {round}, {contests} contests."),
    "report_rulebook": (
        "le format ne porte pas la règle du scrutin : le dossier dit « plurality ». Écrivez la vôtre dans "
        "ballot.toml avant de lire l'issue.",
        "the format does not carry the rulebook: the folder says “plurality”. Write yours in ballot.toml "
        "before you read the outcome.",
    ),
    "nist_by_others": (
        "rapport de {issuer} : les bulletins dits « cast » sont lus comme trouvés dans l'urne, « rejected » "
        "comme nuls, « undervotes » comme blancs ; les décomptes par sorte de bulletin sont additionnés.",
        "report of {issuer}: ballots cast are read as papers found in the box, rejected as null, undervotes "
        "as blank; counts by kind of ballot are added up.",
    ),
    "eml_by_others": (
        "message {layout} : les unités y sont à plat ; « Cast » est lu comme les bulletins trouvés (EML_NL : "
        "les inscrits), les rejetés dits blancs comme blancs, les autres comme nuls.",
        "{layout} message: its units stand side by side; Cast is read as papers found (EML_NL: the "
        "registered), rejected votes that say blank as blank, the others as null.",
    ),
    "eml_left": (
        "{count} sélections non reprises : candidats d'une liste, ou sélections sans nom.",
        "{count} selections not kept: candidates of a list, or selections without a name.",
    ),
    "nist_papers_left": (
        "bulletins (cast, rejected) non repris : le format ne dit pas de quel scrutin ils sont.",
        "ballots (cast, rejected) not kept: the format does not say of which contest they are.",
    ),
}
"""What was understood, by code: French, English."""

WORDS: Mapping[str, tuple[str, str]] = {
    "grouped": ("un groupe de colonnes par candidat", "a group of columns per candidate"),
    "wide": ("une colonne par choix", "a column per option"),
    "long": ("une ligne par choix", "a row per option"),
    "presidential": ("présidentielle", "presidential"),
    "legislative": ("législative", "legislative"),
}


def note_sentence(note: Note, language: Language) -> str:
    """One note, said."""
    which = 0 if language == "fr" else 1
    facts = {
        name: shown(WORDS[fact][which] if isinstance(fact, str) and fact in WORDS else str(fact))
        for name, fact in note.facts.items()
    }
    said = NOTES[note.code][which].format_map(facts)
    if not note.file:
        return said
    return f"{shown(note.file)} : {said}" if language == "fr" else f"{shown(note.file)}: {said}"


def readme(
    title: str, sources: Iterable[tuple[str, str]], notes: Sequence[Note], command: str, language: Language
) -> str:
    """The README of an imported folder: where its figures come from, and what was understood of them.

    ``sources`` are the files with their SHA-256.
    """
    french = language == "fr"
    lines = [
        f"# {shown(title)}",
        "",
        f"Dossier écrit par `{command}`." if french else f"Folder written by `{command}`.",
        "",
        "| fichier | SHA-256 |" if french else "| file | SHA-256 |",
        "|---|---|",
        *(f"| {shown(name).replace('|', '¦')} | `{digest}` |" for name, digest in sources),
        "",
        "Ce qui a été compris :" if french else "What was understood:",
        "",
        *(f"- {note_sentence(note, language)}" for note in notes),
    ]
    return "\n".join(lines) + "\n"
