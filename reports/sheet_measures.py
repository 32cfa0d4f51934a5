"""The sheet "Chỉ tiêu": every measure with its two numbers, what it is a share of, the year's target and the verdict;
below, those of each field.

The rates are live; beside each stands what the report prints.
"""

from xlsxwriter.worksheet import Worksheet

from figures.measure_names import OF, name_of
from figures.measures import Rate
from figures.rates import NOTHING
from figures.verdict import verdict
from reports.findings import Findings
from reports.looks import Styles, heading, landscape, say
from reports.notes import told_by
from reports.values import Values

HEADS = (
    "STT",
    "Chỉ tiêu",
    "Tử số",
    "Mẫu số",
    "Tỷ lệ (tính từ hai số)",
    "In trong báo cáo",
    "Tính trên",
    "Chỉ tiêu năm",
    "Kết quả",
    "Ghi chú",
)
WIDTHS = (5, 44, 12, 12, 12, 12, 38, 10, 11, 50)
BEGIN = 5


def write(sheet: Worksheet, styles: Styles, findings: Findings) -> None:
    """One line for each measure."""
    period = findings.period
    when = f"(Từ ngày {period.first:%d/%m/%Y} đến hết ngày {period.last:%d/%m/%Y})"
    heading(sheet, styles, findings.centre, "CHỈ TIÊU", when, len(HEADS) - 1)
    for place, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.write_string(BEGIN - 1, place, head, styles.head)
        sheet.set_column(place, place, width)
    sheet.set_row(BEGIN - 1, 34)
    row = BEGIN
    for field, rates in {"": list(findings.rates.values()), **findings.rates_by_field()}.items():
        if field:
            say(sheet, row, 0, field, styles.bold, styles.bold)
            row += 1
        for number, rate in enumerate(rates, 1):
            _line(sheet, styles, findings, row, number, rate, field)
            row += 1
    sheet.freeze_panes(BEGIN, 2)
    landscape(sheet, BEGIN - 1, BEGIN - 1)


def _line(sheet: Worksheet, styles: Styles, findings: Findings, row: int, number: int, rate: Rate, field: str) -> None:
    rounding, values = findings.profile.rounding_for(rate.key), Values(findings)
    look, target = styles.percent(rounding.digits), findings.target(rate.key, field)
    sheet.write_number(row, 0, number, styles.ordinal)
    say(sheet, row, 1, name_of(rate.key, findings.profile), styles.word, styles.quoted)
    sheet.write_number(row, 2, rate.share.part, styles.number)
    sheet.write_number(row, 3, rate.share.whole, styles.number)
    if rate.honest is None:
        sheet.write_string(row, 4, NOTHING, look)
    else:
        cut = "TRUNC" if rounding.mode == "truncate" else "ROUND"
        formula = f'=IF(D{row + 1}=0,"{NOTHING}",{cut}(C{row + 1}/D{row + 1},{rounding.digits + 2}))'
        sheet.write_formula(row, 4, formula, look, float(rate.honest / 100))
    sheet.write_string(row, 5, rate.printed, look)
    sheet.write_string(row, 6, OF[rate.share.of], styles.word)
    sheet.write_string(row, 7, "" if target is None else values.percent(target), look)
    known = target is not None and rate.value is not None
    sheet.write_string(row, 8, verdict(rate, target) if known and target is not None else "", styles.word)
    say(sheet, row, 9, " ".join(remarks(rate, findings, field)), styles.word, styles.quoted)


def remarks(rate: Rate, findings: Findings, field: str = "") -> list[str]:
    """Who says so, where it was typed in; that it is what the others leave; up to which day it is known."""
    said = []
    if figure := findings.of(field).entered.get(rate.key):
        said.append(f"Nhập tay, {told_by(figure)}.")
    if not rate.follows:
        said.append("Lấy 100 % trừ các tỷ lệ còn lại, nên khác kết quả chia trực tiếp.")
    if known := findings.known(rate.key, field):
        said.append(f"Theo dữ liệu đến ngày {known:%d/%m/%Y}.")
    if rate.value is None and rate.share.whole:
        said.append("Chưa có số liệu.")
    return said
