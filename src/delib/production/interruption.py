"""An interruption (Ctrl-C, a terminated process) made to wait until what must not be cut in two is done."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Make an interruption (Ctrl-C) wait until what is being written is written."""
    if threading.current_thread() is not threading.main_thread():  # only the main thread is interrupted
        yield
        return
    caught: list[tuple[int, FrameType | None]] = []
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    handled = {number: handler for number, handler in before.items() if callable(handler)}
    try:
        for number in handled:
            signal.signal(number, lambda number, frame: caught.append((number, frame)))
        yield
    finally:
        for number, handler in handled.items():
            signal.signal(number, handler)
    for signum, frame in caught[:1]:
        handled[signal.Signals(signum)](signum, frame)
