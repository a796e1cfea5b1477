"""The tracked models, by label ("support.recipient"); history/recording/versions.py adds them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from history.recording.versions import TrackedModel

TRACKED: dict[str, type["TrackedModel"]] = {}
