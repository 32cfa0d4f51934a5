"""What a centre still lacks, read from what is there: a list that empties itself as the work is done."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from models.access import Device
from models.centre import Centre, Opening, Service
from models.counter import Counter, CounterService
from models.journal import Change
from models.printing import Printer

PAPER_SEEN, SOUND_HEARD = "paper_seen", "sound_heard"  # columns of a change of the subject "setup"


@dataclass(frozen=True)
class Task:
    """One thing to be done, why, and where."""

    key: str
    name: LazyString
    why: LazyString
    address: str


def of(centre: Centre) -> list[Task]:
    """What is to be done, in the order in which it helps."""
    found = []
    if not Opening.select().where(Opening.centre == centre).exists():
        found.append(
            Task("hours", _("Điền giờ làm việc"), _("Chưa có giờ nào nên máy lấy số không cấp số."), "/admin/hours")
        )
    unserved = _unserved(centre)
    if unserved:
        found.append(
            Task(
                "services",
                _("Giao mỗi dịch vụ cho ít nhất một quầy"),
                _("Chưa quầy nào tiếp: %(names)s.", names=", ".join(unserved)),
                "/admin/counters",
            )
        )
    if not _has_real_printer(centre):
        found.append(
            Task(
                "printer",
                _("Nối máy in phiếu"),
                _("Đang dùng máy in ảo: phiếu chỉ xem được trên màn hình."),
                "/admin/devices#printers",
            )
        )
    elif not confirmed(centre, PAPER_SEEN):
        found.append(
            Task("paper", _("In thử và nhìn phiếu"), _("Chưa ai xác nhận phiếu in rõ."), "/admin/devices#printers")
        )
    kinds = {row.kind for row in Device.select(Device.kind).where(Device.centre == centre, ~Device.revoked)}
    if Device.KIOSK not in kinds:
        found.append(
            Task("kiosk", _("Ghép máy lấy số"), _("Mở /kiosk trên máy đó rồi nhập mã 6 số."), "/admin/devices#screens")
        )
    if Device.DISPLAY not in kinds:
        found.append(
            Task("display", _("Ghép TV"), _("Mở /display trên TV rồi nhập mã 6 số."), "/admin/devices#screens")
        )
    elif not confirmed(centre, SOUND_HEARD):
        found.append(Task("sound", _("Thử loa"), _("Chưa ai xác nhận ghế xa nhất nghe rõ."), "/admin/devices#sound"))
    return found


def confirmed(centre: Centre, what: str) -> bool:
    """Whether somebody has said yes to this question: the latest answer counts."""
    said = (
        Change.select()
        .where(Change.centre == centre, Change.subject == "setup", Change.name == what)
        .order_by(Change.id.desc())
        .first()
    )
    return said is not None and any(now is True for _column, _was, now in said.differences)


def _unserved(centre: Centre) -> list[str]:
    served = CounterService.select(CounterService.service).join(Counter).where(Counter.centre == centre, Counter.active)
    lacking = Service.select().where(Service.centre == centre, Service.active, Service.id.not_in(served))
    return [service.name for service in lacking.order_by(Service.position)]


def _has_real_printer(centre: Centre) -> bool:
    real = (Printer.centre == centre) & Printer.active & (Printer.kind != Printer.VIRTUAL)
    return Printer.select().where(real).exists()
