"""The head and the foot of a paper as Nghị định 30/2020/NĐ-CP, Annex I, lays them out: those of the report."""

from dataclasses import dataclass
from datetime import date

from figures.profile import Profile
from letterhead import NO_BREAK, capital_lines, day_said, issuer_of, place_of, signing_lines, superior_of
from models.centre import Centre


@dataclass(frozen=True)
class Paper:
    """Who writes, and who signs; names in capitals, a line each. `place` begins the line of the date."""

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    place: str
    signs: tuple[str, ...]  # "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"


def paper_of(centre: Centre, profile: Profile) -> Paper:
    """As the report profile says it; else the committee of the centre's own ward or commune."""
    return Paper(
        capital_lines(superior_of(centre, profile)),
        capital_lines(issuer_of(centre, profile)),
        place_of(centre, profile),
        signing_lines(profile),
    )


def said(day: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026", which ends a line before the year or nowhere. Dots for a day that is left blank."""
    if day is None:
        return "ngày …… tháng …… năm ………"
    return NO_BREAK.join(day_said(day).split()).replace(f"{NO_BREAK}năm", " năm")
