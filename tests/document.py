"""Writes docs/reference/ from the code, so that it cannot rot: `make docs`; `make check` fails where it is not as written.

python -m tests.document [--check]
"""

import os
import sys
from pathlib import Path

import django

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
HEAD = "<!-- Written by `make docs`. Change the code, not this page. -->\n\n"
WORDS = {200: "sees it", 302: "is sent elsewhere", 403: "is refused, with the reason", 404: "not found", 405: "cannot be sent"}


def who_may_what() -> str:
    """The table of tests/who_may.py for people to read."""
    from tests.who_may import PAGES, PEOPLE

    lines = [
        "# Who may see what\n",
        "What each person gets who opens the page (and, after the slash, who sends a form to it). “Lead” leads the vanguard concerned; "
        "“another lead” leads a different one. A record nobody may see answers exactly as one that does not exist.\n",
        f"| Page | {' | '.join(PEOPLE)} |",
        f"|---|{'---|' * len(PEOPLE)}",
    ]
    for page in PAGES.values():
        cells = [WORDS[get] if post == 405 else f"{WORDS[get]} / {WORDS[post]}" for get, post in zip(page.get, page.post, strict=True)]
        lines.append(f"| {page.what} | {' | '.join(cells)} |")
    lines.append("\nThe admin is for the back office and administrators; everyone else is refused with the reason, or sent to sign in.\n")
    return "\n".join(lines)


def records() -> str:
    """Every tracked record and its fields."""
    from history.differences import label_of
    from history.versions import TRACKED

    lines = ["# What is on record\n", "Every record under history, with its fields. The code’s own words are used throughout.\n"]
    for _, model in sorted(TRACKED.items()):
        lines += [f"## {model.__name__}\n", f"{(model.__doc__ or '').strip()}\n", "| Field | Is | Note |", "|---|---|---|"]
        for field in model.version_fields():
            kind = f"→ {field.related_model.__name__}" if field.related_model else type(field).__name__.removesuffix("Field").lower()
            lines.append(f"| {label_of(field)} | {kind}{', may be empty' if field.blank else ''} | {field.help_text} |")
        lines.append("")
    return "\n".join(lines)


PAGES = {"who-may-what.md": who_may_what, "records.md": records}


def main(check: bool) -> int:
    """Write the pages; with `check`, only say which are not as the code has them."""
    stale = []
    for name, write in PAGES.items():
        text, path = HEAD + write().rstrip() + "\n", REFERENCE / name
        if check and (not path.exists() or path.read_text() != text):
            stale.append(name)
        elif not check:
            path.write_text(text)
    for name in stale:
        sys.stderr.write(f"docs/reference/{name} is not what the code says: run make docs.\n")
    return 1 if stale else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    django.setup()
    sys.exit(main("--check" in sys.argv))
