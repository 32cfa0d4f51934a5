"""What must add up in every table, said as sentences; a table that does not is shown with the row named."""

from dataclasses import dataclass

from figures.definitions import PARTS
from figures.table import Table


@dataclass(frozen=True)
class Check:
    """One identity. `faults` names each row in which it fails, and by how many dossiers."""

    key: str  # I1 … I6
    sentence: str
    sentence_en: str
    faults: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.faults


SUMS = (
    (
        "I1",
        "3",
        PARTS["3"],
        "Tổng số tiếp nhận (3) = trực tuyến (4) + trực tiếp, bưu chính (5) + từ kỳ trước (6).",
        "Total received (3) = online (4) + direct, postal (5) + carried over (6).",
    ),
    (
        "I2",
        "7",
        PARTS["7"],
        "Đã giải quyết (7) = trước hạn (8) + đúng hạn (9) + quá hạn (10) + từ chối (11) + rút (12).",
        "Finished (7) = early (8) + on time (9) + late (10) + refused (11) + withdrawn (12).",
    ),
    (
        "I3",
        "13",
        PARTS["13"],
        "Đang giải quyết (13) = trong hạn (14) + quá hạn (15) + yêu cầu bổ sung (16).",
        "Pending (13) = in time (14) + overdue (15) + supplement requested (16).",
    ),
    (
        "I4",
        "3",
        ("7", "13"),
        "Tổng số tiếp nhận (3) = đã giải quyết (7) + đang giải quyết (13).",
        "Total received (3) = finished (7) + pending (13).",
    ),
)


def checks(table: Table) -> list[Check]:
    """I1 to I6, in their order."""
    rows = [(row.field, row.figures.by_column()) for row in table.rows]
    total = table.total.by_column()
    found = [
        Check(key, vi, en, _faults([*rows, ("Tổng cộng", total)], whole, parts)) for key, whole, parts, vi, en in SUMS
    ]
    return [
        *found,
        Check(
            "I5",
            "Dòng tổng cộng = tổng các lĩnh vực, ở mọi cột.",
            "The total row = the sum of the fields, in every column.",
            tuple(
                f"Cột ({column}): tổng cộng {total[column]}, các lĩnh vực cộng lại {added}"
                for column in total
                if total[column] != (added := sum(row[column] for _, row in rows))
            ),
        ),
        _chain(table),
    ]


def _faults(rows: list[tuple[str, dict[str, int]]], whole: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    faults = []
    for name, row in rows:
        missing = row[whole] - sum(row[part] for part in parts)
        if missing > 0:
            faults.append(f"{name}: còn {missing} hồ sơ chưa xếp vào nhóm nào")
        elif missing < 0:
            faults.append(f"{name}: {-missing} hồ sơ bị xếp vào hai nhóm")
    return tuple(faults)


def _chain(table: Table) -> Check:
    eve, begun = table.period.eve, table.total.carried_over
    day = f"{eve.last:%d/%m/%Y}"
    fault = f"Đang giải quyết cuối ngày {day} là {table.eve.pending}, từ kỳ trước chuyển sang là {begun}"
    return Check(
        "I6",
        f"Từ kỳ trước chuyển sang (6) = đang giải quyết (13) cuối ngày {day}.",
        f"Carried over (6) = pending (13) at the end of {day}.",
        () if table.eve.pending == begun else (fault,),
    )
