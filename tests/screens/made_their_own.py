"""What a centre makes its own: its logo, on every screen and on paper; and a language that it has added as a file."""

import io
import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import expect

from tests.screens.at_the_door import newest
from tests.screens.at_the_kiosk import at_kiosk
from tests.screens.in_the_hall import call_anew, falls_quiet, screen
from tests.screens.on_the_tablet import at_the_tablet
from tests.screens.stage import MORNING, Stage
from tests.screens.walk import KIOSK, PHONE, STAFF, TABLET, TV, Shot, Visit, walk
from tests.waiting import wait_until

A4 = (718, 1047)  # pixels within the margins of a sheet
FINE = 4  # drawn so much larger, then made smaller, so that its edges are smooth
LANGUAGE, TRANSLATIONS = "fr", Path(__file__).with_name("translations")


def dawn() -> bytes:
    """A mark of the ward's own, whose name means daybreak: the sun over a river, on a disc."""
    side = 320 * FINE
    drawn, file = Image.new("RGBA", (side, side), (0, 0, 0, 0)), io.BytesIO()
    pen, middle, horizon = ImageDraw.Draw(drawn), side // 2, side * 5 // 8
    pen.ellipse((0, 0, side - 1, side - 1), fill="#ffffff")
    edge = side // 32
    pen.ellipse((edge, edge, side - edge, side - edge), fill="#0b4f8a")
    for ray in range(1, 8):
        angle = math.pi * ray / 8
        near, far = side * 0.24, side * 0.36
        ends = [(middle - math.cos(angle) * r, horizon - math.sin(angle) * r) for r in (near, far)]
        pen.line(ends, fill="#ffd84d", width=side // 32)
    sun = side * 3 // 16
    pen.pieslice((middle - sun, horizon - sun, middle + sun, horizon + sun), 180, 360, fill="#ffd84d")
    for line, half in enumerate((0.40, 0.34, 0.24)):
        top = horizon + side // 32 + line * side // 12
        pen.rounded_rectangle(
            (middle - side * half, top, middle + side * half, top + side // 28), side // 56, fill="#ffffff"
        )
    drawn.resize((320, 320), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()


@contextmanager
def own_logo(stage: Stage) -> Iterator[None]:
    """The administrator gives a logo, and takes it away afterwards."""
    url = stage.server.url
    given = stage.admin.post(f"{url}/admin/logos", files={"file": ("logo.png", dawn(), "image/png")}, timeout=20)
    assert given.ok, given.text
    try:
        yield
    finally:
        assert stage.admin.post(f"{url}/admin/logos/removals", timeout=10).ok


@walk("kiosk", KIOSK, at=(9, 3))  # after the journal has been read: a logo is noted there
def sees_the_logo_at_the_kiosk(visit: Visit) -> Iterator[Shot]:
    with own_logo(visit.stage):
        page = at_kiosk(visit)
        expect(page.get_by_test_id("kiosk-logo")).to_be_visible()
        yield Shot("logo", "Với biểu trưng của trung tâm", "With the centre's own logo", page)


@walk("display", TV, at=(8, 49))
def sees_the_logo_on_the_tv(visit: Visit) -> Iterator[Shot]:
    with own_logo(visit.stage):
        page = screen(visit, "sound=off")
        expect(page.get_by_test_id("tv-logo")).to_be_visible()
        yield Shot("logo", "Với biểu trưng của trung tâm", "With the centre's own logo", page)


@walk("phone", PHONE, at=(8, 56))
def sees_the_logo_on_the_phone(visit: Visit) -> Iterator[Shot]:
    with own_logo(visit.stage):
        page = visit.open(f"/t/{visit.stage.take('H', language=visit.language)['token']}")
        expect(page.get_by_test_id("ph-logo")).to_be_visible()
        yield Shot("logo", "Với biểu trưng của trung tâm", "With the centre's own logo", page, whole=True)


@walk("rating", TABLET, at=(8, 55))
def sees_the_logo_on_the_tablet(visit: Visit) -> Iterator[Shot]:
    with own_logo(visit.stage):
        page = at_the_tablet(visit)
        expect(page.get_by_test_id("rate-logo")).to_be_visible()
        yield Shot("logo", "Với biểu trưng của trung tâm", "With the centre's own logo", page)


@walk("paper", STAFF, at=(8, 59))
def sees_the_logo_on_paper(visit: Visit) -> Iterator[Shot]:
    with own_logo(visit.stage):
        visit.stage.take("C", language=visit.language)
        yield newest(visit, "ticket-logo", "Phiếu với biểu trưng của trung tâm", "A ticket with the centre's own logo")
        visit.errors.clear()  # of the browser's own page around a picture
        page = visit.open("/guides/poster", size=A4)
        page.emulate_media(media="print")
        yield Shot("poster-logo", "Tờ quy tắc với biểu trưng", "The poster with the logo", page, whole=True, paper=True)


@contextmanager
def spoken_too(visit: Visit) -> Iterator[Visit]:
    """The same centre with one more language, which it knows from when it starts; somebody who reads that one."""
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), translations=TRANSLATIONS)
        theirs = Visit(stage, None, visit.browser, LANGUAGE, visit.size, errors=visit.errors, outside=visit.outside)
        try:
            stage.be_at(MORNING.replace(hour=8, minute=46))
            yield theirs
        finally:
            theirs.end()
            stage.close()


@walk("display", TV, at=(8, 49))
def reads_a_language_that_was_added(visit: Visit) -> Iterator[Shot]:
    with spoken_too(visit) as theirs:
        stage = theirs.stage
        stage.open(1, 2, 3, 5, 9)
        for letter in "CCCHHK":
            stage.take(letter)
        for counter in (3, 5):
            stage.act(counter, "calls")
            falls_quiet(stage)
        page = screen(theirs)
        number = call_anew(stage, 1, "C")
        expect(page.get_by_test_id("tv-hero-number")).to_have_text(number)
        wait_until(lambda: page.locator("html").get_attribute("lang") == LANGUAGE)
        yield Shot(
            "third-language",
            "Một tiếng thứ ba, thêm bằng tệp",
            "A third language, added as a file",
            page,
            language=LANGUAGE,
        )
