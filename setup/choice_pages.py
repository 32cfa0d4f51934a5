"""The pages on which the centre's choices are turned, a page a subject. What is wrong is said beside its field."""

from typing import Any

from apiflask import abort
from flask import g, request
from flask_babel import force_locale
from flask_babel import gettext as _

import events
import wording
from admin import access, frame
from models.base import today, unit_of_work
from models.centre import Centre
from models.journal import Change
from queueing.errors import Refusal
from setup import choices, history
from setup.choice import LINES, ONE_OF, TIME, WHOLE, YES, Choice, Subject
from setup.door import blueprint, saved
from setup.reading import Form, said, trouble, version_of

HERE = "/admin/choices"


@blueprint.get(HERE)
@blueprint.get(f"{HERE}/<string:key>")
@blueprint.doc(hide=True)
@frame.door(*frame.LOOK)
def choice_page(key: str = choices.SUBJECTS[0].key):
    """The choices of one subject."""
    return page(_subject(key))


@blueprint.post(f"{HERE}/<string:key>")
@blueprint.doc(hide=True)
@access.role_required(*frame.CHANGE)
def turn(key: str):
    """Turn them. Takes effect without a restart."""
    subject = _subject(key)
    form = Form(request.form)
    wanted = {choice.column: read(form, choice) for choice in subject.choices}
    return saved(
        form,
        values_of(g.centre, subject),
        history.latest(g.centre, "choice", f"#{subject.key}"),
        again=lambda refusal: page(subject, form, refusal),
        keep=lambda: "saved" if save(g.centre, subject, wanted) else "same",
        to=f"{HERE}/{key}",
    )


def save(centre: Centre, subject: Subject, wanted: dict[str, Any]) -> bool:
    """Keep what was wanted; answers whether anything differed."""
    with unit_of_work(centre.id):
        present = values_of(Centre.get_by_id(centre.id), subject)
        Centre.update(**wanted).where(Centre.id == centre.id).execute()
        note = Change.note(centre, g.officer, "choice", f"#{subject.key}", present, wanted)
    if note is not None:
        events.announce(events.SettingsChanged(centre.id))
    return note is not None


def values_of(centre: Centre, subject: Subject) -> dict[str, Any]:
    """Column → what it is now."""
    return {choice.column: getattr(centre, choice.column) for choice in subject.choices}


def read(form: Form, choice: Choice) -> Any:
    """What was sent for a choice, checked; what is wrong is in `form.errors`."""
    if choice.kind == WHOLE:
        return form.whole(choice.column, choice.least, choice.most)
    if choice.kind == YES:
        return form.yes(choice.column)
    if choice.kind == TIME:
        clock = form.time(choice.column)
        return f"{clock:%H:%M}" if clock else ""
    if choice.kind == ONE_OF:
        return form.one_of(choice.column, dict(choice.options))
    typed = (
        form.lines(choice.column, choice.most)
        if choice.kind == LINES
        else form.text(choice.column, choice.least, choice.most)
    )
    if choice.check is not None:
        try:
            choice.check(typed)
        except Refusal as refusal:
            form.wrong(choice.column, said(refusal))
    if choice.delivered and typed == wording.delivered(g.centre, choice.sentence, choice.delivered):
        return ""  # so that it follows the delivered one, in every language
    if choice.column == "public_url" and typed and not typed.startswith(("http://", "https://")):
        form.wrong(choice.column, _("Địa chỉ bắt đầu bằng http:// hoặc https://."))
    return typed


def _subject(key: str) -> Subject:
    subject = choices.subject_of(key)
    if subject is None:
        abort(404)
    return subject


def page(subject: Subject, form: Form | None = None, refusal: str = "", *, typed: bool = True) -> str:
    """The page of a subject: its fields as they are, or as they were `typed`, with what is wrong in the form."""
    values = values_of(g.centre, subject)
    return frame.page(
        "setup/choices.html",
        HERE,
        subject=subject,
        subjects=choices.SUBJECTS,
        shown=form.sent if form is not None and typed else values,
        delivered={one.column: wording.delivered(g.centre, one.sentence, one.delivered) for one in subject.sentences},
        around=_around() if subject.sentences else None,
        version=version_of(values),
        today=today(),
        **trouble(form, refusal),
        done=_done_words().get(request.args.get("done", "")),
    )


def _around() -> dict[str, dict[str, str]]:
    """What stands on the screens around the centre's own sentences, in each language that those are written in."""
    said: dict[str, dict[str, str]] = {"priority": {}, "meant": {}, "closed": {}, "uncalled": {}}
    for language in ("vi", "en"):
        with force_locale(language):
            said["priority"][language] = _("Ông/bà có cần phục vụ ưu tiên không?")
            said["meant"][language] = _("Dành cho %(groups)s.", groups="{}")
            said["closed"][language] = _("Trung tâm đã hết giờ làm việc.")
            said["uncalled"][language] = _("Chưa có số nào được gọi.")
    return said


def _done_words() -> dict[str, str]:
    return {
        "saved": _("Đã lưu. Các màn hình đã đổi theo."),
        "same": _("Không có gì thay đổi."),
        "logo": _("Đã nhận biểu trưng. Các màn hình đã đổi theo."),
    }
