"""A template takes from others only what it draws with, so that its first lines tell what it stands on."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
READER = Environment(extensions=["jinja2.ext.i18n"])


@cache
def read(name: str) -> nodes.Template:
    return READER.parse((TEMPLATES / name).read_text("utf-8"))


@cache
def taken(name: str) -> frozenset[str]:
    """What it imports, as it is called there."""
    named = [one for taking in read(name).find_all(nodes.FromImport) for one in taking.names]
    return frozenset(one if isinstance(one, str) else one[1] for one in named)


@cache
def own(name: str) -> frozenset[str]:
    """What it draws with and has from nobody else: its imports and its macros."""
    return taken(name) | {one.name for one in read(name).find_all(nodes.Macro)}


@cache
def asked(name: str) -> frozenset[str]:
    return frozenset(one.name for one in read(name).find_all(nodes.Name) if one.ctx == "load")


@cache
def lent_to(name: str) -> frozenset[str]:
    """Templates that are drawn with its names: what it includes or imports with context, and its heirs."""
    lent = read(name).find_all((nodes.Include, nodes.FromImport, nodes.Import))
    return frozenset({one.template.value for one in lent if one.with_context} | set(heirs().get(name, ())))


@cache
def heirs() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in NAMES:
        for above in read(name).find_all(nodes.Extends):
            found.setdefault(above.template.value, []).append(name)
    return found


def drawn_with(name: str, seen: frozenset[str] = frozenset()) -> set[str]:
    """Names that it asks for, or that a template does to which it lends them."""
    others = lent_to(name) - seen - {name}
    return set(asked(name)).union(*(drawn_with(one, seen | {name}) - own(one) for one in others))


def test_no_template_imports_what_it_does_not_draw_with():
    found = [f"{name}: {one}" for name in NAMES for one in sorted(taken(name) - drawn_with(name))]
    assert found == []
