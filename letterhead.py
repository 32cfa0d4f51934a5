"""What an official paper of the centre says at its head and foot: who writes, under whom, where, when; who signs.

The report and the letters of /deadlines are papers of one office: what is decided here holds for both.
"""

import re
import unicodedata
from datetime import date

from figures.profile import Profile
from models.centre import Centre

NO_BREAK = "\u00a0"
_TOGETHER = re.compile(  # names that a narrow column must not tear
    r"TRUNG TÂM|PHỤC VỤ|HÀNH CHÍNH CÔNG|ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|VĂN PHÒNG|"
    r"(?:PHƯỜNG|XÃ|ĐẶC KHU|QUẬN|HUYỆN|THỊ XÃ|THÀNH PHỐ|TỈNH) .+$"
)
KINDS = re.compile(r"^(?:phường|xã|đặc khu|thị trấn|thị xã|quận|huyện|thành phố|tỉnh)\s+", re.IGNORECASE)


def superior_of(centre: Centre, profile: Profile) -> str:
    """ "Ủy ban nhân dân phường Bình Minh", on two lines."""
    return profile.superior or f"Ủy ban nhân dân\n{centre.name}"


def issuer_of(centre: Centre, profile: Profile) -> str:
    """ "Trung tâm Phục vụ hành chính công phường Bình Minh", on two lines."""
    return profile.issuer or f"{centre.organisation}\n{centre.name}"


def place_of(centre: Centre, profile: Profile) -> str:
    """ "Bình Minh"."""
    return profile.place or KINDS.sub("", centre.name)


def signing_lines(profile: Profile) -> tuple[str, ...]:
    """("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), or who signs himself."""
    signing = profile.signing
    first = f"{signing.mode} {signing.on_behalf_of}".strip()
    return (first, signing.title) if signing.mode and signing.title else (signing.title or first,)


def capital_lines(name: str) -> tuple[str, ...]:
    """In capitals, line by line; words of one name are held together."""
    lines = (unicodedata.normalize("NFC", " ".join(line.split()).upper()) for line in name.splitlines())
    return tuple(_TOGETHER.sub(lambda words: words[0].replace(" ", NO_BREAK), line) for line in lines if line)


def day_said(day: date) -> str:
    """ "ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 take a 0, months 3 to 9 do not."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
