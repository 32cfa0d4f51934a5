"""How a centre reports: its profile, targets, texts, what it typed in from elsewhere, and what it has handed in."""

from peewee import BooleanField, CharField, DateField, DateTimeField, ForeignKeyField, IntegerField, TextField

from models.base import BaseModel, now
from models.centre import Centre, Field, Officer


class ReportProfile(BaseModel):
    """The choices in which centres differ; `settings` is the JSON of figures.profile.Profile."""

    centre = ForeignKeyField(Centre, backref="report_profiles")
    centre_id: int
    name = CharField()
    settings = TextField()
    is_default = BooleanField(default=False)
    changed_at = DateTimeField(default=now)
    officer = ForeignKeyField(Officer, null=True)

    class Meta:
        indexes = ((("centre", "name"), True),)


class Target(BaseModel):
    """What a measure should reach in a year, for all fields or for one."""

    centre = ForeignKeyField(Centre, backref="targets")
    centre_id: int
    year = IntegerField()
    measure = CharField()  # a key of figures.measure_names.NAMES
    field = ForeignKeyField(Field, null=True)
    field_id: int | None
    value = CharField()  # percent, a Decimal: "97.5"

    class Meta:
        indexes = ((("centre", "year", "measure", "field"), True),)


class EnteredFigure(BaseModel):
    """A figure that comes from elsewhere, with who says so. `numerator` alone, or of a `denominator`."""

    centre = ForeignKeyField(Centre, backref="entered_figures")
    centre_id: int
    key = CharField()  # a measure's, or a name of the centre's own used in its texts
    field = ForeignKeyField(Field, null=True)
    field_id: int | None
    first = DateField()
    last = DateField()
    numerator = CharField()  # a Decimal
    denominator = CharField(default="")
    source = CharField()  # "Báo cáo của Chi nhánh VPĐKĐĐ số 12/BC"
    dated_on = DateField()
    officer = ForeignKeyField(Officer, null=True)
    entered_at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "key", "first", "last"), False),)


class SectionText(BaseModel):
    """The words of one section: a centre's template (no dates), or those of one period."""

    centre = ForeignKeyField(Centre, backref="section_texts")
    centre_id: int
    form = CharField()  # a key of reports.forms.FORMS
    section = CharField()
    first = DateField(null=True)
    last = DateField(null=True)
    text = TextField()
    officer = ForeignKeyField(Officer, null=True)
    changed_at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "form", "section", "first", "last"), False),)


class Report(BaseModel):
    """A report that was exported: what it said then, so that the next one can be held against it.

    `snapshot` is JSON: profile, table, measures and checks as they were printed.
    """

    centre = ForeignKeyField(Centre, backref="reports")
    centre_id: int
    form = CharField()
    period_kind = CharField()  # month, quarter, half, nine_months, year, free
    first = DateField()
    last = DateField()
    kind = CharField()  # docx, xlsx
    issued = BooleanField(default=False)  # handed in: later periods are held against it
    remark = TextField(default="")  # why it was exported although a check failed; printed
    snapshot = TextField()
    officer = ForeignKeyField(Officer, null=True)
    exported_at = DateTimeField(default=now)

    class Meta:
        indexes = ((("centre", "last"), False),)
