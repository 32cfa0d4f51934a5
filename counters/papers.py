"""What a slip of missing papers says, on the officer's screen and on paper."""

from models.prepared import prepared
from models.visit import ComeBack
from printing.sheet import NAMES_AS_WRITTEN, Sheet, in_both
from queueing.hours import WEEKDAYS_EN, WEEKDAYS_VI


def brought(ticket_id: int) -> dict | None:
    """The slip with which a citizen came back; None for nearly every one."""
    slip = _brought(ticket_id).first()
    return picture(slip) if slip else None


def given(ticket_id: int) -> dict | None:
    """The latest slip that a visit was given; None without any."""
    slip = _given(ticket_id).first()
    return picture(slip) if slip else None


@prepared
def _brought(ticket):
    return ComeBack.select().where(ComeBack.again == ticket)


@prepared
def _given(ticket):
    return ComeBack.select().where(ComeBack.ticket == ticket).order_by(ComeBack.id.desc())


def picture(slip: ComeBack) -> dict:
    """A slip as the desk shows it."""
    return {
        "code": slip.code,
        "papers": slip.to_bring,
        "last_day": slip.last_day.isoformat(),
        "service": slip.service.name,
        "service_en": slip.service.name_en,
        "printed": None,
    }


def sheet_of(slip: ComeBack, url: str) -> Sheet:
    """What the paper says, in the words that the citizen takes home; `url` is its QR's. Whoever took an English number
    reads it in both languages."""
    english, day = slip.ticket.language == "en", slip.last_day.weekday()
    facts = [f"Mã hồ sơ: {slip.dossier_code}" + (" (dossier)" if english else "")] if slip.dossier_code else []
    notes = [NAMES_AS_WRITTEN] if english and slip.listed else []
    if slip.note:
        label = "Cán bộ dặn (note)" if english else "Cán bộ dặn"
        notes.append(f"{label}: {slip.note}")
    service_en = f"Service: {slip.service.name_en}" if slip.procedure else slip.service.name_en
    return Sheet(
        title="Giấy tờ cần bổ sung",
        title_en="Missing papers" if english else "",
        subject=slip.procedure.name if slip.procedure else slip.service.name,
        subject_en=service_en if english else "",
        facts=tuple(facts),
        items=tuple(slip.listed),
        notes=tuple(notes),
        code=slip.code,
        url=url,
        feet=in_both(
            english,
            (
                f"Giữ chỗ đến hết {WEEKDAYS_VI[day]} {slip.last_day:%d/%m/%Y}.",
                f"Your place is kept until the end of {WEEKDAYS_EN[day]} {slip.last_day:%d/%m/%Y}.",
            ),
            (
                "Khi quay lại, quét mã này ở máy lấy số. Ông/bà được gọi trước người mới đến.",
                "Scan this code at the ticket machine: you go before new arrivals.",
            ),
            (f"{slip.counter.label} đã hướng dẫn.", f"You were advised at {slip.counter.label_en}."),
        ),
    )
