"""What the ledger, its verification, its witnesses and its refusals have to say, in French and in English.

>>> say("rolled_back_seen", {"seen": 12, "size": 11}, "en")
'The ledger had 12 lines when it was last seen, and has 11 now: lines were taken away.'
>>> say("line_changed", {}, "fr", file=None, line=41)
"écriture n° 41 : elle a été modifiée après coup ; son empreinte n'est plus celle qui a été signée."
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.numbers import Language
from recolement.words.refusals import REFUSALS
from recolement.words.rounds import ROUNDS

SENTENCES: Mapping[str, tuple[str, str]] = {
    # Sheets accepted or sent back, motions, signatures
    "sheet_is_there": (
        "Pendant votre saisie, quelqu'un d'autre a envoyé le procès-verbal de {unit}. Le vôtre n'a pas été "
        "envoyé ; ce que vous avez saisi est gardé. Comparez avec celui qui est enregistré ; s'ils "
        "diffèrent, appelez votre fédération.",
        "While you were typing, somebody else sent the sheet of {unit}. Yours was not sent; what you typed "
        "is kept. Compare it with the one recorded; if they differ, call your federation.",
    ),
    "entry_is_there": (
        "Quelqu'un d'autre vient de saisir ce procès-verbal ({unit}) : votre saisie n'a pas été enregistrée.",
        "Somebody else has just typed this sheet ({unit}): your entry was not recorded.",
    ),
    "copy_is_there": (
        "Pendant votre saisie, quelqu'un d'autre a enregistré la copie de votre candidat pour {unit} "
        "(écriture n° {line}). La vôtre n'a pas été enregistrée ; ce que vous avez saisi est encore ici. "
        "Comparez : si la vôtre est la bonne, enregistrez-la de nouveau, elle remplacera l'autre.",
        "While you were typing, somebody else recorded your candidate's copy for {unit} (line no. {line}). "
        "Yours was not recorded; what you typed is still here. Compare them: if yours is right, save it "
        "again and it will replace the other.",
    ),
    "not_cosigned": (
        "Ce point d'arrêt n'est pas cosigné par la clé enregistrée pour vous ({key}).",
        "This checkpoint is not cosigned by the key registered for you ({key}).",
    ),
    "clock_differs": (
        "L'horloge de votre appareil diffère de {minutes} minutes : réglez-la, puis cosignez de nouveau.",
        "Your device's clock differs by {minutes} minutes: set it right, then cosign again.",
    ),
    "proclaimed_already": (
        "Le résultat est proclamé (version {version}) : le procès-verbal de {unit} ne se renvoie plus. "
        "Rectifiez le chiffre avec son motif, ou déposez un litige ; une nouvelle version sera alors à "
        "proclamer.",
        "The result is proclaimed (version {version}): the sheet of {unit} is no longer sent back. Correct "
        "the figure with its reason, or file a dispute; a new version will then be due.",
    ),
    "motion_open": (
        "Une décision sur {of} est déjà mise aux voix : terminez ce vote d'abord.",
        "A ruling on {of} is already put to the vote: end that vote first.",
    ),
    "no_motion": (
        "Aucune décision n'est mise aux voix sous ce nom ({of}).",
        "No ruling is put to the vote under this name ({of}).",
    ),
    "unknown_vote": (
        "« {found} » : on vote for, against ou abstain.",
        "“{found}”: a vote is for, against or abstain.",
    ),
    "nobody_voted": (
        "Un vote a un votant : l'acte n'en nomme aucun.",
        "A vote has a voter: the act names none.",
    ),
    "voted_twice": ("Ce membre a déjà voté sur {of}.", "This member has already voted on {of}."),
    "votes_differ": (
        "Les voix de la décision sur {of} ne sont pas celles que les membres ont données.",
        "The votes of the ruling on {of} are not those that the members gave.",
    ),
    "not_as_moved": (
        "La décision sur {of} n'est pas celle qui a été mise aux voix.",
        "The ruling on {of} is not the one that was put to the vote.",
    ),
    "nobody_signed": (
        "Une signature a un signataire : l'acte n'en nomme aucun.",
        "A signature has a signer: the act names none.",
    ),
    "figures_changed": (
        "Les chiffres ont changé depuis que cette page a été affichée : rien n'est enregistré. Relisez-les, "
        "puis recommencez.",
        "The figures have changed since this page was shown: nothing is recorded. Read them again, then "
        "start over.",
    ),
    # What is wrong with a ledger
    "no_ledger": (
        "Ni registre (ledger.jsonl) ni registre publié (checkpoint et tile/entries) ici : donnez le dossier "
        "qui les contient.",
        "Neither a ledger (ledger.jsonl) nor a published one (checkpoint and tile/entries) is here: give the "
        "folder that holds them.",
    ),
    "unknown_file": (
        "ce fichier n'a pas sa place dans un registre ; retirez-le.",
        "this file has no place in a ledger; take it away.",
    ),
    "not_empty": ("ce fichier devrait être vide.", "this file should be empty."),
    "file_missing": ("ce fichier manque.", "this file is missing."),
    "line_cut_short": (
        "la dernière ligne est coupée (écriture interrompue, ou fichier tronqué).",
        "the last line is cut short (an interrupted append, or a file cut off).",
    ),
    "record_unreadable": (
        "cette ligne n'est pas la trace d'une écriture achevée.",
        "this line is no record of a completed append.",
    ),
    "record_out_of_order": (
        "cette trace d'écriture répète ou contredit celle qui précède.",
        "this record of an append repeats or contradicts the one before.",
    ),
    "append_differs": (
        "l'écriture se terminait à l'octet {expected}, les lignes finissent à l'octet {found} : des lignes "
        "ont été ajoutées, ôtées ou modifiées avant cet endroit.",
        "the append ended at byte {expected}, the lines end at byte {found}: lines were added, taken away or "
        "changed before this place.",
    ),
    "key_differs": (
        "la clé de reprise n'est pas celle que porte l'écriture n° {number}.",
        "the idempotency key is not the one that line no. {number} bears.",
    ),
    "append_interrupted": (
        "{count} écriture(s) n'ont pas de trace d'achèvement : interruption, ou ajout à la main. L'écriture "
        "suivante les retirera.",
        "{count} line(s) have no record of completion: an interruption, or an addition by hand. The next "
        "append takes them away.",
    ),
    "lines_missing": (
        "les lignes s'arrêtent à l'écriture n° {line}, il en faut {size}.",
        "the lines stop at no. {line}, there should be {size}.",
    ),
    "records_missing": (
        "{lines} est là sans {file} : il manque un fichier à cette copie du registre. Rien n'a été touché ; "
        "recopiez {file} aussi, ou choisissez un autre dossier.",
        "{lines} is here without {file}: this copy of the ledger lacks a file. Nothing was touched; copy "
        "{file} too, or choose another folder.",
    ),
    "file_too_short": (
        "{file} a {found} octets, il en avait {expected} : des écritures achevées ont disparu.",
        "{file} has {found} bytes, it had {expected}: completed appends are gone.",
    ),
    "not_an_event": (
        "ce n'est pas un fait du registre ({why}).",
        "this is no event of the ledger ({why}).",
    ),
    "not_canonical": (
        "la ligne n'est pas écrite sous sa forme canonique (RFC 8785).",
        "the line is not in its canonical writing (RFC 8785).",
    ),
    "not_utc": ("l'heure n'est pas en temps universel.", "the time is not in UTC."),
    "wrong_number": (
        "la ligne porte le numéro {found} : une ligne a été ajoutée, ôtée ou déplacée.",
        "the line bears the number {found}: a line was added, taken away or moved.",
    ),
    "key_twice": (
        "la clé de reprise a déjà servi à l'écriture n° {first}.",
        "the idempotency key was already used by line no. {first}.",
    ),
    "not_foldable": (
        "ce fait ne peut pas suivre ce qui précède : {why}",
        "this event cannot follow what came before: {why}",
    ),
    "act_not_allowed": (
        "cet acte n'était pas permis à ce moment : {why}",
        "this act was not allowed at that moment: {why}",
    ),
    "import_unfinished": (
        "la reprise du dossier n'est pas terminée.",
        "the bringing in of the folder is not finished.",
    ),
    "line_changed": (
        "elle a été modifiée après coup ; son empreinte n'est plus celle qui a été signée.",
        "it was changed afterwards; its hash is no longer the one that was signed.",
    ),
    "leaf_differs": (
        "l'empreinte gardée n'est pas celle de l'écriture. « recolement ledger rebuild » la refait.",
        "the hash kept is not that of the line. “recolement ledger rebuild” makes it anew.",
    ),
    "other_ledger": (
        "cela parle d'un autre registre : {found}.",
        "this speaks of another ledger: {found}.",
    ),
    "rolled_back": (
        "{signed} écritures ont été signées, il n'y en a que {size} : le registre a été ramené en arrière.",
        "{signed} lines were signed, there are only {size}: the ledger was rolled back.",
    ),
    "older_than_witness": (
        "le témoin {witness} a vu {signed} écritures, il y en a {size} ici : ceci est plus ancien "
        "que ce que le "
        "témoin a vu.",
        "the witness {witness} saw {signed} lines, there are {size} here: this is older than what "
        "the witness saw.",
    ),
    "no_line_left": (
        "{signed} écritures ont été signées et il n'y en a aucune ici. Est-ce le bon dossier, la bonne base "
        "(--db) ? Sinon, le registre a été vidé, ou ses traces (appends.jsonl) ont disparu. N'écrivez rien.",
        "{signed} lines were signed and there is not one here. Is it the right folder, the right database "
        "(--db)? Otherwise the ledger was emptied, or its records (appends.jsonl) are gone. Write nothing.",
    ),
    "not_begun": (
        "Aucun registre n'a été ouvert ici : ni écriture, ni point d'arrêt. Pour en ouvrir un : « recolement "
        "ledger init ». S'il devrait y en avoir un, vérifiez le dossier et --db.",
        "No ledger was begun here: neither a line nor a checkpoint. To begin one: “recolement ledger init”. "
        "If there should be one, check the folder and --db.",
    ),
    "a_ballot_folder": (
        "{place} est un dossier de vote, pas un registre : rien n'y est signé, il n'y a rien à vérifier. "
        "Pour contrôler ses chiffres : « recolement check ». Pour en faire un registre : « recolement ledger "
        "init REGISTRE --from {place} ».",
        "{place} is a ballot folder, not a ledger: nothing in it is signed, there is nothing to verify. To "
        "check its figures: “recolement check”. To begin a ledger with it: “recolement ledger init LEDGER "
        "--from {place}”.",
    ),
    "begun_before": (
        "Un registre de {size} écritures est déjà ouvert ici ; rien n'a été changé. Continuez-le avec "
        "« recolement ledger append », ou ouvrez l'autre ailleurs.",
        "A ledger of {size} lines is already begun here; nothing was changed. Continue it with “recolement "
        "ledger append”, or begin the other one elsewhere.",
    ),
    "history_differs": (
        "la racine signée pour {signed} écritures n'est pas celle des lignes : l'histoire a été réécrite.",
        "the root signed for {signed} lines is not that of the lines: history was rewritten.",
    ),
    "root_differs": (
        "La racine signée pour {size} écritures n'est pas celle des lignes. N'écrivez plus rien ; lancez "
        "« recolement verify ».",
        "The root signed for {size} lines is not that of the lines. Write nothing more; run “recolement "
        "verify”.",
    ),
    "lines_unsigned": (
        "{count} écriture(s) après le dernier point d'arrêt ne sont signées par personne. Si vous les "
        "reconnaissez, la prochaine ouverture les signera.",
        "{count} line(s) after the last checkpoint are signed by nobody. If you recognise them, the next "
        "opening signs them.",
    ),
    "checkpoint_unreadable": (
        "ce n'est pas un point d'arrêt signé ({why}).",
        "this is no signed checkpoint ({why}).",
    ),
    "checkpoint_unsigned": (
        "le point d'arrêt n'est pas signé par la clé du registre.",
        "the checkpoint is not signed by the ledger's key.",
    ),
    "not_the_pinned_key": (
        "le point d'arrêt n'est signé ni par la clé donnée ({pinned}) ni par une clé à qui elle a passé "
        "la main.",
        "the checkpoint is signed neither by the key given ({pinned}) nor by one that it handed over to.",
    ),
    "cosignature_fails": (
        "la contresignature de {witness} n'est pas valable.",
        "the cosignature of {witness} does not verify.",
    ),
    "witness_unknown": (
        "aucune écriture ne nomme ce contresignataire.",
        "no line names this witness.",
    ),
    "pin_differs": (
        "la proclamation s'appuie sur autre chose que ce que donnent les lignes ({pin}).",
        "the proclamation rests on something else than what the lines give ({pin}).",
    ),
    "text_unreadable": ("ce n'est pas un texte gardé à part.", "this is no text kept outside."),
    "text_altered": (
        "le texte n'est plus celui dont le registre a l'empreinte.",
        "the text is no longer the one whose digest the ledger has.",
    ),
    "text_uncited": (
        "aucune écriture ne cite ce texte (une écriture interrompue en laisse ; la prochaine ouverture "
        "les ôte).",
        "no line cites this text (an interrupted append leaves some; the next opening takes them away).",
    ),
    "text_missing": (
        "le texte {digest} manque, et aucune écriture ne dit qu'il a été effacé.",
        "the text {digest} is missing, and no line says that it was erased.",
    ),
    "text_not_erased": (
        "ce texte devait être effacé, et il est encore là.",
        "this text was to be erased, and is still here.",
    ),
    "tile_unexpected": (
        "le point d'arrêt n'appelle pas cette tuile.",
        "the checkpoint does not call for this tile.",
    ),
    "tile_unreadable": ("la tuile n'a pas la longueur voulue.", "the tile has not the right length."),
    "tile_differs": (
        "la tuile ne contient pas les empreintes des lignes.",
        "the tile does not hold the hashes of the lines.",
    ),
    "file_altered": (
        "le fichier n'est pas celui que la liste signée annonce.",
        "the file is not the one that the signed list names.",
    ),
    "manifest_unreadable": (
        "la liste des fichiers est mal écrite.",
        "the list of files is badly written.",
    ),
    "manifest_unsigned": (
        "la liste des fichiers n'est pas signée par la clé du registre.",
        "the list of files is not signed by the ledger's key.",
    ),
    "manifest_differs": (
        "la liste des fichiers ne parle pas de ce registre-ci, ou pas à cette taille.",
        "the list of files does not speak of this ledger, or not at this size.",
    ),
    "bundle_unreadable": (
        "la publication ne peut pas être relue à partir de ce fichier.",
        "the publication cannot be read again from this file.",
    ),
    "page_differs": (
        "refait à partir du registre, ce fichier est autre : ses chiffres ou ses mots ont été changés.",
        "made again from the record, this file is different: its figures or its words were changed.",
    ),
    "page_unexplained": (
        "rien dans le registre ne donne ce fichier.",
        "nothing in the record gives this file.",
    ),
    "evidence_unreadable": (
        "ce n'est ni un reçu ni un point d'arrêt ({why}).",
        "this is neither a receipt nor a checkpoint ({why}).",
    ),
    "evidence_unsigned": (
        "aucune clé de ce registre n'a signé ce document : c'est celui d'un autre, ou la clé a été "
        "remplacée.",
        "no key of this ledger signed this document: it is another's, or the key was replaced.",
    ),
    "receipt_line_differs": (
        "la ligne du reçu n'est pas celle du registre.",
        "the receipt's line is not the ledger's.",
    ),
    "bad_checkpoint": (
        "le nom, la taille ou la racine ne conviennent pas",
        "the name, size or root is not right",
    ),
    "bad_base64": ("du base64 mal écrit", "badly written base64"),
    "bad_signature_line": ("une ligne de signature mal écrite", "a badly written signature line"),
    "no_signature_lines": ("aucune ligne de signature", "no signature lines"),
    "not_utf8": ("ce n'est pas du texte UTF-8", "it is no UTF-8 text"),
    "control_character": ("un caractère de commande", "a control character"),
    "note_too_long": ("trop long", "too long"),
    "not_a_receipt": ("ce n'est pas un reçu", "this is no receipt"),
    "proof_fails": ("la preuve ne mène pas à la racine signée", "the proof does not lead to the signed root"),
    # Worth knowing
    "bundle_unsigned": (
        "publié à partir d'un dossier, sans registre : la liste des fichiers n'est pas signée.",
        "published from a folder, without a ledger: the list of files is not signed.",
    ),
    "only_what_is_listed": (
        "d'une adresse on ne voit que les fichiers de la liste ; ce qui est posé à côté ne se voit pas.",
        "from an address only the files of the list can be seen; anything put beside them cannot.",
    ),
    "pages_made_again": (
        "{count} pages et fichiers ont été refaits et comparés.",
        "{count} pages and files were made again and compared.",
    ),
    "texts_not_published": ("{count} textes ne sont pas publiés.", "{count} texts are not published."),
    "texts_erased": ("{count} textes ont été effacés.", "{count} texts were erased."),
    "cosigned": (
        "{witness} a contresigné les {size} premières écritures.",
        "{witness} cosigned the first {size} lines.",
    ),
    "reading_stopped": (
        "la relecture s'arrête à l'écriture n° {line} : les résultats ne vont pas plus loin.",
        "the reading stops at line no. {line}: results go no further.",
    ),
    "key_handed_over": (
        "la clé a changé ; l'ancienne a signé pour la nouvelle.",
        "the key changed; the old one signed for the new one.",
    ),
    "key_without_hand_over": (
        "la clé a changé sans la signature de l'ancienne ({reason}) : vérifiez la nouvelle auprès de la "
        "commission.",
        "the key changed without the old one's signature ({reason}): check the new one with the commission.",
    ),
    "evidence_fits": (
        "s'accorde avec le registre ({size} écritures).",
        "fits the ledger ({size} lines).",
    ),
    "L1": (
        "écriture n° {line} : son heure précède de {seconds} s celle de l'écriture d'avant. Une des deux "
        "horloges "
        "se trompe ; l'ordre est celui des écritures.",
        "line no. {line}: its time is {seconds} s before that of the line before it. One of the two "
        "clocks is "
        "wrong; the order is that of the lines.",
    ),
    "L2": (
        "écriture n° {line} : son heure est de {seconds} s dans l'avenir de qui l'a vue. Une horloge se "
        "trompe.",
        "line no. {line}: its time is {seconds} s after it had been seen. A clock is wrong.",
    ),
    # Alarms of a witness
    "rolled_back_seen": (
        "Le registre avait {seen} écritures lors du dernier passage, il en a {size} : des écritures ont "
        "été ôtées.",
        "The ledger had {seen} lines when it was last seen, and has {size} now: lines were taken away.",
    ),
    "split_view": (
        "Deux versions du registre circulent : {size} écritures, et deux racines différentes.",
        "Two versions of the ledger are about: {size} lines, and two different roots.",
    ),
    "rewritten": (
        "Les {seen} écritures déjà vues ne sont plus les mêmes : l'histoire a été réécrite.",
        "The {seen} lines already seen are no longer the same: history was rewritten.",
    ),
    "no_proof": (
        "Rien ne prouve que les {seen} écritures déjà vues sont encore là : des fichiers manquent.",
        "Nothing proves that the {seen} lines already seen are still there: files are missing.",
    ),
    "key_not_handed_over": (
        "La clé du registre a changé à l'écriture n° {line} ({reason}) sans la signature de l'ancienne. "
        "Demandez la nouvelle à la commission, puis redonnez-la avec --key.",
        "The ledger's key changed at line no. {line} ({reason}) without the old one's signature. Ask the "
        "commission for the new one, then give it with --key.",
    ),
    # Not appended
    "size_differs": (
        "Le registre a {actual} écritures, et non {expected} : quelqu'un d'autre a écrit. Relisez, puis "
        "recommencez.",
        "The ledger has {actual} lines and not {expected}: somebody else wrote. Read again, then try again.",
    ),
    "storage_full": (
        "{place} : il n'y a plus de place. Rien n'a été écrit.",
        "{place}: there is no room left. Nothing was written.",
    ),
    "storage_read_only": (
        "{place} : il n'est pas permis d'y écrire. Rien n'a été écrit.",
        "{place}: writing is not allowed there. Nothing was written.",
    ),
    "storage_unavailable": (
        "{place} : {reason}. Rien n'a été écrit.",
        "{place}: {reason}. Nothing was written.",
    ),
    "recorded_unsigned": (
        "C'est enregistré, mais le point d'arrêt n'a pas pu être écrit ({place}). Faites de la place, puis "
        "recommencez avec la même clé.",
        "It is recorded, but the checkpoint could not be written ({place}). Make room, then try again with "
        "the same key.",
    ),
    # Refused
    "unknown_event": ("Il n'y a pas de fait de ce nom.", "There is no event of this name."),
    "field_not_given": (
        "Le champ « {field} » est rempli par le registre : ôtez-le.",
        "The field “{field}” is filled in by the ledger: take it away.",
    ),
    "bad_fields": ("Les champs ne conviennent pas : {why}.", "The fields are not right: {why}."),
    "too_long": (
        "La ligne aurait {length} octets, 65 535 au plus. Nommez une unité ou un groupe au lieu d'une "
        "longue liste.",
        "The line would have {length} bytes, 65,535 at most. Name a unit or a group instead of a long list.",
    ),
    "key_reused": (
        "Cette clé de reprise a déjà servi, à l'écriture n° {line}, pour autre chose. Prenez-en une "
        "nouvelle.",
        "This idempotency key was already used, by line no. {line}, for something else. Take a new one.",
    ),
    "key_by_hand": (
        "La clé se change par « recolement ledger new-key ».",
        "The key is changed by “recolement ledger new-key”.",
    ),
    "unknown_unit": ("Aucune unité ni groupe ne s'appelle {found}.", "No unit or group is called {found}."),
    "unknown_contest": ("Aucun poste ne s'appelle {found}.", "No contest is called {found}."),
    "unknown_round": ("Il n'y a pas de tour {found}.", "There is no round {found}."),
    "unknown_question": (
        "Il n'y a pas de poste {contest} au tour {round}.",
        "There is no contest {contest} in round {round}.",
    ),
    "not_held": (
        "Le poste {contest} n'est pas mis aux voix au tour {round}.",
        "The contest {contest} is not held in round {round}.",
    ),
    "unknown_option": ("Aucun choix ni champ ne s'appelle {found}.", "No option or field is called {found}."),
    "unknown_entry": (
        "Une saisie est « first », « second » ou « representative:<choix> », pas {found}.",
        "An entry is “first”, “second” or “representative:<option>”, not {found}.",
    ),
    "no_vote_recorded": (
        "Il est enregistré que {unit} n'a pas voté : statuez d'abord.",
        "It is recorded that {unit} held no vote: rule on that first.",
    ),
    "value_missing": ("La valeur publiée manque.", "The published value is missing."),
    "unknown_effect": ("L'effet {found} n'existe pas ({known}).", "There is no effect {found} ({known})."),
    "unknown_aim": ("Un litige vise {known}, pas {found}.", "A dispute seeks {known}, not {found}."),
    "reason_missing": (
        "Un constat n'est pris en compte qu'avec une explication : dites pourquoi.",
        "A finding is acknowledged with an explanation: say why.",
    ),
    "bad_id": ("« {found} » ne peut pas servir de nom.", "“{found}” cannot be a name."),
    "correct_how": (
        "Pour rectifier, donnez soit deux choix, soit un nombre de bulletins, soit des valeurs.",
        "To correct, give either two options, or a number of papers, or values.",
    ),
    "correct_only": (
        "Choix, bulletins et valeurs ne vont qu'avec « correct », pas avec {found}.",
        "Options, papers and values go with “correct” only, not with {found}.",
    ),
    "two_options": (
        "Il faut deux choix différents, pas {found}.",
        "Two different options are needed, not {found}.",
    ),
    "too_many_papers": (
        "Bulletins contestés : {found}, alors que le procès-verbal en compte {most}. Écrivez un nombre de 1 "
        "à {most}.",
        "Papers contested: {found}, while the sheet counts {most}. Write a number from 1 to {most}.",
    ),
    "no_papers_contested": (
        "Bulletins contestés : zéro. Dites combien ; si tous le sont, demandez un recomptage.",
        "Papers contested: none. Say how many; if all of them are, ask for a recount.",
    ),
    "text_never_cited": ("Aucune écriture ne cite ce texte.", "No line cites this text."),
    "pins_missing": (
        "Une proclamation dit sur quoi elle s'appuie.",
        "A proclamation says what it rests on.",
    ),
    "not_countersigned": (
        "Le règlement demande que la fédération accepte chaque procès-verbal ; il en reste {waiting} : "
        "{units}.",
        "The rulebook asks that the federation accept every sheet; {waiting} are left: {units}.",
    ),
    "second_entry_missing": (
        "Le règlement demande une seconde saisie de chaque procès-verbal ; il en manque {waiting} : {units}.",
        "The rulebook asks for a second entry of every sheet; {waiting} are missing: {units}.",
    ),
    # An event that cannot follow
    "opened_twice": ("Le registre est déjà ouvert.", "The ledger is already opened."),
    "not_opened": ("Le registre n'est pas ouvert.", "The ledger is not opened."),
    "unknown_format": (
        "Le format {found} n'est pas connu de cette version ({known}).",
        "Format {found} is not known to this version ({known}).",
    ),
    "bad_key": ("« {found} » n'est pas une clé publique.", "“{found}” is no public key."),
    "key_of_another_name": (
        "La clé est celle de {found}, pas de {expected}.",
        "The key is that of {found}, not of {expected}.",
    ),
    "key_used_before": ("Cette clé a déjà servi.", "This key was used before."),
    "unknown_reason": ("La raison est {known}, pas {found}.", "The reason is {known}, not {found}."),
    "bad_hand_over": (
        "La signature de l'ancienne clé n'est pas valable.",
        "The old key's signature does not verify.",
    ),
    "hand_over_missing": (
        "Un changement prévu porte la signature de l'ancienne clé.",
        "A planned change bears the old key's signature.",
    ),
    "witness_named_before": (
        "Un contresignataire s'appelle déjà {name}.",
        "A witness is already called {name}.",
    ),
    "ballot_not_opened": ("Le scrutin n'est pas ouvert.", "The ballot is not opened."),
    "declaration_closed": (
        "Le scrutin est ouvert : sa déclaration ne change plus.",
        "The ballot is opened: its declaration changes no more.",
    ),
    "declared_twice": ("{id} est déjà déclaré.", "{id} is already declared."),
    "no_levels": ("Le scrutin n'a pas d'échelons.", "The ballot has no levels."),
    "declaration_incomplete": (
        "Il manque le scrutin ou un poste à la déclaration.",
        "The ballot or a contest is missing from the declaration.",
    ),
    "tree_broken": (
        "Les unités ne forment pas un arbre ({how} : {unit}).",
        "The units do not form a tree ({how}: {unit}).",
    ),
    "nothing_imported": ("Aucune reprise n'est en cours.", "Nothing is being brought in."),
    "import_incomplete": (
        "La reprise ne compte pas ce qu'elle annonce ({found}).",
        "What was brought in is not as much as it says ({found}).",
    ),
    "unknown_kind": ("« {found} » n'est pas une sorte de choix.", "“{found}” is no kind of option."),
    "bad_rulebook": ("Le règlement n'est pas lisible ({found}).", "The rulebook cannot be read ({found})."),
    "bad_moment": ("« {found} » n'est ni une date ni une heure.", "“{found}” is no date or time."),
    # At the door
    "begun": (
        "Registre ouvert : {size} écritures. Clé publique, à donner à qui vérifiera : {key}",
        "Ledger opened: {size} lines. Public key, to give to whoever verifies: {key}",
    ),
    "resumed": (
        "{count} écriture(s) d'une écriture interrompue n'étaient pas signées ; elles le sont.",
        "{count} line(s) of an interrupted append were not signed; now they are.",
    ),
    "rebuilt_alike": (
        "{size} écritures relues. Leurs empreintes, refaites, sont celles qui étaient gardées.",
        "{size} lines read again. Their hashes, made anew, are those that were kept.",
    ),
    "rebuilt_otherwise": (
        "{size} écritures relues. Leurs empreintes, refaites, ne sont PAS celles qui étaient gardées :"
        " elles manquaient ou avaient été changées. Les écritures, elles, sont celles que la clé a signées.",
        "{size} lines read again. Their hashes, made anew, are NOT those that were kept:"
        " those were missing or had been changed. The lines themselves are those the key signed.",
    ),
    "published": ("{size} écritures publiées dans {place}.", "{size} lines published in {place}."),
    "backed_up": (
        "Sauvegarde dans {place}. Elle contient la clé privée : gardez-la comme la clé.",
        "Backup in {place}. It holds the private key: keep it as you keep the key.",
    ),
    "backed_up_without_key": (
        "Sauvegarde dans {place}, sans la clé privée.",
        "Backup in {place}, without the private key.",
    ),
    "restored": ("{size} écritures remises en place et relues.", "{size} lines put back and read again."),
    "alarm": ("ALARME. Ne vous fiez plus à ce registre.", "ALARM. Trust this ledger no more."),
    "first_sight": (
        "Premier passage, et pas de --key : la clé crue est celle de la première écriture, {key}. "
        "Comparez-la.",
        "First sight, and no --key: the key believed is that of the first line, {key}. Compare it.",
    ),
    "not_this_witness": (
        "Ce dossier est celui de {found}, pas de {expected}.",
        "This folder is that of {found}, not of {expected}.",
    ),
    "pinned": (
        "Clé vérifiée : le point d'arrêt est signé par la clé donnée, {key}, ou par celle à qui elle a "
        "passé la main.",
        "Key pinned: the checkpoint is signed by the key given, {key}, or by one it handed over to.",
    ),
    "pinned_fails": (
        "Clé NON vérifiée : le point d'arrêt n'est pas signé par la clé donnée, {key}.",
        "Key NOT verified: the checkpoint is not signed by the key given, {key}.",
    ),
    "not_pinned": (
        "Clé non vérifiée : aucune clé donnée ; le registre se dit signé par {key}. Donnez avec --key "
        "celle que "
        "vous tenez d'ailleurs.",
        "Key not pinned: no key was given; the ledger says it is signed by {key}. Give with --key the one "
        "you "
        "have from elsewhere.",
    ),
    "counted": (
        "Registre {origin} : {size} écritures, {signed} signées, racine {root}.",
        "Ledger {origin}: {size} lines, {signed} signed, root {root}.",
    ),
    "and_more_wrong": (
        "et {count} autres du même genre ({code}).",
        "and {count} more of the same kind ({code}).",
    ),
    "all_holds": ("Tout concorde.", "Everything holds."),
    "does_not_hold": ("Tout ne concorde pas.", "Not everything holds."),
    "receipt_proves": (
        "Le reçu prouve que l'écriture n° {line} fait partie des {size} premières du registre {origin} :",
        "The receipt proves that line no. {line} is one of the first {size} of the ledger {origin}:",
    ),
    "receipt_unsigned": (
        "sans clé vérifiée, ce reçu ne prouve rien : n'importe qui peut l'avoir écrit.",
        "without a pinned key, this receipt proves nothing: anybody may have written it.",
    ),
    "no_database": (
        "Cette base ne peut pas être ouverte : installez « recolement[web] ».",
        "This database cannot be opened: install “recolement[web]”.",
    ),
    "unknown_address": (
        "{address} n'est pas une adresse connue : donnez un dossier, sqlite:///… ou postgresql://….",
        "{address} is no known address: give a folder, sqlite:///… or postgresql://….",
    ),
    "no_private_key": (
        "La clé privée de {key} n'est pas ici : rien ne peut être signé. Remettez-la dans keys/, ou "
        "déclarez-la "
        "perdue (« recolement ledger new-key --reason lost »).",
        "The private key of {key} is not here: nothing can be signed. Put it back in keys/, or declare it "
        "lost "
        "(“recolement ledger new-key --reason lost”).",
    ),
    "key_unreadable": ("{file} ne contient pas de clé privée.", "{file} holds no private key."),
    "not_reached": ("{address} : {reason}.", "{address}: {reason}."),
    "lines_elsewhere": (
        "Les écritures de {place} ne sont pas dans ce dossier : dites dans quelle base avec --db.",
        "The lines of {place} are not in this folder: say in which database with --db.",
    ),
    "not_empty_folder": ("{place} n'est pas vide.", "{place} is not empty."),
    "not_an_archive": ("{place} n'est pas une sauvegarde de registre.", "{place} is no backup of a ledger."),
    **ROUNDS,
    "no_sheet": ("Aucun procès-verbal de {unit} n'est enregistré.", "No sheet of {unit} is recorded."),
    "no_line": ("Il n'y a pas d'écriture n° {line}.", "There is no line no. {line}."),
    "not_json": ("{place} ne contient pas un objet JSON.", "{place} does not hold a JSON object."),
}  # fmt: skip
"""Every code with its sentence in French and in English."""

PLACE: Mapping[Language, str] = {"fr": "écriture n° {line}", "en": "line no. {line}"}


class _Facts(dict[str, object]):
    """Facts of a sentence; one that was not given is a dash."""

    def __missing__(self, name: str) -> str:
        return "—"


def say(
    code: str,
    facts: Mapping[str, object],
    language: Language,
    file: str | None = None,
    line: int | None = None,
) -> str:
    """The sentence of a code, after its place. ``facts["why"]`` may be a code itself: it is said too."""
    given = _Facts(facts)
    why = given.get("why")
    if isinstance(why, str) and (why in SENTENCES or why in REFUSALS[language]):
        inner = {name: value for name, value in facts.items() if name not in ("why", "place")}
        given["why"] = say(why, inner, language)
    if line is not None:
        given.setdefault("line", line)
    sentence = SENTENCES[code][language == "en"] if code in SENTENCES else REFUSALS[language][code]
    where = ", ".join(
        str(part)
        for part in (
            file,
            None if line is None else PLACE[language].format(line=line),
            given.get("place"),
        )
        if part
    )
    said = sentence.format_map(given)
    colon = " : " if language == "fr" else ": "
    return f"{where}{colon}{said}" if where else said
