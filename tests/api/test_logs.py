"""What a stranger sends is no line of the log."""

import io
import logging

from logs import OneLine


def written(say) -> str:
    """What the log holds after `say(log)`."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(OneLine("%(levelname)s %(name)s: %(message)s"))
    log = logging.Logger("room")
    log.addHandler(handler)
    say(log)
    return out.getvalue()


def test_a_message_is_one_line_and_moves_no_cursor():
    said = written(lambda log: log.info("no such name: %s", "x\nINFO admin: signed in\x1b[31m\u202e\u2028Đỗ"))
    assert said == "INFO room: no such name: x\\nINFO admin: signed in\\x1b[31m\\u202e\\u2028Đỗ\n"


def test_a_traceback_keeps_its_lines():
    def fail(log):
        try:
            raise ValueError("\x1b[31m")
        except ValueError:
            log.exception("failed")

    lines = written(fail).splitlines()
    assert lines[:2] == ["ERROR room: failed", "Traceback (most recent call last):"]
    assert lines[-1] == "ValueError: \\x1b[31m"
