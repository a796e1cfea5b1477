"""Hashed, compressed, immutable assets."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAssets(CompressedManifestStaticFilesStorage):
    """Follows the imports between script modules too."""

    support_js_module_import_aggregation = True
