"""Small sound folders that use every file, every kind of act and most keys of the format."""

from __future__ import annotations

from collections.abc import Mapping

UNITS = """\
unit,parent,level,name,registered,mandates
FR,,nation,France,,
69,FR,federation,Rhône,,
75,FR,federation,Paris,,
69-1,69,section,Lyon 1,100,3
69-2,69,section,Lyon 2,120,4
69-3,69,section,Lyon 3,,2
75-1,75,section,Paris 1,200,6
75-2,75,section,Paris 2,150,5
"""

GROUPS = """\
unit,kind,group,name
69-1,district,a,District A
69-2,district,a,
75,district,b,
"""

ACTS = """\
[[act]]
at = 2017-01-20
kind = "roll_closed"
[[act]]
at = 2017-01-29T20:15:00+01:00
kind = "round_closed"
by = "p1"
role = "president"
[[act]]
at = 2017-01-29
kind = "no_vote"
unit = "69-3"
reason = "aucun votant"
[[act]]
at = 2017-01-29
kind = "dispute"
id = "d1"
unit = "69-1"
grounds = "émargements"
[[act]]
at = 2017-01-29
kind = "dispute"
id = "d2"
units = ["75-1", "69-1"]
seeks = "correct"
options = ["ann", "bob"]
[[act]]
at = 2017-01-29
kind = "dispute"
id = "d3"
unit = "75-2"
seeks = "correct"
ballots = 5
[[act]]
at = 2017-01-29
kind = "dispute"
id = "d4"
unit = "75-2"
seeks = "recount"
[[act]]
at = 2017-01-30
kind = "dispute"
id = "d5"
unit = "69-2"
seeks = "correct"
values = [{unit = "69-2", field = "ann", value = 31}, {unit = "69-2", field = "valid", value = 97}]
[[act]]
at = 2017-01-30
kind = "freeze"
id = "g1"
unit = "69"
reason = "en attendant"
until = 2017-02-03
[[act]]
at = 2017-01-30
kind = "referral"
of = "d3"
to = "commission nationale"
due = 2017-02-03
[[act]]
at = 2017-01-30
kind = "correction"
unit = "75-1"
contest = "c"
round = 1
field = "blank"
value = 4
reason = "relu"
evidence = ["photo"]
[[act]]
at = 2017-01-30
kind = "acknowledgement"
unit = "75-1"
code = "A2"
reason = "connu"
[[act]]
at = 2017-01-30
kind = "set_aside"
unit = "75-2"
reason = "scellés"
[[act]]
at = 2017-01-31
kind = "withdrawal"
of = "d4"
[[act]]
at = 2017-01-31
kind = "ruling"
of = "d1"
effect = "annul"
for = 5
against = 1
abstaining = 0
grounds = "…"
[[act]]
at = 2017-01-31
kind = "ruling"
of = "g1"
effect = "lift"
[[act]]
at = 2017-01-31
kind = "draw"
options = ["ann", "bob"]
order = ["bob", "ann"]
method = "urne"
seed = "7"
[[act]]
at = 2017-01-31
kind = "rally"
option = "zoe"
to = "ann"
[[act]]
at = 2017-02-01
kind = "proclamation"
version = 1
signed_by = ["a", "b"]
"""

SHEETS = """\
unit,contest,round,registered,signatures,in_box,voters,blank,null,blank_null,valid,ann,bob,zoe,yes,no
69-1,c,1,100,80,80,,1,2,,77,30,30,17,,
69-2,c,1,120,100,100,,1,1,2,98,30,40,28,,
75-1,c,1,,150,150,,5,5,,140,80,40,20,,
75-2,c,1,150,100,,100,,,4,96,30,40,26,,
69-1,c,2,100,82,82,,2,0,,80,42,38,,,
69-2,c,2,120,,,101,,,3,98,50,48,,,
75-1,q,1,200,150,150,,5,5,,140,,,,80,60
69-1,q,1,100,80,79,,,,,,,,,40,39
"""

BALLOT = """\
title = "Tout"
organisation = "Essai"
language = "fr"
timezone = "Europe/Paris"
levels = ["nation", "federation", "section"]
[rulebook]
rule = "majority_two_round"
source = "Statuts, art. 1"
dated = 2016-01-01
base = "valid"
runoff = {kind = "threshold", share = "12.5 %", share_base = "registered", joins = "5 %"}
elected_share_of_registered = "25 %"
ties = ["age", "seniority", "lot"]
blank = "separate"
no_majority = "nouveau scrutin"
voters_are = "in_box"
entry = "double"
ruling = "majority"
annulment = "null"
call_probability = "99.5 %"
signatures_needed = 2
[rulebook.warn]
blank_share = "3 %"
gap_papers = 15
[rulebook.sources]
rule = "art. 2"
[[contest]]
id = "c"
name = "Présidence"
scope = "FR"
[[contest.option]]
id = "ann"
name = "Ann"
kind = "candidate"
born = 1960-01-01
since = 2001-01-01
labels = ["a"]
number = 1
colour = "#123456"
family = "g"
[[contest.option]]
id = "bob"
name = "Bob"
kind = "ticket"
principal = "Bob"
substitute = "Bea"
born = 1961-01-01
[[contest.option]]
id = "zoe"
name = "Zoé"
kind = "list"
members = [{name = "Zoé", born = 1970-01-01}, {name = "Yann"}]
units = ["75", "district:a"]
[[contest]]
id = "q"
rule = "yes_no"
quorum = "1/4"
quorum_base = "registered"
majority = "2/3"
majority_reached = true
scope = "each:federation"
option = [{id = "yes", kind = "answer"}, {id = "no", kind = "answer"}]
[[round]]
number = 1
date = 2017-01-22
[[round]]
number = 2
date = 2017-01-29
contests = ["c"]
[round.options]
c = ["ann", "bob"]
"""

SEATS = """\
title = "Sièges"
levels = ["nation", "federation", "section"]
[rulebook]
rule = "{rule}"
seats = {seats}
threshold = "5 %"
threshold_base = "valid"
divisor = "dhondt"
quota = "imperiali"
overflow = "lower_divisor"
bonus = "1/2"
mandates = "{mandates}"
[[contest]]
id = "c"
scope = "{scope}"
option = [
  {{id = "ann", kind = "list", members = [{{name = "A", born = 1950-01-01}}]}},
  {{id = "bob", kind = "list"}},
  {{id = "zoe", kind = "list"}},
]
"""

VOTES = "".join(
    f"{unit},{option},{votes}\n"
    for unit, row in (
        ("69-1", (30, 30, 17)),
        ("69-2", (40, 10, 5)),
        ("75-1", (80, 40, 20)),
        ("75-2", (1, 2, 3)),
    )
    for option, votes in zip(("ann", "bob", "zoe"), row, strict=True)
)

COMMON = {"units.csv": UNITS, "groups.csv": GROUPS}


def seats(rule: str, scope: str, number: str, mandates: str = "") -> dict[str, str]:
    """A folder that shares seats out."""
    ballot = SEATS.format(rule=rule, scope=scope, seats=number, mandates=mandates or "rounded")
    if not mandates:
        ballot = ballot.replace('mandates = "rounded"\n', "")
    return {**COMMON, "ballot.toml": ballot, "votes.csv": "unit,option,votes\n" + VOTES}


RICH: Mapping[str, dict[str, str]] = {
    "everything": {
        **COMMON,
        "ballot.toml": BALLOT,
        "sheets.csv": SHEETS,
        "acts.toml": ACTS,
        "rolls.csv": "unit,round,registered\n69-1,2,101\n69-3,1,60\n",
        "entries.csv": "unit,contest,round,entry,by,at,in_box,ann,bob,zoe\n"
        "69-1,c,1,first,p1,2017-01-29T20:15:00+01:00,80,30,30,17\n69-1,c,1,second,p2,,80,30,31,17\n"
        "75-1,c,1,representative:ann,m,,150,81,40,20\n",
        "publications.csv": "at,contest,round,unit,name,field,value,reason\n22:30,c,1,FR,,voters,300,\n"
        "22:30,c,1,FR,,share:ann,39.5 %,\n23:30,c,1,FR,,voters,280,rectifié\n23:30,c,1,district:a,,ann,70,\n"
        "23:30,c,1,FR,,share:ann,39.5 %,\n23:30,c,1,99,Étranger,valid,12,\n",
    },
    "averages": seats("highest_averages", "each:federation", '{"69" = 5, "75" = 7}'),
    "remainders": seats("largest_remainder", "FR", "11"),
    "municipal": seats("municipal_list", "district:b", '{"district:b" = 9}'),
    "mandates": seats("plurality", "FR", "1", "rounded"),
    "winner takes the mandates": seats("highest_averages", "each:district", "3", "winner"),
}
