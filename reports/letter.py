"""The head and the foot of an official letter, as Nghị định 30/2020/NĐ-CP, Annex I, lays them out: who writes to whom,
from where and when; who signs, and who gets a copy."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from letterhead import NO_BREAK, capital_lines, day_said

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
BLANK_NUMBER = NO_BREAK * 8  # room for a pen, or for the clerk's stamp
BLANK_DAY = NO_BREAK * 6
USUAL_SYMBOL = "BC-TTPVHCC"  # report of the centre: Nghị định 30/2020, how a paper is numbered


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, under whom, from where and when. A number or day not known yet stays blank for the clerk.

    Names are printed in capitals; a newline in them is a line of its own.
    """

    superior: str
    issuer: str
    place: str
    symbol: str = USUAL_SYMBOL
    number: int | None = None
    day: date | None = None
    year: int | None = None  # printed when `day` is blank

    country: ClassVar[str] = COUNTRY
    motto: ClassVar[str] = MOTTO

    @property
    def superior_lines(self) -> tuple[str, ...]:
        return capital_lines(self.superior)

    @property
    def issuer_lines(self) -> tuple[str, ...]:
        return capital_lines(self.issuer)

    @property
    def number_line(self) -> str:
        """ "Số: 05/BC-TTPVHCC"; "Số:        /BC-TTPVHCC" while it has none."""
        number = BLANK_NUMBER if self.number is None else f"{self.number:02d}"
        return f"Số:{NO_BREAK}{number}/{self.symbol}"

    @property
    def date_line(self) -> str:
        """ "Long Bình, ngày 05 tháng 02 năm 2026"."""
        return f"{self.place}, {self.said_day}"

    @property
    def said_day(self) -> str:
        if self.day is not None:
            return day_said(self.day)
        year = self.year if self.year is not None else BLANK_DAY
        return f"ngày{BLANK_DAY}tháng{BLANK_DAY}năm{NO_BREAK}{year}"


@dataclass(frozen=True, slots=True)
class Addressee:
    """ "Kính gửi: …", one or several."""

    names: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """One: as it is. Several: "- …;" with a full stop at the last."""
        names = tuple(name.strip(" -;.") for name in self.names)
        if len(names) == 1:
            return names
        return tuple(f"- {name}{'.' if i == len(names) else ';'}" for i, name in enumerate(names, 1))


@dataclass(frozen=True, slots=True)
class Signature:
    """("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC") and the signer's name, or room for it."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipients:
    """ "Nơi nhận": "- Như trên;" is put first and "- Lưu: VT." last, however the names were typed."""

    names: tuple[str, ...] = ()
    filed: str = "VT"
    as_above: bool = True

    @property
    def lines(self) -> tuple[str, ...]:
        names = [name.strip().strip("-–").strip().rstrip(";.").rstrip() for name in self.names]
        names = [name for name in names if name]
        filed = next((name for name in names if name.casefold().startswith("lưu")), f"Lưu: {self.filed}")
        rest = [name for name in names if not name.casefold().startswith(("lưu", "như trên"))]
        first = ["Như trên"] if self.as_above else []
        return (*(f"- {name};" for name in first + rest), f"- {filed}.")


@dataclass(frozen=True, slots=True)
class Closing:
    """The foot of the text: recipients on the left, signature on the right, never on two pages."""

    signature: Signature
    recipients: Recipients = field(default_factory=Recipients)
