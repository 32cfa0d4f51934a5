"""`python -m tests.screens.examine [ROOM-WALK]`: what is wrong with the screens, one line each."""

import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import click
from playwright.sync_api import Page, sync_playwright

import tests.screens.rooms  # noqa: F401  (knows the walks)
from tests import chromium
from tests.screens import audit
from tests.screens.walk import LANGUAGES, House, Shot, Walk, in_order

ZOOMED = {"staff": (720, 450), "phone": (320, 640)}  # CSS px: a desk at 200 %, the narrowest phone

Found = tuple[str, ...]  # state, rule, element, detail


def wrong_with(house: House, one: Walk, language: str) -> Iterator[Found]:
    """All that is wrong on the walk, state by state."""
    with house.visit(one, language) as visit:
        for shot in one.steps(visit):
            if not shot.paper:
                yield from ((shot.state, *found) for found in examined(shot, language))
        yield from (("asks elsewhere", url) for url in visit.outside)
        yield from (("console", said) for said in visit.errors)


def examined(shot: Shot, language: str) -> list[Found]:
    """All that is wrong with the shot, at its true size and zoomed.

    What Tab reaches and what axe-core looks at (names, roles, states, structure) is the same in both languages, so it
    is looked at in the first; sizes, contrast and what fits depend on the words.
    """
    structure = language == LANGUAGES[0]
    page = shot.settle()
    found: list[Found] = list(audit.axe(page)) if structure else []
    found += audit.look(page, language, keyboard=structure)
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
