"""What has happened to a dossier is written here: the dated event, the state it leads to, the clock it stops or starts.

To be called inside a unit of work. Each function changes the row it is given and stores only the columns it changed.
A file's thousands of rows are written in bulk by imports.batch, which inserts events and open stops by itself; whatever
ends a stop comes here.
"""

from datetime import date, datetime

from dossiers.calendar import WorkingDays
from models.centre import Centre, Officer
from models.counter import Counter
from models.dossier import Dossier, DossierEvent, Pause
from models.ticket import Ticket

RESULTS = (DossierEvent.RESOLVED, DossierEvent.REFUSED, DossierEvent.WITHDRAWN)
ASKED = {Pause.SUPPLEMENT: DossierEvent.SUPPLEMENT_ASKED, Pause.FINANCIAL_DUTY: DossierEvent.DUTY_ASKED}
ANSWERED = {Pause.SUPPLEMENT: DossierEvent.SUPPLEMENT_ANSWERED, Pause.FINANCIAL_DUTY: DossierEvent.DUTY_PAID}


class Scribe:
    """Writes what one person did at one moment, at a counter or behind it."""

    def __init__(
        self,
        centre: Centre,
        at: datetime,
        officer: Officer | None = None,
        counter: Counter | None = None,
        ticket: Ticket | None = None,
    ) -> None:
        self.centre, self.at, self.officer, self.counter, self.ticket = centre, at, officer, counter, ticket

    def note(self, dossier: Dossier, kind: str, at: datetime | None = None) -> None:
        """Add one event to the dossier's history."""
        DossierEvent.create(
            centre=self.centre,
            dossier=dossier,
            kind=kind,
            at=at or self.at,
            ticket=self.ticket,
            counter=self.counter,
            officer=self.officer,
        )

    def ask(self, dossier: Dossier, kind: str, document: str = "") -> None:
        """Papers are missing, or a duty is unpaid: the clock stops. Asking again while it stands changes nothing."""
        if not is_stopped(dossier, kind):
            self.note(dossier, ASKED[kind])
            Pause.create(dossier=dossier, kind=kind, document=document, began_on=self.at.date())

    def answer(self, dossier: Dossier, kind: str) -> None:
        """What was asked for is here: the clock goes on. Nothing happens when nothing was."""
        if is_stopped(dossier, kind):
            self.note(dossier, ANSWERED[kind])
            self._start_clock(dossier, Pause.kind == kind)

    def ask_supplement(self, dossier: Dossier) -> None:
        self.ask(dossier, Pause.SUPPLEMENT)

    def answer_supplement(self, dossier: Dossier) -> None:
        self.answer(dossier, Pause.SUPPLEMENT)

    def ask_duty(self, dossier: Dossier) -> None:
        self.ask(dossier, Pause.FINANCIAL_DUTY)

    def pay_duty(self, dossier: Dossier) -> None:
        self.answer(dossier, Pause.FINANCIAL_DUTY)

    def end(self, dossier: Dossier, result: str) -> None:
        """The first terminal act: `result` is one of RESULTS. A clock that stood still ends with it."""
        self.note(dossier, result)
        dossier.ended_at, dossier.outcome = self.at, result
        dossier.save(only=[Dossier.ended_at, Dossier.outcome])
        self._start_clock(dossier)

    def hand_over(self, dossier: Dossier) -> None:
        """The applicant has the result in hand; what was pending until now is resolved by it."""
        if dossier.ended_at is None:
            self.end(dossier, DossierEvent.RESOLVED)
        if dossier.returned_at is None:
            self.note(dossier, DossierEvent.RETURNED)
            dossier.returned_at = self.at
            dossier.save(only=[Dossier.returned_at])

    def _start_clock(self, dossier: Dossier, *which) -> None:
        standing = list(Pause.select().where(Pause.dossier == dossier, Pause.ended_on.is_null(), *which))
        if standing:
            end_stops(standing, self.at.date(), dossier, WorkingDays.of(self.centre))


def is_stopped(dossier: Dossier, kind: str = Pause.SUPPLEMENT) -> bool:
    """Whether the dossier waits for what its applicant owes: papers, unless said otherwise."""
    return Pause.select().where(Pause.dossier == dossier, Pause.kind == kind, Pause.ended_on.is_null()).exists()


def end_stops(stops: list[Pause], on: date, dossier: Dossier, days: WorkingDays) -> None:
    """The clock goes on: these open stops end on that day, none before it began, and the due date moves."""
    ends = {pause.id: max(on, pause.began_on) for pause in stops}
    for pause in stops:
        pause.ended_on = ends[pause.id]
        pause.save(only=[Pause.ended_on])
    if ends:
        settle(dossier, days, since=min(ends.values()))


def settle(dossier: Dossier, days: WorkingDays, since: date = date.min) -> None:
    """Work out the due date after each stop that ended on `since` or later; they add up in the order they ended.

    Those that ended before keep theirs: a calendar that was changed later changes no past report.
    """
    ended: list[tuple[date, date]] = []
    for pause in Pause.select().where(Pause.dossier == dossier, ~Pause.ended_on.is_null()).order_by(Pause.ended_on):
        ended_on: date = pause.ended_on  # type: ignore[assignment]  # it has ended: asked for above
        ended.append((pause.began_on, ended_on))
        if ended_on >= since:
            pause.due_after = days.prolong(dossier.due_on, ended)
            pause.save(only=[Pause.due_after])
    dossier.due_after = present_due_date(dossier) if ended else None
    dossier.save(only=[Dossier.due_after])


def present_due_date(dossier: Dossier) -> date | None:
    """D′: the due date with every stop that has ended so far."""
    later = [p.due_after for p in dossier.pauses if p.due_after is not None]
    return max(later, default=dossier.due_on)
