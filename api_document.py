"""Completes the OpenAPI document that is generated from the routes: who may ask, and every way a request is refused."""

import re

from apiflask import APIFlask

from admin.access import DEVICE_COOKIE, STAFF_COOKIE
from envelope import SENTENCES, ErrorBody

ANY_REQUEST = (400, 404, 422, 429, 503)
WITH_IDENTITY = (401, 403)
OF_STAFF = 423  # the screen is locked
WITH_EFFECT = (409, 413, 415, 507)
TICKET_OF_ANOTHER_DAY = 410
ENVELOPE = {
    "type": "object",
    "description": "Every answer that is not a success.",
    "properties": {"error": ErrorBody.model_json_schema()},
    "required": ["error"],
    "additionalProperties": False,
}

FILE_FORM = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
                "required": ["file"],
            }
        }
    },
}


def init_app(app: APIFlask) -> None:
    """Describe the errors by our envelope, and let the document be completed when it is made."""
    app.config["HTTP_ERROR_SCHEMA"] = ENVELOPE
    app.config["VALIDATION_ERROR_SCHEMA"] = ENVELOPE
    app.config["INFO"] = {
        "description": "The routes that the screens of a one-stop centre use. Socket events: docs/realtime.md."
    }

    @app.spec_processor
    def complete(spec: dict) -> dict:
        cookies = {STAFF_COOKIE: "an officer's session", **{c: f"a paired {k}" for k, c in DEVICE_COOKIE.items()}}
        schemes = {
            name: {"type": "apiKey", "in": "cookie", "name": name, "description": who} for name, who in cookies.items()
        }
        components = spec.setdefault("components", {})
        components["securitySchemes"] = schemes
        components.setdefault("schemas", {})["Refusal"] = ENVELOPE
        for method, operation, view in _operations(app, spec):
            admits = getattr(view, "admits", ())
            operation["security"] = _security(admits)
            _describe_refusals(operation, method, admits)
            if getattr(view, "takes_a_file", False):
                operation.setdefault("requestBody", FILE_FORM)
            operation["responses"] |= getattr(view, "own_refusals", {})  # a route that says more than the envelope
        return spec


def _operations(app: APIFlask, spec: dict):
    """(method, operation, view) of every route in the document."""
    for rule in app.url_map.iter_rules():
        path = spec.get("paths", {}).get(re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule.rule))
        for method, operation in (path or {}).items():
            if method.upper() in (rule.methods or ()):
                yield method, operation, app.view_functions[rule.endpoint]


def _security(admits: tuple[str, ...]) -> list[dict]:
    if "public" in admits:
        return []
    return [{DEVICE_COOKIE.get(who, STAFF_COOKIE): []} for who in dict.fromkeys(_identities(admits))]


def _identities(admits: tuple[str, ...]) -> list[str]:
    return [who if who in DEVICE_COOKIE else "staff" for who in admits]


def _describe_refusals(operation: dict, method: str, admits: tuple[str, ...]) -> None:
    statuses = {*ANY_REQUEST, TICKET_OF_ANOTHER_DAY}
    if "public" not in admits or method != "get":
        statuses |= set(WITH_IDENTITY)
    if "public" not in admits and "staff" in _identities(admits):
        statuses.add(OF_STAFF)
    if method != "get":
        statuses |= set(WITH_EFFECT)
    for status in sorted(statuses):
        operation.setdefault("responses", {})[str(status)] = {
            "description": SENTENCES[status][2],
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}},
        }
