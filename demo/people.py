"""Everybody of the trial: they live the simulated day over the network, as people at their screens do.

Whoever else takes a number is called and served too; whoever signs in at a counter has it for themselves, and its
officer stays away.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from demo import day, troubles
from demo.hands import Hands
from dossiers.calendar import WorkingDays
from dossiers.patterns import EXAMPLE, read_pattern
from extensions import socketio
from models.base import db
from models.centre import Service
from models.ticket import State, Ticket
from replay.browser import OverHttp
from replay.hall import Desk
from replay.plan import ADVICE, Case, Line, Visit
from replay.play import Play
from replay.stage import Stage

log = logging.getLogger(__name__)

OPENS = time(7, 15)
ADVICE_TAKES = timedelta(minutes=2)
A_STRANGER_WAITS = timedelta(minutes=3)
REST_SECONDS = 5  # between two days


class People:
    """The officers, the citizens and the department of one trial."""

    def __init__(self, stage: Stage, hands: Hands, address: str, to_collect: list[Case], seed: int) -> None:
        self._stage, self._hands, self._to_collect, self._seed = stage, hands, to_collect, seed
        self._new_browser: Callable[[], OverHttp] = lambda: OverHttp(address)

    def live(self) -> None:
        """One day after another, until the server stops."""
        with db.connection_context():
            desks = self._stage.desks(self._new_browser)
        kiosk = self._stage.kiosk(self._new_browser)
        while True:
            today = self._hands.now().date()
            self._live_through(today, kiosk, [desk for desk in desks if not desk.taken])
            socketio.sleep(REST_SECONDS)
            self._hands.jump(self._morning_after(today))

    def _live_through(self, today: date, kiosk, desks: list[Desk]) -> None:
        with db.connection_context():
            centre = self._stage.centre
            offered = day.offered(centre, today)
        pattern = read_pattern(centre.dossier_pattern or EXAMPLE)
        plan = day.simulate(today, offered, pattern, self._to_collect, self._seed)
        self._to_collect = []
        department = self._stage.department(self._new_browser)
        play = Play(plan, self._hands, kiosk, desks, department, patient=True, strangers=self._strangers)
        for at, trouble in troubles.of(today):
            play.also(at, trouble)
        try:
            play.run()
        except Exception:
            log.exception("the day was broken off; the next one begins")

    def _morning_after(self, today: date) -> datetime:
        with db.connection_context():
            return datetime.combine(WorkingDays.of(self._stage.centre).add(today, 1), OPENS)

    def _strangers(self, known: set[str]) -> dict[str, Visit]:
        """Whoever has waited for a while without being of the plan: a visitor, with a number of their own."""
        now = self._hands.now()
        advice = (Line(now, ADVICE, None, ADVICE_TAKES),)
        with db.connection_context():
            waiting = (
                Ticket.select(Ticket, Service)
                .join(Service)
                .where(
                    Ticket.centre == self._stage.centre,
                    Ticket.state == State.WAITING,
                    Ticket.issued_at < now - A_STRANGER_WAITS,
                )
            )
            return {
                ticket.token: Visit(ticket.issued_at, now, ticket.service.letter, advice)
                for ticket in waiting
                if ticket.token not in known
            }
