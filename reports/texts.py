"""The words of a report's sections: those of one period, else the centre's own, else the form's. Kept per period."""

from dataclasses import dataclass
from typing import Literal

from peewee import Expression

from figures.measure_names import NAMES
from figures.period import Period
from figures.typed_totals import PREFIX
from models.base import now, unit_of_work
from models.centre import Centre, Field, Officer
from models.report import EnteredFigure, SectionText
from queueing.errors import NotFound
from reports import placeholders, sentences
from reports.forms import Form, Section
from reports.sentences import Slot, TextRefused
from reports.typed import Verdict, typed_verdicts

Origin = Literal["period", "centre", "form"]
TITLE = ".title"  # ends the key under which a section's heading is kept
LONGEST_TITLE = 300
EXAMPLE = Slot("dat", "ty_le_dung_han")


@dataclass(frozen=True)
class Words:
    """The text of a section, or its heading, and whose it is."""

    text: str
    origin: Origin


@dataclass(frozen=True)
class SectionWords:
    """A section with its words as they hold for one period."""

    section: Section
    title: Words
    text: Words


def texts_of(centre: Centre, form: Form, period: Period) -> dict[str, SectionWords]:
    """Every section of the form, in order."""
    rows = SectionText.select().where(
        SectionText.centre == centre, SectionText.form == form.key, SectionText.first.is_null() | _of(period)
    )
    own: dict[str, Words] = {}
    for row in sorted(rows, key=lambda row: row.first is not None):  # those of the period have the last word
        own[row.section] = Words(row.text, "period" if row.first else "centre")
    return {
        one.key: SectionWords(
            one,
            own.get(one.key + TITLE, Words(one.title, "form")),
            own.get(one.key, Words(one.text, "form")),
        )
        for one in form.sections
    }


def save(
    centre: Centre, officer: Officer, form: Form, key: str, period: Period, text: str, title: str = "", *, for_all: bool
) -> None:
    """Keep the words of a section: of this period or, `for_all`, of every one that has none of its own; this one then
    gives up those it had. Raises TextRefused, NotFound."""
    section = section_of(form, key)
    title, text = " ".join(title.split()), "\n".join(line.rstrip() for line in text.strip().splitlines())
    check(centre, text, title)
    words = {key: text} | ({key + TITLE: title} if section.level and title else {})
    days = {} if for_all else {"first": period.first, "last": period.last}
    with unit_of_work(centre.id):
        _forget(centre, form, key, period)
        if for_all:
            _forget(centre, form, key, None)
        for part, said in words.items():
            written = {"text": said, "officer": officer, "changed_at": now(), **days}
            SectionText.create(centre=centre, form=form.key, section=part, **written)


def reset(centre: Centre, form: Form, key: str, period: Period) -> None:
    """Give up the words kept for a period or, where it has none, those of the centre; what is behind them holds again.
    Raises NotFound."""
    section_of(form, key)
    words = texts_of(centre, form, period)[key]
    own = "period" in (words.text.origin, words.title.origin)
    with unit_of_work(centre.id):
        _forget(centre, form, key, period if own else None)


def check(centre: Centre, text: str, title: str = "") -> None:
    """Refuse words that could not be printed, or that say what only figures may. Raises TextRefused."""
    fields, own = names_of(centre)
    names = list(placeholders.every_name(fields, own))

    def known(slot: Slot) -> bool:
        return placeholders.is_known(slot, fields, own)

    sentences.check(text, known, names)
    sentences.check(title, known, names)
    for verdict in (*typed_verdicts(text), *typed_verdicts(title)):
        raise _typed(verdict)
    if len(title) > LONGEST_TITLE:
        raise TextRefused(
            f"Tiêu đề dài quá {LONGEST_TITLE} ký tự. Mời rút gọn.",
            f"The heading is longer than {LONGEST_TITLE} characters. Please shorten it.",
            field="title",
        )


def names_of(centre: Centre) -> tuple[list[str], list[str]]:
    """Names of the centre's fields, which a figure may be narrowed to; names of its own figures, ever typed in."""
    fields = Field.select(Field.name).where(Field.centre == centre).order_by(Field.position, Field.id)
    own = EnteredFigure.select(EnteredFigure.key).where(EnteredFigure.centre == centre).distinct()
    return [name for (name,) in fields.tuples().execute()], sorted(
        key for (key,) in own.tuples().execute() if key not in NAMES and not key.startswith(PREFIX)
    )


def section_of(form: Form, key: str) -> Section:
    """Raises NotFound."""
    section = form.section(key)
    if section is None:
        raise NotFound(
            "Mẫu báo cáo này không có phần đó. Mời chọn phần khác.",
            "This form has no such section. Please choose another.",
            field="section",
        )
    return section


def _typed(verdict: Verdict) -> TextRefused:
    slot = verdict.slot or EXAMPLE
    which, which_en = " của tỷ lệ cần nói đến, ví dụ", " of the rate that it is about, such as"
    if verdict.measure:
        which, which_en = f" của “{NAMES[verdict.measure]}”", f" of “{verdict.measure.replace('_', ' ')}”"
    return TextRefused(
        f"Chữ “{verdict.said}” phải theo số liệu và chỉ tiêu năm, không gõ tay. Mời xóa chữ này, rồi chèn chữ “đạt” "
        f"hoặc “chưa đạt”{which} {slot.written}.",
        f"“{verdict.said}” must follow from the figure and the year's target and cannot be typed. Delete it and insert "
        f"the verdict{which_en} {slot.written}.",
        field="text",
    )


def _of(period: Period | None) -> Expression:
    if period is None:
        return SectionText.first.is_null()
    return (SectionText.first == period.first) & (SectionText.last == period.last)


def _forget(centre: Centre, form: Form, key: str, period: Period | None) -> None:
    here = (SectionText.centre == centre, SectionText.form == form.key, SectionText.section.in_((key, key + TITLE)))
    SectionText.delete().where(*here, _of(period)).execute()
