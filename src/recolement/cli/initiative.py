"""``recolement initiative``: a petition's signatures counted, and checked by a sample."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, TypeAlias

import typer

from recolement.cli.door import AsJson, Lang, language_for, print_json
from recolement.cli.initiative_count import HELP as COUNT_HELP
from recolement.cli.initiative_count import count_command
from recolement.cli.initiative_verify import HELP as VERIFY_HELP
from recolement.cli.initiative_verify import verify_command
from recolement.cli.language import either, of_door
from recolement.formats.rulebook import parse_share
from recolement.formats.writing import csv_bytes
from recolement.initiatives.sampling import (
    PURPOSE,
    Decision,
    Found,
    Petition,
    Plan,
    decide,
    estimate,
    plan_sample,
)
from recolement.lots import METHOD, Lots
from recolement.storage.writing import write_whole
from recolement.words.initiatives import INITIATIVE_WORDS, say_risk
from recolement.words.numbers import Language, count
from recolement.words.plain import shown

app = typer.Typer(
    add_completion=False,
    help=either(
        "Une initiative citoyenne : compter ses signatures, les contrôler par un échantillon tiré au sort.",
        "A citizens' initiative: count its signatures, check them by a sample drawn by lot.",
    ),
    no_args_is_help=True,
)
app.command(name="count", help=COUNT_HELP)(count_command)
app.command(name="verify", help=VERIFY_HELP)(verify_command)
SOME = 10

Signatures: TypeAlias = Annotated[
    int,
    typer.Option("--signatures", metavar="N", help=either("Signatures déposées.", "Signatures handed in.")),
]
Needed: TypeAlias = Annotated[
    int,
    typer.Option(
        "--needed",
        metavar="N",
        help=either(
            "Combien doivent être valables, celles déjà vérifiées en ligne déduites.",
            "How many must be valid, less those already verified online.",
        ),
    ),
]
Risk: TypeAlias = Annotated[
    str,
    typer.Option(
        "--risk",
        help=either(
            "La chance admise qu'une initiative insuffisante passe.",
            "The chance allowed that an insufficient one passes.",
        ),
    ),
]
ExpectedVoid: TypeAlias = Annotated[
    str,
    typer.Option(
        "--void",
        help=either(
            "Part de nulles attendue : ne fait que la taille.",
            "Share of void ones expected: sets the size only.",
        ),
    ),
]
ExpectedRepeated: TypeAlias = Annotated[
    str,
    typer.Option(
        "--repeated",
        help=either(
            "Part de doubles attendue : ne fait que la taille.",
            "Share of repeats expected: sets the size only.",
        ),
    ),
]
Seed: TypeAlias = Annotated[
    str,
    typer.Option(
        "--seed",
        metavar="S",
        help=either("La graine publique, connue après le plan.", "The public seed, known after the plan."),
    ),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What every one of these commands is given."""

    signatures: int
    needed: int
    risk: str
    void: str
    repeated: str


def _share(text: str, sentence: str, *, ends: bool) -> Fraction:
    words = INITIATIVE_WORDS[of_door()]
    try:
        share = parse_share(text)
    except ValueError as wrong:
        raise typer.BadParameter(words.not_share.format(found=shown(text))) from wrong
    if not (0 <= share <= 1 if ends else 0 < share < 1):
        raise typer.BadParameter(sentence)
    return share


def _plan(asked: Asked) -> Plan:
    words = INITIATIVE_WORDS[of_door()]
    if not 0 < asked.needed <= asked.signatures:
        raise typer.BadParameter(words.impossible)
    return plan_sample(
        Petition(asked.signatures, asked.needed),
        _share(asked.risk, words.risk_out, ends=False),
        _share(asked.void, words.share_out, ends=True),
        _share(asked.repeated, words.share_out, ends=True),
    )


def _document(plan: Plan) -> dict[str, Any]:
    return {
        "format": "recolement-sample/1", "signatures": plan.petition.signatures,
        "needed": plan.petition.needed, "risk": f"{plan.risk.numerator}/{plan.risk.denominator}",
        "bar": plan.bar, "sample": plan.drawn, "void_allowed": plan.void_allowed,
        "repeats_allowed": plan.repeats_allowed, "full_check": plan.full,
    }  # fmt: skip


def _sentences(plan: Plan, language: Language) -> list[str]:
    words = INITIATIVE_WORDS[language]
    petition = plan.petition
    if plan.full:
        return [words.full.format(signatures=count(petition.signatures, language))]
    facts = {
        "signatures": petition.signatures, "needed": petition.needed, "drawn": plan.drawn,
        "void": plan.void_allowed, "repeats": plan.repeats_allowed, "bar": plan.bar,
        "hidden": petition.failing - plan.bar + 1,
    }  # fmt: skip
    said = {name: count(number, language) for name, number in facts.items()}
    return [words.plan.format(**said), words.why.format(**said, risk=say_risk(plan.risk, language))]


@app.command(
    name="plan",
    help=either("Combien en contrôler, et ce qui décide.", "How many to check, and what decides."),
)
def plan_command(
    signatures: Signatures,
    needed: Needed,
    risk: Risk = "5 %",
    void: ExpectedVoid = "10 %",
    repeated: ExpectedRepeated = "0.5 %",
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print the plan."""
    language = language_for(lang)
    plan = _plan(Asked(signatures, needed, risk, void, repeated))
    if as_json:
        print_json(_document(plan))
        return
    print("\n".join(_sentences(plan, language)))
    if not plan.full:
        print(INITIATIVE_WORDS[language].before)


@app.command(
    name="draw",
    help=either("Les numéros des signatures à contrôler.", "The numbers of the signatures to check."),
)
def draw_command(
    signatures: Signatures,
    needed: Needed,
    seed: Seed,
    risk: Risk = "5 %",
    void: ExpectedVoid = "10 %",
    repeated: ExpectedRepeated = "0.5 %",
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="CSV", help=either("Écrire la liste.", "Write the list.")),
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print, or write, which signatures are checked; the same seed gives the same ones on any machine."""
    language = language_for(lang)
    plan = _plan(Asked(signatures, needed, risk, void, repeated))
    try:
        lots = Lots(seed, PURPOSE)
    except UnicodeEncodeError as wrong:
        raise typer.BadParameter(INITIATIVE_WORDS[of_door()].seed_bytes) from wrong
    numbers = sorted(lots.sample(range(1, signatures + 1), plan.drawn))
    if out is not None:
        write_whole(out, [csv_bytes(["signature"], ([number] for number in numbers))])
    if as_json:
        print_json(
            {**_document(plan), "seed": seed, "method": METHOD, "purpose": PURPOSE, "numbers": numbers}
        )
        return
    words = INITIATIVE_WORDS[language]
    print("\n".join(_sentences(plan, language)))
    print(words.drawn.format(drawn=count(plan.drawn, language), seed=shown(seed)))
    print(words.first.format(some=", ".join(count(number, language) for number in numbers[:SOME])))


@app.command(name="decide", help=either("Ce que l'échantillon décide.", "What the sample decides."))
def decide_command(
    signatures: Signatures,
    needed: Needed,
    found_void: Annotated[
        int,
        typer.Option(
            "--found-void", min=0, help=either("Nulles dans l'échantillon.", "Void ones in the sample.")
        ),
    ],
    found_repeats: Annotated[
        int,
        typer.Option(
            "--found-repeats",
            min=0,
            help=either(
                "Paires d'une même personne (trois signatures font trois paires).",
                "Pairs by one person (three signatures are three pairs).",
            ),
        ),
    ],
    risk: Risk = "5 %",
    void: ExpectedVoid = "10 %",
    repeated: ExpectedRepeated = "0.5 %",
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print the decision with its arithmetic; the exit code is 0 where it is sufficient, 1 otherwise."""
    language = language_for(lang)
    words = INITIATIVE_WORDS[language]
    plan = _plan(Asked(signatures, needed, risk, void, repeated))
    good = plan.drawn - found_void
    if good < 0 or found_repeats > good * (good - 1) // 2:
        raise typer.BadParameter(words.found_out.format(drawn=count(plan.drawn, language)))
    found = Found(found_void, found_repeats)
    decision = decide(plan, found)
    valid = estimate(plan.petition, plan.drawn, found)
    if as_json:
        shown_by = {"void": found_void, "repeats": found_repeats, "decision": decision.value}
        estimated = {"numerator": valid.numerator, "denominator": valid.denominator}
        print_json({**_document(plan), **shown_by, "estimate": estimated})
    else:
        facts = {
            "void": found_void, "repeats": found_repeats, "void_allowed": plan.void_allowed, "needed": needed,
            "repeats_allowed": plan.repeats_allowed, "counted": signatures - found_void - found_repeats,
            "valid": round(valid),
        }  # fmt: skip
        sentence = getattr(words, decision.value)
        shown_facts = {name: count(number, language) for name, number in facts.items()}
        print(sentence.format(**shown_facts))
        if not plan.full:
            print(words.estimate.format(**shown_facts))
    raise typer.Exit(0 if decision is Decision.SUFFICIENT else 1)
