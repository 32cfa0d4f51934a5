"""The first page of /admin: what the set-up left to be done, each with the way there."""

from flask import g, redirect, request
from flask_babel import gettext as _

from admin import access, frame
from setup import tasks
from setup.door import SEE_OTHER, blueprint


@blueprint.get("/admin")
@blueprint.doc(hide=True)
@frame.door(*frame.LOOK)
def overview():
    """What is still to be done; signs in first where nobody is."""
    opened = _("Trung tâm đã mở cửa. Mời lấy phiếu đầu tiên ở máy lấy số.") if request.args.get("done") else None
    return frame.page("setup/overview.html", "/admin", tasks=tasks.of(g.centre), done=opened, lead_may=True)


@blueprint.post("/admin/sign-outs")
@blueprint.doc(hide=True)
@access.role_required(*access.EVERY_OFFICER)
def leave():
    """Sign out, without a script."""
    response = redirect(frame.to("/admin"), SEE_OTHER)
    access.sign_out(g.session, response)  # type: ignore[arg-type]
    return response
