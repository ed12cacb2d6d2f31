"""The thread in which one plain asyncio loop does all input and output of the wall.

Nothing in it touches Qt or a store. Work comes in through `submit` and `call`; results leave by the mailbox.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import concurrent.futures
    from collections.abc import Coroutine

ErrorHandler = Callable[[str, BaseException], None]


class IoThread:
    """Owns the thread and the loop. A task that fails is told to `on_error(name, error)`, in that thread."""

    def __init__(self, on_error: ErrorHandler, name: str = "wall-io") -> None:
        self._on_error = on_error
        self._loop = asyncio.new_event_loop()
        self._loop.set_exception_handler(self._on_loop_error)
        self._thread = threading.Thread(target=self._main, name=name, daemon=True)
        self._stopped = threading.Event()

    @property
    def loop(self) -> asyncio.AbstractEventLoop:
        return self._loop

    @property
    def alive(self) -> bool:
        return self._thread.is_alive()

    def start(self) -> None:
        """Start the thread; `submit` and `call` may be used before."""
        self._thread.start()

    def submit(
        self, coroutine: Coroutine[Any, Any, Any], name: str = ""
    ) -> concurrent.futures.Future[Any] | None:
        """Run `coroutine` as a task, from any thread. None, and the coroutine closed, after `stop`."""
        if self._stopped.is_set():
            coroutine.close()
            return None
        return asyncio.run_coroutine_threadsafe(self._guarded(coroutine, name), self._loop)

    def call(self, function: Callable[..., object], *args: object) -> bool:
        """Call a plain function in the thread, from any thread. False if the thread has been stopped."""
        try:
            self._loop.call_soon_threadsafe(function, *args)
        except RuntimeError:
            return False
        return True

    def stop(self, deadline_s: float = 3.0) -> bool:
        """Cancel all tasks, let them finish, end the thread. False if it still runs after `deadline_s`.

        Called once, from another thread.
        """
        self._stopped.set()
        if not self._thread.is_alive():
            if not self._loop.is_closed():
                self._loop.close()
            return True
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _main(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
            self._cancel_all()
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
        finally:
            asyncio.set_event_loop(None)
            self._loop.close()

    def _cancel_all(self) -> None:
        """Also ends what tasks start while they are cancelled."""
        while tasks := asyncio.all_tasks(self._loop):
            for task in tasks:
                task.cancel()
            self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))

    async def _guarded(self, coroutine: Coroutine[Any, Any, Any], name: str) -> Any:
        task = asyncio.current_task()
        if task and name:
            task.set_name(name)
        try:
            return await coroutine
        except Exception as error:
            # The boundary of a task: whoever put it here decides what its failure means.
            self._on_error(name or getattr(coroutine, "__qualname__", "task"), error)
            raise

    def _on_loop_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception") or RuntimeError(str(context.get("message", "")))
        self._on_error(str(context.get("message", "loop")), error)
