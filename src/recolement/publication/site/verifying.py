"""The page that verifies in the reader's own browser: a receipt, or the whole publication.

The work is done by ``assets/verifier/``, a second implementation of the ledger's format that shares no code with
this one. The page only holds the fields and the sentences.
"""

from __future__ import annotations

from collections.abc import Iterator

from recolement.ledger.codec import canonical
from recolement.publication.page_parts import escape
from recolement.publication.site.frame import Address, page, text
from recolement.publication.site.state import Site
from recolement.words.numbers import Language
from recolement.words.verifier import sentences, verifier_words

VERIFY = "verify.html"


def verify_page(site: Site, language: Language) -> tuple[str, bytes]:
    """The page in a language."""
    at = Address(language, VERIFY)
    title = verifier_words("title", language)
    return page(site, at, title, _body(at, title, language), script="verifier/page.js")


def _body(at: Address, title: str, language: Language) -> Iterator[str]:
    def said(code: str) -> str:
        return text(verifier_words(code, language))

    yield f'<h1>{escape(title)}</h1>\n<p class="lead-in">{said("lead")}</p>\n'
    yield f"<noscript><p><b>{said('no_script')}</b></p></noscript>\n"
    yield f'<script type="application/json" id="sentences">{_json(language)}</script>\n'
    yield (
        f'<form id="receipt" class="check" hidden>\n<h2>{said("receipt")}</h2>\n'
        f'<p id="receipt-help" class="soft">{said("receipt_help")}</p>\n'
        f'<label for="receipt-text">{said("receipt_text")}</label>\n'
        '<textarea id="receipt-text" rows="6" spellcheck="false" autocomplete="off" autocapitalize="off" '
        'aria-describedby="receipt-help"></textarea>\n'
        f'<label for="receipt-file">{said("receipt_file")}</label>\n<input id="receipt-file" type="file">\n'
        f'<p class="ways"><button type="submit">{said("verify_receipt")}</button> '
        f'<button type="button" id="camera" hidden>{said("camera")}</button></p>\n'
        '<video id="video" muted playsinline hidden></video>\n'
        '<div class="found" role="status"></div>\n</form>\n'
    )
    yield (
        f'<form id="whole" class="check" hidden>\n<h2>{said("whole")}</h2>\n'
        '<p class="tick"><input id="every" type="checkbox" checked> <label for="every"></label></p>\n'
        f'<p class="ways"><button type="submit">{said("verify_whole")}</button></p>\n'
        f'<p class="under-way" hidden><progress aria-label="{said("whole")}"></progress> <span></span></p>\n'
        '<div class="found" role="status"></div>\n</form>\n'
    )
    yield f'<details id="elsewhere" class="check" hidden>\n<summary>{said("elsewhere")}</summary>\n'
    yield _field("key", "input", said("key"), said("key_help"))
    yield _field("seen", "textarea", said("seen"), said("seen_help"))
    yield _field("address", "input", said("address"), said("address_help"))
    limits = "".join(f"<li>{said(f'limit_{one}')}</li>\n" for one in ("site", "truth", "old", "rest"))
    yield f'</details>\n<section id="limits">\n<h2>{said("limits")}</h2>\n<ul>\n{limits}</ul>\n</section>\n'


def _field(name: str, kind: str, label: str, help_text: str) -> str:
    start = f'<{kind} id="{name}" spellcheck="false" autocomplete="off" aria-describedby="{name}-help"'
    field = f'{start} rows="6"></textarea>' if kind == "textarea" else f"{start}>"
    return f'<label for="{name}">{label}</label>\n{field}\n<p id="{name}-help" class="soft">{help_text}</p>\n'


def _json(language: Language) -> str:
    """The sentences as data: no markup can begin or end in it."""
    return canonical(sentences(language)).decode().replace("<", "\\u003c").replace("&", "\\u0026")
