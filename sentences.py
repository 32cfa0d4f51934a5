"""What no template says, in a language that a centre has added: the centre's own names, and the rules' refusals.

Names stand in the database in Vietnamese and English, and a rule writes its sentences in both. The catalogue of a third
language may have each name, and each sentence with a place for what changes in it ("%(name)s hôm nay không cấp số. …"):
they are found by the Vietnamese that would else be shown. See docs/languages.md. static/shared/said.js does the same.
"""

import re
from functools import lru_cache

from flask import current_app, request
from flask_babel import gettext

from languages import PLACE
from models.centre import Centre, Service
from models.counter import Counter

SENTENCE_END = re.compile(r"(?<=[^\WA-ZĐ]{2}[.!?]) ")  # and not the stop of a short form in a name: "P. ", "TP. "


def sentences() -> dict[str, str] | None:
    """Vietnamese → the language of the page, of what its catalogue has beside the code's sentences; None where that
    is Vietnamese or English."""
    added: dict[str, str] | None = current_app.config["SENTENCES"].get(request.args.get("lang", ""))
    return added


def carried(centre: Centre) -> dict[str, str] | None:
    """The same for a screen that speaks by itself, with the centre's names that are sentences of the code, too."""
    added = sentences()
    if added is None:
        return None
    services = Service.offered(centre)
    names = {word for one in services for word in (one.name, one.hint) if word}
    names |= {one.name for one in Counter.in_use(centre) if one.name}
    return {name: gettext(name) for name in sorted(names) if gettext(name) != name} | added


def said(words: str) -> str:
    """A name or a sentence in the language of the page; as it is where that is Vietnamese or English, or lacks it."""
    added = sentences()
    if added is None or not words:
        return words
    if words not in added:
        for shape, names, other in _shapes(tuple(added.items())):
            if match := shape.fullmatch(words):
                parts = (said(part) for part in match.groups())  # each shorter than the whole
                return other % dict(zip(names, parts, strict=True))
    return added.get(words) or gettext(words)


def headed(words: str) -> tuple[str, str]:
    """What happened, for a heading; and what comes behind it, the way out: "" where one sentence says all."""
    first, *others = SENTENCE_END.split(words, maxsplit=1)
    return first, "".join(others)


@lru_cache(maxsize=8)
def _shapes(added: tuple[tuple[str, str], ...]) -> list[tuple[re.Pattern[str], list[str], str]]:
    """Those with places: what they match, the names of the places, the other language; the most exact ones first."""
    found = []
    for vi, other in sorted(added, key=lambda pair: -len(PLACE.sub("", pair[0]))):
        parts = PLACE.split(vi)  # text, name, text, name … text
        if len(parts) > 1:
            shape = "(.+?)".join(re.escape(part.replace("%%", "%")) for part in parts[::2])
            found.append((re.compile(shape), parts[1::2], other))
    return found
