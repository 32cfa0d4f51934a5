"""The page of copies, and what can be done there: make one now, try to restore one, let old ones go."""

import time

from apiflask import APIBlueprint
from flask import current_app, g
from flask_babel import gettext as _
from pydantic import Field

import events
from admin import access, frame
from admin.doors import act
from backup import copies, schemas, sealing, shelf
from extensions import socketio
from models.base import unit_of_work
from models.centre import Centre, Officer
from models.journal import Change
from queueing.errors import Conflict, Invalid
from runtime import run_blocking
from shapes import Nothing, Strict, Text

blueprint = APIBlueprint("backup", __name__, tag="Administration")
HERE = "/admin/backup"
WHO = (Officer.ADMIN,)
SHORTEST = 15  # characters of a passphrase
MAY_ACT = access.role_required(Officer.ADMIN, Officer.LEAD)


class BackupFailed(Conflict):
    """No copy was made, or the one that was made cannot be restored."""

    code = "backup_failed"

    def __init__(self, word: str) -> None:
        super().__init__(
            f"Chưa sao lưu được: {WORDS_VI.get(word, WORDS_VI['failed'])}. Mời xem lại ổ đĩa rồi bấm Sao lưu ngay.",
            f"No copy was made: {WORDS_EN.get(word, WORDS_EN['failed'])}. Look at the disk, then press Back up now.",
        )


WORDS_VI = {
    "no_space": "ổ đĩa không đủ chỗ",
    "not_whole": "bản sao không nguyên vẹn",
    "fewer_rows": "bản sao thiếu dữ liệu",
    "other_rows": "bản sao khác lúc tạo",
    "no_tool": "máy chủ chưa cài pg_dump",
    "no_drill": "PostgreSQL chưa cho tạo cơ sở dữ liệu để thử; người quản trị PostgreSQL cần cấp quyền CREATEDB",
    "second_missing": "không thấy thư mục sao lưu thứ hai",
    "second_failed": "không ghi được vào thư mục thứ hai",
    "failed": "máy chủ gặp lỗi, đã ghi vào nhật ký",
}
WORDS_EN = {
    "no_space": "the disk has no room",
    "not_whole": "the copy is not whole",
    "fewer_rows": "the copy lacks rows",
    "other_rows": "the copy is not what it was when made",
    "no_tool": "pg_dump is not installed on the server",
    "no_drill": "PostgreSQL does not let us create a database for the drill; its administrator must grant CREATEDB",
    "second_missing": "the second folder is not there",
    "second_failed": "the second folder cannot be written",
    "failed": "the server failed and noted it",
}


@blueprint.get(HERE)
@blueprint.doc(hide=True)
@frame.door(*WHO)
def page():
    """The copies; signs in first where nobody is."""
    place = _place()
    words = WORDS_EN if _("vi") == "en" else WORDS_VI
    return frame.page(
        "backup/backup.html",
        HERE,
        record=shelf.record(place.folder),
        copies=shelf.copies(place.folder),
        folder=place.folder,
        settings=Centre.select().order_by(Centre.id).first(),
        words=words,
    )


@blueprint.get("/api/backups")
@access.role_required(*WHO)
@blueprint.output(schemas.Copies)
def look():
    """All copies of the database, and how the latest attempts went."""
    return _picture()


@act(blueprint, "/api/backups", MAY_ACT, Nothing, schemas.Copies)
def back_up(wish: Nothing):
    """Make a copy now, and check it."""
    place, centre = _place(), Centre.select().order_by(Centre.id).first()
    made = copies.back_up(place, centre.backup_folder, copies.lock_of(centre))
    return _told(made is not None, shelf.record(place.folder).error)


@act(blueprint, "/api/backup-drills", MAY_ACT, Nothing, schemas.Copies)
def drill(wish: Nothing):
    """Restore the newest copy beside the real database, compare its rows, and take it away again."""
    place = _place()
    good = copies.drill(place)
    return _told(good is not False, shelf.record(place.folder).drill_error)


@act(blueprint, "/api/backup-prunings", MAY_ACT, Nothing, schemas.Freed)
def prune(wish: Nothing):
    """Let copies go that are older than the centre keeps them; the newest whole one stays."""
    centre = Centre.select().order_by(Centre.id).first()
    return {"freed_mb": round(copies.prune(_place(), centre.backup_keep_days) / 1e6, 1)}


class PassphraseWish(Strict):
    """What opens the second copies from now on."""

    passphrase: Text = Field(max_length=200, description="empty: second copies are sealed no more")


@act(blueprint, "/api/backup-passphrases", access.role_required(*WHO), PassphraseWish, schemas.Copies)
def choose_passphrase(wish: PassphraseWish):
    """Seal second copies from the next one on. What was sealed before opens with the passphrase of then."""
    if wish.passphrase and len(wish.passphrase) < SHORTEST:
        raise Invalid(
            f"Câu mật khẩu cần ít nhất {SHORTEST} ký tự. Nên ghép vài từ, ghi ra giấy và cất nơi khác.",
            f"The passphrase needs at least {SHORTEST} characters. Join a few words and write them down.",
            field="passphrase",
        )
    lock = run_blocking(sealing.lock_of, wish.passphrase) if wish.passphrase else sealing.Lock("", "")
    first = Centre.select().order_by(Centre.id).first()
    with unit_of_work(first.id):
        before = {"sealed": bool(first.backup_key)}
        Centre.update(backup_salt=lock.salt, backup_key=lock.public).where(Centre.id == first.id).execute()
        Change.note(first, g.officer, "backup", "", before, {"sealed": bool(lock.public)})
    return _picture()


def _told(good: bool, error: str) -> dict:
    """The copies after an attempt, which the live board is told of. Raises BackupFailed."""
    events.announce(events.AlertsChanged(g.centre.id))
    if not good:
        raise BackupFailed(error)
    return _picture()


def _place() -> copies.Place:
    config = current_app.config["MOTCUA"]
    return copies.Place(config.instance, config.database_url, socketio.sleep if socketio.async_mode else time.sleep)


def _picture() -> dict:
    place = _place()
    record = shelf.record(place.folder)
    return {
        "copies": [_copy(one) for one in shelf.copies(place.folder)],
        "good_at": _moment(record.good_at),
        "tried_at": _moment(record.tried_at),
        "error": record.error,
        "second_error": record.second_error,
        "drilled_at": _moment(record.drilled_at),
        "drill_error": record.drill_error,
    }


def _copy(one: shelf.Copy) -> dict:
    return {
        "name": one.name,
        "made_at": one.made_at.isoformat(),
        "size_mb": round(one.size / 1e6, 1),
        "checked": one.checked,
        "second": one.second,
        "drilled_at": _moment(one.drilled_at),
        "drill_ok": one.drill_ok,
    }


def _moment(moment) -> str | None:
    return moment.isoformat(timespec="seconds") if moment is not None else None
