"""`python -m tests.screens.examine [ROOM-WALK]`: what is wrong with the screens, one line each."""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import pytest
from playwright.sync_api import Page, sync_playwright

import tests.screens.rooms  # noqa: F401  (knows the walks)
from tests import chromium
from tests.screens import audit
from tests.screens.walk import LANGUAGES, House, Shot, Walk, in_order

ZOOMED = {"staff": (720, 450), "phone": (320, 640)}  # CSS px: a desk at 200 %, the narrowest phone

BY_KEYS = {
    "counter-works_by_keys",
    "live-acts_by_keys",
    "office-exports_by_keys",
    "paper-prints",
}

Found = tuple[str, ...]  # state, rule, element, detail


def examinations(rooms: set[str]) -> list[Any]:
    """(walk, language) of every walk through these rooms, for pytest; in Vietnamese only what is the same keys, or the
    same paper, in both."""
    walks = [one for one in in_order() if one.room in rooms]
    return [
        pytest.param(one, language, id=f"{one.called}-{language}")
        for one in walks
        for language in LANGUAGES
        if language == LANGUAGES[0] or one.called not in BY_KEYS
    ]


def wrong_with(house: House, one: Walk, language: str) -> Iterator[Found]:
    """All that is wrong on the walk, state by state."""
    known: set[str] = set()
    with house.visit(one, language) as visit:
        for shot in one.steps(visit):
            if not shot.paper:
                yield from ((shot.state, *found) for found in examined(shot, language, known))
        yield from (("asks elsewhere", url) for url in visit.outside)
        yield from (("console", said) for said in visit.errors)


def examined(shot: Shot, language: str, known: set[str]) -> list[Found]:
    """All that is wrong with the shot, at its true size and zoomed. `known`: pages that axe-core has looked at.

    What Tab reaches and what axe-core looks at (names, roles, states, structure) is nearly the same in both languages:
    each state is looked at in the first, each page once in the other, where a name may lack its translation. Sizes,
    contrast and what fits depend on the words.
    """
    structure = language == LANGUAGES[0]
    page = shot.settle()
    place = urlsplit(page.url).path
    found: list[Found] = list(audit.axe(page)) if structure or place not in known else []
    known.add(place)
    found += audit.look(page, shot.language or language, keyboard=structure)
    if zoomed := ZOOMED.get(page.locator("html").get_attribute("data-surface") or ""):
        found += [("zoomed", *rest) for rest in _narrowed(page, zoomed)]
    return found


def _narrowed(page: Page, size: tuple[int, int]) -> list[Found]:
    """What is lost, or has to be looked for sideways, in a narrower window."""
    true = page.viewport_size
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found = page.evaluate("() => window.audit.narrow()")
    page.set_viewport_size(true)  # type: ignore[arg-type]
    return [tuple(one) for one in found]


@click.command()
@click.argument("which", default="")
@click.option("--times", is_flag=True, help="Say how long each walk took.")
def main(which: str, times: bool) -> None:
    """Examine the walks whose “room-name” matches the expression WHICH, or all."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        house = House(Path(folder), browser, past=True)
        try:
            for one in in_order():
                if not re.search(which, one.called):
                    continue
                for language in LANGUAGES:
                    began = time.monotonic()
                    try:
                        for found in wrong_with(house, one, language):
                            wrong += 1
                            click.echo(" | ".join((one.room, language, *found)))
                    except Exception as error:  # a walk that stops ends no other walk
                        wrong += 1
                        click.echo(f"{one.room} | {one.name} | {language} | {error}")
                    if times:
                        click.echo(f"{time.monotonic() - began:5.1f} s  {one.called}-{language}")
        finally:
            house.close()
            browser.close()
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
