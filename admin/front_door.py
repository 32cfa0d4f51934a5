"""What every request passes: the Host it names, where it comes from, and the headers it is answered with."""

import ipaddress
import re
import socket
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from config import Config
from extensions import host_of
from queueing.errors import Forbidden
from runtime import unheard

FORWARDED = "motcua.forwarded"  # in a request's environment: a proxy handed it on
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "manifest-src 'self'"
)
WELL_FORMED_HOST = re.compile(r"([\w.-]+|\[[0-9A-Fa-f:.]+\])(:\d{0,5})?", re.ASCII)


class KnownHosts:
    """The outermost layer: answers only to this machine's names. A page elsewhere cannot rebind its own to us."""

    def __init__(self, app, names: list[str]) -> None:
        self.app = app
        own = socket.gethostname().lower()
        self.names = {"localhost", own, f"{own}.local", *(name.lower() for name in names)}

    def __call__(self, environ, start_response):
        if not self.knows(environ.get("HTTP_HOST", "")):
            refused = unheard(
                "host",
                "Máy chủ không mang tên này. Mời mở đúng địa chỉ của trung tâm.",
                "This server is not known by that name. Open the centre's own address.",
                field="Host",
            )
            headers = [("Content-Type", "application/json"), ("Content-Length", str(len(refused)))]
            start_response("400 Bad Request", headers)
            return [refused]
        return self.app(environ, start_response)

    def knows(self, host: str) -> bool:
        """A known name, or any literal address: only names can be rebound."""
        if not WELL_FORMED_HOST.fullmatch(host):
            return False  # "localhost/../", "somebody@localhost": two readers may take them for two names
        try:
            name = (urlsplit(f"//{host}").hostname or "").lower()
            _ = urlsplit(f"//{host}").port
        except ValueError:
            return False
        if name in self.names:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def drop_forwarded(app):
    """Without a proxy of ours in front, X-Forwarded-* is a stranger's claim; that it came is remembered."""

    def handle(environ, start_response):
        names = [key for key in environ if key.startswith("HTTP_X_FORWARDED") or key == "HTTP_FORWARDED"]
        environ[FORWARDED] = bool(names) or "HTTP_VIA" in environ
        for name in names:
            del environ[name]
        return app(environ, start_response)

    return handle


def check_origin() -> None:
    """An act must come from a page of ours: browsers always name the origin of a POST. Raises Forbidden."""
    if request.method not in UNSAFE:
        return
    origin = request.headers.get("Origin")
    elsewhere = origin is not None and host_of(origin) != request.host
    if elsewhere or request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site"):
        raise Forbidden(
            "Yêu cầu đến từ một trang khác nên không được nhận. Mời mở trang của trung tâm.",
            "The request comes from another site and is refused. Open the centre's own page.",
            code="origin",
        )


def harden(response: Response) -> Response:
    """Headers that keep a page to itself."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), microphone=(self), geolocation=()")
    if not request.path.startswith("/static/"):
        headers.setdefault("Cache-Control", "no-store")
    return response


def init_app(app: Flask) -> None:
    """Hang the door."""
    app.before_request(check_origin)
    app.after_request(harden)


def wrap(app: Flask, config: Config) -> None:
    """Put the outermost layers around the finished application, its sockets included."""
    inner = KnownHosts(app.wsgi_app, config.allowed_hosts)
    if config.behind_proxy:
        app.wsgi_app = ProxyFix(inner, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]
    else:
        app.wsgi_app = drop_forwarded(inner)  # type: ignore[method-assign]
