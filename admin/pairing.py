"""How a screen is admitted: by itself on the server's own PC, else by a six-digit code that an administrator types."""

import secrets
from datetime import timedelta

from apiflask import abort
from flask import Response, make_response, render_template, request
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from limits import RateLimitItemPerMinute

from admin import access
from extensions import limiter
from models.access import Device, Pairing
from models.base import now, unit_of_work
from models.centre import Centre
from queueing.errors import NotFound

CODE_MINUTES = 10
MOST_CODES = 100  # shown at one time; the oldest gives way
NEW_CODES = RateLimitItemPerMinute(10)  # for screens at one address


def page_for(kind: str) -> tuple[Device | None, Response | None]:
    """(device, None) when the screen is admitted, with its cookie to be set; else (None, the page with a code)."""
    device = access.current_device(kind)
    if device is not None:
        _note_address(device)
        return device, None
    if (centre := own_centre()) is not None:
        secret = access.new_secret()
        device = access.admit_device(centre, kind, Device.numbered(centre, kind), secret)
        response = make_response("", 303)
        response.headers["Location"] = request.full_path if request.query_string else request.path
        access.remember_device(response, kind, secret)
        return None, response
    return None, _ask_for_code(kind)


def _note_address(device: Device) -> None:
    """Keep where the screen was last opened, so that an administrator can tell one from another."""
    if device.address != (request.remote_addr or ""):
        with unit_of_work(device.centre_id):
            Device.update(address=request.remote_addr or "").where(Device.id == device.id).execute()


def own_centre() -> Centre | None:
    """The only centre, when the browser runs on the server's own PC."""
    if not access.on_own_pc():
        return None
    centres = list(Centre.select().limit(2))
    return centres[0] if len(centres) == 1 else None


def _ask_for_code(kind: str) -> Response:
    secret = access.device_secret(kind) or access.new_secret()
    with unit_of_work():
        Pairing.delete().where(Pairing.asked_at < now() - timedelta(minutes=CODE_MINUTES)).execute()
        pairing = Pairing.get_or_none(Pairing.token_hash == access.fingerprint(secret))
        if pairing is None:
            if not limiter.limiter.hit(NEW_CODES, "pairing", request.remote_addr or ""):
                abort(429, headers={"Retry-After": "60"})
            _make_room()
            secret = access.new_secret()
            pairing = Pairing.create(kind=kind, code=_new_code(), token_hash=access.fingerprint(secret))
    other = "vi" if get_locale().language == "en" else "en"
    with force_locale(other):
        in_other = _("Mời quản trị mở trang Thiết bị và nhập mã:")
    page = render_template("admin/pairing.html", code=pairing.code, kind=kind, other=other, in_other=in_other)
    response = make_response(page, 200)
    access.remember_device(response, kind, secret)
    return response


def _make_room() -> None:
    newest = Pairing.select(Pairing.id).order_by(Pairing.id.desc()).limit(MOST_CODES - 1)
    Pairing.delete().where(Pairing.id.not_in([row.id for row in newest])).execute()


def _new_code() -> str:
    while True:
        code = f"{secrets.randbelow(1_000_000):06d}"
        if not Pairing.select().where(Pairing.code == code).exists():
            return code


def approve(centre: Centre, code: str, name: str) -> Device:
    """Admit the screen that shows `code` to the centre. Raises NotFound for a code that nobody shows."""
    with unit_of_work(centre.id):
        pairing = Pairing.get_or_none(Pairing.code == code, Pairing.asked_at > now() - timedelta(minutes=CODE_MINUTES))
        if pairing is None:
            raise NotFound(
                "Không có màn hình nào đang hiện mã này. Mã đổi sau 10 phút; mời xem lại mã trên màn hình.",
                "No screen shows this code. Codes change after 10 minutes: look at the screen again.",
                field="code",
            )
        device = Device.create(
            centre=centre,
            kind=pairing.kind,
            name=Device.name_apart(centre, name) if name else Device.numbered(centre, pairing.kind),
            token_hash=pairing.token_hash,
        )
        Pairing.delete().where(Pairing.id == pairing.id).execute()
    return device
