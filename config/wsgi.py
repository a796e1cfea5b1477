"""What gunicorn serves. Refuses to start with a clock earlier than the last change, or the record would lose its order."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from config.memory import keep_small

keep_small()  # before there are threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from history.reading.last_change import refuse_clock_behind  # noqa: E402 - models can only be imported after the application is set up

refuse_clock_behind()

# What is loaded now stays for good: the collector need not look through it with every page (a sixth of what a page costs).
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 10, 50)
