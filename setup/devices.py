"""The devices of a centre, as the wizard and the page of devices show and change them."""

from typing import Any

from flask import g
from flask_babel import gettext as _

from admin import sight
from models import volume
from models.access import Device
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.counter import Counter
from models.journal import Change
from models.printing import Printer, Status
from setup import tasks
from setup.finding import Found
from setup.reading import Form

VOLUMES = range(10, 101, 10)  # % of full volume that are offered


def shown(form: Form | None = None, found: list[Found] | None = None) -> dict[str, Any]:
    """What the devices' part of a page is drawn from."""
    devices = list(Device.select().where(Device.centre == g.centre, ~Device.revoked).order_by(Device.kind, Device.id))
    printers = list(Printer.select().where(Printer.centre == g.centre).order_by(Printer.id))
    steps = volume.steps(g.centre.volume_hours)
    volume_now = steps[-1][1] if steps else volume.FULL
    return {
        "devices": devices,
        "displays": [one for one in devices if one.kind == Device.DISPLAY],
        "kiosks": [one for one in devices if one.kind == Device.KIOSK],
        "printers": printers,
        "counters": Counter.in_use(g.centre),
        "found": found,
        "used": {printer.address for printer in printers if printer.active},
        "paper_seen": tasks.confirmed(g.centre, tasks.PAPER_SEEN),
        "sound_heard": tasks.confirmed(g.centre, tasks.SOUND_HEARD),
        "volumes": sorted({*VOLUMES, volume_now}, reverse=True),
        "volume": volume_now,
        "volume_by_hour": len(steps) > 1,
        "kind_names": kind_names(),
        "conditions": conditions(),
        "printer_words": printer_words(),
        "readable_to": sight.reach_metres,
        "typed": form.sent if form else {},
    }


def use(centre: Centre, kind: str, address: str, name: str, width: int, officer: Officer) -> Printer:
    """Print on a printer that was found; the virtual one, and the one before it, rest. With the next paper."""
    with unit_of_work(centre.id):
        known = Printer.get_or_none(Printer.centre == centre, Printer.kind == kind, Printer.address == address)
        shared = (Printer.centre == centre) & Printer.device.is_null() & Printer.active
        if known is None or known.device_id is None:  # one that is a kiosk's own takes nobody's place
            Printer.update(active=False).where(shared).execute()
        values = {"paper_width_mm": width, "active": True}
        if known is not None:
            Printer.update(**values).where(Printer.id == known.id).execute()
            printer = Printer.get_by_id(known.id)
        else:
            names = {row.name for row in Printer.select(Printer.name).where(Printer.centre == centre)}
            name = name if name not in names else f"{name} ({address})"
            printer = Printer.create(centre=centre, kind=kind, address=address, name=name, **values)
        Change.note(
            centre, officer, "printer", printer.name, {}, {"kind": kind, "address": address, **values}, Change.ADDED
        )
    return printer


def spoken(printer: Printer) -> dict[str, Any]:
    """A printer as the journal keeps it."""
    device = Device.get_or_none(Device.id == printer.device_id) if printer.device_id else None
    columns = ("name", "kind", "address", "paper_width_mm", "cuts", "active")
    return {column: getattr(printer, column) for column in columns} | {"device": device.name if device else ""}


def answer(centre: Centre, what: str, yes: bool, officer: Officer) -> None:
    """Keep what a person has seen or heard at a trial."""
    with unit_of_work(centre.id):
        Change.note(centre, officer, "setup", what, {what: not yes}, {what: yes})


def kind_names() -> dict[str, str]:
    """What each kind of device is called."""
    return {
        Device.KIOSK: _("Máy lấy số"),
        Device.DISPLAY: _("Màn hình TV"),
        Device.TABLET: _("Máy đánh giá"),
    }


def conditions() -> dict[str, tuple[str, str]]:
    """Condition of a device → its chip and words."""
    return {
        Device.ON: ("ok", _("đang chạy")),
        Device.CHIME: ("warn", _("chỉ có chuông, không có lời")),
        Device.BLOCKED: ("warn", _("chờ chạm để bật tiếng")),
        Device.OFF: ("warn", _("tắt tiếng")),
        Device.LOST: ("warn", _("mất kết nối")),
        "": ("", _("chưa kết nối lần nào")),
    }


def printer_words() -> dict[str, str]:
    """What a printer says of itself, in words."""
    return {
        Status.ONLINE: _("sẵn sàng"),
        Status.OFFLINE: _("mất kết nối"),
        Status.COVER_OPEN: _("đang mở nắp"),
        Status.PAPER_LOW: _("sắp hết giấy"),
        Status.PAPER_OUT: _("hết giấy"),
        Status.ERROR: _("kẹt giấy hoặc lỗi dao cắt"),
        Status.UNKNOWN: _("chưa rõ"),
    }


def set_volume(centre: Centre, percent: int, officer: Officer) -> None:
    """How loud the hall is, at every hour. With the next call."""
    with unit_of_work(centre.id):
        before, after = {"volume_hours": centre.volume_hours}, {"volume_hours": volume.all_day(percent)}
        Centre.update(after).where(Centre.id == centre.id).execute()
        Change.note(centre, officer, "voice", "", before, after)


def done_words() -> dict[str, str]:
    """What is said after something was done."""
    return {
        "paired": _("Đã nối. Màn hình đó tự mở trong vài giây."),
        "revoked": _("Đã gỡ. Màn hình đó hiện mã ghép mới."),
        "saved": _("Đã lưu."),
        "logo": _("Đã nhận biểu trưng. Các màn hình đã đổi theo."),
        "printer": _("Đã chọn máy in. Mời bấm In thử và nhìn phiếu."),
        "sound": _("TV đang đọc câu thử. Mời nghe ở ghế xa nhất."),
        "yes": _("Đã ghi nhận. Việc này không còn trong danh sách."),
        "no": _("Đã ghi nhận. Việc này còn trong danh sách cần làm."),
    }
