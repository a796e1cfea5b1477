"""Hashed, compressed, immutable assets."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAssets(CompressedManifestStaticFilesStorage):
    """Follows the imports between script modules too; source maps are not shipped, so a mention of one is left as it is."""

    support_js_module_import_aggregation = True
    manifest_strict = True
