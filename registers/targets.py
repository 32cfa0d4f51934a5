"""What each measure should reach in a year, for the whole centre or for one field."""

from figures.measure_names import NAMES
from models.base import unit_of_work
from models.centre import Centre
from models.report import Target
from queueing.errors import Conflict, Invalid
from registers.amounts import read_percent, stored
from registers.rows import field_of
from registers.schemas import TargetCopy, TargetSheet


def write(centre: Centre, sheet: TargetSheet) -> int:
    """Put these targets in the place of the year's; answers how many there are now. Raises Invalid, NotFound."""
    rows: dict[tuple[str, int | None], str] = {}
    for number, row in enumerate(sheet.targets):
        at = f"targets.{number}"
        if row.measure not in NAMES:
            raise Invalid(
                "Không có chỉ tiêu này. Mời chọn trong danh sách.",
                "There is no such measure. Please choose from the list.",
                field=f"{at}.measure",
            )
        field_of(centre, row.field)
        if (row.measure, row.field) in rows:
            raise Invalid(
                f"Chỉ tiêu “{NAMES[row.measure]}” của một lĩnh vực ghi hai lần. Mời bỏ một dòng.",
                f"The target {row.measure} is given twice for one field. Remove one line.",
                field=f"{at}.field",
            )
        rows[row.measure, row.field] = stored(read_percent(row.value, f"{at}.value"))
    with unit_of_work(centre.id):
        Target.delete().where(Target.centre == centre, Target.year == sheet.year).execute()
        for (measure, field), value in rows.items():
            Target.create(centre=centre, year=sheet.year, measure=measure, field=field, value=value)
    return len(rows)


def copy(centre: Centre, wish: TargetCopy) -> int:
    """Take over what the year before it has and this year lacks; answers how many there are now. Raises Conflict."""
    with unit_of_work(centre.id):
        before = list(Target.select().where(Target.centre == centre, Target.year == wish.year - 1))
        if not before:
            raise Conflict(
                f"Năm {wish.year - 1} chưa có chỉ tiêu nào để chép. Mời nhập trực tiếp cho năm {wish.year}.",
                f"{wish.year - 1} has no targets to copy. Enter those of {wish.year} directly.",
                code="no_targets",
                field="year",
            )
        there = list(Target.select().where(Target.centre == centre, Target.year == wish.year))
        known = {(row.measure, row.field_id) for row in there}
        fresh = [row for row in before if (row.measure, row.field_id) not in known]
        for row in fresh:
            Target.create(centre=centre, year=wish.year, measure=row.measure, field=row.field_id, value=row.value)
    return len(there) + len(fresh)
