"""Waiting for a condition, never for time."""

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 10.0  # seconds for what should take milliseconds; a busy machine is no failure


def wait_until(seen: Callable[[], Any], seconds: float = PATIENCE) -> Any:
    """What `seen` answers, as soon as that is true. Fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := seen()):
        if time.monotonic() > deadline:
            raise AssertionError(f"not seen within {seconds} s")
        time.sleep(0.02)  # between two looks
    return answer
