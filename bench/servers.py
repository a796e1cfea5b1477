"""A production server over a database of some size, and a signed-in browser."""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
KEY = secrets.token_urlsafe(50)
PASSWORD = "demo-vanguard"  # noqa: S105 - made-up people


def environment(database: str, settings: str = "bench.settings") -> dict[str, str]:
    ours = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": settings, "SECRET_KEY": KEY, "HTTPS": "0", "ALLOWED_HOSTS": "127.0.0.1"}
    mail = {
        "EMAIL_URL": "dummymail://",
        "FROM_ADDRESS": "tracker@example.com",
        "CONTACT_ADDRESS": "office@example.com",
        "SITE_ADDRESS": "http://127.0.0.1",
    }
    return {**os.environ, **ours, **mail, "DEBUG": "0", "DEMO": "0"}


def manage(database: str, *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment(database), check=True)  # noqa: S603 - our own command


@dataclass
class Server:
    port: int
    process: subprocess.Popen[bytes]

    def peak_mb(self) -> float:
        """Return the most memory that any of its workers had."""
        workers = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        peaks = [re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{worker}/status").read_text()) for worker in workers]
        return max(int(peak[1]) for peak in peaks if peak) / 1024


@contextmanager
def serving(database: str) -> Iterator[tuple[Server, Server]]:
    """Serve our app, with two workers, and the floors, over the same database."""
    with ExitStack() as stack:
        yield stack.enter_context(_server(database, "bench.settings")), stack.enter_context(_server(database, "bench.floor_settings"))


@contextmanager
def _server(database: str, settings: str) -> Iterator[Server]:
    with production_server("config.wsgi", environment(database, settings)) as server:
        _wait_for(server.port)
        yield server


@contextmanager
def production_server(application: str, environment: Mapping[str, str]) -> Iterator[Server]:
    """Start two workers of four threads at a free port, like `make run`; the caller waits until they answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [application, "--bind", f"127.0.0.1:{port}", "--workers", "2", "--threads", "4", "--worker-class", "gthread"]
    words += ["--keep-alive", "75", "--log-level", "error", "--no-control-socket", "--graceful-timeout", "5"]
    process = subprocess.Popen([sys.executable, "-m", "gunicorn", *words], cwd=ROOT, env=environment)  # noqa: S603 - our own command
    try:
        yield Server(port, process)
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server at port {port} does not answer.")


class Browser:
    """A keep-alive connection of a signed-in person."""

    def __init__(self, port: int, cookies: str = "") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies = cookies

    def sign_in(self, address: str) -> "Browser":
        form = self.get("/sign-in/", headers={"Accept-Encoding": "identity"})
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', form.body)
        body = urlencode({"login": address, "password": PASSWORD, "csrfmiddlewaretoken": token[1].decode() if token else ""})
        answer = self.get("/sign-in/", method="POST", body=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
        if answer.status != 302:
            raise RuntimeError(f"{address} cannot sign in: {answer.status}")
        return self

    def get(self, address: str, *, method: str = "GET", body: str | None = None, headers: dict[str, str] | None = None) -> "Answer":
        sent = {"Cookie": self.cookies, "Accept-Encoding": "gzip", **(headers or {})}
        begin = time.perf_counter()
        try:
            self.connection.request(method, address, body, sent)
            answer = self.connection.getresponse()
        except (BrokenPipeError, http.client.RemoteDisconnected):  # it was idle longer than the server keeps it
            self.connection.close()
            self.connection.request(method, address, body, sent)
            answer = self.connection.getresponse()
        first_byte = time.perf_counter() - begin
        content = answer.read()
        took = time.perf_counter() - begin
        set_now = [value.split(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        if set_now:
            kept = dict(pair.split("=", 1) for pair in [*filter(None, self.cookies.split("; ")), *set_now])
            self.cookies = "; ".join(f"{name}={value}" for name, value in kept.items())
        return Answer(answer.status, content, took, first_byte, dict(answer.getheaders()), address)


@dataclass
class Answer:
    """`took` and `first_byte` are in seconds."""

    status: int
    body: bytes
    took: float
    first_byte: float
    headers: dict[str, Any]
    address: str
