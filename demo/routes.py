"""The trial's page. At the centre it begins and ends a trial; on the trial itself it turns the hands of its clock."""

from datetime import datetime, time
from typing import Literal

from apiflask import APIBlueprint
from flask import current_app, redirect, render_template, request
from pydantic import Field

from admin import access, frame
from demo.end import stop_soon
from demo.hands import HANDS, HOME, SPEEDS, Hands
from demo.trial import Trial
from models.base import now
from models.centre import Centre
from queueing.errors import NotFound, Refusal
from shapes import Strict

blueprint = APIBlueprint("demo", __name__, tag="Trial", url_prefix="/demo")
TRIAL = "demo_trial"  # in app.extensions: this server's own
SEE_OTHER = 303
HOURS = range(8, 18)
SCREENS = ("/kiosk", "/display", "/counter", "/live", "/dashboard", "/reports", "/fairness", "/book", "/papers", "/")


class Beginning(Strict):
    """How fast the day goes by."""

    speed: Literal["1", "10", "60"] = "60"


class Turn(Strict):
    """What is done to the clock."""

    act: Literal["speed", "stop", "go_on", "hour"]
    speed: Literal["1", "10", "60"] = "60"
    hour: str = Field(default="8", pattern="^([89]|1[0-7])$")  # of HOURS


class StartedElsewhere(Refusal):
    """A trial is begun at the server's own PC, or by whoever may run the centre."""

    status, code = 403, "forbidden"

    def __init__(self) -> None:
        super().__init__(
            "Chỉ mở chạy thử trên máy chủ, hoặc sau khi đăng nhập bằng tài khoản quản trị, giám đốc, trưởng ca.",
            "Start a trial on the server's own PC, or after signing in as administrator, director or shift lead.",
        )


class AlreadyPast(Refusal):
    """The hands of the clock never go back."""

    status, code = 409, "past"

    def __init__(self, hour: int) -> None:
        super().__init__(
            f"Ngày chạy thử đã qua {hour:02d}:00. Mời chọn giờ sau đó, hoặc kết thúc và chạy lại từ đầu.",
            f"The trial is past {hour:02d}:00 already. Choose a later hour, or end it and start again.",
            field="hour",
        )


@blueprint.get("")
@blueprint.doc(hide=True)
@access.public
def page():
    """Where a trial begins and ends; on the trial, its control desk."""
    return _page()


def _page(refusal: Refusal | None = None):
    answered = refusal.status if refusal else 200
    centre = Centre.select().first()
    hands = current_app.extensions.get(HANDS)
    shown = {"centre": centre, "refusal": refusal, "to": frame.to}
    if hands is not None:
        first_run = current_app.extensions["first_run"]
        desk = {"hands": hands, "moment": now(), "speeds": SPEEDS, "hours": HOURS, "sign_in": first_run}
        return render_template("demo/desk.html", **shown, screens=SCREENS, **desk), answered
    trial = _trial()
    return render_template(
        "demo/door.html",
        **shown,
        state=trial.state,
        complaint=trial.complaint,
        address=_beside(trial.port, "/demo"),
        may_begin=_may_begin(),
        speeds=SPEEDS,
    ), answered


@blueprint.post("")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(Beginning, location="form", arg_name="wish")
def begin(wish: Beginning):
    """Begin a trial beside the centre."""
    try:
        if not _may_begin():
            raise StartedElsewhere
        _trial().start(int(wish.speed))
    except Refusal as refusal:
        return _page(refusal)
    return redirect(frame.to("/demo"), SEE_OTHER)


@blueprint.post("/end")
@blueprint.doc(hide=True)
@access.public
def end():
    """End the trial and wipe what it has made."""
    if HANDS in current_app.extensions:
        stop_soon()
        return render_template("demo/ended.html", home=_beside(current_app.extensions.get(HOME), "/"))
    if not _may_begin():
        return _page(StartedElsewhere())
    _trial().end()
    return redirect(frame.to("/demo"), SEE_OTHER)


@blueprint.post("/clock")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(Turn, location="form", arg_name="wish")
def turn(wish: Turn):
    """Another speed, a pause, or straight on to an hour of the day."""
    hands = current_app.extensions.get(HANDS)
    if hands is None:
        raise NotFound("Đây không phải là máy chạy thử.", "This is not a trial.")
    try:
        _turn(hands, wish)
    except Refusal as refusal:
        return _page(refusal)
    return redirect(frame.to("/demo"), SEE_OTHER)


def _turn(hands: Hands, wish: Turn) -> None:
    if wish.act == "speed":
        hands.run_at(int(wish.speed))
    elif wish.act == "stop":
        hands.stop()
    elif wish.act == "go_on":
        hands.go_on()
    else:
        wanted = datetime.combine(hands.now().date(), time(int(wish.hour)))
        if wanted <= hands.now():
            raise AlreadyPast(int(wish.hour))
        hands.hurry_to(wanted)


def _beside(port: int | None, path: str) -> str:
    """A page of the other server on this PC, as this browser reaches it; empty where there is none."""
    return f"{request.scheme}://{request.host.rsplit(':', 1)[0]}:{port}{frame.to(path)}" if port else ""


def _trial() -> Trial:
    trial: Trial = current_app.extensions.setdefault(TRIAL, Trial(current_app.config["MOTCUA"]))
    return trial


def _may_begin() -> bool:
    session = access.current_session()
    return access.on_own_pc() or (session is not None and session.officer.role in access.REPORTS)
