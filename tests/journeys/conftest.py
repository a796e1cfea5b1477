"""A real browser on the demonstration's data; axe, the Nu checker and the page's width are checked at each step.

Every journey runs at a desktop's and a phone's width. Journeys with a form, or with something that folds, also run without JavaScript on
the phone, where most is folded (`also_without_javascript`). Axe is JavaScript itself, so it checks only where that is on; the pages are the
same. `PICTURES=1` takes the pictures of the how-tos (`make pictures`).
"""

import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, Response, expect

from people.models import User

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs" / "pictures"
# The shell is Chromium without its window, and opens a page in a quarter of the time.
CHROMIUMS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"]
CHROMIUM = next(filter(None, map(shutil.which, CHROMIUMS)), None)
JAVA = shutil.which("java")
CHECKER = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
REQUIRED = bool(os.environ.get("BROWSER_REQUIRED"))

# What axe cannot decide by itself, decided by looking.
UNDECIDED = {
    "color-contrast": "words over a picture (the months of a line of time: #425563 on white, 7.6 to 1), or that a focused field covers",
}

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in the thread that also asks the database


def pytest_itemcollected(item: pytest.Item) -> None:
    """Keep all journeys in one worker, with one browser and one HTML checker; the other goes through the rest of the suite."""
    missing = "Chromium is not installed (Debian: apt-get install chromium-headless-shell)" if CHROMIUM is None else ""
    missing = missing or (
        "Java is not installed, which checks the HTML (Debian: apt-get install default-jre-headless)" if JAVA is None else ""
    )
    item.add_marker("browser")
    item.add_marker(pytest.mark.xdist_group("browser"))
    if missing and not REQUIRED:
        item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.fail("The browser tests need Chromium: apt-get install chromium-headless-shell")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {"executable_path": CHROMIUM, "args": quiet}


@pytest.fixture(scope="session")
def checker() -> Iterator[Callable[[str], list[str]]]:
    """Run the Nu HTML checker: checker(html) returns the errors of a page."""
    if JAVA is None:
        pytest.fail("The browser tests need Java for the HTML checker: apt-get install default-jre-headless")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(CHECKER), "nu.validator.servlet.Main", str(port)]
    with subprocess.Popen([JAVA, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - ours
        _wait_for(port)
        yield lambda html: _errors(port, html)
        process.terminate()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("The HTML checker does not answer.")


def _errors(port: int, html: str) -> list[str]:
    """Return errors only: the warnings are about roles that the design system writes for older browsers."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/?out=json", html.encode(), {"Content-Type": "text/html; charset=utf-8", "User-Agent": "tests"}
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - on this machine
        messages = json.load(answer)["messages"]
    return [f"{one['message']} ({one.get('extract', '')})" for one in messages if one["type"] == "error"]


_loaded = sqlite3.connect(":memory:", check_same_thread=False)  # the demonstration as first loaded


@pytest.fixture
def demo(transactional_db: Any) -> Iterator[None]:
    """The demonstration, as `make run` shows it. Afterwards the databases' numbers start again.

    It is loaded once and then copied back, because loading takes as long as a short journey.
    """
    connection.ensure_connection()
    if _loaded.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]:
        _loaded.backup(connection.connection)
    else:
        call_command("load_demo", verbosity=0)
        if connection.vendor == "sqlite":
            connection.connection.backup(_loaded)
    yield
    with connection.cursor() as cursor:  # pytest-django empties the tables itself
        for statement in connection.ops.sequence_reset_by_name_sql(no_style(), connection.introspection.sequence_list()):
            cursor.execute(statement)


# What axe checks. It checks a page again at the same width if something of a new kind is on it: another state, not other words. Of rows
# of the same kind it checks the first, because fifty take fifty times as long.
KINDS = """() => {
  const kept = (element) => element && element.tagName + '.' + element.getAttribute('class')
  const look = (element) => [
    kept(element.parentElement), kept(element), ...element.getAttributeNames().sort(), 'is', element.getAttribute('role'),
    element.getAttribute('type'), element.getAttribute('aria-expanded'), element.textContent.trim() !== '',
  ].join(' ')
  const rows = new Set()
  for (const row of document.querySelectorAll('tbody > tr, ol > li, ul > li')) {
    const kind = [row, ...row.querySelectorAll('*')].map(look).join('|')
    if (rows.has(kind)) row.setAttribute('data-like-another', '')
    rows.add(kind)
  }
  return [...document.querySelectorAll('*')].map(look)
}"""
LIKE_ANOTHER = {"exclude": [["[data-like-another]"]]}
_looked_at: dict[tuple[int, str], set[str]] = {}


@dataclass
class Walk:
    """A person using the app in a browser."""

    page: Page
    home: str
    width: int
    javascript: bool
    check: Callable[[str], list[str]]
    shown: list[Response] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    @property
    def on_a_phone(self) -> bool:
        return self.width < 600

    def open(self, address: str) -> None:
        self.page.goto(f"{self.home}{address}")

    def sign_in(self, address: str) -> None:
        """Sign in as somebody, at their home page; test_signing_in.py does it by hand."""
        client = Client()
        client.force_login(User.objects.get(email=address), backend="people.backends.OpenAccounts")
        self.page.context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.home}])
        self.open("/")
        expect(self.page.get_by_role("link", name="Sign out")).to_be_visible()

    def menu(self, name: str) -> None:
        """Follow a link of the menu, which folds links that do not fit."""
        menu = self.page.get_by_role("navigation", name="Menu")
        link = menu.get_by_role("link", name=name, exact=True)
        if not link.is_visible():
            menu.get_by_role("button").click()
        self.follow(link)

    def enter_name(self, label: str, name: str) -> None:
        """Enter a name in a field with suggestions, or choose it in its select box without JavaScript."""
        field = self.page.get_by_label(label)
        if self.javascript:
            field.fill(name)
        else:
            field.select_option(name)

    def search(self, words: str) -> None:
        """Search with the search box of the header."""
        self.page.get_by_role("banner").get_by_role("searchbox").fill(words)
        self.follow(self.page.get_by_role("banner").get_by_role("button", name="Search"))

    def follow(self, link: Locator) -> None:
        """Click a link to another page, and wait for that page."""
        before = len(self.shown)
        link.click()
        for _ in range(500):
            if len(self.shown) > before:
                break
            self.page.wait_for_timeout(20)
        self.page.wait_for_load_state()

    def heading(self, name: Any) -> Locator:
        return self.page.get_by_role("heading", name=name)

    def fine(self) -> None:
        """Check that the page is accessible, valid, fits its width (on a phone also 320 px: 400 % zoom), and asks no other host."""
        page = self.page
        if self.javascript:
            self._accessible()
        assert self.fits(), f"{page.url} scrolls sideways at {self.width}px"
        if self.on_a_phone:
            page.set_viewport_size({"width": 320, "height": 900})
            assert self.fits(), f"{page.url} scrolls sideways at 320px"
            page.set_viewport_size({"width": self.width, "height": 900})
        assert self.check(self.shown[-1].text()) == [], page.url
        assert self.outside == [], page.url

    def fits(self) -> bool:
        """Return whether nothing sticks out at the side, once the page has its new width (a script folds the menu)."""
        for _ in range(20):
            if self.page.evaluate("document.documentElement?.scrollWidth <= window.innerWidth"):
                return True
            self.page.wait_for_timeout(50)
        return False

    def _accessible(self) -> None:
        if self.page.locator("script[src]").count():  # pages that report a defect have no script
            self.page.locator("header[data-nhsuk-header-init]").wait_for(state="attached")
        if self.on_a_phone:
            self.page.wait_for_timeout(150)  # the menu folds a moment after the page has its new width
        kinds = set(self.page.evaluate(KINDS))
        known = _looked_at.setdefault((self.width, re.sub("[0-9]+", "N", urlsplit(self.page.url).path)), set())
        if kinds <= known:
            return
        found = Axe().run(self.page, context=LIKE_ANOTHER)
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        undecided = [(one["id"], [node["target"] for node in one["nodes"]]) for one in found.response["incomplete"]]
        assert [one for one in undecided if one[0] not in UNDECIDED] == [], self.page.url
        known |= kinds

    def picture(self, name: str, height: int = 1000) -> None:
        """Take a picture for the how-tos, if asked for: what is on screen, on a desktop or where needed on a phone."""
        wanted = os.environ.get("PICTURES") and self.javascript and self.on_a_phone == name.endswith("-phone")
        if wanted:
            PICTURES.mkdir(exist_ok=True)
            self.page.set_viewport_size({"width": self.width, "height": height})
            self.page.mouse.move(0, 0)
            self.page.screenshot(path=PICTURES / f"{name}.png")
            self.page.set_viewport_size({"width": self.width, "height": 900})


MODES = {"desktop": (1280, True), "phone": (375, True), "phone-without-javascript": (375, False)}


def walked(*modes: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("walk", [MODES[mode] for mode in modes], ids=modes, indirect=True)


also_without_javascript = walked(*MODES)


@pytest.fixture(params=[MODES["desktop"], MODES["phone"]], ids=["desktop", "phone"])
def walk(request: pytest.FixtureRequest, browser: Browser, live_server: Any, demo: None, checker: Any) -> Iterator[Walk]:
    width, javascript = request.param
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": width, "height": 900})
    context.set_default_timeout(10_000)
    walk = Walk(context.new_page(), live_server.url, width, javascript, checker)
    walk.page._loop.set_debug(False)  # Python's -X dev is for our own code; it would make Playwright twice as slow

    def remember(response: Response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            walk.shown.append(response)

    walk.page.on("response", remember)
    walk.page.on("request", lambda sent: walk.outside.append(sent.url) if not sent.url.startswith((live_server.url, "data:")) else None)
    yield walk
    context.close()
