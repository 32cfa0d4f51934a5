"""/admin/notices: sentences, pictures and films for the hall's screens, and when each is shown."""

from datetime import date, datetime, time, timedelta
from typing import Any, Literal, Self

from apiflask import APIBlueprint
from flask import g, send_from_directory
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from pydantic import Field, model_validator

import events
from admin import access, frame, uploads
from admin.doors import own
from display import showing, slides
from dossiers.calendar import WEEKDAYS
from models.base import now, unit_of_work
from models.centre import LONGEST_NOTICE, Centre, Notice
from models.hall import Slide
from models.journal import Change
from queueing.errors import Invalid, NotFound
from shapes import Day, Line, Shape, Strict

blueprint = APIBlueprint("notices", __name__, tag="Display")

HERE = "/admin/notices"
MOST_NOTICES = 40
CLOCK = r"^([01]\d|2[0-3]):[0-5]\d$"
ONE_DAY = timedelta(days=1)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


class Times(Strict):
    """When it is shown: on its days, in its hours, while it is valid. What is left out sets no limit."""

    first_day: Day | None = None
    last_day: Day | None = None
    opens: str | None = Field(default=None, pattern=CLOCK, examples=["07:30"])
    closes: str | None = Field(default=None, pattern=CLOCK, examples=["11:30"])
    weekdays: list[Weekday] = Field(default=[], max_length=7, description="empty: every day")
    active: bool = True
    position: int = Field(default=0, ge=0, le=10_000, description="smaller ones first")

    @model_validator(mode="after")
    def ends_after_it_begins(self) -> Self:
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("last_day is before first_day")
        if self.last_day == date.max:
            raise ValueError("last_day has no day after it")
        if self.opens and self.closes and self.closes <= self.opens:
            raise ValueError("closes is not after opens")
        return self

    @property
    def columns(self) -> dict[str, Any]:
        """As a Notice and a Slide keep it."""
        return {
            "since": datetime.combine(self.first_day, time()) if self.first_day else None,
            "until": datetime.combine(self.last_day, time()) + ONE_DAY if self.last_day else None,
            "opens": time.fromisoformat(self.opens) if self.opens else None,
            "closes": time.fromisoformat(self.closes) if self.closes else None,
            "weekdays": " ".join(day for day in WEEKDAYS if day in self.weekdays),
            "active": self.active,
            "position": self.position,
        }


class NoticeWish(Times):
    """A sentence for the band."""

    text: Line = Field(min_length=1, max_length=LONGEST_NOTICE)
    text_en: Line = Field(default="", max_length=LONGEST_NOTICE)


class SlideWish(Times):
    """What a picture or film shows, in words, and how long a picture stands."""

    title: Line = Field(min_length=1, max_length=120)
    seconds: int = Field(default=12, ge=5, le=120)


class Shown(Shape):
    """When it is shown."""

    id: int
    first_day: str | None
    last_day: str | None
    opens: str | None
    closes: str | None
    weekdays: list[str]
    active: bool
    position: int
    now: bool = Field(description="whether the hall sees it at this moment")


class NoticeState(Shown):
    text: str
    text_en: str


class SlideState(Shown):
    kind: Literal["picture", "film"]
    url: str
    title: str
    seconds: int


class HallState(Shape):
    """All that a centre's screens show besides calls."""

    notices: list[NoticeState]
    slides: list[SlideState]


@blueprint.record_once
def know_the_folder(state: BlueprintSetupState) -> None:
    """Where slides are kept."""
    slides.keep_in(state.app.config["MOTCUA"].instance / "slides")


@blueprint.get(HERE)
@blueprint.doc(hide=True)
@frame.door(*frame.LOOK)
def page() -> ResponseReturnValue:
    """Sentences, pictures and films."""
    names = (_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN"))
    return frame.page(
        "display/notices.html",
        HERE,
        lead_may=True,
        state=_state(g.centre),
        today=now().date().isoformat(),
        weekdays=list(zip(WEEKDAYS, names, strict=True)),
    )


@blueprint.get("/api/notices")
@access.role_required(*frame.LOOK)
@blueprint.output(HallState)
def read() -> ResponseReturnValue:
    """Sentences, pictures and films, and whether each is shown now."""
    return _state(g.centre)


@blueprint.post("/api/notices")
@access.role_required(*frame.LOOK)
@blueprint.input(NoticeWish, arg_name="wish")
@blueprint.output(HallState, status_code=201)
def add(wish: NoticeWish) -> ResponseReturnValue:
    """A new sentence; the screens show it in turn."""
    with unit_of_work(g.centre.id):
        if _standing(g.centre).count() >= MOST_NOTICES:
            raise Invalid(
                f"Đã có {MOST_NOTICES} thông báo. Mời bỏ bớt một thông báo.",
                f"There are {MOST_NOTICES} notices. Please remove one.",
            )
        row = Notice.create(centre=g.centre, text=wish.text, text_en=wish.text_en, **wish.columns)
        _note(row, {}, Change.ADDED)
    return _told()


@blueprint.put("/api/notices/<int:row_id>")
@access.role_required(*frame.LOOK)
@blueprint.input(NoticeWish, arg_name="wish")
@blueprint.output(HallState)
def change(row_id: int, wish: NoticeWish) -> ResponseReturnValue:
    """Another sentence, or other times."""
    _change(Notice, row_id, {"text": wish.text, "text_en": wish.text_en, **wish.columns})
    return _told()


@blueprint.delete("/api/notices/<int:row_id>")
@access.role_required(*frame.LOOK)
@blueprint.output(HallState)
def remove(row_id: int) -> ResponseReturnValue:
    """Take a sentence away."""
    row = own(Notice, row_id)
    with unit_of_work(g.centre.id):
        Notice.delete().where(Notice.id == row.id).execute()
        _note(row, _plain(row), Change.REMOVED)
    return _told()


@blueprint.post("/api/slides")
@access.role_required(*frame.LOOK)
@uploads.room_for(slides.MOST_FILM_BYTES)
@blueprint.output(HallState, status_code=201)
@blueprint.doc(description="A form with `file`: a PNG, JPEG or WebP picture, or an MP4 or WebM film.")
def add_slide() -> ResponseReturnValue:
    """A new picture or film; its file's name is its title until somebody writes one."""
    file = uploads.only_file()
    title = " ".join((file.filename or "").rsplit(".", 1)[0].split())[:120]
    row = slides.add(g.centre, file, title or "…")
    with unit_of_work(g.centre.id):
        _note(row, {}, Change.ADDED)
    return _told()


@blueprint.put("/api/slides/<int:row_id>")
@access.role_required(*frame.LOOK)
@blueprint.input(SlideWish, arg_name="wish")
@blueprint.output(HallState)
def change_slide(row_id: int, wish: SlideWish) -> ResponseReturnValue:
    """Another title, or other times."""
    _change(Slide, row_id, {"title": wish.title, "seconds": wish.seconds, **wish.columns})
    return _told()


@blueprint.delete("/api/slides/<int:row_id>")
@access.role_required(*frame.LOOK)
@blueprint.output(HallState)
def remove_slide(row_id: int) -> ResponseReturnValue:
    """Take a picture or film away, with its file."""
    row = own(Slide, row_id)
    slides.drop(row)
    with unit_of_work(g.centre.id):
        _note(row, _plain(row), Change.REMOVED)
    return _told()


@blueprint.get("/display/slides/<name>")
@access.display_or_staff
@blueprint.doc(hide=True)
def slide(name: str) -> ResponseReturnValue:
    """The file of a slide, for the displays of its centre and for its staff."""
    if not Slide.select().where(Slide.centre == g.centre, Slide.name == name).exists():
        raise NotFound
    answer = send_from_directory(slides.folder(), name)
    answer.headers["Cache-Control"] = "private, max-age=86400, immutable"  # another content has another name
    return answer


def _change(model: type[Notice | Slide], row_id: int, columns: dict[str, Any]) -> None:
    row = own(model, row_id)
    with unit_of_work(g.centre.id):
        before = _plain(row)
        model.update(columns).where(model.id == row.id).execute()  # type: ignore[attr-defined]
        _note(own(model, row_id), before, Change.CHANGED)


def _note(row: Any, before: dict[str, Any], act: str) -> None:
    after = {} if act == Change.REMOVED else _plain(row)
    Change.note(g.centre, g.officer, "notice", after.get("text") or before.get("text") or row.title, before, after, act)


def _plain(row: Any) -> dict[str, Any]:
    shown = _times(row)
    shown.pop("now")
    shown.pop("id")
    more = ("text", "text_en") if isinstance(row, Notice) else ("title", "seconds")
    return {**{name: getattr(row, name) for name in more}, **shown, "weekdays": " ".join(shown["weekdays"])}


def _told() -> dict[str, Any]:
    events.announce(events.SettingsChanged(g.centre.id))
    return _state(g.centre)


def _state(centre: Centre) -> dict[str, Any]:
    notices = _standing(centre).order_by(Notice.position, Notice.id)
    rows = Slide.select().where(Slide.centre == centre).order_by(Slide.position, Slide.id)
    return {
        "notices": [{**_times(row), "text": row.text, "text_en": row.text_en} for row in notices],
        "slides": [
            {
                **_times(row),
                "kind": row.kind,
                "url": f"/display/slides/{row.name}",
                "title": row.title,
                "seconds": row.seconds,
            }
            for row in rows
        ],
    }


def _standing(centre: Centre) -> Any:
    """Those of this page. A short one of the live board is begun and ended there, and is gone when its minutes are."""
    return Notice.select().where(Notice.centre == centre, Notice.position != Notice.SHORT)


def _times(row: Any) -> dict[str, Any]:
    last = (row.until - timedelta(microseconds=1)).date() if row.until else None
    return {
        "id": row.id,
        "first_day": row.since.date().isoformat() if row.since else None,
        "last_day": last.isoformat() if last else None,
        "opens": f"{row.opens:%H:%M}" if row.opens else None,
        "closes": f"{row.closes:%H:%M}" if row.closes else None,
        "weekdays": row.weekdays.split(),
        "active": row.active,
        "position": row.position,
        "now": showing.is_shown(row, now()),
    }
