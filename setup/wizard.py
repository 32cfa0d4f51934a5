"""The way from a bare centre to its first printed ticket: five steps, each pre-filled, each stored as it is left.

What a step asks goes into the same rows that the pages of /admin change, so that one may stop at any step, and so that
nothing is asked twice.
"""

from typing import Any

from flask import current_app, g, redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import pgettext

import events
from admin import access, first_run, frame, pairing, signing_in
from admin.account import check_strength
from admin.secrets import check_secret, hash_secret
from models.access import Device, Session
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.journal import Change
from models.printing import Printer
from printing import papers, shelf
from queueing.errors import Forbidden, Refusal
from queueing.hours import WEEKDAYS_EN, WEEKDAYS_VI
from setup import counter_pages, counters, devices, hours, own, people, services, tasks
from setup.door import SEE_OTHER, blueprint, form_at, key_of, page_at
from setup.reading import Form, said

ADMIN = (Officer.ADMIN,)


def step_names() -> list[str]:
    """The steps, in order."""
    return [_("Trung tâm"), pgettext("step", "Quầy"), pgettext("step", "Lĩnh vực"), _("Thiết bị"), _("Mở cửa")]


@blueprint.get("/setup")
@blueprint.doc(hide=True)
@access.public
def setup_page():
    """Where the making of the centre stands: to be begun, to be gone on with, or done."""
    session = frame.session_for(ADMIN)
    if session is None:
        if (centre := _fresh()) is not None:
            return render_template("setup/welcome.html", centre=centre, lang=_lang(), to=frame.to)
        return frame.sign_in()
    if g.centre.setup_step:
        return redirect(frame.to(f"/setup/{g.centre.setup_step}"), SEE_OTHER)
    return frame.page("setup/begin.html", "/setup", tasks=tasks.of(g.centre))


@blueprint.post("/setup/sessions")
@blueprint.doc(hide=True)
@access.public
def sit_at_server():
    """Sign the administrator of a bare centre in, on the server's own PC, before anybody has ever signed in."""
    centre = _fresh()
    if centre is None:
        raise Forbidden("Mời đăng nhập bằng tài khoản quản trị.", "Please sign in as the administrator.")
    response = redirect(frame.to("/setup"), SEE_OTHER)
    signing_in.sign_in(Officer.get(Officer.centre == centre, Officer.role == Officer.ADMIN), response)  # type: ignore[arg-type]
    return response


def _fresh() -> Centre | None:
    """The bare centre that nobody has ever signed in to, asked for from the server's own PC."""
    centre = pairing.own_centre()
    if centre is None or centre.setup_step != 1 or Session.select().where(Session.centre == centre).exists():
        return None
    return centre


@form_at("/setup/centres", ADMIN)
def begin():
    """Begin a centre of one's own in the place of the sample. A real centre is not begun anew."""
    if not g.centre.is_sample:
        raise Forbidden(
            "Trung tâm này đang dùng thật nên không lập lại được.",
            "This centre is in real use, so it cannot be set up again.",
        )
    own.begin(g.centre, g.officer)
    first_run.keep_only(current_app.config["MOTCUA"].instance, {one.username for one in Officer.select()})
    papers.clear(
        shelf.folder_of(current_app.config["MOTCUA"]),
        {one.id for one in Printer.select().where(Printer.centre == g.centre)},
    )
    return redirect(frame.to("/setup/1"), SEE_OTHER)


@page_at("/setup/<int(min=1, max=5):step>", ADMIN)
def step_page(step: int):
    """One step, with what is known so far in its fields."""
    if not g.centre.setup_step:
        return redirect(frame.to("/setup"), SEE_OTHER)
    return step_shown(step)


@form_at("/setup/<int(min=1, max=5):step>", ADMIN)
def take_step(step: int):
    """Keep what a step was told, and go to the next one."""
    if not g.centre.setup_step:
        return redirect(frame.to("/setup"), SEE_OTHER)
    form = Form(request.form)
    refusal = {1: _take_centre, 2: _take_counters, 3: _take_services, 4: _take_nothing, 5: _take_nothing}[step](form)
    if form.errors or refusal:
        return step_shown(step, form, refusal), 422
    _reach(min(step + 1, own.STEPS))
    return redirect(frame.to(f"/setup/{min(step + 1, own.STEPS)}"), SEE_OTHER)


@form_at("/setup/kits", ADMIN)
def take_kit():
    """Put the counters of a kit on the page of the second step."""
    form = Form(request.form)
    kit = form.one_of("kit", own.KITS)
    if g.centre.setup_step and not form.errors:
        try:
            own.take_kit(g.centre, kit)
        except Refusal as refusal:
            return step_shown(2, None, said(refusal)), refusal.status
    return redirect(frame.to("/setup/2"), SEE_OTHER)


@form_at("/setup/cards")
def pin_cards():
    """Draw new PINs and show them once, on a sheet to be printed and cut."""
    return render_template(
        "setup/cards.html",
        centre=g.centre,
        cards=people.cards(g.centre, g.officer, key_of(Form(request.form))),
        to=frame.to,
        back="/setup/5" if g.centre.setup_step else "/admin/people",
    )


@form_at("/setup/openings", ADMIN)
def open_doors():
    """Try it out, with everything marked as a trial; or open for good."""
    if not g.centre.name:
        return redirect(frame.to("/setup/1"), SEE_OTHER)
    if request.form.get("how") == "trial":
        own.try_out(g.centre, g.officer)
        return redirect(frame.to("/setup/5"), SEE_OTHER)
    if g.centre.setup_step:
        own.open_doors(g.centre, g.officer)
    return redirect(frame.to("/admin?done=opened"), SEE_OTHER)


def _take_centre(form: Form) -> str:
    told = {
        "organisation": form.text("organisation", 1, 120),
        "name": form.text("name", 1, 80),
        "province": form.text("province", most=80),
    }
    stretches = hours.read_stretches(form, "week_")
    weekdays = [int(one) for one in form.many("weekdays", [str(one) for one in range(7)])]
    if not weekdays:
        form.wrong("weekdays", _("Mời chọn ít nhất một ngày làm việc."))
    if not stretches:
        form.wrong("week_a_opens", _("Mời gõ giờ làm việc."))
    password = form.sent.get("password", "") or (_drawn() if form.yes("take_drawn") else "")
    if not password and not _knows_password():
        form.wrong("password", _("Mời đánh dấu mật khẩu máy tạo sẵn sau khi đã chép lại, hoặc gõ mật khẩu của mình."))
    if password:
        try:
            check_strength(g.officer, password)
        except Refusal as refusal:
            form.wrong("password", said(refusal))
    if form.errors:
        return ""
    hashed = hash_secret(password) if password else ""
    with unit_of_work(g.centre.id):
        before = {column: getattr(g.centre, column) for column in told}
        Centre.update(**told).where(Centre.id == g.centre.id).execute()
        Change.note(g.centre, g.officer, "setup", told["name"], before, told)
        if hashed:
            Officer.update(secret=hashed).where(Officer.id == g.officer.id).execute()
            Change.note(g.centre, g.officer, "officer", g.officer.name, {}, {"secret": "#secret_set"})
            first_run.keep_only(
                current_app.config["MOTCUA"].instance,
                {one.username for one in Officer.select().where(Officer.id != g.officer.id)},
            )
    hours.set_week(g.centre, {day: stretches if day in weekdays else [] for day in range(7)}, g.officer)
    events.announce(events.SettingsChanged(g.centre.id))
    return ""


def _take_counters(form: Form) -> str:
    rows = counters.read(form, [], with_services=False)
    if not _are_present(rows):
        return _told_stale(form)
    counters.check_numbers(form, g.centre, rows)
    if form.errors:
        return ""
    counters.save(g.centre, rows, g.officer, with_services=False)
    return ""


def _are_present(rows: list[counters.Row]) -> bool:
    """Whether these are the counters that there are, and perhaps new ones: a kit has put no others in their place since
    the page was opened. A new one that the same press has made already is given its id."""
    present = {row.number: row.id for row in counters.table_of(g.centre)}
    sent = {row.id for row in rows}
    for row in rows:
        if not row.id and present.get(row.number, 0) not in sent:
            row.id = present[row.number]
    return {row.id for row in rows if row.id} == set(present.values())


def _told_stale(form: Form) -> str:
    form.errors.clear()
    return _("Bảng quầy vừa đổi ở cửa sổ khác nên chưa lưu gì. Mời xem lại bảng dưới đây rồi bấm tiếp.")


def _take_services(form: Form) -> str:
    rows = services.read(form)
    services.check_letters(form, g.centre, rows)
    cells = counters.read(form, counter_pages.offered())
    open_services = {row.id: row for row in rows if row.active and row.id}
    served = {one for row in cells for one in row.serves}
    lacking = [row.name for one, row in open_services.items() if one not in served]
    if lacking:
        form.wrong(
            "counters", _("Chưa quầy nào tiếp: %(names)s. Chọn Chính cho ít nhất một quầy.", names=", ".join(lacking))
        )
    given = services.read_fields(form, counter_pages.offered())
    terms = services.read_terms(form, services.fields_of(g.centre))
    if not _are_present(cells):
        return _told_stale(form)
    if form.errors:
        return ""
    services.save(g.centre, rows, g.officer)
    counters.save(g.centre, cells, g.officer)
    services.give_fields(g.centre, given, g.officer)
    services.set_terms(g.centre, terms, g.officer)
    return ""


def _take_nothing(form: Form) -> str:
    return ""


def _reach(step: int) -> None:
    with unit_of_work(g.centre.id):
        Centre.update(setup_step=step).where(Centre.id == g.centre.id, Centre.setup_step > 0).execute()


def step_shown(step: int, form: Form | None = None, refusal: str = "", **more: Any) -> str:
    """The page of a step, with what was sent and what is wrong with it."""
    errors = form.errors if form else {}
    drawn = {1: _centre_shown, 2: _counters_shown, 3: _services_shown, 4: devices.shown, 5: _opening_shown}[step]
    return frame.page(
        f"setup/step{step}.html",
        "/setup",
        step=step,
        steps=step_names(),
        reached=max(g.centre.setup_step, step),
        errors=errors,
        refusal=refusal or (_("Có ô chưa đúng. Mời xem câu bên cạnh ô.") if errors else ""),
        done=devices.done_words().get(request.args.get("done", "")) if form is None else None,
        **drawn(form, **more),
    )


def _centre_shown(form: Form | None) -> dict[str, Any]:
    week = hours.week_of(g.centre)
    usual = max(week.values(), key=len) or list(hours.OFFICE)
    shown: dict[str, Any] = {
        "organisation": g.centre.organisation,
        "name": g.centre.name,
        "province": g.centre.province,
        "password": "",
        **hours.fields_of("week_", usual),
    }
    if form is not None:
        shown |= form.sent.to_dict()
    days = form.sent.getlist("weekdays") if form else [str(day) for day in range(7) if week[day]]
    names_of_days = WEEKDAYS_EN if _("vi") == "en" else WEEKDAYS_VI
    knows = _knows_password()
    return {
        "shown": shown,
        "chosen_days": days,
        "weekdays": names_of_days,
        "has_password": knows,
        "drawn": "" if knows else _drawn(),
    }


def _drawn() -> str:
    """A password for the administrator, the same as long as they are signed in, kept nowhere: it can be shown again."""
    return people.passphrase(people.Dice(f"setup:{g.session.id}", g.officer.username))


def _knows_password() -> bool:
    """Whether the administrator has a password that they know: they gave up the sample with it, or have chosen one in
    this wizard. Whoever began on the server's own PC has typed none yet."""
    noted = Change.select().where(Change.centre == g.centre)
    return any(
        (row.subject == "setup" and row.act == Change.ADDED)
        or (row.subject == "officer" and row.name == g.officer.name and "secret" in row.after)
        for row in noted.where(Change.subject.in_(("setup", "officer")))
    )


def _counters_shown(form: Form | None) -> dict[str, Any]:
    rows = counters.read(Form(form.sent), [], with_services=False) if form else []
    shown = rows if form and _are_present(rows) else counters.table_of(g.centre)
    chosen = own.kit_of((row.number, row.department) for row in shown)
    return counter_pages.counter_table(shown) | {"kits": own.KITS, "chosen_kit": chosen}


def _services_shown(form: Form | None) -> dict[str, Any]:
    again = Form(form.sent) if form else None
    rows = services.read(again) if again else services.table_of(g.centre)
    cells = counters.read(again, counter_pages.offered()) if again else []
    if again is None or not _are_present(cells):
        cells = counters.table_of(g.centre)
    return counter_pages.counter_table(cells, spare=0) | {
        "service_rows": rows,
        "letters": services.LETTERS,
        "rhyming": services.rhyming([row.letter for row in rows if row.active]),
        "fields": services.fields_of(g.centre),
        "typed": form.sent if form else {},
    }


def _opening_shown(form: Form | None) -> dict[str, Any]:
    week, drawn = hours.week_of(g.centre), _drawn()
    return {
        "tasks": tasks.of(g.centre),
        "table": counters.table_of(g.centre),
        "offered": [row for row in services.table_of(g.centre) if row.active],
        "week": hours.open_days(week),
        "password": drawn if check_secret(g.officer.secret, drawn) else "",
        "kiosks": Device.select().where(Device.centre == g.centre, ~Device.revoked).count(),
    }


def _lang() -> str:
    return "en" if request.args.get("lang") == "en" else "vi"
