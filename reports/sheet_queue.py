"""The sheet "Hàng chờ": tickets and times by service, by counter, by hour."""

from xlsxwriter.worksheet import Worksheet

from figures.queue import Group, QueueReport, Times
from figures.rates import NOTHING
from reports.looks import Styles, heading, landscape, say

QUEUE_HEADS = ("Cấp số", "Đã tiếp", "Vắng mặt", "Hủy", "Hết giờ", "Chưa xong")
TIME_HEADS = ("n", "Trung bình", "Trung vị", "P90", "Dài nhất")
DAY_SECONDS = 86_400


def write(sheet: Worksheet, styles: Styles, queue: QueueReport) -> None:
    last = 2 + len(QUEUE_HEADS) + 2 * len(TIME_HEADS)
    period = queue.period
    when = f"(Từ ngày {period.first:%d/%m/%Y} đến hết ngày {period.last:%d/%m/%Y})"
    heading(sheet, styles, queue.centre, "HÀNG CHỜ", when, last - 1)
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
    landscape(sheet, 0, 2)


def _queue_head(sheet: Worksheet, styles: Styles, row: int, title: str, target: int) -> None:
    sheet.merge_range(row, 0, row + 1, 0, title, styles.head)
    sheet.merge_range(row, 1, row, len(QUEUE_HEADS), "Phiếu", styles.head)
    wait = 1 + len(QUEUE_HEADS)
    service = wait + len(TIME_HEADS) + 1  # after the share of waits within the target
    sheet.merge_range(row, wait, row, service - 1, "Thời gian chờ", styles.head)
    sheet.merge_range(row, service, row, service + len(TIME_HEADS) - 1, "Thời gian tiếp", styles.head)
    heads = (*QUEUE_HEADS, *TIME_HEADS, f"Không quá {target} phút", *TIME_HEADS)
    for column, head in enumerate(heads, 1):
        sheet.write_string(row + 1, column, head, styles.head)
    sheet.set_row(row + 1, 34)


def _queue_line(sheet: Worksheet, styles: Styles, row: int, group: Group, total: bool) -> None:
    say(sheet, row, 0, group.label, styles.total_word if total else styles.word, styles.quoted)
    counts = (group.issued, group.served, group.no_show, group.cancelled, group.expired, group.unfinished)
    for column, count in enumerate(counts, 1):
        sheet.write_number(row, column, count, styles.total if total else styles.count("blank"))
    column = 1 + len(counts)
    column = _times(sheet, styles, row, column, group.wait)
    share, share_look = group.target_share, styles.percent(1)
    if share is None:
        sheet.write_string(row, column, NOTHING, share_look)
    else:
        sheet.write_number(row, column, float(share / 100), share_look)
    _times(sheet, styles, row, column + 1, group.service)


def _times(sheet: Worksheet, styles: Styles, row: int, column: int, times: Times) -> int:
    sheet.write_number(row, column, times.n, styles.total)
    for seconds in (times.mean, times.median, times.p90, times.longest):
        column += 1
        if seconds is None:
            sheet.write_string(row, column, NOTHING, styles.length)
        else:
            sheet.write_number(row, column, seconds / DAY_SECONDS, styles.length)
    return column + 1
