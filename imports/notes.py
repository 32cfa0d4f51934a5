"""What a reading assumed or left out, as sentences: counted while rows are read, said once at the end."""

from collections import Counter

NOTES = {  # what was seen → what is said of it
    "repeated": (
        "{times} dòng lặp lại nguyên vẹn một hồ sơ: mỗi hồ sơ chỉ tính một lần.",
        "Rows that repeat a dossier in every fact: {times}. Each dossier counts once.",
    ),
    "between": (
        "{times} dòng ở giữa danh sách không có hồ sơ (trước dòng {row}): bỏ qua.",
        "Rows amid the list without a dossier: {times} (before row {row}). Left out.",
    ),
    "never received": (
        "{times} hồ sơ mới đăng ký hoặc không được tiếp nhận, chưa có ngày tiếp nhận: không tính.",
        "Dossiers only registered, or not accepted, without a day received: {times}. Left out.",
    ),
    "stopped since": (
        "Tệp không có ngày bắt đầu tạm dừng của {times} hồ sơ: tính từ ngày tiếp nhận.",
        "Dossiers whose pause has no first day in the file: {times}. Counted from the day received.",
    ),
    "unpaid": (
        "{times} giao dịch chưa thành công (ví dụ dòng {row}): không tính.",
        "Transactions that have not gone through: {times} (as in row {row}). Left out.",
    ),
    "several payments": (
        "{times} lần thanh toán thêm cho hồ sơ đã có lần thanh toán khác (ví dụ dòng {row}): cộng dồn.",
        "Further payments for dossiers that had one already: {times} (as in row {row}). Added up.",
    ),
    "another day": (
        "{times} hồ sơ có ngày trong mã khác ngày tiếp nhận (ví dụ dòng {row}).",
        "Dossiers whose code holds another day than the day received: {times} (as in row {row}).",
    ),
    "shape": (
        "{times} mã hồ sơ không theo mẫu của Thông tư 01/2018/TT-VPCP (ví dụ dòng {row}): vẫn nhận.",
        "Codes not of the shape of Circular 01/2018/TT-VPCP: {times} (as in row {row}). Taken all the same.",
    ),
}
ONLY_PAYMENTS = (
    "Tệp chỉ có số liệu thanh toán: chỉ bổ sung cho hồ sơ đã biết từ nguồn khác.",
    "The file holds payments only: it adds to dossiers known from elsewhere.",
)
NO_CHANNEL = (
    "Tệp không có cột hình thức tiếp nhận: mọi hồ sơ được tính là trực tuyến.",
    "The file has no column for the channel: every dossier is taken as online.",
)


class Notes:
    """The sentences of one reading, in Vietnamese and English."""

    def __init__(self) -> None:
        self._said: list[tuple[str, str]] = []
        self._times: Counter[str] = Counter()
        self._first: dict[str, int] = {}  # where the first example stands

    def say(self, vi: str, en: str) -> None:
        """A sentence of its own."""
        self._said.append((vi, en))

    def count(self, name: str, row: int, times: int = 1) -> None:
        """That something a sentence tells of (a key of NOTES) was seen in a row."""
        if times:
            self._times[name] += times
            self._first.setdefault(name, row)

    def all(self) -> list[tuple[str, str]]:
        """Every sentence."""
        counted = []
        for name, (vi, en) in NOTES.items():
            if times := self._times[name]:
                row = self._first[name]
                counted.append((vi.format(times=times, row=row), en.format(times=times, row=row)))
        return self._said + counted
