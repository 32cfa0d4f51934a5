"""What stands in one cell: a date in any of the ways exports write it, money, yes or no, a state of the closed list.

Each reader raises Unclear with the reason.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dossiers.facts import HIGHEST_FEE
from imports.columns import fold
from models.dossier import DossierEvent, Pause

EXCEL_DAY_0 = datetime(1899, 12, 30)
LAST_SERIAL = 109_574  # 31/12/2199
EARLIEST, LATEST = datetime(2000, 1, 1), datetime(2100, 1, 1)
MONEY = re.compile(r"^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$|^\d+$")
CLOCK = r"(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?"
DAY_FIRST = re.compile(rf"^(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}){CLOCK}$", re.ASCII)
YEAR_FIRST = re.compile(rf"^(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){CLOCK}$", re.ASCII)


class Unclear(Exception):
    """The cell does not say what its column should."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


@dataclass(frozen=True)
class Status:
    """What a state in the file means. `outcome` None: pending; `pause`: the kind of stop its clock stands at."""

    outcome: str | None = None
    returned: bool = False
    pause: str | None = None
    counted: bool = True


class Words:
    """A closed list of words, found whatever their accents, case and marks."""

    def __init__(self, meanings: dict[str, object]) -> None:
        self.names = list(meanings)
        self._by_folded = {fold(name): meaning for name, meaning in meanings.items()}

    def choose(self, cell: object):
        """What the word in the cell means; a remark in brackets is left out: "Đã xử lý xong (trước hạn)"."""
        word = fold(re.sub(r"\([^)]*\)", "", str(cell or "")))
        if word in self._by_folded:
            return self._by_folded[word]
        known = ", ".join(f"“{name}”" for name in self.names)
        if not word:
            raise Unclear(f"ô trống. Cần một trong: {known}.", f"empty. One of: {known}.")
        raise Unclear(f"“{_short(cell)}” chưa có trong danh mục: {known}.", f"“{_short(cell)}” is not one of: {known}.")


PENDING, NOT_RECEIVED = Status(), Status(counted=False)
WAITING_FOR_PAPERS, OWES_TAX = Status(pause=Pause.SUPPLEMENT), Status(pause=Pause.FINANCIAL_DUTY)
RESOLVED, HANDED_OVER = Status(DossierEvent.RESOLVED), Status(DossierEvent.RESOLVED, returned=True)
REFUSED, WITHDRAWN = Status(DossierEvent.REFUSED), Status(DossierEvent.WITHDRAWN)
STATUSES = Words(
    {
        "Mới đăng ký": NOT_RECEIVED,
        "Không được tiếp nhận": NOT_RECEIVED,
        "Được tiếp nhận": PENDING,
        "Đang xử lý": PENDING,
        "Yêu cầu bổ sung": WAITING_FOR_PAPERS,
        "Yêu cầu thực hiện nghĩa vụ tài chính": OWES_TAX,
        "Đã xử lý xong": RESOLVED,
        "Đã trả kết quả": HANDED_OVER,
        "Từ chối giải quyết": REFUSED,
        "Dừng xử lý": REFUSED,  # printed in the column "từ chối, không giải quyết"
        "Công dân rút hồ sơ": WITHDRAWN,
        # Other words for the same
        "Đã tiếp nhận": PENDING,
        "Mới tiếp nhận": PENDING,
        "Đang giải quyết": PENDING,
        "Chờ xử lý": PENDING,
        "Yêu cầu bổ sung hồ sơ": WAITING_FOR_PAPERS,
        "Chờ bổ sung": WAITING_FOR_PAPERS,
        "Chờ thực hiện nghĩa vụ tài chính": OWES_TAX,
        "Đã giải quyết": RESOLVED,
        "Hoàn thành": RESOLVED,
        "Từ chối": REFUSED,
        "Không giải quyết": REFUSED,
        "Dừng giải quyết": REFUSED,
        "Công dân rút": WITHDRAWN,
        "Rút hồ sơ": WITHDRAWN,
        "Đã rút": WITHDRAWN,
        "Rút, trả lại": WITHDRAWN,
    }
)
CHANNELS = Words(
    {
        "Trực tuyến": "online",
        "Trực tiếp": "direct",
        "Bưu chính công ích": "postal",
        "Bưu chính": "postal",
        "BCCI": "postal",
        "Qua bưu chính công ích": "postal",
        "Dịch vụ bưu chính công ích": "postal",
    }
)
YES_NO = Words({"Có": True, "Không": False, "x": True, "Đã số hóa": True, "Chưa": False, "Chưa số hóa": False})
PAYMENTS = Words({"Trực tuyến": True, "Trực tiếp": False, "Chuyển khoản": True, "Tiền mặt": False})


def moment(cell: object) -> datetime | None:
    """A date, day first, with or without a time; a serial number of Excel; None for an empty cell."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    found = _moment(cell)
    if found is None:
        raise Unclear(f"“{_short(cell)}” không phải ngày (ví dụ 15/03/2026).", f"“{_short(cell)}” is not a date.")
    if not EARLIEST <= found < LATEST:
        raise Unclear(f"ngày “{_short(cell)}” ngoài khoảng 2000–2099.", f"“{_short(cell)}” is not within 2000–2099.")
    return found


def _moment(cell: object) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if not 61 <= cell <= LAST_SERIAL:  # 60 is 29/02/1900, a day that never was
            return None
        return _to_second(EXCEL_DAY_0 + timedelta(days=cell))
    text = " ".join(str(cell).split())
    if match := DAY_FIRST.match(text):
        day, month, year = match[1], match[2], match[3]
    elif match := YEAR_FIRST.match(text):
        year, month, day = match[1], match[2], match[3]
    else:
        return None
    try:
        return datetime(int(year), int(month), int(day), *(int(part or 0) for part in match.groups()[3:]))
    except ValueError:
        return None


def _to_second(found: datetime) -> datetime:
    return (found + timedelta(milliseconds=500)).replace(microsecond=0)  # a serial is a binary fraction of a day


def money(cell: object) -> int | None:
    """Whole đồng, with dots or commas between thousands or without; None for an empty cell."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if 0 <= cell <= HIGHEST_FEE and float(cell).is_integer():
            return int(cell)
    else:
        text = re.sub(r"(đồng|vnđ|vnd|đ|\s)+$", "", str(cell).strip().casefold())
        if MONEY.match(text) and int(re.sub(r"\D", "", text)) <= HIGHEST_FEE:
            return int(re.sub(r"\D", "", text))
    raise Unclear(f"“{_short(cell)}” không phải số tiền (đồng).", f"“{_short(cell)}” is not an amount in đồng.")


def status(cell: object) -> Status:
    """The state of a dossier. Source: the state codes 1 to 10 of the national portal."""
    return STATUSES.choose(cell)


def channel(cell: object) -> str:
    """online, direct or postal."""
    return CHANNELS.choose(cell)


def yes(cell: object) -> bool | None:
    """Yes or no; None for an empty cell."""
    return None if cell is None or not str(cell).strip() else YES_NO.choose(cell)


def paid_online(cell: object) -> bool | None:
    """Whether the fee was paid online; None for an empty cell."""
    return None if cell is None or not str(cell).strip() else PAYMENTS.choose(cell)


def _short(cell: object) -> str:
    text = " ".join(str(cell).split())
    return text if len(text) <= 40 else text[:39] + "…"
