"""The languages that the screens speak: Vietnamese, which is the key; English; and those that a centre has added.

A centre adds one by two files in its instance folder: `translations/<code>/LC_MESSAGES/messages.po`, the catalogue, and
`translations/languages.toml`, with one line for each language: `tyz = "Tày"`. It then stands on the screens of citizens
beside the others. A sentence that the catalogue lacks is said in Vietnamese. See docs/languages.md.
"""

import re
import tomllib
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from config import ConfigError

OWN = {"vi": "Tiếng Việt", "en": "English"}  # as their own speakers name them, in the order of the screens
PLACE = re.compile(r"%\((\w+)\)s")  # what a screen fills in
CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)  # BCP 47
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
            _check(source, str(message.id), str(message.string))
    made = folder / MADE / locale_of(code) / "LC_MESSAGES" / "messages.mo"
    made.parent.mkdir(parents=True, exist_ok=True)
    with made.open("wb") as file:
        write_mo(file, catalogue)


def _check(source: Path, vietnamese: str, other: str) -> None:
    """A sentence that cannot be filled in would break its page."""
    try:
        _ = other % dict.fromkeys(PLACE.findall(vietnamese), "")
    except (KeyError, TypeError, ValueError):
        reason = "keep what stands in %( )s as it is, and write %% for a percent sign"
        raise ConfigError(f"{source}: “{other}”: {reason}") from None
