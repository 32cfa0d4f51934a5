"""Reasons that are given with an act: chosen from a list, or written by whoever acts.

A chosen one is stored as a key, "#meeting", so that it is one reason whatever language its screen speaks, and is said
in the language of whoever reads it; a key may carry a value, as in "#booked 09:30". What a person wrote stays as it is.
"""

from typing import NamedTuple


class Said(NamedTuple):
    """One sentence in both languages."""

    vi: str
    en: str


# Why a counter pauses, a number is sent on, or called out of turn; in the order of the desk's buttons.
PAUSES = {
    "#lunch": Said("Nghỉ trưa", "Lunch break"),
    "#meeting": Said("Họp", "Meeting"),
    "#fault": Said("Sự cố kỹ thuật", "Technical fault"),
    "#other_work": Said("Việc khác", "Other work"),
}
TRANSFERS = {
    "#wrong_service": Said("Sai lĩnh vực", "Wrong service"),
    "#other_counter": Said("Cần quầy khác", "Another counter"),
    "#payment": Said("Nộp phí", "Paying a fee"),
}
CHOSEN = {
    "#appointment": Said("Đã hẹn giờ", "Had an appointment"),
    "#papers_brought": Said("Nộp giấy tờ bổ sung", "Brings missing papers"),
    "#urgent": Said("Việc gấp", "Urgent"),
}

# What the system itself gives
GIVEN_UP = "#given_up"
DAY_OVER = "#day_over"
SWEPT = "#swept"
NO_PAPER = "#no_paper"
COME_BACK, APPOINTMENT_SLIP, BOOKED = "#come_back", "#slip", "#booked"  # with a code, a dossier's code, an hour

OWN = {
    GIVEN_UP: Said("Công dân bỏ số", "Given up by the citizen"),
    DAY_OVER: Said("Hết ngày làm việc", "The working day is over"),
    SWEPT: Said("Tổng kết cuối ngày", "Day closing"),
    NO_PAPER: Said("Phiếu không in được, công dân đã lấy số khác", "No paper came out; another number was taken"),
    COME_BACK: Said("Phiếu bổ sung giấy tờ {}", "Slip of missing papers {}"),
    APPOINTMENT_SLIP: Said("Giấy hẹn {}", "Appointment slip {}"),
    BOOKED: Said("Đã đặt trước lúc {}", "Booked beforehand for {}"),
}

KNOWN = PAUSES | TRANSFERS | CHOSEN | OWN


def said(why: str) -> Said:
    """A stored reason in both languages; what a person wrote is the same in each."""
    key, _, value = why.partition(" ")
    if (known := KNOWN.get(key)) is None:
        return Said(why, why)
    return Said(known.vi.format(value).strip(), known.en.format(value).strip())
