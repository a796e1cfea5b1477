"""What gunicorn serves. It does not start if the clock is earlier than the last change: the record would lose its order."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config.memory import keep_small

keep_small()  # before there are threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from history.reading.last_change import refuse_clock_behind  # noqa: E402 - models need the application to be set up first

refuse_clock_behind()

# The collector can skip everything loaded so far (it takes a sixth of each page's time).
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 10, 50)
