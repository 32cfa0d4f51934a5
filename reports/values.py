"""What each name in a text stands for, in one period: the figures of the table, and the way to where they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from figures import rates, verdict
from figures.columns import Column
from figures.counts import Counts
from figures.measure_names import NAMES, OF
from figures.measures import Rate
from figures.rates import NOTHING, counted
from figures.registers import Entered, written
from letterhead import issuer_of, place_of, superior_of
from models.register import Feedback
from reports import links
from reports.findings import Findings
from reports.period_names import full_name_of, name_of
from reports.placeholders import (
    COLUMNS,
    ENTERED,
    FEEDBACK,
    MEASURE_OF,
    NAME_OF_MEASURE,
    NAMES_OF_MEASURES,
    ONLY_OF,
    of_field,
)
from reports.sentences import BLANK, Slot, Value

GAP = "\u00a0"
MISSING = "thieu"  # begins the key of a figure that is printed although it is not known
_TOGETHER = {  # what no column of the table says
    "received": links.RECEIVED,
    "carried_over": links.CARRIED,
    "counter": ("direct",),
    "in_time": ("early", "on_time"),
    "resolved": ("early", "on_time", "late"),
}
_COLUMN_OF = {name.name: name.of for name in COLUMNS}
_FEEDBACK_OF = {name.name: name.of for name in FEEDBACK}


def missing(slot: Slot) -> Value:
    """What is printed for a figure that is not known."""
    return Value(BLANK, f"{MISSING}:{_key(slot)}", known=False)


@dataclass(frozen=True)
class Values:
    """Answers `find` for every Slot of the closed list."""

    findings: Findings

    def find(self, slot: Slot) -> Value:
        """What stands in its place; BLANK, under a key of its own, for what the period does not tell."""
        return self._known(slot) or missing(slot)

    def _known(self, slot: Slot) -> Value | None:
        if slot.name in _COLUMN_OF:
            return self._count(slot)
        if slot.name in MEASURE_OF:
            if ONLY_OF.get(slot.name, self.findings.profile.supplement_count) != self.findings.profile.supplement_count:
                return None
            return self._rate(MEASURE_OF[slot.name], slot.what)
        if slot.name in _FEEDBACK_OF:
            return self._feedback(slot.name)
        by_name: dict[str, Callable[[str], Value | None]] = {
            "dat": self._verdict,
            "chi_tieu": self._target,
            "tu": lambda what: self._part(what, "part"),
            "mau": lambda what: self._part(what, "whole"),
            "co_so": self._base,
            "nhap": self._entered,
        }
        if slot.name in NAMES_OF_MEASURES and of_field(slot.what)[0] not in MEASURE_OF:
            return None  # a name that was given up since the text was written
        if slot.name in (*NAMES_OF_MEASURES, ENTERED) and of_field(slot.what)[1] not in ("", *self.findings.fields):
            return None
        return by_name[slot.name](slot.what) if slot.name in by_name else self._plain.get(slot.name)

    def said(self, number: int | Decimal) -> str:
        """ "3.575", "86,71"."""
        profile = self.findings.profile
        if isinstance(number, int):
            return counted(number, profile.thousands_sign)
        whole, _, decimals = f"{number.normalize():f}".partition(".")
        return counted(int(whole), profile.thousands_sign) + (profile.decimal_sign + decimals if decimals else "")

    def percent(self, value: Decimal) -> str:
        """A target: "97,5 %"."""
        return rates.figure(value, decimal_sign=self.findings.profile.decimal_sign) + f"{self._gap}%"

    @cached_property
    def _columns(self) -> dict[str, Column]:
        return {column.key: column for column in self.findings.whole.columns}

    @cached_property
    def _rows(self) -> dict[str, tuple[int | None, Counts]]:
        """Name of a field or block → (id of the field, its counts)."""
        blocks = {one.block: (None, one.total) for one in self.findings.tables if one.block}
        return blocks | {row.field: (row.field_id, row.counts) for row in self.findings.whole.rows}

    def number(self, key: str, counts: Counts) -> int:
        """What a name of placeholders.COLUMNS counts: its column where the table has one."""
        return sum(getattr(counts, name) for name in self._counted(key))

    def list_of(self, key: str, counts: Counts, field: int | None = None) -> str | None:
        """The list of what `number` counts."""
        return links.of_counts(self.findings.period, self._counted(key), counts, field)

    def _counted(self, key: str) -> tuple[str, ...]:
        if key in self._columns and key not in self._not_printed:
            return self._columns[key].counts
        return _TOGETHER.get(key, (key,))

    @cached_property
    def _not_printed(self) -> set[str]:
        """Counts that the profile merges into others: a text cannot say them apart either."""
        profile = self.findings.profile
        merged = {
            "carried_over": not profile.carried_over_shown,
            "early": profile.on_time_split == "merged",
            "on_time": profile.on_time_split != "apart",
            "stopped": profile.stopped_bucket != "own",
            "supplement_waiting": profile.supplement_mode != "leaf",
            "supplement_asked": not profile.asks_for_supplements,
            "duty_waiting": not profile.duty_shown,
            "stopped_rate": profile.stopped_bucket != "own",
            "supplement_rate": not profile.supplement_count,
            "payment_rate": profile.payment_basis == "money",
            "payment_money_rate": profile.payment_basis == "count",
        }
        return {key for key, hidden in merged.items() if hidden}

    def _count(self, slot: Slot) -> Value | None:
        key = _COLUMN_OF[slot.name]
        if key in self._not_printed or (slot.what and slot.what not in self._rows):
            return None
        field, counts = self._rows[slot.what] if slot.what else (None, self.findings.whole.total)
        number = self.number(key, counts)
        href = None if slot.what and field is None else self.list_of(key, counts, field)
        return Value(self.said(number), _key(slot), href, number)

    def _rate(self, measure: str, what: str) -> Value | None:
        if measure in self._not_printed or (what and what not in self.findings.fields):
            return None
        rate = self.findings.of(what).rates.get(measure)
        if rate is None:
            return None
        key = NAME_OF_MEASURE[measure] + (f":{what}" if what else "")
        return Value(rate.said, key, self.source_of(measure, what), rate.value, rate.value is not None)

    def source_of(self, measure: str, field: str = "") -> str | None:
        """The page on which the numbers of a measure are found."""
        period, rate = self.findings.period, self.findings.of(field).rates.get(measure)
        if rate and rate.share.of == "entered":
            return links.register("entered-figures", period)
        if measure == "feedback_on_time_rate":
            return links.register("feedback", period)
        if measure == "satisfaction_rate":
            return links.register("satisfaction", period)
        number = self.findings.fields[field] if field else None
        return links.of_measure(period, measure, self.findings.profile.base(measure), number)

    def _base(self, what: str) -> Value | None:
        name, field = of_field(what)
        rate = self.findings.of(field).rates.get(MEASURE_OF[name])
        return Value(f"tính trên {OF[rate.share.of]}") if rate else None

    def _part(self, what: str, which: str) -> Value | None:
        name, field = of_field(what)
        measure, found = MEASURE_OF[name], self.findings.of(field)
        rate, typed = found.rates.get(measure), found.entered.get(measure)
        if rate is None or rate.value is None or measure in self._not_printed or (typed and typed.denominator is None):
            return None
        number = getattr(rate.share, which)
        return Value(self.said(number), f"{which}:{_keyed(measure, field)}", self.source_of(measure, field), number)

    def _verdict(self, what: str) -> Value | None:
        rate, target, field = self._with_target(what)
        if rate is None or target is None:
            return None
        href = links.register("targets", self.findings.period)
        return Value(verdict.verdict(rate, target), f"dat:{_keyed(rate.key, field)}", href)

    def _target(self, what: str) -> Value | None:
        rate, target, field = self._with_target(what)
        if rate is None or target is None:
            return None
        href = links.register("targets", self.findings.period)
        return Value(self.percent(target), f"chi_tieu:{_keyed(rate.key, field)}", href, target)

    def _with_target(self, what: str) -> tuple[Rate | None, Decimal | None, str]:
        """A measure and what it should reach, both None where either is not known; and the field named."""
        name, field = of_field(what)
        measure = MEASURE_OF[name]
        rate, target = self.findings.of(field).rates.get(measure), self.findings.target(measure, field)
        known = rate is not None and rate.value is not None and target is not None and measure not in self._not_printed
        return (rate, target, field) if known else (None, None, field)

    def _feedback(self, name: str) -> Value:
        found, of = self.findings.feedback, _FEEDBACK_OF[name]
        number = found.count(source=of) if of in Feedback.SOURCES else getattr(found, of)
        return Value(self.said(number), name, links.register("feedback", self.findings.period), number)

    def _entered(self, what: str) -> Value | None:
        key, field = of_field(what)
        figure = self.findings.of(field).entered.get(key)
        if figure is None or figure.value is None:
            return None
        text = self.entered_said(figure)
        return Value(text, f"{ENTERED}:{what}", links.register("entered-figures", self.findings.period), figure.value)

    def entered_said(self, figure: Entered) -> str:
        """ "86,71 %" of two numbers, else the number itself."""
        value = figure.value
        if value is None:
            return NOTHING
        if figure.denominator is None:
            return self.said(value) + (f"{self._gap}%" if figure.key in NAMES else "")
        rounding = self.findings.profile.rounding_for(figure.key)
        cut = rates.rate(figure.numerator, figure.denominator, rounding)
        return rates.printed(cut, rounding, self.findings.profile.decimal_sign, self._gap)

    @property
    def _gap(self) -> str:
        """What stands before the sign of percent."""
        return GAP if self.findings.profile.percent_gap else ""

    @cached_property
    def _plain(self) -> dict[str, Value | None]:
        found = self.findings
        period, profile, centre = found.period, found.profile, found.centre
        told = found.satisfaction
        money = found.evidence.of(profile.base("payment_money_rate"))
        paid, satisfied = found.measured.untold["payment_rate"][0], told.satisfied
        ratings = links.register("satisfaction", period)
        fees = self.source_of("payment_rate")
        numbers = {
            "luot_danh_gia": (told.n, ratings),
            "luot_hai_long": (satisfied, ratings),
            "phuc_vu_tai_nha": (found.visits.done, links.register("home-visits", period)),
            "luot_huong_dan": (found.reasons.total, links.register("guide-reasons", period)),
            "tien_da_nop": (money.money_paid, fees),
            "tien_truc_tuyen": (money.money_online, fees),
            "chua_ro_thanh_toan": (paid, fees),
            "loai_tru_so_hoa": (found.evidence.results.excluded, self.source_of("digitised_result_rate")),
            "so_su_co": (len(found.incidents), links.register("incidents", period)),
        }
        texts = {
            "ky": name_of(period, profile),
            "ky_day_du": full_name_of(period, profile),
            "tu_ngay": written(period.first),
            "den_ngay": written(period.last),
            "ngay_tinh": written(found.whole.as_at),
            "nam": str(period.last.year),
            "ten_trung_tam": " ".join(issuer_of(centre, profile).split()),
            "cap_tren": " ".join(superior_of(centre, profile).split()),
            "dia_danh": place_of(centre, profile),
        }
        said = {
            name: None if number is None else Value(self.said(number), name, href, number)
            for name, (number, href) in numbers.items()
        }
        return said | {name: Value(text) for name, text in texts.items()}


def _key(slot: Slot) -> str:
    return slot.written[1:-1]


def _keyed(measure: str, field: str) -> str:
    return f"{measure}/{field}" if field else measure
