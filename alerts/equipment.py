"""What is wrong with printers, screens and the server."""

from collections.abc import Iterator
from datetime import timedelta

from admin.devices import LOST_AFTER_SECONDS
from alerts.finding import ALARM, WARN, Finding, Remedy, words
from alerts.look import Look
from alerts.machine import backup_age_hours
from models.access import Device
from models.alert import CounterMessage
from models.counter import Counter
from models.printing import Printer, Status
from queueing.given import Said

PRINTERS = {  # what a printer says: the alert's kind, and how bad it is
    Status.PAPER_LOW: ("paper-low", WARN),
    Status.PAPER_OUT: ("paper-out", ALARM),
    Status.COVER_OPEN: ("printer-error", ALARM),
    Status.ERROR: ("printer-error", ALARM),
    Status.OFFLINE: ("printer-offline", ALARM),
}
SOUNDS = {Device.BLOCKED: "display-blocked", Device.CHIME: "display-chime"}
LISTEN = Said(
    "Màn hình TV đang mất kết nối. Mời gọi to số và quầy khi bấm gọi.",
    "The hall screen is offline. Please call out number and counter yourself.",
)
SLOW_VOICE = Said(
    "Loa đang đọc chậm. Mời chờ thêm trước khi chọn Vắng mặt.",
    "The announcements are running late. Please wait longer before you press Not here.",
)


def named(device: Device) -> dict[str, str]:
    """A screen as an alert's sentence names it, in both languages."""
    return {"name": device.name_said, "name_en": device.name_en}


def printers(look: Look) -> Iterator[Finding]:
    """A printer gives no paper, or soon will not."""
    for printer in look.printers:
        if (told := PRINTERS.get(Status(printer.status))) is not None:
            kind, level = told
            facts = {
                "name": printer.name,
                "name_en": printer.name_en,
                "since": _since(printer.status_at),
                "cover": printer.status == Status.COVER_OPEN,
            }
            yield Finding(kind, Remedy("trial", printer.id), _of(printer), level, facts)


def helpless(look: Look) -> Iterator[Finding]:
    """Somebody at a kiosk has asked for a member of staff, and nobody has gone."""
    for asked in look.help_calls:
        facts = {**named(asked.device), "since": _since(asked.at)}
        yield Finding("help", Remedy("came", asked.device_id), _of(asked.device), ALARM, facts)


def screens(look: Look) -> Iterator[Finding]:
    """A kiosk or a display is gone, or a display cannot be heard."""
    if not look.works:
        return
    gone = timedelta(seconds=LOST_AFTER_SECONDS)
    for device in look.devices:
        since = device.condition_since
        facts = {**named(device), "since": _since(since)}
        if device.condition == Device.LOST and since is not None and look.moment - since >= gone:
            if since.date() != look.centre.business_day:
                continue  # one that was not switched on today is not in use
            kind = {Device.KIOSK: "kiosk-lost", Device.DISPLAY: "display-offline"}.get(device.kind)
            if kind is not None:
                remedy = Remedy("issue") if kind == "kiosk-lost" else _tell_counters(look, LISTEN)
                yield Finding(kind, remedy, _of(device), ALARM, facts)
        elif device.kind == Device.DISPLAY and device.condition in SOUNDS:
            yield Finding(SOUNDS[device.condition], Remedy("sound", device.id), _of(device), facts=facts)


def slow_voices(look: Look) -> Iterator[Finding]:
    """A display is far behind with speaking: people are called before they can hear it."""
    for device in look.devices:
        late = device.voice_backlog_seconds
        speaks = device.kind == Device.DISPLAY and device.condition == Device.ON
        if speaks and late > look.centre.voice_alert_seconds:
            facts = {**named(device), "seconds": late}
            yield Finding("voice-backlog", _tell_counters(look, SLOW_VOICE), _of(device), facts=facts)


def silence(look: Look) -> Iterator[Finding]:
    """Displays are on, and none of them speaks."""
    if not look.works:
        return
    on = [d for d in look.devices if d.kind == Device.DISPLAY and d.condition not in ("", Device.LOST)]
    if on and all(device.condition == Device.OFF for device in on):
        facts = {**named(on[0]), "since": _since(on[0].condition_since)}
        yield Finding("display-muted", Remedy("sound", on[0].id), _of(on[0]), facts=facts)


def _tell_counters(look: Look, text: Said) -> Remedy:
    numbers = [counter.number for counter in look.counters.values() if counter.state == Counter.OPEN]
    return Remedy("say", facts=words(text) | {"counters": numbers, "kind": CounterMessage.WORDS})


def disk(look: Look) -> Iterator[Finding]:
    """Little room is left: a full disk stops every number."""
    if look.machine is not None and look.machine.disk_free_mb < look.centre.disk_alert_mb:
        yield Finding("disk", Remedy("prune"), level=ALARM, facts={"free_mb": look.machine.disk_free_mb})


def backups(look: Look) -> Iterator[Finding]:
    """The latest copy failed, was never made, or is old; or the drill of restoring it failed."""
    if look.machine is None:
        return
    record = look.machine.backup
    age = backup_age_hours(record, look.moment)
    facts = {
        "error": record.error or record.drill_error or record.second_error,
        "hours": None if age is None else int(age),
    }
    failed = bool(facts["error"])
    old = age is not None and age > look.centre.backup_alert_hours
    never = age is None and look.machine.uptime_seconds > look.centre.backup_alert_hours * 3600
    if failed or old or never:
        facts["failed"] = failed
        yield Finding("backup", Remedy("backup"), facts=facts)


def clock(look: Look) -> Iterator[Finding]:
    """The server's clock jumped, and nobody has said that it is right now."""
    for jump in look.jumps[-1:]:
        facts = {"seconds": abs(jump.seconds), "back": jump.seconds < 0, "since": _since(jump.at)}
        yield Finding("clock", Remedy("clock"), facts=facts)


def _of(row: Printer | Device) -> str:
    return f"{type(row).__name__.lower()}:{row.id}"


def _since(moment) -> str | None:
    return moment.isoformat() if moment is not None else None
