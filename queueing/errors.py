"""Every way the rules can refuse. Each says, in Vietnamese and English, what happened and the way out.

Refusal
├── NotFound                404  no such thing in this centre
│   └── TicketGone          410  a ticket of another day
├── Forbidden               403  not yours to do
│   └── NotAtCounter             the ticket is at another counter
├── Invalid                 422  the request contradicts itself
│   ├── SameQueue                transferred to where it already waits
│   └── KeyReused                one idempotency key, two different requests
└── Conflict                409  not now
    ├── ServiceClosed · CentreClosed · NumbersStopped · QuotaReached
    ├── CounterBusy · CounterClosed
    ├── WrongState · TooSoon · TooLate
    └── BookingClosed · SlotTaken · EnoughBookings · BookingGone · NotToday

A room adds refusals of its own to this tree, beside what refuses: who may ask in admin.access, NotSeated in
counters.seat, NoPrinter in printing.queue, ImportRefused in imports.faults, BadRequest in envelope.
"""

from datetime import datetime


def count_of(number: int, thing: str) -> str:
    """ "1 minute", "2 minutes": English has two forms of a thing that is counted, Vietnamese one."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


class Refusal(Exception):
    """A rule says no. `field` names the part of the request at fault, where one is."""

    status = 409
    code = "refused"

    def __init__(self, vi: str, en: str, *, code: str | None = None, field: str | None = None) -> None:
        super().__init__(en)
        self.message_vi, self.message_en, self.field = vi, en, field
        self.code = code or type(self).code

    @property
    def details(self) -> dict[str, object]:
        """What the answer says beside its envelope; plain values."""
        return {}


class NotFound(Refusal):
    status, code = 404, "not_found"

    def __init__(self, vi: str = "Không tìm thấy. Mời tải lại trang.", en: str = "Not found. Please reload.", **kw):
        super().__init__(vi, en, **kw)


class TicketGone(NotFound):
    status, code = 410, "ticket_gone"

    def __init__(self) -> None:
        super().__init__(
            "Số này không còn hiệu lực hôm nay. Mời ông/bà lấy số mới.",
            "This number is no longer valid today. Please take a new one.",
        )


class Forbidden(Refusal):
    status, code = 403, "forbidden"


class Invalid(Refusal):
    status, code = 422, "invalid"


class SameQueue(Invalid):
    code = "same_queue"

    def __init__(self, field: str = "service") -> None:
        super().__init__(
            "Số đang chờ ở chính nơi này. Mời chọn dịch vụ hoặc quầy khác.",
            "The ticket is already waiting there. Choose another service or counter.",
            field=field,
        )


class KeyReused(Invalid):
    code = "key_reused"

    def __init__(self) -> None:
        super().__init__(
            "Khóa yêu cầu này đã dùng cho một yêu cầu khác. Mời bấm lại.",
            "This idempotency key belongs to another request. Use a new key.",
            field="Idempotency-Key",
        )


class Conflict(Refusal):
    pass


class ServiceClosed(Conflict):
    code = "service_closed"

    def __init__(self, name: str, name_en: str) -> None:
        super().__init__(
            f"{name} hôm nay không cấp số. Mời ông/bà chọn mục khác hoặc hỏi cán bộ hướng dẫn.",
            f"{name_en} gives no numbers today. Choose another box or ask the help desk.",
            field="service",
        )


class CentreClosed(Conflict):
    code = "centre_closed"

    def __init__(self, opens: str, opens_en: str) -> None:
        super().__init__(
            f"Trung tâm đã hết giờ làm việc. Giờ mở cửa tiếp theo: {opens}.",
            f"The centre is closed. Next opening: {opens_en}.",
        )


class NumbersStopped(Conflict):
    """The centre is open, and gives no more numbers before it closes."""

    code = "numbers_stopped"

    def __init__(self, opens: str, opens_en: str) -> None:
        super().__init__(
            f"Đã ngừng cấp số. Cấp số lại: {opens}.",
            f"No numbers are given now. Next numbers: {opens_en}.",
        )


class QuotaReached(Conflict):
    code = "quota_reached"

    def __init__(self, name: str, name_en: str) -> None:
        super().__init__(
            f"Hôm nay đã đủ số cho {name}. Mời ông/bà gặp quầy hướng dẫn.",
            f"No more {name_en} numbers today. Please see the help desk.",
            field="service",
        )


class CounterBusy(Conflict):
    code = "counter_busy"

    def __init__(self, counter: str, number: str) -> None:
        super().__init__(
            f"{counter} đang tiếp số {number}. Bấm Hoàn thành hoặc Tạm giữ trước khi gọi số khác.",
            f"This counter is with {number}. Finish or hold it before calling another.",
        )


class CounterClosed(Conflict):
    code = "counter_closed"

    def __init__(self, counter: str) -> None:
        super().__init__(
            f"{counter} chưa mở. Mời bấm Mở lại quầy trước.",
            "This counter is not open. Please reopen it first.",
        )


class NotAtCounter(Forbidden):
    code = "not_at_counter"

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Số {number} không ở quầy này. Mời tải lại màn hình.",
            f"{number} is not at this counter. Please reload the screen.",
        )


STATES = {
    "waiting": ("{number} đang chờ.", "{number} is waiting."),
    "called": ("{number} đã được {counter} gọi.", "{counter} has called {number}."),
    "serving": ("{number} đang được {counter} tiếp.", "{counter} is serving {number}."),
    "held": ("{number} đang được {counter} giữ.", "{counter} is holding {number}."),
    "no_show": ("{number} đã qua lượt.", "{number} was missed."),
    "finished": ("{number} đã hoàn thành.", "{number} is finished."),
    "cancelled": ("{number} đã hủy.", "{number} was cancelled."),
    "expired": ("{number} đã hết giờ.", "{number} has expired."),
}
LOOK_AGAIN = ("Màn hình sẽ tự cập nhật, mời xem lại.", "The screen will refresh, please look again.")
CALL_ANOTHER = ("Mời anh/chị gọi số tiếp theo.", "Please call the next number.")


class WrongState(Conflict):
    """The ticket is not where the verb begins; says where it is.

    `taken`: a counter asked, and the ticket is at another one.
    """

    code = "wrong_state"

    def __init__(
        self,
        number: str,
        state: str,
        counter: str | None = None,
        counter_en: str | None = None,
        *,
        taken: bool = False,
    ) -> None:
        vi, en = STATES[state]
        way_out, way_out_en = CALL_ANOTHER if taken else LOOK_AGAIN
        super().__init__(
            f"{vi.format(number=number, counter=counter or 'quầy')} {way_out}",
            f"{en.format(number=number, counter=counter_en or 'A counter')} {way_out_en}",
        )
        self.state = state


class TooSoon(Conflict):
    code = "too_soon"


class TooLate(Conflict):
    code = "too_late"


class BookingClosed(Conflict):
    """No numbers of this service may be booked."""

    code = "booking_closed"

    def __init__(self, name: str, name_en: str) -> None:
        super().__init__(
            f"{name} không nhận đặt số trước. Mời ông/bà lấy số tại trung tâm.",
            f"{name_en} takes no bookings. Please take a number at the centre.",
            field="service",
        )


class SlotTaken(Conflict):
    code = "slot_taken"

    def __init__(self) -> None:
        super().__init__(
            "Khung giờ này vừa hết chỗ hoặc đã qua. Mời ông/bà chọn khung giờ khác.",
            "This time has just been taken or is over. Please choose another time.",
            field="begins",
        )


class EnoughBookings(Conflict):
    """This browser has booked as much as one person may."""

    code = "enough_bookings"

    def __init__(self, most: int, name: str = "", name_en: str = "") -> None:
        booked = count_of(most, "number")
        super().__init__(
            f"Ông/bà đã đặt {most} số {name} cho ngày này. Muốn đặt số khác, mời hủy số đã đặt."
            if name
            else f"Ông/bà đã đặt {most} số. Muốn đặt số khác, mời hủy số đã đặt.",
            f"You have booked {booked} for {name_en} that day. To book another, cancel one first."
            if name
            else f"You have booked {booked}. To book another, cancel one first.",
        )


class BookingGone(Conflict):
    """The booking was cancelled, or has become a ticket."""

    code = "booking_gone"

    def __init__(self, number: str = "") -> None:
        super().__init__(
            f"Số đặt trước này đã thành số {number}. Mời ông/bà chờ gọi."
            if number
            else "Số đặt trước này đã hủy. Mời ông/bà lấy số mới.",
            f"This booking has become number {number}. Please wait for the call."
            if number
            else "This booking was cancelled. Please take a new number.",
        )


class NotToday(Conflict):
    """The booking is for another day."""

    code = "not_today"

    def __init__(self, begins: datetime) -> None:
        super().__init__(
            f"Số này đặt cho {begins:%H:%M} ngày {begins:%d/%m/%Y}. Hôm nay mời ông/bà lấy số mới.",
            f"This number is booked for {begins:%H:%M} on {begins:%d/%m/%Y}. For today, please take a new number.",
        )
