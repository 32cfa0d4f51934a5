"""The table by field as the report's annex: the columns of the profile, one part for each block that is told apart."""

from collections.abc import Iterator

from figures.columns import GROUPS
from figures.counts import Counts, total
from figures.profile import Profile
from figures.rate_row import rates_of
from figures.rates import cell
from figures.table import Table
from letterhead import issuer_of
from reports import links
from reports.blocks import AnnexTable, Cell, Column, Figure, Row
from reports.findings import Findings
from reports.notes import incidents_said, typed_totals_said

TITLE = "Tình hình, kết quả giải quyết thủ tục hành chính"
TOTAL, RATE, SUBTOTAL = "Tổng cộng", "Tỷ lệ", "Cộng"


def annex(findings: Findings, period_name: str, notes: tuple[str, ...] = ()) -> AnnexTable:
    """The landscape table, its figures leading to what was counted."""
    columns = [Column(one.label, GROUPS[one.group]) for one in findings.whole.columns]
    return AnnexTable(
        f"{TITLE} {period_name}",
        (Column("STT", align="center"), Column("Lĩnh vực", align="left"), *columns),
        tuple(_rows(findings)),
        description=f"{TITLE} theo lĩnh vực",
        notes=(
            rates_note(findings.profile),
            *(f"(*) {said}" for said in typed_totals_said(findings)),
            *incidents_said(findings),
            *notes,
        ),
    )


def rates_note(profile: Profile) -> str:
    """Of what the rates in the last row are a share."""
    whole = "tổng số hồ sơ tiếp nhận (3)"
    if profile.base("online_rate") == "in_period" and profile.carried_over_shown:
        return f"Ghi chú: tỷ lệ ở cột (4), (5) tính trên hồ sơ tiếp nhận trong kỳ; ở các cột khác tính trên {whole}."
    return f"Ghi chú: tỷ lệ tính trên {whole}."


def block_name(findings: Findings, table: Table) -> str:
    """A block's name; the centre's own for what lies in none."""
    return table.block or " ".join(issuer_of(findings.centre, findings.profile).split())


def _rows(findings: Findings) -> Iterator[Row]:
    apart = len(findings.tables) > 1
    for table in findings.tables:
        if apart:
            yield Row((block_name(findings, table),), "block")
        for number, row in enumerate(table.rows, 1):
            yield Row((str(number), row.name, *_figures(findings, row.field, row.counts, row.field_id)))
        if apart:
            yield Row(("", SUBTOTAL, *_figures(findings, table.block, table.total, None, whole=True)), "subtotal")
    everything = whole_of(findings)
    yield Row(("", TOTAL, *_figures(findings, TOTAL, everything, None, whole=True, linked=True)), "total")
    rates = rates_of(everything, findings.whole.columns, findings.profile)
    yield Row(("", RATE, *(rates.get(str(one.number), "") for one in findings.whole.columns)), "rate")


def whole_of(findings: Findings) -> Counts:
    """The total that is printed: that of all dossiers; where blocks are told apart, the sum of what they hold."""
    return findings.whole.total if len(findings.tables) == 1 else total(one.total for one in findings.tables)


def _figures(
    findings: Findings, row: str, counts: Counts, field: int | None, whole: bool = False, linked: bool = False
) -> Iterator[Cell]:
    for column in findings.whole.columns:
        text = cell(number := column.of(counts), findings.profile, total=whole)
        leads = (field is not None or linked) and number
        href = links.of_counts(findings.period, column.counts, counts, field) if leads else None
        yield Figure(text, f"column_{column.number}:{row}", href) if text else ""
