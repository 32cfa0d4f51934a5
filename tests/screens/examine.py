"""`python -m tests.screens.examine [ROOM-WALK]`: what is wrong with the screens, one line each."""

import re
import sys
import tempfile
from pathlib import Path

import click
from playwright.sync_api import Page, sync_playwright

import tests.screens.rooms  # noqa: F401  (knows the walks)
from tests.screens import audit
from tests.screens.gallery import FLAGS
from tests.screens.walk import LANGUAGES, House, Shot, in_order

ZOOMED = {"staff": (720, 450), "phone": (320, 640)}  # CSS px: a desk at 200 %, the narrowest phone


def examined(shot: Shot, language: str) -> list[tuple[str, ...]]:
    """All that is wrong with the shot, at its true size and zoomed."""
    found: list[tuple[str, ...]] = list(audit.axe(shot.page))
    found += audit.look(shot.page, language, keyboard=language == "vi")
    if zoomed := ZOOMED.get(shot.page.locator("html").get_attribute("data-surface") or ""):
        found += [("zoomed", *rest) for rest in _narrowed(shot.page, zoomed)]
    return found


def _narrowed(page: Page, size: tuple[int, int]) -> list[tuple[str, ...]]:
    """What is lost, or has to be looked for sideways, in a narrower window."""
    true = page.viewport_size
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found = page.evaluate("() => window.audit.narrow()")
    page.set_viewport_size(true)  # type: ignore[arg-type]
    return [tuple(one) for one in found]


@click.command()
@click.argument("which", default="")
def main(which: str) -> None:
    """Examine the walks whose “room-name” matches the expression WHICH, or all."""
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=FLAGS)
        house = House(Path(folder), browser)
        try:
            for one in in_order():
                if not re.search(which, f"{one.room}-{one.name}"):
                    continue
                for language in LANGUAGES:
                    with house.visit(one, language) as visit:
                        for shot in one.steps(visit):
                            for found in examined(shot, language):
                                wrong += 1
                                click.echo(" | ".join((one.room, shot.state, language, *found)))
                        for said in visit.errors + visit.outside:
                            wrong += 1
                            click.echo(f"{one.room} | {one.name} | {language} | {said}")
        finally:
            house.close()
            browser.close()
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
