"""Serves the NHS design system's stylesheet, script and images out of its package."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import get_files
from django.core.files.storage import FileSystemStorage

DIST = Path(settings.ROOT) / "node_modules" / "nhsuk-frontend" / "dist" / "nhsuk"
WANTED = ["nhsuk-frontend.min.css", "nhsuk-frontend.min.js", "assets/*"]


class NhsFrontend(BaseFinder):
    """Finds the design system's files at the paths its own stylesheet expects beneath /assets/."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        self.storages = [self._storage(DIST / "assets", ""), self._storage(DIST, "nhsuk")]
        super().__init__(*args, **kwargs)

    @staticmethod
    def _storage(folder: Path, prefix: str) -> FileSystemStorage:
        storage: Any = FileSystemStorage(location=folder)
        storage.prefix = prefix
        return storage  # type: ignore[no-any-return]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        found = [str(place) for place, wanted in ((DIST / "assets" / path, True), (DIST / path.removeprefix("nhsuk/"), path.startswith("nhsuk/"))) if wanted and place.is_file()]
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for path in get_files(self.storages[0], ignore_patterns):
            yield path, self.storages[0]
        for name in ("nhsuk-frontend.min.css", "nhsuk-frontend.min.js"):
            yield name, self.storages[1]
