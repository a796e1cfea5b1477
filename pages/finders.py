"""Serve the NHS design system's stylesheet, script and images from its package."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

DIST = Path(settings.ROOT) / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
OURS = Path(settings.ROOT) / "var" / "nhsuk"  # files made from the package
STYLESHEET = "nhsuk-frontend.min.css"
BUILT = ["nhsuk-frontend.min.css.map", "nhsuk-frontend.min.js", "nhsuk-frontend.min.js.map"]


def without_fonts() -> None:
    """Write the stylesheet without its typeface, if that is not done yet.

    Frutiger is licensed for the NHS website only, and browsers would fetch its files from another host even if no element uses it.
    """
    made, source = OURS / STYLESHEET, DIST / STYLESHEET
    if source.exists() and not (made.exists() and made.stat().st_mtime >= source.stat().st_mtime):
        OURS.mkdir(parents=True, exist_ok=True)
        whole = OURS / f"{STYLESHEET}.{os.getpid()}"
        whole.write_text(re.sub(r"@font-face\s*\{[^}]*\}", "", source.read_text(encoding="utf-8")), encoding="utf-8")
        whole.replace(made)  # another process may be reading it


class NhsFrontend(BaseFinder):
    """Find the design system's images where its stylesheet expects them, under /assets/, and its built files beside them."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.images = FileSystemStorage(location=DIST / "assets")
        self.built = FileSystemStorage(location=DIST)
        self.ours = FileSystemStorage(location=OURS)
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        without_fonts()
        found = [
            storage.path(path)
            for storage, wanted in ((self.images, True), (self.built, path in BUILT), (self.ours, path == STYLESHEET))
            if wanted and not path.startswith("/") and storage.exists(path)
        ]
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        without_fonts()
        yield STYLESHEET, self.ours
        for path in get_files(self.images, ignore_patterns):
            yield path, self.images
        for path in BUILT:
            yield path, self.built
