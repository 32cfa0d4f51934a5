"""The journal: who changed what, when, what it was and what it is; as a page, and as a csv file."""

from datetime import date

from flask import Response, g, request

from admin import access, frame
from models.centre import Officer
from setup import history, journal_words
from setup.door import blueprint, page_at
from spreadsheet import MEDIA_TYPE, csv_of

HERE = "/admin/journal"
WHO = (Officer.ADMIN, Officer.LEAD, Officer.DIRECTOR)


@page_at(HERE, WHO)
def journal_page():
    """The journal, newest first."""
    asked, subject, first, last = _asked()
    rows = history.changes(g.centre, subject, first, last, asked.get("q", "").strip())
    total = rows.count()
    pages = max(1, -(-total // history.PAGE))
    number = min(max(int(asked.get("page", "1")) if asked.get("page", "1").isdecimal() else 1, 1), pages)
    return frame.page(
        "setup/journal.html",
        HERE,
        rows=list(rows.paginate(number, history.PAGE)),
        total=total,
        pages=pages,
        number=number,
        subject=subject,
        first=first,
        last=last,
        words=asked.get("q", "").strip(),
        journal_words=journal_words,
        lead_may=True,
    )


@blueprint.get(f"{HERE}.csv")
@access.role_required(*WHO)
@blueprint.doc(responses={200: {"description": "The journal", "content": {MEDIA_TYPE: {}}}})  # type: ignore[arg-type]
def journal_file():
    """The journal as a csv file, a line for each column that changed."""
    asked, subject, first, last = _asked()
    head = ["Lúc", "Ai", "Việc", "Mục", "Tên", "Cột", "Trước", "Sau"]
    lines = [
        [
            f"{row.at:%d/%m/%Y %H:%M:%S}",
            row.who,
            str(journal_words.ACTS.get(row.act, row.act)),
            str(journal_words.SUBJECTS.get(row.subject, row.subject)),
            journal_words.name_of(row),
            column,
            was,
            now,
        ]
        for row in history.changes(g.centre, subject, first, last, asked.get("q", "").strip())
        for column, was, now in (journal_words.lines(row) or [("", "", "")])
    ]
    response = Response(csv_of(head, lines), mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = 'attachment; filename="nhat-ky.csv"'
    return response


def _asked() -> tuple[dict[str, str], str, date | None, date | None]:
    asked = request.args.to_dict()
    subject = asked.get("subject", "")
    return asked, subject if subject in journal_words.SUBJECTS else "", _day(asked.get("from")), _day(asked.get("to"))


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
