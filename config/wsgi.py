"""What gunicorn serves. Refuses to start with a clock earlier than the last change, or the record would lose its order."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from history.clock import refuse_if_behind  # noqa: E402 - models can only be imported after the application is set up

refuse_if_behind()
