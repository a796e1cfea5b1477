"""The models under history, by label ("support.recipient"); history/recording/versions.py adds each as it is made."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from history.recording.versions import TrackedModel

TRACKED: dict[str, type["TrackedModel"]] = {}
