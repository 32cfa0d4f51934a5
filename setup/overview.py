"""The first page of /admin: what the set-up left to be done, each with the way there."""

from flask import g, redirect, request
from flask_babel import gettext as _

import queueing.hours
from admin import access, frame, signing_in
from setup import tasks
from setup.door import SEE_OTHER, form_at, page_at


@page_at("/admin")
def overview():
    """What is still to be done; signs in first where nobody is."""
    opened = bool(request.args.get("done"))
    now_open = queueing.hours.at(g.centre).gives_numbers if opened else False
    return frame.page(
        "setup/overview.html",
        "/admin",
        tasks=tasks.of(g.centre),
        done=_("Trung tâm đã mở cửa. Mời lấy phiếu đầu tiên ở máy lấy số.") if now_open else None,
        waits_for_hours=opened and not now_open,
        lead_may=True,
    )


@form_at("/admin/sign-outs", access.EVERY_OFFICER)
def leave():
    """Sign out, without a script."""
    response = redirect(frame.to("/admin"), SEE_OTHER)
    signing_in.sign_out(g.session, response)  # type: ignore[arg-type]
    return response
