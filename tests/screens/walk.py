"""A walk is one person's way through a screen; every stop on it is a state to look at, and a picture of the gallery."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Browser, BrowserContext, Page

from tests.screens import registers
from tests.screens.morning import Morning
from tests.screens.stage import Stage

LANGUAGES = ("vi", "en")
KIOSK, TV, PANEL, STAFF, PHONE, NARROW, TABLET = (
    (1080, 1920), (1920, 1080), (400, 900), (1440, 900), (360, 800), (320, 640), (1280, 800),
)  # fmt: skip
VIETNAM = timezone(timedelta(hours=7))
SEES_SCREENS = {"live", "admin", "counter"}
MORNING = (8, 42)  # from here on the hall is as Morning says


@dataclass
class Shot:
    """One state of one screen, as it stands now."""

    state: str  # of its file: "kiosk-k1"
    vi: str  # what one sees, for the caption
    en: str
    page: Page
    whole: bool = False  # the page below the fold too, as far as a list needs to be seen
    to_its_end: bool = False  # a paper is looked at to its last line
    paper: bool = False  # as it is printed: to be seen, with nothing to be reached or pressed
    language: str = ""  # that it is in, where it is another than the visit's

    def settle(self) -> Page:
        """The page with its styles and fonts: what is to be pressed stands there before they have come."""
        self.page.wait_for_load_state()
        self.page.evaluate("document.fonts.ready.then(() => true)")
        return self.page


@dataclass
class Visit:
    """Whoever walks: in one language, at the size of one device, in windows that end with the walk."""

    stage: Stage
    morning: Morning | None
    browser: Browser
    language: str
    size: tuple[int, int]
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def token(self, who: str) -> str:
        """Of the ticket of somebody who came this morning."""
        assert self.morning is not None, "it is not 08:42 yet"
        return str(self.morning.tickets[who]["token"])

    def window(self, *people: requests.Session, size: tuple[int, int] | None = None, **options: Any) -> Page:
        """A window of somebody with these people's cookies, on a device whose clock is right."""
        width, height = size or self.size
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale="vi-VN", reduced_motion="reduce", **options
        )
        self.contexts.append(context)
        for person in people:
            for cookie in person.cookies:
                context.add_cookies([{"name": cookie.name, "value": cookie.value or "", "url": self.stage.server.url}])
        page = context.new_page()
        page.clock.set_system_time(self.stage.at.replace(tzinfo=VIETNAM))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: self._note(request.url))
        return page

    def open(self, path: str, *people: requests.Session, port: int = 0, **options: Any) -> Page:
        """A window that shows `path`, in the visit's language."""
        return self.show(self.window(*people, **options), path, port)

    def show(self, page: Page, path: str, port: int = 0) -> Page:
        if self.language != "vi":
            path += f"{'&' if '?' in path else '?'}lang={self.language}"
        page.goto(f"http://127.0.0.1:{port or self.stage.server.port}{path}")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    @contextmanager
    def chosen(self, subject: str, column: str, value: str | bool) -> Iterator[None]:
        """The administrator turns one of the centre's choices on its page, and turns it back afterwards."""
        page = self.open(f"/admin/choices/{subject}", self.stage.admin, size=STAFF)

        def turn(wanted: str | bool) -> str | bool:
            field = page.locator(f"[name={column}]")
            if isinstance(wanted, bool):
                before: str | bool = field.is_checked()
                field.set_checked(wanted)
            else:
                before = field.input_value()
                if field.evaluate("one => one.tagName") == "SELECT":
                    field.select_option(wanted)
                else:
                    field.fill(wanted)
            page.locator("form[data-testid=choices] button:not([type=button])").last.click()
            page.wait_for_url("**done=saved*")
            return before

        before = turn(value)
        try:
            yield
        finally:
            turn(before)

    def end(self) -> None:
        for context in self.contexts:
            context.close()

    def _note(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).hostname != "127.0.0.1":
            self.outside.append(url)


Steps = Callable[[Visit], Iterator[Shot]]


@dataclass(frozen=True)
class Walk:
    """Steps through a room, on the device that it is made for, at an hour of the day."""

    room: str
    name: str
    size: tuple[int, int]
    at: tuple[int, int, int]  # day of November 2026, hour, minute: walks are taken in this order
    steps: Steps

    @property
    def called(self) -> str:
        return f"{self.room}-{self.name}"


WALKS: list[Walk] = []


def walk(room: str, size: tuple[int, int], at: tuple[int, int] = (8, 42), day: int = 20) -> Callable[[Steps], Steps]:
    """Make a walk of a function that yields its shots."""

    def keep(steps: Steps) -> Steps:
        WALKS.append(Walk(room, steps.__name__, size, (day, *at), steps))
        return steps

    return keep


def each(visit: Visit, page: Page, places: tuple[tuple[str, str, str, str], ...]) -> Iterator[Shot]:
    """One page after another: (path, state, what it is, the same in English)."""
    for path, state, vi, en in places:
        visit.show(page, path)
        yield Shot(state, vi, en, page, whole=True)


class House:
    """The running centre, and a browser for all walks through it; the day goes on from walk to walk."""

    def __init__(self, folder: Path, browser: Browser, *, past: bool = False) -> None:
        self.stage, self._browser = Stage(folder, past=past), browser
        self._switched_on: Visit | None = None
        self._switched_on_at: datetime | None = None
        self._morning: Morning | None = None
        self._dossiers = False

    def close(self) -> None:
        if self._switched_on is not None:
            self._switched_on.end()
        self.stage.close()

    def _switch_on(self) -> None:
        """The hall's own screens, which nobody walks up to: without them the staff's screens are full of warnings. Anew
        for each hour, so that their clocks are right, and whatever a walk has done at the TV is over."""
        if self._switched_on is not None:
            self._switched_on.end()
        self._switched_on_at = self.stage.at
        self._switched_on = Visit(self.stage, self._morning, self._browser, LANGUAGES[0], TV)
        for path, device in (
            ("/kiosk", self.stage.kiosk),
            ("/display", self.stage.display),
            ("/rate", self.stage.tablet),
        ):
            self._switched_on.open(path, device)

    @contextmanager
    def visit(self, one: Walk, language: str) -> Iterator[Visit]:
        """Somebody goes there, when it is that late; `one.steps(visit)` are the shots."""
        day, hour, minute = one.at
        if (hour, minute) >= MORNING and self._morning is None:
            self._morning = Morning(self.stage)
        if one.room == "office" and not self._dossiers:
            self._dossiers = True
            self.stage.bring_dossiers()
            if self.stage.past:
                registers.fill(self.stage)
        if self._morning is not None:
            self._morning.goes_on(datetime(2026, 11, day, hour, minute))
        self.stage.until(hour, minute, day)
        if self.stage.past and one.room in SEES_SCREENS and self._switched_on_at != self.stage.at:
            self._switch_on()
        visit = Visit(self.stage, self._morning, self._browser, language, one.size)
        try:
            yield visit
        finally:
            visit.end()


def in_order() -> list[Walk]:
    """All walks, as the day goes."""
    return sorted(WALKS, key=lambda one: one.at)


def live(page: Page) -> Page:
    """As soon as the screen hears the server."""
    page.locator("html[data-connection='live']").wait_for()
    return page
