"""The first page of /admin: what the set-up left to be done, each with the way there."""

from flask import g, redirect, request
from flask_babel import gettext as _

import queueing.hours
from admin import access, frame, signing_in
from languages import counted as _n
from setup import tasks
from setup.door import SEE_OTHER, form_at, page_at


@page_at("/admin")
def overview():
    """What is still to be done; signs in first where nobody is."""
    opened = bool(request.args.get("done"))
    now_open = queueing.hours.at(g.centre).gives_numbers if opened else False
    left = tasks.of(g.centre)
    return frame.page(
        "setup/overview.html",
        "/admin",
        tasks=left,
        done=_opened(left) if now_open else None,
        waits_for_hours=opened and not now_open,
        lead_may=True,
    )


def _opened(left: list[tasks.Task]) -> str:
    """That the centre is open; the first ticket is asked for only where a kiosk can give it."""
    if any(task.key == "kiosk" for task in left):
        return _n("Trung tâm đã mở cửa. Còn %(count)s việc dưới đây trước khi phát phiếu.", len(left), count=len(left))
    return _("Trung tâm đã mở cửa. Mời lấy phiếu đầu tiên ở máy lấy số.")


@form_at("/admin/sign-outs", access.EVERY_OFFICER)
def leave():
    """Sign out, without a script."""
    response = redirect(frame.to("/admin"), SEE_OTHER)
    signing_in.sign_out(g.session, response)  # type: ignore[arg-type]
    return response
