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
    code = "not_xlsx"

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"Không phải tệp .xlsx hợp lệ: {vi}", f"Not a valid .xlsx file: {en}")


class UnsafeFile(ImportRefused):
    code = "unsafe_file"

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"Tệp không an toàn: {vi}", f"The file is not safe: {en}")


class TooLargeInside(ImportRefused):
    code = "too_large_inside"

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"Tệp quá lớn khi giải nén: {vi}", f"The file is too large when unpacked: {en}")


def refused_rows(faults: list[Fault]) -> ImportRefused:
    """The refusal that lists these faults."""
    first = faults[0]
    where = f"trang “{first.sheet}”" + (f", dòng {first.row}" if first.row else "")
    where += f", cột {first.column}" if first.column else ""
    where_en = f"sheet “{first.sheet}”" + (f", row {first.row}" if first.row else "")
    where_en += f", column {first.column}" if first.column else ""
    return ImportRefused(
        f"Chưa nhập hồ sơ nào: có {len(faults)} chỗ cần sửa. Chỗ đầu tiên ở {where}: {first.reason_vi}",
        f"Nothing was imported: {len(faults)} places need mending. The first is at {where_en}: {first.reason_en}",
        faults=tuple(faults),
    )
