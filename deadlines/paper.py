"""What stands at the head and the foot of a paper, in the layout of Nghị định 30/2020/NĐ-CP, Annex I."""

from dataclasses import dataclass
from datetime import date

from figures.profile import Profile
from models.centre import Centre

UNITS = ("phường", "xã", "đặc khu", "thị trấn")


@dataclass(frozen=True)
class Paper:
    """Who writes, and who signs; names in capitals, a line each. `place` begins the line of the date."""

    superior: list[str]
    issuer: list[str]
    place: str
    signs: list[str]  # "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"


def paper_of(centre: Centre, profile: Profile) -> Paper:
    """As the report profile says it; else the committee of the centre's own ward or commune."""
    signing = profile.signing
    return Paper(
        (profile.superior or f"Ủy ban nhân dân\n{centre.name}").upper().splitlines(),
        (profile.issuer or centre.organisation).upper().splitlines(),
        profile.place or _without_unit(centre.name),
        [line for line in (f"{signing.mode} {signing.on_behalf_of}".strip(), signing.title) if line],
    )


def said(day: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026": days below 10 and months 1 and 2 take a 0. Dots for a day that is left blank."""
    if day is None:
        return "ngày …… tháng …… năm ………"
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _without_unit(name: str) -> str:
    """ "phường Bình Minh" → "Bình Minh"."""
    for unit in UNITS:
        if name.casefold().startswith(f"{unit} "):
            return name[len(unit) + 1 :]
    return name
