"""What every page of /admin stands in: its list of places, and who may look at it.

A room hangs a page of its own here: a route under the address of its place, answered with `page(...)`, and a template
that extends "shared/admin.html". A place without a route is not listed.
"""

import functools
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app, g, render_template, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException

from admin import access
from models.access import Session
from models.centre import Officer

LOOK = (Officer.ADMIN, Officer.LEAD)
CHANGE = (Officer.ADMIN,)


@dataclass(frozen=True)
class Place:
    """One line of the list: its address, its name, its icon of templates/shared/_icons.html."""

    address: str
    name: str | LazyString
    icon: str


PLACES = (
    Place("/admin", _("Việc cần làm"), "house"),
    Place("/admin/hours", _("Giờ & ngày nghỉ"), "clock"),
    Place("/admin/counters", _("Các quầy"), "map-pin"),
    Place("/admin/services", _("Lĩnh vực & thủ tục"), "list"),
    Place("/admin/people", _("Người dùng & PIN"), "users"),
    Place("/admin/devices", _("Thiết bị"), "monitor"),
    Place("/admin/displays", _("TV & khu vực"), "tv"),
    Place("/admin/choices", _("Quy tắc & câu chữ"), "settings"),
    Place("/admin/voice", _("Giọng đọc & chuông"), "volume-2"),
    Place("/admin/notices", _("Thông báo TV"), "megaphone"),
    Place("/registers/targets", _("Chỉ tiêu năm"), "chart-column"),
    Place("/reports/profiles", _("Báo cáo & ngày chốt"), "file-text"),
    Place("/admin/backup", _("Sao lưu, khôi phục"), "save"),
    Place("/admin/journal", _("Nhật ký"), "history"),
)


def places() -> list[Place]:
    """The places that have a page."""
    return [place for place in PLACES if _is_there(place.address)]


def _is_there(address: str) -> bool:
    try:
        current_app.url_map.bind("").match(address)
    except HTTPException:
        return False
    return True


def session_for(roles: tuple[str, ...]) -> Session | None:
    """The session of somebody who may look, with g.session, g.officer and g.centre set; None: ask to sign in."""
    session = access.current_session()
    if session is None or session.officer.role not in roles:
        return None
    g.session, g.officer, g.centre = session, session.officer, session.centre
    return session


def door(*roles: str) -> Callable:
    """Decorates the route of a page: whoever is not of these roles is asked to sign in, and led back here."""

    def decorate(view: Callable) -> Callable:
        @functools.wraps(view)
        def entered(*args, **kwargs):
            return view(*args, **kwargs) if session_for(roles) is not None else sign_in()

        return access.public(entered)

    return decorate


def sign_in() -> str:
    """The page that asks for a name and a secret, and leads back here."""
    then = request.path + (f"?{request.query_string.decode()}" if request.query_string else "")
    return render_template("shared/sign_in.html", then=then, session=access.current_session())


def page(template: str, here: str, **shown: Any) -> str:
    """A page in the frame. `here` is its place's address. The template knows `session`, `centre`, `may_change` and
    `to(address)`, which keeps the language."""
    return render_template(
        template,
        here=here,
        places=places(),
        session=g.session,
        centre=g.centre,
        lang="en" if request.args.get("lang") == "en" else "vi",
        **{"may_change": g.officer.role in CHANGE, "to": to, "new_key": uuid.uuid4, **shown},
    )


def to(address: str) -> str:
    """An address in the language of this page."""
    if request.args.get("lang") != "en":
        return address
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}lang=en{mark}{fragment}"
