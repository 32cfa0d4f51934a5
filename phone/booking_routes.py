"""A phone books a number: choose a service, a day and a time; then the booking's own page, until it is a ticket.

All of it are links and forms: it needs no script.
"""

import uuid
from datetime import date, datetime, timedelta

from apiflask import APIBlueprint
from flask import Response, redirect, render_template, request, url_for
from pydantic import BaseModel, Field, ValidationError

import languages
from admin import addresses
from admin.access import public
from models.base import now
from models.booking import Booking
from models.centre import Centre, Service
from phone import holder
from phone.gone import gone
from phone.guesses import guarded
from phone.qr import svg
from queueing import booking, hours
from queueing.errors import BookingClosed, Conflict, NotFound, Refusal, SlotTaken
from shapes import LARGEST_ID, UUID

blueprint = APIBlueprint("booking", __name__, tag="Booking", enable_openapi=False)


class Wish(BaseModel):
    """What the form sends; its key was made with the page, so that two presses are one booking."""

    service: int = Field(ge=1, le=LARGEST_ID)
    begins: datetime
    key: str = Field(pattern=UUID)
    priority: bool


@blueprint.get("/book")
@public
def book():
    """Where to book, when the server has one centre; else a choice of centres."""
    centres = list(Centre.select().order_by(Centre.name))
    if len(centres) == 1:
        return redirect(_here("booking.choose", slug=centres[0].slug))
    return render_template("phone/centres.html", centres=centres)


@blueprint.get("/book/<slug>")
@public
def choose(slug: str):
    """Service, then day and time: each choice is a link, so that back works."""
    return _choose(_centre(slug))


def _centre(slug: str) -> Centre:
    centre = Centre.get_or_none(Centre.slug == slug)
    if centre is None:
        raise NotFound(
            "Không tìm thấy trang này. Mời quét lại mã.", "This page was not found. Please scan the code again."
        )
    return centre


def _choose(centre: Centre, refusal: Refusal | None = None) -> str:
    offered = booking.bookable(centre)
    asked = request.values.get("service", type=int)
    service = next((one for one in offered if one.id == asked), None)
    days = booking.days(centre) if service else []
    day = _day(request.values.get("day", "")) if service else None
    if day not in days:
        day = days[0] if days else None
    mine = (
        Booking.select(Booking, Service)
        .join(Service)
        .where(
            Booking.centre == centre,
            Booking.holder == holder.holder(holder.secret()),
            Booking.day >= now().date(),
            Booking.state == Booking.BOOKED,
        )
    )
    return render_template(
        "phone/book.html",
        centre=centre,
        services=offered,
        service=service,
        days=[(one, hours.WEEKDAYS_VI[one.weekday()], hours.WEEKDAYS_EN[one.weekday()]) for one in days],
        day=day,
        slots=booking.slots(centre, service, day) if service and day else [],
        mine=list(mine.order_by(Booking.begins)),
        today=now().date(),
        tomorrow=now().date() + timedelta(days=1),
        refusal=refusal,
        key=uuid.uuid4(),
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


@blueprint.post("/book/<slug>")
@public
def make(slug: str):
    """Book; leads to the booking's own page, or says why not."""
    centre = _centre(slug)
    try:
        wish = Wish.model_validate(request.form.to_dict())
        made = _make(centre, wish)
    except ValidationError:
        refusal = _not_chosen() or SlotTaken()
        return Response(_choose(centre, refusal), refusal.status)
    except Refusal as refusal:
        return Response(_choose(centre, refusal), refusal.status)
    return made


def _not_chosen() -> Refusal | None:
    """What the form came without: said by the page, in its language, rather than by the browser in the browser's."""
    if "begins" not in request.form:
        return Conflict("Mời ông/bà chọn giờ.", "Please choose a time.")
    if "priority" not in request.form:
        return Conflict(
            "Mời ông/bà chọn có cần phục vụ ưu tiên hay không.", "Please choose whether you need priority service."
        )
    return None


def _make(centre: Centre, wish: Wish) -> Response:
    service = Service.get_or_none(Service.id == wish.service, Service.centre == centre)
    if service is None:
        raise BookingClosed("", "")
    secret = holder.secret()
    if Booking.get_or_none(Booking.centre == centre, Booking.idempotency_key == wish.key) is None:
        holder.count()
    made = booking.book(
        service,
        wish.begins.replace(tzinfo=None),
        key=wish.key,
        holder=holder.holder(secret),
        priority=wish.priority,
        language=languages.asked(),
    )
    return holder.remember(redirect(_here("booking.page", token=made.token), 303), secret)  # type: ignore[arg-type]


@blueprint.get("/b/<token>")
@public
def page(token: str):
    """A booking; once it is a ticket, that ticket's page."""
    try:
        return _page(_seek(token))
    except NotFound as refusal:
        return gone(refusal)


def _seek(token: str) -> Booking:
    return guarded(lambda: _known(booking.of_token(token)))


def _known(found: Booking | None) -> Booking:
    if found is None or found.day < now().date():
        raise NotFound(
            "Số đặt trước này không còn hiệu lực. Mời ông/bà đặt lại hoặc lấy số tại trung tâm.",
            "This booking is no longer valid. Please book again, or take a number at the centre.",
        )
    return found


def _page(found: Booking, refusal: Refusal | None = None):
    if found.ticket is not None:
        return redirect(_here("phone.page", token=found.ticket.token), 303)
    centre = found.centre
    late = booking.is_late(found, centre)
    return render_template(
        "phone/booking.html",
        centre=centre,
        booking=found,
        weekday=(hours.WEEKDAYS_VI[found.day.weekday()], hours.WEEKDAYS_EN[found.day.weekday()]),
        late=late,
        over=late and _is_over(centre),
        open=any(found.begins < closes for _, closes in hours.stretches(centre, found.day)),
        may_say_here=booking.may_say_here(found, centre),
        by_itself=centre.booking_check_in == booking.BY_ITSELF,
        today=now().date(),
        tomorrow=now().date() + timedelta(days=1),
        refusal=refusal,
    )


def _is_over(centre: Centre) -> bool:
    """Whether no number is given any more today."""
    at = hours.at(centre)
    return not at.gives_numbers and (at.opens is None or at.opens.date() > at.moment.date())


@blueprint.post("/b/<token>/cancellations")
@public
def cancel(token: str):
    """Give the booking up; its time is free again."""
    return _act(token, booking.cancel)


@blueprint.post("/b/<token>/check-ins")
@public
def check_in(token: str):
    """The citizen says that they are here; leads to the ticket's page."""
    return _act(token, _here_now)


def _here_now(found: Booking) -> None:
    if found.ticket is None and not booking.may_say_here(found, found.centre):
        raise booking.too_soon(found, found.centre)
    booking.check_in(found)


def _act(token: str, act):
    try:
        found = _seek(token)
        act(found)
    except NotFound as refusal:
        return gone(refusal)
    except Refusal as refusal:
        return Response(_page(Booking.get_by_id(found.id), refusal), refusal.status)
    return redirect(_here("booking.page", token=token), 303)


@blueprint.get("/b/<token>/qr.svg")
@public
def qr(token: str):
    """The booking's code, for the scanner of the kiosk."""
    found = _seek(token)
    return svg(addresses.url_of(found.centre, f"/b/{found.token}"))


@blueprint.get("/book/<slug>/qr.svg")
@public
def address(slug: str):
    """The code that leads a phone here, for the kiosk, the hall screen and the poster."""
    return svg(addresses.booking_url(_centre(slug)))


@blueprint.get("/book/<slug>/poster")
@public
def poster(slug: str):
    """One page to print and hang up: how to book, with the code."""
    centre = _centre(slug)
    return render_template("phone/poster.html", centre=centre, address=addresses.booking_url(centre))


def _here(endpoint: str, **values: str) -> str:
    return url_for(endpoint, lang=request.args.get("lang"), **values)
