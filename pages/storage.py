"""Static files with hashed names, compressed."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedAssets(CompressedManifestStaticFilesStorage):
    """Also rename the imports between script modules."""

    support_js_module_import_aggregation = True
