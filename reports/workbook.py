"""The report as .xlsx: the table with live sums, the measures, the dossiers behind, the queue, what each figure means.

Words are written as words, so a field called "=1+1" is never a formula.
"""

from collections.abc import Iterable
from pathlib import Path

from xlsxwriter import Workbook

from figures.queue import QueueReport
from reports import sheet_dossiers, sheet_meanings, sheet_measures, sheet_queue
from reports.annex import whole_of
from reports.dossier_rows import DossierRow
from reports.findings import Findings
from reports.looks import OPTIONS, Styles
from reports.sheet_table import TableSheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOSSIERS = 3  # the place of its sheet


def write(file: Path, findings: Findings, queue: QueueReport, rows: Iterable[DossierRow], remark: str = "") -> None:
    """Write the file. `rows` are read while it is written, so that a year of them is never held."""
    with Workbook(str(file), OPTIONS) as book:
        book.set_properties({"title": f"Báo cáo {findings.period.said}", "author": ""})
        styles = Styles(book)
        TableSheet(book.add_worksheet("Bảng"), styles, findings).write(remark)
        sheet_measures.write(book.add_worksheet("Chỉ tiêu"), styles, findings)
        count = whole_of(findings).total_received - sum(table.typed for table in findings.tables)
        sheet_dossiers.prepare(book.add_worksheet("Hồ sơ"), styles, findings.centre, findings.period, count)
        sheet_queue.write(book.add_worksheet("Hàng chờ"), styles, queue)
        sheet_meanings.write(book.add_worksheet("Định nghĩa"), styles, findings)
    sheet_dossiers.fill(file, DOSSIERS, rows)
