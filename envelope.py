"""How a request is refused: one envelope for every error, in Vietnamese and English, with a request id.

`{"error": {"code", "message_vi", "message_en", "field", "request_id"}}`. Nothing of the inside is ever shown.
"""

import json
import logging
import secrets

from apiflask import APIFlask
from apiflask.exceptions import HTTPError
from flask import Response, current_app, g, jsonify, render_template, request
from peewee import OperationalError
from pydantic import Field

from queueing.errors import Invalid, Refusal
from shapes import Shape

log = logging.getLogger(__name__)

LARGEST_BODY_BYTES = 65_536
DEEPEST_JSON = 20
RETRY_SECONDS = 2

SENTENCES = {
    400: ("bad_request", "Yêu cầu không đọc được. Mời tải lại trang.", "The request cannot be read. Please reload."),
    401: ("sign_in", "Mời đăng nhập.", "Please sign in."),
    403: ("forbidden", "Tài khoản hoặc thiết bị này không có quyền.", "This account or device may not do that."),
    404: (
        "not_found",
        "Không có trang hoặc mục này. Mời xem lại địa chỉ.",
        "No such page or item. Please check the address.",
    ),
    405: ("method", "Địa chỉ này không nhận cách gửi này.", "This address does not take that method."),
    409: ("conflict", "Chưa làm được lúc này. Mời thử lại sau.", "This cannot be done now. Try again later."),
    410: ("gone", "Mục này không còn. Mời tải lại trang.", "This is no longer here. Please reload."),
    413: ("too_large", "Nội dung gửi quá lớn (tối đa 64 kB).", "The content is too large (64 kB at most)."),
    415: ("content_type", "Cần gửi dạng application/json.", "Send application/json."),
    422: ("invalid", "Có mục chưa đúng. Mời sửa rồi gửi lại.", "Something is not valid. Correct it and send again."),
    423: ("locked", "Màn hình đang khóa. Mời gõ mã PIN.", "This screen is locked. Type the PIN."),
    429: ("slow_down", "Thao tác quá nhanh. Mời đợi một phút.", "Too many tries. Please wait a minute."),
    500: ("server", "Máy chủ gặp lỗi và đã ghi lại. Mời thử lại.", "The server failed and noted it. Please try again."),
    503: ("busy", "Hệ thống đang bận. Mời thử lại sau vài giây.", "The system is busy. Please try again shortly."),
    507: (
        "disk_full",
        "Ổ đĩa đã đầy nên chưa lưu được. Mời báo quản trị.",
        "The disk is full, so nothing was saved. Please tell a member of staff.",
    ),
}
UNTIL_SIGNED_IN = (401, 423)  # what was sent may be sent again then
SECRETS = frozenset(("secret", "present", "new", "again", "password", "passphrase"))  # fields that no page repeats
# A page whose address was typed, and holds what cannot be: nothing was sent that could be sent again.
MISREAD = (
    "invalid",
    "Địa chỉ này có phần chưa đúng. Mời xem lại địa chỉ.",
    "Part of this address is wrong. Please check it.",
)


class ErrorBody(Shape):
    """What went wrong, for a person, and for whoever looks it up in the log."""

    code: str
    message_vi: str
    message_en: str
    field: str | None = Field(description="the part of the request at fault, where one is")
    request_id: str


class BadRequest(Refusal):
    """A request that cannot be read."""

    status, code = 400, "bad_request"


class WrongType(BadRequest):
    """A body that is no JSON, at an address that takes no file."""

    status = 415

    def __init__(self) -> None:
        code, vi, en = SENTENCES[415]
        super().__init__(vi, en, code=code)


def check_once(*names: str) -> None:
    """Refuse an address in which one of these parameters stands twice: which one is meant? Raises Invalid."""
    for name in names:
        if len(request.args.getlist(name)) > 1:
            raise Invalid("Mỗi mục trong địa chỉ chỉ ghi một lần.", "Give each parameter once.", field=name)


def answer(
    status: int,
    code: str | None = None,
    vi: str | None = None,
    en: str | None = None,
    field: str | None = None,
    *,
    details: dict[str, object] | None = None,
) -> Response:
    """The envelope as JSON with `details` beside it, or as a page for a person who asked for one."""
    known = SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    body = {
        "code": code or known[0],
        "message_vi": vi or known[1],
        "message_en": en or known[2],
        "field": field,
        "request_id": request_id(),
    }
    if wants_page():
        kept = typed() if status in UNTIL_SIGNED_IN else []
        response = Response(render_template("shared/error.html", status=status, error=body, kept=kept), status)
    else:
        response = jsonify({"error": body} | (details or {}))
        response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def typed() -> list[tuple[str, str]]:
    """(field, value) of the form that was sent, in order, save its secrets; nothing where it brought files."""
    if request.method != "POST" or request.files:
        return []
    return [(name, value) for name, value in request.form.items(multi=True) if name not in SECRETS]


def wants_page() -> bool:
    """Whether a person's browser asked for a page, not a screen's script for data."""
    asked = not request.path.startswith("/api/") and "text/html" in request.headers.get("Accept", "")
    return asked and request.query_string.isascii()  # else a page cannot even be asked for its language


def request_id() -> str:
    """Names this request in the answer and in the log."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    return g.request_id


def check_address() -> None:
    """Refuse an address that is no UTF-8, or holds a NUL, before any view sees it. Raises BadRequest."""
    if not request.query_string.isascii():
        raise _encoding()
    if any("\x00" in text or "\ufffd" in text for text in (request.path, *request.args, *request.args.values())):
        raise _encoding()


def check_body() -> None:
    """Read a JSON body once, with limits, before any view sees it. Raises BadRequest."""
    if request.routing_exception is not None:
        return  # no view will: the address or the method itself is refused
    if request.method not in ("POST", "PUT", "PATCH", "DELETE") or not request.path.startswith("/api/"):
        return
    if request.mimetype == "multipart/form-data" and _takes_a_file():
        return
    if request.method == "DELETE" and not request.data:
        return
    if request.mimetype != "application/json":
        raise WrongType
    try:
        text = request.get_data().decode("utf-8")
    except UnicodeDecodeError:
        raise _encoding() from None
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise _bad_json() from None
    if not isinstance(value, dict) or _depth(value) > DEEPEST_JSON:
        raise _bad_json()
    if _unprintable(value):
        raise _encoding()


def _takes_a_file() -> bool:
    return getattr(current_app.view_functions.get(request.endpoint or ""), "takes_a_file", False)


def _bad_json() -> BadRequest:
    return BadRequest("Nội dung gửi phải là một đối tượng JSON.", "The body must be one JSON object.", code="bad_json")


def _encoding() -> BadRequest:
    return BadRequest(
        "Nội dung gửi có ký tự không hợp lệ. Cần UTF-8.",
        "The text holds invalid characters. Use UTF-8.",
        code="encoding",
    )


def _bad_header(name: str) -> Response:
    return answer(
        400,
        "header",
        f"Thiếu {name} hoặc giá trị không đúng. Mời tải lại trang.",
        f"The header {name} is missing or not valid.",
        name or None,
    )


def _no_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are not JSON


def _depth(value, level: int = 1) -> int:
    if level > DEEPEST_JSON or not isinstance(value, (dict, list)) or not value:
        return level
    return max(_depth(part, level + 1) for part in (value.values() if isinstance(value, dict) else value))


def _unprintable(value) -> bool:
    if isinstance(value, str):
        return "\x00" in value or any(0xD800 <= ord(letter) <= 0xDFFF for letter in value)
    if isinstance(value, dict):
        return any(_unprintable(key) or _unprintable(part) for key, part in value.items())
    return isinstance(value, list) and any(_unprintable(part) for part in value)


def init_app(app: APIFlask) -> None:
    """Send every refusal, HTTP error and failure through the envelope."""
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY_BYTES
    app.config["MAX_FORM_MEMORY_SIZE"] = LARGEST_BODY_BYTES
    app.before_request(check_address)
    app.before_request(check_body)

    @app.errorhandler(Refusal)
    def refused(refusal: Refusal):
        said = (refusal.code, refusal.message_vi, refusal.message_en, refusal.field)
        return answer(refusal.status, *said, details=refusal.details)

    @app.error_processor
    def http_error(error: HTTPError):
        details = error.detail.values() if isinstance(error.detail, dict) else ()
        names = [name for part in details if isinstance(part, dict) for name in part]
        if error.status_code == 422 and "headers" in (error.detail or {}):
            return _bad_header(names[0].replace("_", "-").title() if names else "")
        misread = error.status_code == 422 and request.method == "GET" and wants_page()
        said = MISREAD if misread else (None, None, None)
        response = answer(error.status_code, *said, field=names[0] if names else None)
        for name in ("Allow", "Retry-After"):
            if name in error.headers:
                response.headers[name] = error.headers[name]
        return response

    @app.errorhandler(OperationalError)
    def database_error(error: OperationalError):
        said = f"{error} {error.__cause__ or ''} {error.__context__ or ''}"
        log.error("database: %s (%s)", said, request_id())
        if "full" in said:
            return answer(507)
        return answer(503) if "locked" in said or "timeout" in said.lower() else answer(500)

    @app.errorhandler(Exception)
    def failure(error: Exception):
        log.exception("request %s failed: %s %s", request_id(), request.method, request.path)
        return answer(500)

    @app.after_request
    def name_the_request(response: Response) -> Response:
        response.headers["X-Request-Id"] = request_id()
        return response
