"""The report as .xlsx: the table with live sums, the queue, and what each figure means.

Words are written as words, so a field called "=1+1" is never a formula.
"""

from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from figures import definitions
from figures.identities import checks
from figures.queue import Group, QueueReport, Times
from figures.rate_row import rate_row
from figures.rates import NOTHING
from figures.table import Table
from models.base import now
from vietnamese import without_marks

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT = "Times New Roman"
FIRST = 2  # column of (3): C
DANGEROUS = "=+-@\t\r＝＋－＠"
QUEUE_HEADS = ("Cấp số", "Đã tiếp", "Vắng mặt", "Hủy", "Hết giờ", "Chưa xong")
TIME_HEADS = ("n", "Trung bình", "Trung vị", "P90", "Dài nhất")
DAY_SECONDS = 86_400


def workbook(table: Table, queue: QueueReport) -> bytes:
    """The file. It asks no database, so it may be made on another thread."""
    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": FONT, "font_size": 12},
    }
    with Workbook(file, options) as book:
        book.set_properties({"title": f"Báo cáo {table.period.said}", "author": ""})
        styles = _Styles(book)
        _write_table(book.add_worksheet("Bảng"), styles, table)
        _write_queue(book.add_worksheet("Hàng đợi"), styles, queue)
        _write_definitions(book.add_worksheet("Định nghĩa"), styles, table)
    return file.getvalue()


def file_name(table: Table) -> str:
    """ "BaoCao_PhuongBinhMinh_2026-10-15_2026-11-14.xlsx": ASCII, so that every system can keep it."""
    words = "".join(
        letter if letter.isascii() and letter.isalnum() else " "
        for letter in without_marks(table.centre.name)
        if letter.isprintable()
    ).split()
    name = "".join(word[0].upper() + word[1:] for word in words) or "TrungTam"
    return f"BaoCao_{name}_{table.period.first}_{table.period.last}.xlsx"


class _Styles:
    """The few looks of a cell."""

    def __init__(self, book: Workbook) -> None:
        line = {"border": 1, "valign": "vcenter", "font_name": FONT, "font_size": 12}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_name": FONT, "align": "center"})
        self.plain = book.add_format({"font_name": FONT, "font_size": 12})
        self.centred = book.add_format({"font_name": FONT, "font_size": 12, "align": "center"})
        self.head = book.add_format(line | {"bold": True, "align": "center", "text_wrap": True})
        self.column = book.add_format(line | {"italic": True, "align": "center", "font_size": 10})
        self.word = book.add_format(line | {"text_wrap": True})
        self.quoted = book.add_format(line | {"text_wrap": True, "quote_prefix": True})
        self.number = book.add_format(line | {"num_format": "#,##0;-#,##0;", "align": "right"})  # zero stays blank
        self.total_word = book.add_format(line | {"bold": True})
        self.total = book.add_format(line | {"bold": True, "num_format": "#,##0", "align": "right"})
        self.rate = book.add_format(line | {"italic": True, "num_format": "0.0%", "align": "right"})
        self.length = book.add_format(line | {"num_format": "[h]:mm:ss", "align": "right"})
        self.wrapped = book.add_format({"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top"})
        self.bold = book.add_format({"font_name": FONT, "font_size": 12, "bold": True, "valign": "top"})


def _say(sheet: Worksheet, row: int, column: int, text: str, styles: _Styles, style=None) -> None:
    """Words, marked so that they stay words even when somebody edits the cell."""
    chosen = styles.quoted if text[:1] in tuple(DANGEROUS) else style or styles.word
    sheet.write_string(row, column, text, chosen)


def _heading(
    sheet: Worksheet, styles: _Styles, report: Table | QueueReport, title: str, last: int, as_at: str = ""
) -> None:
    centre = report.centre
    sheet.merge_range(0, 0, 0, last, "", styles.centred)
    _say(sheet, 0, 0, f"{centre.organisation} {centre.name}".upper(), styles, styles.centred)
    sheet.merge_range(1, 0, 1, last, title, styles.title)
    said = f"(Từ ngày {report.period.first:%d/%m/%Y} đến hết ngày {report.period.last:%d/%m/%Y}{as_at})"
    sheet.merge_range(2, 0, 2, last, said + (" · DỮ LIỆU MẪU" if centre.is_sample else ""), styles.centred)


def _write_table(sheet: Worksheet, styles: _Styles, table: Table) -> None:
    as_at = f", tính đến ngày {table.as_at:%d/%m/%Y}"
    _heading(sheet, styles, table, "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", 15, as_at)
    sheet.merge_range(4, 0, 5, 0, "STT", styles.head)
    sheet.merge_range(4, 1, 5, 1, "Lĩnh vực", styles.head)
    for name, first, last in definitions.GROUPS:
        sheet.merge_range(4, _at(first), 4, _at(last), name, styles.head)
    for column, (label, _) in definitions.COLUMNS.items():
        sheet.write_string(5, _at(column), label, styles.head)
    for place in range(16):
        sheet.write_string(6, place, f"({place + 1})", styles.column)
    begin = 7
    for offset, row in enumerate(table.rows):
        sheet.write_number(begin + offset, 0, row.position, styles.number)
        _say(sheet, begin + offset, 1, row.field, styles)
        for column, value in table.cells(row.counts).items():
            _figure(sheet, begin + offset, column, value, styles.number)
    total = begin + len(table.rows)
    sheet.write_blank(total, 0, None, styles.total_word)
    sheet.write_string(total, 1, "Tổng cộng", styles.total_word)
    for column, value in table.cells(table.total).items():
        letter = _letter(column)
        if table.rows:
            formula = f"=SUM({letter}{begin + 1}:{letter}{total})"
            sheet.write_formula(total, _at(column), formula, styles.total, value)
        else:
            sheet.write_number(total, _at(column), value, styles.total)
    _write_rates(sheet, styles, table, total)
    _write_notes(sheet, styles, table, total + 3)
    sheet.freeze_panes(7, 2)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 42)
    sheet.set_column(2, 15, 10)
    sheet.set_row(5, 34)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(4, 6)


def _at(column: str) -> int:
    return FIRST + int(column) - 3


def _letter(column: str) -> str:
    return chr(ord("A") + _at(column))


def _figure(sheet: Worksheet, row: int, column: str, value: int, style) -> None:
    if parts := definitions.PARTS.get(column):
        formula = f"=SUM({_letter(parts[0])}{row + 1}:{_letter(parts[-1])}{row + 1})"
        sheet.write_formula(row, _at(column), formula, style, value)
    else:
        sheet.write_number(row, _at(column), value, style)


def _write_rates(sheet: Worksheet, styles: _Styles, table: Table, total: int) -> None:
    row = total + 1
    sheet.write_blank(row, 0, None, styles.total_word)
    sheet.write_string(row, 1, "Tỷ lệ", styles.total_word)
    rates = rate_row(table)
    for column in table.cells(table.total):
        if column not in rates:
            sheet.write_blank(row, _at(column), None, styles.rate)
            continue
        whole = f"(D{row}+E{row})" if column in ("4", "5") else f"C{row}"
        formula = f'=IF({whole}=0,"{NOTHING}",ROUND({_letter(column)}{row}/{whole},3))'
        value = rates[column]
        sheet.write_formula(
            row,
            _at(column),
            formula,
            styles.rate,
            NOTHING if value == NOTHING else float(value.rstrip("%").replace(",", ".")) / 100,
        )


def _write_notes(sheet: Worksheet, styles: _Styles, table: Table, row: int) -> None:
    for check in checks(table):
        mark = "Khớp" if check.holds else "KHÔNG KHỚP"
        sheet.write_string(row, 1, f"{mark}: {check.sentence}", styles.plain)
        row += 1
        for fault in check.faults:
            _say(sheet, row, 1, f"    {fault}.", styles, styles.plain)
            row += 1
    if table.latest_only:
        sheet.write_string(row, 1, definitions.LATEST_STATE.format(count=table.latest_only), styles.plain)
        row += 1
    sheet.write_string(row, 1, f"Lập lúc {now():%H:%M ngày %d/%m/%Y}.", styles.plain)


def _write_queue(sheet: Worksheet, styles: _Styles, queue: QueueReport) -> None:
    last = 2 + len(QUEUE_HEADS) + 2 * len(TIME_HEADS)
    _heading(sheet, styles, queue, "HÀNG ĐỢI", last - 1)
    row = 4
    cuts = (("Theo dịch vụ", queue.by_service), ("Theo quầy", queue.by_counter), ("Theo giờ lấy số", queue.by_hour))
    for title, groups in cuts:
        _queue_head(sheet, styles, row, title, queue.target_minutes)
        row += 2
        for group in [*groups, queue.total]:
            _queue_line(sheet, styles, row, group, total=group is queue.total)
            row += 1
        row += 1
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, last, 10)
    sheet.freeze_panes(4, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _queue_head(sheet: Worksheet, styles: _Styles, row: int, title: str, target: int) -> None:
    sheet.merge_range(row, 0, row + 1, 0, title, styles.head)
    sheet.merge_range(row, 1, row, len(QUEUE_HEADS), "Phiếu", styles.head)
    wait = 1 + len(QUEUE_HEADS)
    service = wait + len(TIME_HEADS) + 1  # after the share of waits within the target
    sheet.merge_range(row, wait, row, service - 1, "Thời gian chờ", styles.head)
    sheet.merge_range(row, service, row, service + len(TIME_HEADS) - 1, "Thời gian tiếp", styles.head)
    heads = (*QUEUE_HEADS, *TIME_HEADS, f"Không quá {target} phút", *TIME_HEADS)
    for column, head in enumerate(heads, 1):
        sheet.write_string(row + 1, column, head, styles.head)


def _queue_line(sheet: Worksheet, styles: _Styles, row: int, group: Group, total: bool) -> None:
    _say(sheet, row, 0, group.label, styles, styles.total_word if total else None)
    counts = (group.issued, group.served, group.no_show, group.cancelled, group.expired, group.unfinished)
    for column, count in enumerate(counts, 1):
        sheet.write_number(row, column, count, styles.total if total else styles.number)
    column = 1 + len(counts)
    column = _times(sheet, styles, row, column, group.wait)
    share = group.target_share
    if share is None:
        sheet.write_string(row, column, NOTHING, styles.rate)
    else:
        sheet.write_number(row, column, float(share / 100), styles.rate)
    _times(sheet, styles, row, column + 1, group.service)


def _times(sheet: Worksheet, styles: _Styles, row: int, column: int, times: Times) -> int:
    sheet.write_number(row, column, times.n, styles.total)
    for seconds in (times.mean, times.median, times.p90, times.longest):
        column += 1
        if seconds is None:
            sheet.write_string(row, column, NOTHING, styles.length)
        else:
            sheet.write_number(row, column, seconds / DAY_SECONDS, styles.length)
    return column + 1


def _write_definitions(sheet: Worksheet, styles: _Styles, table: Table) -> None:
    row = 0
    for name, first, last in definitions.GROUPS:
        sheet.write_string(row, 0, name, styles.bold)
        row += 1
        for number in range(int(first), int(last) + 1):
            label, meaning = definitions.COLUMNS[str(number)]
            sheet.write_string(row, 0, f"({number}) {label}", styles.wrapped)
            sheet.write_string(row, 1, meaning, styles.wrapped)
            row += 1
    for label, meaning in (("Ngày tính", definitions.AS_AT), ("Tỷ lệ", definitions.RATES)):
        sheet.write_string(row, 0, label, styles.wrapped)
        sheet.write_string(row, 1, meaning, styles.wrapped)
        row += 1
    row += 1
    sheet.write_string(row, 0, "HÀNG ĐỢI", styles.bold)
    for label, meaning in definitions.QUEUE.items():
        row += 1
        sheet.write_string(row, 0, label, styles.wrapped)
        sheet.write_string(row, 1, meaning, styles.wrapped)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 100)
