"""The design system's files, without what would have browsers ask an outside host."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from pages.finders import DIST, STYLESHEET, NhsFrontend

pytestmark = pytest.mark.once


def test_the_stylesheet_names_no_typeface_of_an_outside_host():
    text = Path(finders.find(STYLESHEET)).read_text(encoding="utf-8")
    original = (DIST / STYLESHEET).read_text(encoding="utf-8")
    assert "@font-face" in original, "then there is nothing to take out any more: serve it as it is"
    assert "@font-face" not in text
    assert "https://" not in text
    assert len(text) > 0.9 * len(original)


def test_collecting_finds_each_file_once():
    names = [name for name, _ in NhsFrontend().list(None)]
    assert len(names) == len(set(names))
    assert {STYLESHEET, "nhsuk-frontend.min.js"} <= set(names)


@pytest.mark.django_db
def test_nobody_says_from_outside_where_the_app_is_served(as_, tess):
    """Paths of pages are remembered: otherwise one request could change everybody's links."""
    for address in ("/", "/support/"):
        assert "/elsewhere" not in as_(tess).get(address, SCRIPT_NAME="/elsewhere").content.decode()
