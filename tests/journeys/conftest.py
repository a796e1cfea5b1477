"""A real browser, the demonstration's data, and axe at the end of each step."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from playwright.sync_api import Page, expect

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PASSWORD = "demo-vanguard"

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright runs an event loop in the thread that also asks the database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in Path(item.fspath).parts:
            item.add_marker("browser")
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None and not os.environ.get("BROWSER_REQUIRED"):
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (Debian: apt-get install chromium)"))


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.fail("The browser tests need Chromium: apt-get install chromium")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return {"executable_path": CHROMIUM, "args": quiet}


@pytest.fixture
def demo(transactional_db: Any) -> Iterator[None]:
    """The facts and the demonstration, as `make run` shows them; afterwards no number is left used up."""
    call_command("load_demo", verbosity=0)
    yield
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


@pytest.fixture
def sign_in(page: Page, live_server: Any, demo: None) -> Callable[[str], Page]:
    """Given somebody who has signed in: sign_in("team@example.com")."""

    def as_person(address: str) -> Page:
        page.goto(f"{live_server.url}/")
        page.get_by_label("E-mail address").fill(address)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name="Sign out")).to_be_visible()
        return page

    return as_person


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Axe finds nothing on the page as it stands now, at a desktop's width and at a phone's."""
    axe = Axe()

    def check(page: Page) -> None:
        for width in (1280, 375):
            page.set_viewport_size({"width": width, "height": 900})
            found = axe.run(page)
            assert found.violations_count == 0, f"{page.url} at {width}px\n{found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{page.url} scrolls sideways at {width}px"
        page.set_viewport_size({"width": 1280, "height": 900})

    return check
