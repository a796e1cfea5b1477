"""A copy of the test database, the production server over it with two workers, and people signed in over HTTP."""

import http.client
import os
import sqlite3
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from bench.servers import production_server
from bench.writes import HIDDEN

COPY = "served"  # the end of its name on PostgreSQL


def environment(database: str) -> dict[str, str]:
    """Return the environment for another process that works on that database."""
    return os.environ | {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings_test"}


@contextmanager
def copied_database(folder: Path) -> Iterator[str]:
    """Yield the address of a database like the test database, made by the migrations."""
    if connection.vendor == "postgresql":
        connection.creation.clone_test_db(COPY, verbosity=0, autoclobber=True)
        name = connection.creation.get_test_db_clone_settings(COPY)["NAME"]
        yield f"{os.environ['DATABASE_URL'].rsplit('/', 1)[0]}/{name}"
        connection.creation.destroy_test_db(suffix=COPY, verbosity=0)
    else:
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "served.sqlite3")) as target:
            connection.connection.backup(target)
        yield f"sqlite:///{folder / 'served.sqlite3'}"


@dataclass
class Answer:
    status: int
    text: str
    location: str
    worker: str


class Browser:
    """One connection that stays open, and so with the same worker. Everything is sent once."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = dict(cookies or {})
        self.worker = self.ask("/health/").worker

    def ask(self, address: str, form: dict[str, str] | None = None) -> Answer:
        """Send a GET, or a POST if there is a form."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if form is None:
            self.connection.request("GET", address, headers=headers)
        else:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            self.connection.request("POST", address, urlencode(form), headers)
        answer = self.connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        text = unescape(answer.read().decode())
        return Answer(answer.status, text, answer.headers.get("Location", ""), answer.headers["X-Worker"])

    def opened(self, address: str, **typed: str) -> dict[str, str]:
        """Return the form of a page: its hidden fields, and what was typed."""
        page = self.ask(address)
        assert page.status == 200, (address, page.status)
        return dict(HIDDEN.findall(page.text)) | typed


@dataclass
class Server:
    port: int
    browsers: list[Browser] = field(default_factory=list)

    def browser(self, beside: Browser | None = None, cookies: dict[str, str] | None = None) -> Browser:
        """Open a connection to another worker than that of `beside`, or of the last connection."""
        beside = beside or (self.browsers[-1] if self.browsers else None)
        for _ in range(200):
            self.browsers.append(Browser(self.port, cookies))
            if beside is None or self.browsers[-1].worker != beside.worker:
                return self.browsers[-1]
            self.browsers.pop().connection.close()
        raise RuntimeError("One worker takes all the connections.")

    def signed_in(self, name: str, password: str) -> Browser:
        browser = self.browser()
        form = browser.opened("/sign-in/", login=f"{name.lower()}@example.com", password=password)
        answer = browser.ask("/sign-in/", form)
        assert answer.status == 302, (name, answer.status)
        return browser

    def twin(self, browser: Browser) -> Browser:
        """Open the same session on a connection to the other worker."""
        return self.browser(browser, browser.cookies)


@contextmanager
def served(database: str, application: str, **variables: str) -> Iterator[Server]:
    """Start the production server over a database, with more environment variables, and yield connections to it."""
    with production_server(application, environment(database) | variables) as running:
        server = Server(running.port)
        try:
            _wait_for(server, running.process)
            yield server
        finally:
            for browser in server.browsers:
                browser.connection.close()


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    """Wait until both workers answer."""
    for _ in range(300):
        assert process.poll() is None, "The server ended."
        try:
            server.twin(server.browser())
        except (ConnectionRefusedError, RuntimeError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server at port {server.port} does not answer.")


def at_once(*sendings: Callable[[], Any], apart: float = 0.0) -> list[Any]:
    """Call all of these at the same moment and return their results; `apart` is the seconds between the first and the others."""
    barrier = threading.Barrier(len(sendings))

    def let_go(number: int) -> Any:
        barrier.wait(30)
        time.sleep(apart if number else 0)
        return sendings[number]()

    with ThreadPoolExecutor(len(sendings)) as pool:
        return list(pool.map(let_go, range(len(sendings))))
