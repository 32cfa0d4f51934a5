"""Who is asking, and what they may see: officers by session, screens by device, both within one centre.

Both carry a random secret in a cookie; the database keeps its hash. `g.centre` is set from it, and every query of a
room starts there, so another centre's rows are simply not found.
"""

import functools
import hashlib
import ipaddress
import secrets
from collections.abc import Callable
from datetime import timedelta

from flask import Flask, Response, current_app, g, request
from peewee import JOIN

from admin.front_door import FORWARDED
from extensions import device_room, drop_room
from models.access import Device, Session
from models.base import now, unit_of_work
from models.centre import Centre, Officer
from models.counter import Counter
from models.prepared import prepared
from queueing.errors import Forbidden, Refusal

STAFF_COOKIE = "mc_staff"
DEVICE_COOKIE = {Device.KIOSK: "mc_kiosk", Device.DISPLAY: "mc_display", Device.TABLET: "mc_tablet"}
DEVICE_DAYS = 3650
EVERY_OFFICER = (Officer.OFFICER, Officer.LEAD, Officer.DIRECTOR, Officer.ADMIN)
DESK = (Officer.OFFICER, Officer.LEAD)
REPORTS = (Officer.LEAD, Officer.DIRECTOR, Officer.ADMIN)
MAY_IMPORT = (Officer.DIRECTOR, Officer.ADMIN)
OPEN_BY_NATURE = ("static", "openapi.spec")  # files of the screens, and the document of the API


class OpenDoor(Exception):
    """A route was written that says nothing about who may ask."""


class SignInNeeded(Refusal):
    """Nobody is signed in on this browser."""

    status, code = 401, "sign_in"

    def __init__(self) -> None:
        super().__init__(
            "Phiên đã hết, mời đăng nhập lại. Số đang phục vụ vẫn được giữ.",
            "Session ended, please sign in again. The ticket being served is kept.",
        )


class DeskLocked(Refusal):
    """The screen was left alone for so long that it asks for its officer's PIN again."""

    status, code = 423, "locked"

    def __init__(self) -> None:
        super().__init__(
            "Màn hình đang khóa. Mời gõ mã PIN để làm tiếp.", "This screen is locked. Type your PIN to go on."
        )


class DeviceNeeded(Refusal):
    """This screen is not paired."""

    status, code = 401, "pair_device"

    def __init__(self) -> None:
        super().__init__(
            "Thiết bị chưa được ghép với trung tâm. Mời tải lại trang để lấy mã ghép.",
            "This device is not paired with a centre. Reload the page to get a pairing code.",
        )


def new_secret() -> str:
    """A cookie's secret: 256 bits."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """What the database keeps of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def cookie_value(cookie: str) -> str:
    """What this browser keeps under one of our cookies; "" when it keeps nothing."""
    return request.cookies.get(cookie_name(cookie), "")


def cookie_name(cookie: str) -> str:
    """What a cookie of ours is called here.

    A browser knows a host's cookies by their names, whatever the port: a trial beside the centre has its own.
    """
    return f"trial_{cookie}" if current_app.config["MOTCUA"].trial else cookie


def device_secret(kind: str) -> str:
    """The secret that this screen holds, admitted or not; "" when it has none."""
    return cookie_value(DEVICE_COOKIE[kind])


def current_session(*, locked: bool = False) -> Session | None:
    """The officer's session of this request, if it is still valid. That of a locked screen opens no page: it is
    answered only where `locked` says so."""
    secret = cookie_value(STAFF_COOKIE)
    if not secret:
        return None
    session = _session_of(fingerprint(secret)).first()
    if session is None or abs(now() - session.began_at) > timedelta(hours=current_app.config["MOTCUA"].session_hours):
        return None
    return session if locked or session.locked_at is None else None


@prepared
def _session_of(token_hash):
    return (
        Session.select(Session, Officer, Centre, Counter)
        .join(Officer)
        .switch(Session)
        .join(Centre)
        .switch(Session)
        .join(Counter, JOIN.LEFT_OUTER)
        .where(Session.token_hash == token_hash, Session.ended_at.is_null(), Officer.active)
    )


def current_device(kind: str) -> Device | None:
    """The paired screen of this request."""
    secret = device_secret(kind)
    if not secret:
        return None
    return _device_of(fingerprint(secret), kind).first()


@prepared
def _device_of(token_hash, kind):
    return (
        Device.select(Device, Centre)
        .join(Centre)
        .where(Device.token_hash == token_hash, Device.kind == kind, ~Device.revoked)
    )


def on_own_pc() -> bool:
    """Whether this request comes from a browser on the server's own PC, and the installation trusts that one."""
    config = current_app.config["MOTCUA"]
    if not config.trust_own_pc or config.behind_proxy or request.environ.get(FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def role_required(*roles: str, locked: bool = False) -> Callable:
    """Admit officers of these roles; sets g.session, g.officer and g.centre.

    `locked`: also from a screen that is locked. Raises SignInNeeded, Forbidden, DeskLocked.
    """

    def decorate(view: Callable) -> Callable:
        @functools.wraps(view)
        def admitted(*args, **kwargs):
            admit_officer(roles, locked)
            return view(*args, **kwargs)

        admitted.admits = roles  # type: ignore[attr-defined]  # read by check_doors and by api_document
        return admitted

    return decorate


def admit_officer(roles: tuple[str, ...], locked: bool = False) -> Session:
    """The check of `role_required`, for a route that admits a screen as well."""
    session = current_session(locked=True)
    if session is None:
        raise SignInNeeded
    if session.officer.role not in roles:
        raise Forbidden(
            "Tài khoản này không có quyền làm việc đó. Mời hỏi quản trị của trung tâm.",
            "This account may not do that. Ask the centre's administrator.",
        )
    if session.locked_at is not None and not locked:
        raise DeskLocked
    g.session, g.officer, g.centre = session, session.officer, session.centre
    return session


def device_required(kind: str) -> Callable:
    """Admit a paired screen of this kind; sets g.device and g.centre. Raises DeviceNeeded."""

    def decorate(view: Callable) -> Callable:
        @functools.wraps(view)
        def admitted(*args, **kwargs):
            device = current_device(kind)
            if device is None:
                raise DeviceNeeded
            g.device, g.centre = device, device.centre
            return view(*args, **kwargs)

        admitted.admits = (kind,)  # type: ignore[attr-defined]
        return admitted

    return decorate


AT_A_DESK = role_required(*DESK)
AT_A_KIOSK = device_required(Device.KIOSK)


def staff_or_kiosk(view: Callable) -> Callable:
    """Admit an officer, or else a paired kiosk; sets g.centre, and g.device (None for an officer)."""

    @functools.wraps(view)
    def admitted(*args, **kwargs):
        device = None if current_session() else current_device(Device.KIOSK)
        if device is None:
            admit_officer(EVERY_OFFICER)
        else:
            g.centre = device.centre
        g.device = device
        return view(*args, **kwargs)

    admitted.admits = (*EVERY_OFFICER, Device.KIOSK)  # type: ignore[attr-defined]
    return admitted


def display_or_staff(view: Callable) -> Callable:
    """Admit a paired display, or else an officer; sets g.centre."""

    @functools.wraps(view)
    def admitted(*args, **kwargs):
        device = current_device(Device.DISPLAY)
        if device is None:
            admit_officer(EVERY_OFFICER)
        else:
            g.device, g.centre = device, device.centre
        return view(*args, **kwargs)

    admitted.admits = (*EVERY_OFFICER, Device.DISPLAY)  # type: ignore[attr-defined]
    return admitted


def public(view: Callable) -> Callable:
    """Mark a route that anybody may ask. Every route says who may; one that does not refuses the start."""
    view.admits = ("public",)  # type: ignore[attr-defined]
    return view


def check_doors(app: Flask) -> None:
    """Refuse an application in which some route does not say who may ask. Raises OpenDoor."""
    for endpoint, view in app.view_functions.items():
        if endpoint not in OPEN_BY_NATURE and not getattr(view, "admits", ()):
            raise OpenDoor(f"{endpoint} does not say who may ask: role_required, device_required or public")


def admit_device(centre: Centre, kind: str, name: str, secret: str) -> Device:
    """Pair a screen that holds `secret` with a centre; one more of a name is told apart by a number."""
    with unit_of_work(centre.id):
        return Device.create(
            centre=centre,
            kind=kind,
            name=Device.name_apart(centre, name),
            token_hash=fingerprint(secret),
            address=request.remote_addr or "",
        )


def drop_device(device: Device) -> None:
    """Close the sockets of a screen that is no longer admitted."""
    drop_room(device_room(device.id))


def remember_device(response: Response, kind: str, secret: str) -> None:
    """Leave the screen its secret, so that it comes back by itself after a power cut."""
    set_cookie(response, DEVICE_COOKIE[kind], secret, max_age=DEVICE_DAYS * 86_400)


def set_cookie(response: Response, name: str, secret: str, max_age: int | None) -> None:
    """Leave a secret with this browser; `max_age` in seconds, None: until it is closed."""
    secure = current_app.config["MOTCUA"].secure_cookies
    response.set_cookie(cookie_name(name), secret, max_age=max_age, httponly=True, samesite="Strict", secure=secure)
