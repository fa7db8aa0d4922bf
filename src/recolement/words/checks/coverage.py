"""Words of family V, coverage: every expected unit once, nobody else."""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.entry import NOTHING, CheckWords

COVERAGE: Mapping[str, CheckWords] = {
    "V1": CheckWords(
        ("Chaque unité attendue a envoyé sa feuille", "Every expected unit sent a sheet"),
        {
            "": (
                "Aucune feuille reçue ; le nombre d'inscrits n'est pas connu non plus.",
                "No sheet was received; nor is the number of registered voters known.",
            ),
            "roll": (
                "Aucune feuille reçue ; {registered} inscrits.",
                "No sheet was received; {registered} registered voters.",
            ),
            "returned": (
                "Feuille renvoyée à la section, qui doit l'envoyer de nouveau. Raison : {reason}",
                "The sheet was sent back to the section, which is to send it again. Reason: {reason}",
            ),
        },
        (
            "Envoyez le procès-verbal, ou dites qu'il n'y a pas eu de vote.",
            "Send the sheet, or say that no vote was held.",
        ),
        (
            "Appelez la section. Si aucun vote n'a eu lieu, faites-le enregistrer : une absence ne se "
            "devine pas.",
            "Call the section. If no vote was held, have it recorded: an absence is not guessed at.",
        ),
        (
            "Regardez ce que cette unité peut encore changer ; la proclamation attend qu'elle soit reçue ou "
            "constatée.",
            "Look at what this unit could still change; the proclamation waits until it is received "
            "or recorded.",
        ),
    ),
    "V2": CheckWords(
        ("Une seule feuille par unité", "One sheet per unit"),
        {
            "different": (
                "{sheets} feuilles, qui diffèrent : la première compte, les autres attendent une décision.",
                "{sheets} sheets, which differ: the first one counts, the others wait for a ruling.",
            ),
            "same": (
                "{sheets} feuilles identiques : la première compte une fois.",
                "{sheets} identical sheets: the first one counts, once.",
            ),
        },
        (
            "Dites laquelle est la bonne, et retirez l'autre.",
            "Say which one is right, and take the other away.",
        ),
        (
            "Identiques, l'une des deux est de trop : ôtez-la (dans l'application, mettez-la à l'écart) ; "
            "sinon demandez laquelle est signée.",
            "If they are the same, one is too many: take it out (in the app, set it aside); otherwise ask "
            "which one is signed.",
        ),
        (
            "Comparez les deux exemplaires signés, puis statuez : une seule feuille peut compter.",
            "Compare the two signed copies, then rule: only one sheet can count.",
        ),
    ),
    "V3": CheckWords(
        ("Les feuilles viennent d'unités attendues", "Sheets come from expected units"),
        {
            "known": (
                "Cette unité n'est pas appelée à voter dans ce scrutin : sa feuille n'est pas comptée.",
                "This unit does not vote in this contest: its sheet is not counted.",
            ),
            "unknown": (
                "Cette unité n'est pas dans la liste des unités : sa feuille n'est pas comptée.",
                "This unit is not in the list of units: its sheet is not counted.",
            ),
        },
        (
            "Vérifiez le nom de la section et du scrutin en tête du procès-verbal.",
            "Check the names of section and contest at the head of the sheet.",
        ),
        (
            "Corrigez l'identifiant ; si l'unité a été oubliée, dites-le à qui tient le tableau des unités.",
            "Mend the id; if the unit was forgotten, tell whoever keeps the table of units.",
        ),
        (
            "La liste des unités est arrêtée avant le vote : dites pourquoi elle change.",
            "The list of units is closed before the vote: say why it changes.",
        ),
    ),
    "V4": CheckWords(
        ("Une ligne est une seule unité", "A line stands for one unit"),
        {
            "name": (
                "Cette ligne semble tenir lieu de plusieurs unités : on ne voit pas qui y est, ni "
                "qui y manque.",
                "This line seems to stand for several units: nobody can see who is in it, nor who is "
                "missing.",
            ),
            "node": (
                "Cette ligne est celle d'un échelon qui en contient d'autres ({below} au-dessous) : ses "
                "figures ne viennent pas d'une section.",
                "This line is that of a level with {below} units below it: its figures come from no section.",
            ),
        },
        NOTHING,
        (
            "Remplacez la ligne par une ligne par unité. En 2012, une ligne « divers » a caché trois oublis.",
            "Replace the line by one line a unit. In 2012 a “miscellaneous” line hid three omissions.",
        ),
        (
            "Demandez la liste de ce que la ligne contient avant de proclamer.",
            "Ask for the list of what the line holds before proclaiming.",
        ),
    ),
    "V5": CheckWords(
        ("Un nombre connu quelque part l'est partout", "A figure known in some units is known in all"),
        {
            "": (
                "Inconnu ici, connu ailleurs : {fields}. La somme laisse cette unité de côté.",
                "Unknown here, known elsewhere: {fields}. The sum leaves this unit out.",
            )
        },
        (
            "Remplissez la case : un nombre inconnu n'est pas zéro.",
            "Fill in the box: an unknown number is not zero.",
        ),
        (
            "Demandez le nombre à la section ; en attendant, publiez la somme en disant qui y manque.",
            "Ask the section for the number; until then publish the sum and say who is not in it.",
        ),
        (
            "Vérifiez que ce nombre ne sert ni à un seuil ni à un quorum.",
            "Check that the figure serves no threshold and no quorum.",
        ),
    ),
    "V6": CheckWords(
        ("Les mandats d'une unité sont connus", "The mandates of a unit are known"),
        {
            "": (
                "Ce scrutin compte des mandats, et ceux de cette unité sont inconnus : elle ne pèse rien.",
                "This ballot counts mandates, and those of this unit are not known: it weighs nothing.",
            )
        },
        NOTHING,
        (
            "Faites inscrire les mandats de l'unité dans le tableau des unités (colonne mandates) ; zéro "
            "s'écrit 0.",
            "Have the mandates of the unit written in the table of units (column mandates); none is "
            "written 0.",
        ),
        (
            "Ne proclamez pas avant que tous les mandats soient connus.",
            "Do not proclaim before all mandates are known.",
        ),
    ),
}
