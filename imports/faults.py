"""Why a file is refused: as a whole, or cell by cell. A refused file changes nothing."""

from dataclasses import asdict, dataclass

from queueing.errors import Invalid

MOST_LISTED = 50


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where. `row` counts from 1, `column` is "C", `title` its heading."""

    sheet: str
    row: int | None
    column: str | None
    title: str | None
    reason_vi: str
    reason_en: str


class ImportRefused(Invalid):
    """The file cannot be brought in. `faults` holds the first 50 of `count`."""

    code = "import_refused"

    def __init__(
        self, vi: str, en: str, *, code: str | None = None, faults: tuple[Fault, ...] = (), count: int = 0
    ) -> None:
        super().__init__(vi, en, code=code, field="file")
        self.faults, self.count = faults[:MOST_LISTED], max(count, len(faults))

    @property
    def details(self) -> dict[str, object]:
        return {"faults": [asdict(fault) for fault in self.faults], "count": self.count}


class NotAWorkbook(ImportRefused):
    """Not what its name says, or nothing that is read here."""

    code = "not_xlsx"

    def __init__(self, vi: str, en: str, kind: str = ".xlsx") -> None:
        super().__init__(f"Không phải tệp {kind} hợp lệ: {vi}", f"Not a valid {kind} file: {en}")


class NotReadableText(ImportRefused):
    """A text file in another encoding, or damaged. `encoding`: the probable one."""

    code = "encoding"

    def __init__(self, vi: str, en: str, encoding: str | None = None) -> None:
        super().__init__(f"Chưa đọc được chữ trong tệp: {vi}", f"The words of the file cannot be read: {en}")
        self.encoding = encoding


class UnsafeFile(ImportRefused):
    code = "unsafe_file"

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"Tệp không an toàn: {vi}", f"The file is not safe: {en}")


class TooLargeInside(ImportRefused):
    code = "too_large_inside"

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"Tệp quá lớn khi giải nén: {vi}", f"The file is too large when unpacked: {en}")


def refused_rows(faults: list[Fault], count: int = 0) -> ImportRefused:
    """The refusal that lists these faults, the first of `count`."""
    first, count = faults[0], max(count, len(faults))
    where = f"trang “{first.sheet}”" + (f", dòng {first.row}" if first.row else "")
    where += f", cột {first.column}" if first.column else ""
    where_en = f"sheet “{first.sheet}”" + (f", row {first.row}" if first.row else "")
    where_en += f", column {first.column}" if first.column else ""
    return ImportRefused(
        f"Chưa nhập hồ sơ nào: có {count} chỗ cần sửa. Chỗ đầu tiên ở {where}: {first.reason_vi}",
        f"Nothing was imported. Places to correct: {count}. The first is at {where_en}: {first.reason_en}",
        faults=tuple(faults),
        count=count,
    )
