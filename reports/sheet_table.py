"""The sheet "Bảng": the table by field in the columns of the profile, with live sums."""

from decimal import Decimal

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from figures.columns import GROUPS, Column
from figures.counts import Counts
from figures.profile import Rounding
from figures.rate_row import MEASURES, rates_of
from figures.rates import NOTHING
from figures.table import Table
from models.base import now
from reports.annex import RATE, SUBTOTAL, TOTAL, block_name, rates_note, whole_of
from reports.findings import Findings
from reports.looks import Styles, heading, landscape, say
from reports.notes import incidents_said, typed_totals_said

TITLE = "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
FIRST = 2  # the column of (3): C
HEAD, BEGIN = 4, 7
STATES = {"holds": "Khớp:", "fails": "KHÔNG KHỚP:", "warns": "Cần xem lại:", "idle": "—"}
NAME_WIDTH, LINE = 42, 16.5  # letters of the column of names; points of a line of it


class TableSheet:
    """Writes one sheet; rows from the top down."""

    def __init__(self, sheet: Worksheet, styles: Styles, findings: Findings) -> None:
        self.sheet, self.styles, self.findings = sheet, styles, findings
        self.columns = findings.whole.columns
        self.places = {column.key: FIRST + place for place, column in enumerate(self.columns)}
        self.count = styles.count(findings.profile.zero_cell)
        self.last = FIRST + len(self.columns) - 1

    def write(self, remark: str) -> None:
        self._heads()
        row, sums = BEGIN, []
        apart = len(self.findings.tables) > 1
        for table in self.findings.tables:
            row = self._block(table, row, apart)
            if apart:
                sums.append(row - 1)
        self._total(row, sums if apart else range(BEGIN, row))
        self._rates(row + 1, row)
        self._notes(row + 3, remark)
        self._shape()

    def _heads(self) -> None:
        sheet, styles, table = self.sheet, self.styles, self.findings.whole
        period = table.period
        when = (
            f"(Từ ngày {period.first:%d/%m/%Y} đến hết ngày {period.last:%d/%m/%Y}, "
            f"tính đến ngày {table.as_at:%d/%m/%Y})"
        )
        heading(sheet, styles, table.centre, TITLE, when, self.last)
        sheet.merge_range(HEAD, 0, HEAD + 1, 0, "STT", styles.head)
        sheet.merge_range(HEAD, 1, HEAD + 1, 1, "Lĩnh vực", styles.head)
        for group in dict.fromkeys(column.group for column in self.columns):
            places = [self.places[column.key] for column in self.columns if column.group == group]
            if len(places) > 1:
                sheet.merge_range(HEAD, places[0], HEAD, places[-1], GROUPS[group], styles.head)
            else:
                sheet.write_string(HEAD, places[0], GROUPS[group], styles.head)
        for column in self.columns:
            sheet.write_string(HEAD + 1, self.places[column.key], column.label, styles.head)
        for place in range(self.last + 1):
            sheet.write_string(HEAD + 2, place, f"({place + 1})", styles.number_of_column)

    def _block(self, table: Table, row: int, apart: bool) -> int:
        """The rows of one block; answers the row after it."""
        if apart:
            self.sheet.merge_range(row, 0, row, self.last, "", self.styles.block)
            say(self.sheet, row, 0, block_name(self.findings, table), self.styles.block, self.styles.quoted)
            row += 1
        begun = row
        for number, one in enumerate(table.rows, 1):
            self.sheet.set_row(row, LINE * -(-len(one.name) // NAME_WIDTH))
            self.sheet.write_number(row, 0, number, self.styles.ordinal)
            say(self.sheet, row, 1, one.name, self.styles.word, self.styles.quoted)
            for column in self.columns:
                self._figure(row, column, one.counts)
            row += 1
        if apart:
            self._sum_line(row, SUBTOTAL, table.total, range(begun, row))
            row += 1
        return row

    def _figure(self, row: int, column: Column, counts: Counts) -> None:
        place, value = self.places[column.key], column.of(counts)
        if not column.parts:
            self.sheet.write_number(row, place, value, self.count)
            return
        first, last = (self.places[column.parts[at]] for at in (0, -1))
        formula = f"=SUM({_cell(row, first)}:{_cell(row, last)})"
        self.sheet.write_formula(row, place, formula, self.count, value)

    def _total(self, row: int, rows: range | list[int]) -> None:
        self._sum_line(row, TOTAL, whole_of(self.findings), rows)

    def _sum_line(self, row: int, name: str, counts: Counts, rows: range | list[int]) -> None:
        """Sums over rows below each other, or over some: those of the blocks."""
        self.sheet.write_blank(row, 0, None, self.styles.total_word)
        self.sheet.write_string(row, 1, name, self.styles.total_word)
        for column in self.columns:
            place, value = self.places[column.key], column.of(counts)
            if not rows:
                self.sheet.write_number(row, place, value, self.styles.total)
                continue
            if isinstance(rows, range):
                summed = f"{_cell(rows[0], place)}:{_cell(rows[-1], place)}"
            else:
                summed = ",".join(_cell(one, place) for one in rows)
            self.sheet.write_formula(row, place, f"=SUM({summed})", self.styles.total, value)

    def _rates(self, row: int, total: int) -> None:
        profile = self.findings.profile
        self.sheet.write_blank(row, 0, None, self.styles.total_word)
        self.sheet.write_string(row, 1, RATE, self.styles.total_word)
        rates = rates_of(whole_of(self.findings), self.columns, profile)
        for column in self.columns:
            place, printed = self.places[column.key], rates.get(str(column.number))
            measure = MEASURES.get(column.key)
            rounding = profile.rounding_for(measure) if measure else profile.rounding
            look = self.styles.percent(rounding.digits)
            if printed is None:
                self.sheet.write_blank(row, place, None, look)
                continue
            value = _number(printed, profile.decimal_sign)
            if rounding.mode == "plug":
                self._fixed(row, place, look, value)
            else:
                self._live_rate(row, place, column, total, rounding, look, value)

    def _live_rate(
        self, row: int, place: int, column: Column, total: int, rounding: Rounding, look: Format, value: Decimal | None
    ) -> None:
        profile = self.findings.profile
        in_period = profile.base("online_rate") == "in_period" and profile.carried_over_shown
        if column.key in ("online", "direct") and in_period:
            whole = f"({_cell(total, self.places['online'])}+{_cell(total, self.places['direct'])})"
        else:
            whole = _cell(total, self.places["total_received"])
        cut = "TRUNC" if rounding.mode == "truncate" else "ROUND"
        formula = f'=IF({whole}=0,"{NOTHING}",{cut}({_cell(total, place)}/{whole},{rounding.digits + 2}))'
        self.sheet.write_formula(row, place, formula, look, NOTHING if value is None else float(value))

    def _fixed(self, row: int, place: int, look: Format, value: Decimal | None) -> None:
        """100 % less the others as they are printed: no formula of the counts gives that."""
        if value is None:
            self.sheet.write_string(row, place, NOTHING, look)
        else:
            self.sheet.write_number(row, place, float(value), look)

    def _notes(self, row: int, remark: str) -> None:
        plain, quoted = self.styles.plain, self.styles.quoted_plain
        lines = [rates_note(self.findings.profile)]
        lines += [f"(*) {said}" for said in typed_totals_said(self.findings)]
        lines += incidents_said(self.findings)
        for check in self.findings.checks:
            lines.append(f"{STATES[check.state]} {check.sentence}")
            lines += [f"    {fault}." for fault in check.faults]
        if remark:
            lines.append(f"Số liệu chưa khớp: {remark}")
        if count := self.findings.whole.latest_only:
            lines.append(f"Có {count} hồ sơ nhập từ hệ thống khác được tính theo trạng thái mới nhất lúc xuất tệp.")
        for place, line in enumerate([*lines, f"Lập lúc {now():%H:%M ngày %d/%m/%Y}."]):
            say(self.sheet, row + place, 1, line, plain, quoted)

    def _shape(self) -> None:
        self.sheet.freeze_panes(BEGIN, FIRST)
        self.sheet.set_column(0, 0, 5)
        self.sheet.set_column(1, 1, NAME_WIDTH)
        self.sheet.set_column(FIRST, self.last, 10)
        self.sheet.set_row(HEAD + 1, 34)
        landscape(self.sheet, HEAD, HEAD + 2)


def _cell(row: int, column: int) -> str:
    return f"{xl_col_to_name(column)}{row + 1}"


def _number(printed: str, decimal_sign: str) -> Decimal | None:
    """The share that a printed rate says; None for "—"."""
    if printed == NOTHING:
        return None
    return Decimal(printed.rstrip("%").replace(decimal_sign, ".")) / 100
