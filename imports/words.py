"""The closed lists that a cell's words are brought to: states, channels, yes and no, ways of paying."""

import re
from dataclasses import dataclass
from typing import Any

from imports.folding import fold
from imports.people import quoted
from models.dossier import Dossier, Pause
from models.source import Status

REMARK = re.compile(r"\([^)]*\)")
IN_OR_OUT_OF_TIME = re.compile(r" (truoc|dung|trong|qua|tre|som|con) han$")


class Unclear(Exception):
    """The cell does not say what its column should."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(en)
        self.vi, self.en = vi, en


@dataclass(frozen=True)
class State:
    """What a state means for a dossier. `outcome` None: pending; `pause`: the kind of stop its clock stands at."""

    word: str  # of models.source.Status
    outcome: str | None = None
    returned: bool = False
    pause: str | None = None
    counted: bool = True


STATES = {
    state.word: state
    for state in (
        State(Status.REGISTERED, counted=False),
        State(Status.NOT_ACCEPTED, counted=False),
        State(Status.RECEIVED),
        State(Status.PROCESSING),
        State(Status.SUPPLEMENT, pause=Pause.SUPPLEMENT),
        State(Status.DUTY, pause=Pause.FINANCIAL_DUTY),
        State(Status.DONE, Dossier.RESOLVED),
        State(Status.RETURNED, Dossier.RESOLVED, returned=True),
        State(Status.REFUSED, Dossier.REFUSED),
        State(Status.WITHDRAWN, Dossier.WITHDRAWN),
        State(Status.RETURNED_BACK, Dossier.RETURNED_BACK),
        State(Status.STOPPED, Dossier.STOPPED),
    )
}


class Words:
    """A closed list of words, found whatever their accents, case and marks; a person may have added some of a file."""

    def __init__(self, meanings: dict[str, Any], listed: int | None = None) -> None:
        self._by_folded = {fold(name): meaning for name, meaning in meanings.items()}
        self._meanings = meanings
        self._listed = list(meanings)[:listed]
        self._found: dict[object, Any] = {}  # a file says the same few words thousands of times

    def with_more(self, added: dict[str, Any]) -> "Words":
        """The same list, where `added` says otherwise or more."""
        more = Words(self._meanings | added)
        more._listed = self._listed
        more._by_folded |= {fold(name): meaning for name, meaning in added.items()}
        return more

    def knows(self, cell: object) -> bool:
        """Whether the word is in the list."""
        return self._find(fold(cell if cell is not None else "")) or self._find(_without_remark(cell))

    def choose(self, cell: object) -> Any:
        """What the word in the cell means; a remark in brackets is left out: "Đã xử lý xong (trước hạn)"."""
        if cell in self._found:
            return self._found[cell]
        whole = fold(cell if cell is not None else "")
        for word in (whole, short := _without_remark(cell), IN_OR_OUT_OF_TIME.sub("", short)):
            if word in self._by_folded:
                self._found[cell] = self._by_folded[word]
                return self._by_folded[word]
        known = ", ".join(f"“{name}”" for name in self._listed)
        if not whole:
            raise Unclear(f"ô trống. Cần một trong: {known}.", f"empty. One of: {known}.")
        raise Unclear(f"“{quoted(cell)}” chưa có trong danh mục: {known}.", f"“{quoted(cell)}” is not one of: {known}.")

    def _find(self, word: str) -> bool:
        return word in self._by_folded or IN_OR_OUT_OF_TIME.sub("", word) in self._by_folded


def _without_remark(cell: object) -> str:
    return fold(REMARK.sub("", str(cell if cell is not None else "")))


STATUSES = Words(
    {
        "Mới đăng ký": Status.REGISTERED,
        "Không được tiếp nhận": Status.NOT_ACCEPTED,
        "Được tiếp nhận": Status.RECEIVED,
        "Đang xử lý": Status.PROCESSING,
        "Yêu cầu bổ sung": Status.SUPPLEMENT,
        "Yêu cầu thực hiện nghĩa vụ tài chính": Status.DUTY,
        "Đã xử lý xong": Status.DONE,
        "Đã trả kết quả": Status.RETURNED,
        "Từ chối giải quyết": Status.REFUSED,
        "Dừng xử lý": Status.STOPPED,
        "Công dân rút hồ sơ": Status.WITHDRAWN,
        "Trả lại hồ sơ": Status.RETURNED_BACK,
        # The portal's codes, as numbers
        "1": Status.REGISTERED,
        "2": Status.RECEIVED,
        "3": Status.NOT_ACCEPTED,
        "4": Status.PROCESSING,
        "5": Status.SUPPLEMENT,
        "6": Status.DUTY,
        "7": Status.WITHDRAWN,
        "8": Status.STOPPED,
        "9": Status.DONE,
        "10": Status.RETURNED,
        # Other words for the same
        "Chờ tiếp nhận": Status.REGISTERED,
        "Chưa tiếp nhận": Status.REGISTERED,
        "Mới nộp": Status.REGISTERED,
        "Từ chối tiếp nhận": Status.NOT_ACCEPTED,
        "Không tiếp nhận": Status.NOT_ACCEPTED,
        "Đã tiếp nhận": Status.RECEIVED,
        "Mới tiếp nhận": Status.RECEIVED,
        "Đang giải quyết": Status.PROCESSING,
        "Đang thẩm định": Status.PROCESSING,
        "Chưa giải quyết": Status.PROCESSING,
        "Chưa xử lý": Status.PROCESSING,
        "Chờ xử lý": Status.PROCESSING,
        "Chờ giải quyết": Status.PROCESSING,
        "Chờ phê duyệt": Status.PROCESSING,
        "Chờ ký duyệt": Status.PROCESSING,
        "Đang thụ lý": Status.PROCESSING,
        "Đang chờ xử lý": Status.PROCESSING,
        "Yêu cầu bổ sung hồ sơ": Status.SUPPLEMENT,
        "Yêu cầu bổ sung giấy tờ": Status.SUPPLEMENT,
        "Chờ bổ sung": Status.SUPPLEMENT,
        "Chờ bổ sung hồ sơ": Status.SUPPLEMENT,
        "Đang chờ bổ sung": Status.SUPPLEMENT,
        "Đang chờ bổ sung hồ sơ": Status.SUPPLEMENT,
        "Tạm dừng chờ bổ sung": Status.SUPPLEMENT,
        "Bổ sung hồ sơ": Status.SUPPLEMENT,
        "Đang bổ sung": Status.SUPPLEMENT,
        "Chờ thực hiện nghĩa vụ tài chính": Status.DUTY,
        "Thực hiện nghĩa vụ tài chính": Status.DUTY,
        "Chờ nộp thuế": Status.DUTY,
        "Đã giải quyết": Status.DONE,
        "Đã xử lý": Status.DONE,
        "Hoàn thành": Status.DONE,
        "Đã hoàn thành": Status.DONE,
        "Đã có kết quả": Status.DONE,
        "Chờ trả kết quả": Status.DONE,
        "Đã có KQ": Status.DONE,
        "Chờ trả KQ": Status.DONE,
        "Đã xong": Status.DONE,
        "Trả kết quả": Status.RETURNED,
        "Đã trả": Status.RETURNED,
        "Đã trả KQ": Status.RETURNED,
        "Trả KQ": Status.RETURNED,
        "Kết thúc": Status.RETURNED,
        "Từ chối": Status.REFUSED,
        "Không giải quyết": Status.REFUSED,
        "Không đủ điều kiện giải quyết": Status.REFUSED,
        "Dừng giải quyết": Status.STOPPED,
        "Đã dừng": Status.STOPPED,
        "Dừng hồ sơ": Status.STOPPED,
        "Công dân rút": Status.WITHDRAWN,
        "Công dân xin rút": Status.WITHDRAWN,
        "Công dân xin rút hồ sơ": Status.WITHDRAWN,
        "Công dân yêu cầu rút": Status.WITHDRAWN,
        "Công dân yêu cầu rút hồ sơ": Status.WITHDRAWN,
        "Xin rút": Status.WITHDRAWN,
        "Rút hồ sơ": Status.WITHDRAWN,
        "Xin rút hồ sơ": Status.WITHDRAWN,
        "Đã rút": Status.WITHDRAWN,
        "Đã rút hồ sơ": Status.WITHDRAWN,
        "Tự rút": Status.WITHDRAWN,
        "Rút": Status.WITHDRAWN,
        "Rút, trả lại": Status.RETURNED_BACK,
        "Trả lại": Status.RETURNED_BACK,
        "Đã trả lại hồ sơ": Status.RETURNED_BACK,
    },
    listed=12,
)
CHANNELS = Words(
    {
        "Trực tuyến": "online",
        "Trực tiếp": "direct",
        "Bưu chính công ích": "postal",
        # The portal's codes, as numbers
        "1": "direct",
        "2": "online",
        "3": "postal",
        # Other words for the same
        "Nộp trực tuyến": "online",
        "Qua mạng": "online",
        "Trực tuyến toàn trình": "online",
        "Trực tuyến một phần": "online",
        "Cổng dịch vụ công": "online",
        "Cổng DVC": "online",
        "Cổng dịch vụ công quốc gia": "online",
        "Online": "online",
        "Nộp trực tiếp": "direct",
        "Tại quầy": "direct",
        "Tại trung tâm": "direct",
        "Tại Bộ phận Một cửa": "direct",
        "Bưu chính": "postal",
        "Bưu điện": "postal",
        "BCCI": "postal",
        "Qua bưu chính công ích": "postal",
        "Qua bưu điện": "postal",
        "Qua dịch vụ bưu chính công ích": "postal",
        "Dịch vụ bưu chính công ích": "postal",
    },
    listed=3,
)
YES_NO = Words(
    {
        "Có": True,
        "Không": False,
        "x": True,
        "v": True,
        "Đã số hóa": True,
        "Có số hóa": True,
        "Số hóa": True,
        "Đã": True,
        "Rồi": True,
        "True": True,
        "Yes": True,
        "Y": True,
        "Chưa": False,
        "Chưa số hóa": False,
        "Không số hóa": False,
        "Chưa có": False,
        "False": False,
        "No": False,
        "N": False,
    },
    listed=2,
)
PAYMENTS = Words(
    {
        "Trực tuyến": True,
        "Trực tiếp": False,
        "Chuyển khoản": True,
        "Tiền mặt": False,
        "Thanh toán trực tuyến": True,
        "Thanh toán trực tiếp": False,
        "Online": True,
        "Cổng thanh toán": True,
        "Tại quầy": False,
        "Có": True,
        "Không": False,
        "Chưa thanh toán": None,
        "Chưa nộp": None,
        "Miễn phí": None,
        "Không thu phí": None,
        "Không phí": None,
    },
    listed=4,
)
PAID = Words(
    {
        "Đã thanh toán": True,
        "Chưa thanh toán": False,
        "Thành công": True,
        "Không thành công": False,
        "Thanh toán thành công": True,
        "Đã nộp": True,
        "Đã thu": True,
        "Hoàn thành": True,
        "Có": True,
        "Thất bại": False,
        "Chưa nộp": False,
        "Chưa thu": False,
        "Đang chờ": False,
        "Chờ thanh toán": False,
        "Đã hủy": False,
        "Hủy": False,
        "Đã hoàn tiền": False,
        "Không": False,
        "Miễn phí": None,
        "Không thu phí": None,
    },
    listed=4,
)
