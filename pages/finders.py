"""Serves the NHS design system's stylesheet, script and images out of its package."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

DIST = Path(settings.ROOT) / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
BUILT = [f"nhsuk-frontend.min.{kind}" for kind in ("css", "css.map", "js", "js.map")]


class NhsFrontend(BaseFinder):
    """Finds the design system's images where its own stylesheet expects them beneath /assets/, and its built files beside them."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.images = FileSystemStorage(location=DIST / "assets")
        self.built = FileSystemStorage(location=DIST)
        super().__init__(*args, **kwargs)

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [
            storage.path(path)
            for storage, wanted in ((self.images, True), (self.built, path in BUILT))
            if wanted and not path.startswith("/") and storage.exists(path)
        ]
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for path in get_files(self.images, ignore_patterns):
            yield path, self.images
        for path in BUILT:
            yield path, self.built
