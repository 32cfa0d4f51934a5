"""The people of a centre, each behind a screen: whoever takes numbers, the officers, the department, the director.

They know only what their screens tell them: every act is one of the routes that the screens use.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from replay.browser import Browser
from replay.plan import RETURNED, SUPPLEMENT, Line, Result


class Kiosk:
    """Where citizens take their numbers."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        browser.open_page("/kiosk")  # on the server's own PC the screen is admitted by itself
        picture = browser.ask("GET", "/api/kiosk/picture")
        self._services = {tile["letter"]: tile["id"] for tile in picture["services"]}

    def take_number(self, letter: str, priority: bool = False) -> str:
        """Take a number; returns the ticket's token."""
        wish = {"service": self._services[letter], "priority": priority}
        return self._browser.ask("POST", "/api/tickets", wish)["ticket"]["token"]


@dataclass
class Desk:
    """An officer at a counter."""

    number: int
    first: frozenset[str]  # letters
    fallback: frozenset[str]
    username: str
    secret: str
    new_browser: Callable[[], Browser]
    seated_on: date | None = None
    serving: str | None = None  # token of the ticket at the counter
    taken: bool = False  # somebody else sits there: this officer stays away
    _browser: Browser = field(init=False)
    _procedures: dict[str, int] = field(init=False, default_factory=dict)

    @property
    def free(self) -> bool:
        return self.serving is None

    def sit_down(self, day: date) -> None:
        """Sign in, and open the counter for the day."""
        self._browser = self.new_browser()
        self._browser.ask("POST", "/api/sessions", {"username": self.username, "secret": self.secret})
        self._browser.ask("POST", "/api/session/counter", {"counter": self.number})
        self.seated_on, self.serving = day, None
        if not self._procedures:
            rows = self._browser.ask("GET", f"/api/counters/{self.number}/catalogue")["procedures"]
            self._procedures = {row["code"]: row["id"] for row in rows}

    def go_home(self) -> None:
        """Close the counter, and sign out."""
        self._act("closings", {})
        self._browser.ask("DELETE", "/api/session")
        self.seated_on = None

    def call_next(self) -> str | None:
        """Call whoever is next; returns the token, None when nobody waits."""
        answer = self._act("calls", {})
        self.serving = answer["ticket"]["token"] if answer["called"] else None
        return self.serving

    def recall(self) -> None:
        self._act("recalls", {"ticket": self.serving})

    def miss(self) -> None:
        """Nobody came."""
        self._act("no-shows", {"ticket": self.serving})
        self.serving = None

    def serve(self) -> None:
        self._act("servings", {"ticket": self.serving})

    def finish(self) -> None:
        self._act("finishes", {"ticket": self.serving})
        self.serving = None

    def log(self, line: Line) -> None:
        """Log one line of the dossier strip."""
        wish: dict = {"ticket": self.serving, "outcome": line.outcome}
        if (case := line.case) is not None:
            wish |= {
                "code": case.code,
                "procedure": self._procedures[case.procedure],
                "channel": case.channel,
                "due_on": case.due_on.isoformat() if case.due_on else None,
                "fee": case.fee,
                "paid_online": case.paid_online,
                "digitised": case.digitised_result if line.outcome == RETURNED else case.digitised_input,
            }
        self._act("entries", wish)

    def _act(self, noun: str, body: dict) -> dict:
        return self._browser.ask("POST", f"/api/counters/{self.number}/{noun}", body)


class Department:
    """Whoever decides upon the dossiers behind the counters: the shift lead's account records it."""

    def __init__(self, new_browser: Callable[[], Browser], username: str, secret: str) -> None:
        self._new_browser, self._who = new_browser, {"username": username, "secret": secret}
        self._signed_in_on: date | None = None
        self._browser: Browser

    def record(self, result: Result) -> None:
        """Record a result, or that papers are missing."""
        if self._signed_in_on != result.at.date():
            self._browser = self._new_browser()
            self._browser.ask("POST", "/api/sessions", self._who)
            self._signed_in_on = result.at.date()
        kind = "supplement_asked" if result.kind == SUPPLEMENT else result.kind
        self._browser.ask("POST", f"/api/dossiers/{result.case.code}/results", {"outcome": kind})


class Director:
    """Reads the table."""

    def __init__(self, browser: Browser, username: str, secret: str) -> None:
        self._browser = browser
        browser.ask("POST", "/api/sessions", {"username": username, "secret": secret})

    def table(self, first: date, last: date) -> dict:
        """The 16-column table of the dates, as the screen of reports gets it."""
        return self._browser.ask("GET", f"/api/reports/dossiers?from={first}&to={last}")
