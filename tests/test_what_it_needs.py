"""What is installed with the app: each with its reason, from no place that one machine alone knows."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_no_registry_and_no_place_of_one_machine_is_named():
    text = "\n".join(
        (ROOT / name).read_text() for name in ("requirements.txt", "requirements-dev.txt", "package-lock.json", "pyproject.toml")
    )
    assert not re.search(r"https?://[^ \"]*(registry|index|hosted)", text)


def test_each_dependency_says_why_it_is_here():
    section = (ROOT / "pyproject.toml").read_text().partition("dependencies = [")[2].partition("\n]")[0]
    for line in section.strip().splitlines():
        assert "#" in line, line
