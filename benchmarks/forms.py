"""Seconds and memory of the printed forms of 100, 1,000 and 4,000 sections, each in a process of its own.

    python benchmarks/forms.py            # tally sheets
    python benchmarks/forms.py count      # or: count, poster, access

Seven options, a hundred federations. Process time (user and system) of making the data and the file, and the
most memory the process ever held.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

from recolement.canvass import Canvass, canvass
from recolement.formats.shorthand import read_shorthand
from recolement.publication.forms import AccessSheet, FormKind, Forms, access_forms, forms_of

SIZES = (100, 1_000, 4_000)
KINDS = (*FormKind, "access")


def ballot(sections: int) -> Canvass:
    """A primary with every sheet in."""
    lines = ['ballot title="Primaire" levels=nation,federation,section root=pays', "rule majority_two_round"]
    lines += ['contest c name="Candidature"', 'unit pays name="Pays"']
    lines += [f'option o{number} contest=c name="Candidat·e numéro {number}"' for number in range(7)]
    lines += [f'unit f{number} in=pays name="Fédération {number}"' for number in range(100)]
    for number in range(sections):
        lines.append(f'unit s{number} in=f{number % 100} name="Section {number}" registered={100 + number}')
        votes = " ".join(f"o{option}={7 - option}" for option in range(7))
        lines.append(f"sheet s{number} signatures=30 in_box=30 blank=1 null=1 valid=28 {votes}")
    return canvass(read_shorthand("\n".join(lines)))


def made(night: Canvass, kind: str) -> Forms:
    """The forms of a kind, ready to be typeset."""
    if kind != "access":
        return forms_of(night, FormKind(kind), "fr", address="https://vote.example/b/primaire-2026")
    sheets = (
        AccessSheet(f"Section {number}", f"https://vote.example/a/{number:024d}/", f"{number:04d} 0000")
        for number in range(len(night.folder.tree.leaves))
    )
    return access_forms(sheets, night, "fr")


def one(kind: str, sections: int) -> None:
    """One size, in this process."""
    night = ballot(sections)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start, clock = time.process_time(), time.perf_counter()
    pdf = made(night, kind).pdf()
    spent, passed = time.process_time() - start, time.perf_counter() - clock
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{kind:>7} {sections:>6,} sections  {spent:6.1f} s of processor  {passed:6.1f} s  "
        f"{len(pdf) / 1e6:5.1f} MB  memory {most:,.0f} MB ({before:,.0f} MB before)",
        flush=True,
    )


def main(arguments: list[str]) -> None:
    """Every size of a kind, or one of them (in the processes that this starts)."""
    kind = arguments[0] if arguments else "sheet"
    if kind not in KINDS:
        sys.exit(f"{kind}: one of {', '.join(KINDS)}")
    if len(arguments) > 1:
        one(kind, int(arguments[1]))
        return
    for sections in SIZES:
        subprocess.run([sys.executable, __file__, kind, str(sections)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
