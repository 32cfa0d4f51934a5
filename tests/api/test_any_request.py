"""A fuzzer that reads the API's own document: no request finds a failure, or an answer the document does not know."""

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation.modes import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from models.access import Device
from tests.conftest import Person

PROMISES = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
FOR_ADMINISTRATORS = ("/api/devices", "/api/printers", "/api/backup")
SIGNS_OUT = (  # asked in tests/admin/test_sessions.py and tests/counters/test_slips.py
    ("DELETE", "/api/session"),
    ("POST", "/api/session/locks"),
)
QUICK = settings(
    max_examples=10,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


def test_every_answer_is_one_that_the_document_describes(app, centre, certification):
    everybody = Person(app).sign_in("truong", counter=1)  # every identity at once: no door hides the room behind it
    everybody.at_device(Device.KIOSK, centre).at_device(Device.DISPLAY, centre).at_device(Device.TABLET, centre)
    administrator = Person(app).sign_in("quan")
    known = {"number": 1, "token": everybody.take_number(certification).json["ticket"]["token"]}
    document = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    asked = 0
    for found in document.get_all_operations():
        operation = found.ok()
        if (operation.method.upper(), operation.path) in SIGNS_OUT:
            continue
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            who = administrator if operation.path.startswith(FOR_ADMINISTRATORS) else everybody
            asked += ask_anything(operation, mode, known if mode == GenerationMode.POSITIVE else {}, cookies_of(who))
    assert asked > 500


def cookies_of(person: Person) -> dict[str, str]:
    return {cookie.key: cookie.value for cookie in person.client._cookies.values()}


def ask_anything(operation, mode, known, cookies) -> int:
    """Send what the document allows, or what it does not; returns how many requests were made.

    `known`: parts of an address that lead to something that is there.
    """
    asked = 0

    @QUICK
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        nonlocal asked
        asked += 1
        case.path_parameters.update({name: known[name] for name in case.path_parameters if name in known})
        answer = case.call(cookies=cookies)
        case.validate_response(answer, checks=PROMISES)

    try:
        ask()
    except Unsatisfiable:
        return 0  # a token in the path may be any text: nothing is outside the document
    return asked
