"""`make gallery`: a picture of every state of every screen, in both languages, into docs/gallery.

The pictures are of the real screens at their true sizes, at a fixed hour of a fixed day; see tests/screens/stage.py.
"""

import io
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import sync_playwright

import guides.pictures
import tests.screens.rooms  # noqa: F401  (knows the walks)
from tests import chromium
from tests.real_server import ROOT
from tests.screens.album import Picture, write_page
from tests.screens.at_the_door import reads_the_guides
from tests.screens.walk import LANGUAGES, House, Shot, in_order

FOLDER = ROOT / "docs" / "gallery"
TALLEST = 3000  # px: a list goes on, but a picture of it need not


def picture(shot: Shot) -> Image.Image:
    """What is seen now."""
    page, true = shot.settle(), shot.page.viewport_size
    page.mouse.move(0, 0)
    if (shot.whole or shot.to_its_end) and true is not None:
        # a window as tall as the page, so that what sticks to its edge does so
        page.evaluate("scrollTo(0, 0)")
        tall = page.evaluate("document.documentElement.scrollHeight")
        tallest = tall if shot.to_its_end else TALLEST
        page.set_viewport_size({"width": true["width"], "height": min(max(true["height"], tall), tallest)})
    seen = page.screenshot(animations="disabled", caret="hide")
    page.set_viewport_size(true)  # type: ignore[arg-type]
    return Image.open(io.BytesIO(seen)).convert("RGB")


@click.command()
@click.option("--only", default="", help="Only walks whose “room-name” matches this expression.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Only this one.")
@click.option("--into", type=click.Path(path_type=Path), default=FOLDER, show_default=True)
def main(only: str, language: str | None, into: Path) -> None:
    """Take every picture anew, and write the page that shows them."""
    into.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    taken: list[Picture] = []
    failed: list[str] = []
    with a_folder() as folder, sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        house = House(folder, browser, past=True)
        try:
            for one in in_order():
                if not re.search(only, one.called):
                    continue
                if one.steps is reads_the_guides and into == FOLDER:
                    guides.pictures.main()  # of what has just been photographed
                for spoken in [language] if language else LANGUAGES:
                    try:
                        with house.visit(one, spoken) as visit:
                            for shot in one.steps(visit):
                                name = f"{one.room}-{shot.state}-{spoken}.webp"
                                seen = picture(shot)
                                keep(seen, into / name)
                                taken.append(Picture(one.room, shot.state, shot.vi, shot.en, spoken, name, *seen.size))
                                click.echo(f"{time.monotonic() - began:6.1f} s  {name}")
                    except Exception as error:
                        failed.append(f"{one.room}-{one.name}-{spoken}: {error}")
                        click.echo(failed[-1], err=True)
        finally:
            write_page(into, taken)
            house.close()
            browser.close()
    sys.exit("\n".join(failed) if failed else 0)


@contextmanager
def a_folder() -> Iterator[Path]:
    """Where the centre keeps its files: its name stands on a picture. Removed afterwards."""
    folder = Path(tempfile.gettempdir(), "mot-cua")
    try:
        folder.mkdir()
    except FileExistsError:  # somebody else's
        folder = Path(tempfile.mkdtemp(prefix="mot-cua-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def keep(shown: Image.Image, path: Path) -> None:
    """In its own colours: a palette turns the red of one picture brown in the next."""
    shown.save(path, lossless=True, quality=75, method=4)


if __name__ == "__main__":
    main()
