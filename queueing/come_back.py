"""A citizen is promised a place for coming back with the missing papers, and has it when they come.

The promise is a slip with a code. On coming back it brings a new number that waits before those who come without one,
behind whoever was called before, sent on, or has priority; the age cap binds it like everybody. Source:
docs/decisions.md, "Coming back with missing papers".
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from models.access import Device
from models.base import now, today, unit_of_work
from models.centre import Centre, Officer, Procedure, Service
from models.counter import Counter
from models.prepared import add
from models.ticket import Lane, State, Ticket
from models.visit import ComeBack
from queueing import day, given, hours, issuing, moves, numbering
from queueing.errors import Conflict, Invalid, KeyReused, NotFound

LONGEST_DAYS = 60  # working days
FARTHEST_DAYS = 180  # calendar days searched for working ones: a centre that never opens ends there
STILL_OPEN = (State.WAITING, State.CALLED, State.SERVING, State.HELD)


class UnknownSlip(NotFound):
    """No slip of this centre has that code."""

    code = "unknown_slip"

    def __init__(self) -> None:
        super().__init__(
            "Không tìm thấy phiếu này. Mời ông/bà kiểm tra lại mã, hoặc lấy số thường.",
            "No slip has this code. Please check the code, or take a regular number.",
            field="code",
        )


class SlipUsed(Conflict):
    """The slip has already brought a visit that was served."""

    code = "slip_used"

    def __init__(self) -> None:
        super().__init__(
            "Phiếu này đã được dùng. Mời ông/bà lấy số thường.",
            "This slip has been used. Please take a regular number.",
        )


class SlipOver(Conflict):
    """The slip no longer keeps a place."""

    code = "slip_over"

    def __init__(self, last_day: date) -> None:
        super().__init__(
            f"Phiếu giữ chỗ đến hết ngày {last_day:%d/%m/%Y}. Mời ông/bà lấy số thường; giấy tờ vẫn nộp được.",
            f"This slip kept your place until {last_day:%d/%m/%Y}. Take a regular number; "
            "your papers are still accepted.",
        )


def promise(
    ticket: Ticket,
    counter: Counter,
    *,
    days: int | None = None,
    papers: Sequence[str] = (),
    note: str = "",
    service: Service | None = None,
    procedure: Procedure | None = None,
    dossier_code: str = "",
    officer: Officer | None = None,
    key: str | None = None,
    also: Callable[[ComeBack], object] | None = None,
) -> ComeBack:
    """Promise the ticket's citizen a place for so many working days (the centre's own number unless said).

    `papers`: what is missing, each in one line; `service`: to queue for then, the ticket's unless said. The same `key`
    gives the same slip. `also(slip)` runs inside the transaction: the paper's print job. Raises Invalid, NotFound,
    KeyReused, TicketGone.
    """
    missing = [line for paper in papers if (line := " ".join(paper.split()))]
    if not missing and not note.strip():
        raise Invalid("Mời chọn giấy tờ còn thiếu.", "Choose which papers are missing.", field="papers")
    with unit_of_work(counter.centre_id):
        of_key = (ComeBack.centre == counter.centre_id, ComeBack.idempotency_key == key)
        if key is not None and (known := ComeBack.get_or_none(*of_key)) is not None:
            if known.ticket_id != ticket.id:
                raise KeyReused
            return known
        ticket, centre = moves.fresh(ticket), Centre.get_by_id(counter.centre_id)
        if ticket.centre_id != centre.id:
            raise NotFound
        slip = add(
            ComeBack(
                centre=centre,
                code=new_code(),
                ticket=ticket,
                service=service or ticket.service,
                procedure=procedure,
                dossier_code=dossier_code,
                papers="\n".join(missing),
                note=note.strip(),
                given_at=now(),
                last_day=last_day(centre, centre.come_back_days if days is None else days),
                counter=counter,
                officer=officer,
                idempotency_key=key,
            )
        )
        if also is not None:
            also(slip)
    return slip


def redeem(
    code: str,
    centre: Centre,
    *,
    language: str = "vi",
    priority: bool = False,
    device: Device | None = None,
    officer: Officer | None = None,
    also: Callable[[Ticket], object] | None = None,
) -> Ticket:
    """Give the number that a slip keeps a place for; the one it has already brought today, while that is in the hall.

    So it needs no key: a press that is sent again brings the same number. The service's daily quota does not bind it.
    The rest is as `issue` takes it. Raises UnknownSlip, SlipUsed, SlipOver, and what `issue` raises.
    """
    business_day = day.turn(centre)
    slip = find(code, centre)
    before = slip.again
    if before is not None and before.state == State.FINISHED:
        raise SlipUsed
    if before is not None and before.business_day == business_day and before.state in STILL_OPEN:
        return before
    if today() > slip.last_day:
        raise SlipOver(slip.last_day)

    def keep(ticket: Ticket) -> None:
        ComeBack.update(again=ticket).where(ComeBack.id == slip.id).execute()
        if also is not None:
            also(ticket)

    return issuing.issue(
        slip.service,
        key=f"{slip.code} {before.id if before else 0}",  # two scans at one instant: one number
        priority=priority,
        language=language,
        device=device,
        officer=officer,
        lane=Lane.CAME_BACK,
        why=f"{given.COME_BACK} {slip.code}",
        also=keep,
    )


def find(code: str, centre: Centre | None = None) -> ComeBack:
    """The slip of this code, however it is spaced or cased, or of the address that its QR holds; of any centre unless
    one is said. Raises UnknownSlip."""
    written = "".join(code.split()).upper().rpartition("/")[2]
    slip: ComeBack | None = ComeBack.get_or_none(ComeBack.code == written)
    if slip is not None and centre is not None and slip.centre_id != centre.id:
        slip = None
    if slip is None:
        raise UnknownSlip
    return slip


def new_code() -> str:
    """A code that no ticket and no other slip bears: the kiosk has one place to scan all of them."""
    while True:
        code = numbering.new_token()
        taken = Ticket.select().where(Ticket.token == code).exists()
        if not taken and not ComeBack.select().where(ComeBack.code == code).exists():
            return code


def last_day(centre: Centre, days: int) -> date:
    """The date of the `days`-th day after today on which the centre opens. Raises Invalid outside 1 to LONGEST_DAYS."""
    if not 1 <= days <= LONGEST_DAYS:
        raise Invalid(
            f"Số ngày giữ chỗ phải từ 1 đến {LONGEST_DAYS}.",
            f"Keep the place for 1 to {LONGEST_DAYS} days.",
            field="days",
        )
    date_, begun, left = today(), today(), days
    while left and date_ - begun < timedelta(days=FARTHEST_DAYS):
        date_ += timedelta(days=1)
        left -= bool(hours.stretches(centre, date_))
    return date_
