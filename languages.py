"""The languages that the screens speak: Vietnamese, which is the key; English; and those that a centre has added.

A centre adds one by two files in its instance folder: `translations/<code>/LC_MESSAGES/messages.po`, the catalogue, and
`translations/languages.toml`, with one line for each language: `tyz = "Tày"`. It then stands on the screens of citizens
beside the others. A sentence that the catalogue lacks is said in Vietnamese. See docs/languages.md.

A sentence is marked `_("…")`; one with a number, of which other languages have two forms, `_n("…", count)`.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from flask import current_app, request
from flask_babel import get_translations
from markupsafe import Markup

from config import ConfigError

OWN = {"vi": "Tiếng Việt", "en": "English"}  # as their own speakers name them, in the order of the screens
PLACE = re.compile(r"%\((\w+)\)s")  # what a screen fills in
SLOT = re.compile(r'data-slot="([\w.]+)"')  # see templates/shared/_slot.html
EITHER = Markup('<span data-when-one="{0}">{1}</span><span data-when-many="{0}" hidden>{2}</span>')
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)  # BCP 47
OURS = Path(__file__).parent / "translations" / "en" / "LC_MESSAGES" / "messages.po"  # every sentence of the code
CITIZENS = OURS.parents[2] / "citizens.pot"  # those that citizens meet, and where each is written
MADE = ".made"  # what is made of the catalogues, beside them


def of(instance: Path) -> dict[str, str]:
    """Code → name of every language, with the added ones' catalogues made ready. Raises ConfigError."""
    listed = instance / "translations" / "languages.toml"
    if not listed.exists():
        return dict(OWN)
    try:
        added = tomllib.loads(listed.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f'{listed}: {error}. Example: tyz = "Tày"') from error
    for code, name in added.items():
        if code in OWN or not CODE.fullmatch(code) or not isinstance(name, str) or not name.strip():
            raise ConfigError(f'{listed}: {code}: a new language code and its name are needed. Example: tyz = "Tày"')
        _make(listed.parent, code)
    return OWN | added


def sentences(instance: Path, added: Iterable[str]) -> dict[str, dict[str, str]]:
    """Code of each added language → what its catalogue has beside the sentences of the pages: Vietnamese → its own.
    What a rule says is kept where a page says it too ("Thứ Bảy"): it also comes as data."""
    if not added:
        return {}
    with OURS.open("rb") as ours, CITIZENS.open("rb") as theirs:
        of_the_pages = {_first(message.id) for message in read_po(ours)}
        of_the_pages -= {_first(message.id) for message in read_po(theirs) if _of_a_rule(message)}
    return {code: _beside(instance, code, of_the_pages) for code in added}


def _of_a_rule(message: Message) -> bool:
    return any(not file.startswith(("templates/", "wording")) for file, _line in message.locations)


def _beside(instance: Path, code: str, of_the_pages: set[str]) -> dict[str, str]:
    with (instance / "translations" / code / "LC_MESSAGES" / "messages.po").open("rb") as file:
        told = {_first(message.id): _first(message.string) for message in read_po(file) if not message.fuzzy}
    return {vi: other for vi, other in told.items() if vi and other and vi not in of_the_pages}


def _first(words: str | Sequence[str]) -> str:
    return words if isinstance(words, str) else words[0]


def known(code: str) -> str:
    """The code of a language that this centre speaks. Raises ValueError for another."""
    if code not in current_app.config["LANGUAGES"]:
        raise ValueError("not a language of this centre")
    return code


def asked() -> str:
    """The code of the language in which this page is asked for: Vietnamese, where its address names none."""
    code = request.args.get("lang", "")
    return code if code in current_app.config["LANGUAGES"] else "vi"


def folders(instance: Path) -> str:
    """Where Flask-Babel looks for catalogues."""
    return f"translations;{(instance / 'translations' / MADE).resolve()}"


def locale_of(code: str) -> str:
    """What Babel calls the language. An added one writes its numbers and dates as Vietnamese does, and so needs no data
    of its own, which few of them have."""
    return code if code in OWN else f"vi@{code}"


def _make(folder: Path, code: str) -> None:
    source = folder / code / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        raise ConfigError(f"{folder / 'languages.toml'}: {code}: its catalogue is missing: {source}")
    try:
        with source.open("rb") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise ConfigError(f"{source}: {error}") from error
    for message in catalogue:
        if message.id and message.string:
            _check(source, message)
    made = folder / MADE / locale_of(code) / "LC_MESSAGES" / "messages.mo"
    made.parent.mkdir(parents=True, exist_ok=True)
    with made.open("wb") as file:
        write_mo(file, catalogue)


def _check(source: Path, message: Message) -> None:
    """A sentence that cannot be filled in would break its page. A counted one has a form for each kind of number; a
    form that is missing is the first one, since most languages of Vietnam have one form only."""
    counted = isinstance(message.id, tuple)
    vietnamese = message.id[0] if counted else message.id
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    for form in filter(None, forms):
        try:
            _ = form % dict.fromkeys(PLACE.findall(vietnamese), "")
        except (KeyError, TypeError, ValueError):
            reason = "keep what stands in %( )s as it is, and write %% for a percent sign"
            raise ConfigError(f"{source}: “{form}”: {reason}") from None
    if counted:
        message.string = tuple(form or forms[0] for form in forms)


def counted(sentence: str, count: int, /, **values: object) -> str:
    """A sentence with a number, in the language of the page: `_n("%(count)s hồ sơ", 3)`. What is printed as `count` may
    be given written out, `count="3.575"`; the number alone chooses between one and many."""
    return _form(sentence, count) % ({"count": count} | values)


def counted_markup(sentence: str, count: int | Markup, /, **values: object) -> Markup:
    """The same for a template: values are escaped, unless they are markup. A number that a script fills in is given as
    its slot, `_n("%(count)s hồ sơ", slot("found"))`: both forms are written, and static/shared/fill.js shows one of
    them. A language without a singular has one form, and the page then holds no second."""
    if place := SLOT.search(count) if isinstance(count, Markup) else None:
        one, many = (Markup(_form(sentence, number)) % ({"count": count} | values) for number in (1, 100))
        return many if one == many else EITHER.format(place[1], one, many)
    return Markup(_form(sentence, int(count))) % ({"count": count} | values)


def _form(sentence: str, count: int) -> str:
    translations = get_translations()
    form = translations.ungettext(sentence, sentence, count)
    return form if form != sentence else translations.ugettext(sentence)  # a catalogue may have but one form for it
