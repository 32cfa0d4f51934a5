"""The server's log: one line for one message. Nothing that a stranger wrote passes as a line of ours."""

import logging
import unicodedata

UNSEEN = ("Cc", "Cf", "Zl", "Zp")  # categories: control, format, line and paragraph separators


class OneLine(logging.Formatter):
    """A formatter that writes letters nobody sees as their code; a traceback keeps its lines."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        return escaped(super().formatMessage(record))

    def formatException(self, ei) -> str:
        return "\n".join(escaped(line) for line in super().formatException(ei).split("\n"))


def escaped(text: str) -> str:
    """`text` with its control and format characters as in a Python string: "\\n", "\\x1b"."""
    return "".join(repr(letter)[1:-1] if unicodedata.category(letter) in UNSEEN else letter for letter in text)


def start() -> None:
    """Write to standard error from INFO up; what a library says of each refusal is left out."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    handler.addFilter(_of_some_module)
    logging.getLogger("flask-limiter").setLevel(logging.WARNING)


def _of_some_module(record: logging.LogRecord) -> bool:
    """Not what escpos says in nobody's name, at each look for a printer that is gone."""
    return record.name != "root" or record.levelno >= logging.WARNING
