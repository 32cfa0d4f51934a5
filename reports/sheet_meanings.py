"""The sheet "Định nghĩa": what each column and measure is, under which settings of the profile they were counted."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from figures import definitions
from figures.columns import GROUPS
from figures.measure_names import OF, name_of
from reports.findings import Findings
from reports.looks import Styles, landscape, say
from reports.settings import as_lines


def write(sheet: Worksheet, styles: Styles, findings: Findings) -> None:
    """Two columns: a name and its meaning."""
    for row, (name, meaning) in enumerate(_lines(findings)):
        look = styles.wrapped if meaning else styles.bold
        say(sheet, row, 0, name, look, look)
        if meaning:
            say(sheet, row, 1, meaning, styles.wrapped, styles.wrapped)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 100)
    landscape(sheet)


def _lines(findings: Findings) -> Iterator[tuple[str, str]]:
    group = ""
    for column in findings.whole.columns:
        if column.group != group:
            group = column.group
            yield GROUPS[group], ""
        yield f"({column.number}) {column.label}", column.meaning
    yield "Ngày tính", definitions.AS_AT
    yield "", ""
    yield "CHỈ TIÊU", ""
    for key, rate in findings.rates.items():
        yield name_of(key, findings.profile), f"Tính trên {OF[rate.share.of]}."
    yield "", ""
    yield "CÁCH TÍNH CỦA MẪU BÁO CÁO", ""
    yield from as_lines(findings.profile)
    yield "", ""
    yield "HÀNG CHỜ", ""
    yield from definitions.QUEUE.items()
