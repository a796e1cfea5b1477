"""All settings, read from environment variables only. A missing one says what to do (docs/how-to/run-in-production.md)."""

import re
from pathlib import Path
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environ import Env

ROOT = Path(__file__).resolve().parent.parent

env = Env()


def required(name: str, advice: str, otherwise: str = "") -> str:
    """Return the variable's value. If it is missing or empty, return `otherwise`, or raise an error that says what to do."""
    value: str = env.str(name, default="") or otherwise
    if not value:
        raise ImproperlyConfigured(f"Set {name} in the environment: {advice}")
    return value


def how_many(name: str, advice: str) -> int:
    """Return the variable as a number; 0 if it is missing or empty. Raise an error that says what to do if it is not a number."""
    words: str = env.str(name, default="") or "0"
    if not re.fullmatch("[0-9]{1,2}", words):
        raise ImproperlyConfigured(f"Set {name} in the environment: {advice}")
    return int(words)


SECRET_KEY = required("SECRET_KEY", "fifty or more random characters, the same for every process, told to nobody.")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # allows load_demo: invented people and activity
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG or DEMO else [])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "board",
    "spread",
    "returns",
    "selection",
    "fund",
    "milestones",
    "support",
    "vanguards",
    "moves",
    "mail",
    "people",
    "history",
    "pages",
    "simple_history",
    "django_filters",
    "allauth",
    "allauth.account",
    "axes",
    "csp",
    "people.admin_site.BackOfficeConfig",  # django.contrib.admin with our own policies
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "pages.middleware.QuicklyCompressed",  # fifty rows are 113 KB of markup, 10 as sent; tokens are masked anew on each page (BREACH)
    "pages.middleware.ReadableFormsOnly",
    "pages.middleware.ShortAddressesOnly",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pages.middleware.NeverCached",
    "people.middleware.SignInFirst",
    "people.middleware.FormsSayForWhom",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "people.middleware.RoleRequired",
    "history.past.middleware.AsAt",
    "axes.middleware.AxesMiddleware",
]

# Messages end with the session. A cookie would show the next person at the browser what the last one did.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

FORCE_SCRIPT_NAME = ""  # served at the root: remembered paths must not depend on what a request says
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "pages",
        "BACKEND": "pages.jinja.Pages",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "config.jinja.environment", "context_processors": ["config.jinja.layout"]},
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates" / "django"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.jinja.frame",
            ],
        },
    },
]
FORM_RENDERER = "pages.forms.PageForms"

# --- the database -----------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{ROOT / 'var' / 'tracker.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: take the write lock when a transaction starts. Otherwise one that reads first may get "database is locked", whatever the
    # timeout. FULL: with NORMAL, a power cut loses every commit since the last checkpoint.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "cached_statements": 1_000,  # Python's default of 128 is too few for our pages
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-32768;",
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    options = DATABASES["default"].setdefault("OPTIONS", {})
    # Compiling statements pays off for long reports; here it would delay a file by half a second.
    options.setdefault("options", "-c jit=off")
    # A statement asked a third time keeps its plan, which takes as long to find as the rows (docs/decisions/0013-prepared-queries.md).
    # Behind a pooler that lends connections by the transaction, set PREPARE_STATEMENTS=0.
    if env.bool("PREPARE_STATEMENTS", default=True):
        options.update(server_side_binding=True, prepare_threshold=2)
DATABASES["default"]["CONN_MAX_AGE"] = 600  # seconds; also for SQLite, which reads its whole schema when it is opened
CHECK_PREPARED = ""  # for tests: how often to compare a prepared query with a fresh one ("values", "shapes")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- people -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "people.backends.OpenAccounts",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "people.adapter.Accounts"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the back office opens accounts
ACCOUNT_FORMS = {"login": "people.forms.SignInForm", "change_password": "people.forms.ChangePasswordForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_TEMPLATE_EXTENSION = "html"
ACCOUNT_RATE_LIMITS = False  # axes counts failures, in the database that all processes share
AXES_FAILURE_LIMIT = 10  # wrong passwords for an account at one place
FAILURES_OF_AN_ACCOUNT = 50  # wrong passwords for an account in total; then it opens only where its owner has signed in lately
PLACE_IS_KNOWN_FOR = 90  # days
AXES_COOLOFF_TIME = 1  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # guessing on must not keep the account locked
AXES_HANDLER = "people.lockout.Guard"
AXES_CLIENT_IP_CALLABLE = "people.lockout.place_of"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "people.lockout.whose"
AXES_LOCKOUT_CALLABLE = "people.views.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- mail -------------------------------------------------------------------------------------------------------------

TRIED_OUT = DEBUG or DEMO  # mails become files, with addresses of this machine
SITE_ADDRESS = required(
    "SITE_ADDRESS",
    "the address people open the app at, such as https://tracker.example.com: the mails' links begin with it.",
    "http://127.0.0.1:8000" if TRIED_OUT else "",
).rstrip("/")
DEFAULT_FROM_EMAIL = required(
    "FROM_ADDRESS", "the address the app's mails come from, which the mail server must allow.", "tracker@example.com" if TRIED_OUT else ""
)
CONTACT_ADDRESS = required(
    "CONTACT_ADDRESS",
    "the address at which people reach the back office: it stands wherever a page says to ask it.",
    "office@example.com" if TRIED_OUT else "",
)
_mail_server = env.email_url_config(
    required("EMAIL_URL", "the mail server, such as smtp+tls://user:password@mail.example.com:587.", "filemail://" if TRIED_OUT else "")
)
EMAIL_BACKEND = _mail_server["EMAIL_BACKEND"]
EMAIL_FILE_PATH = _mail_server["EMAIL_FILE_PATH"] or env.str("MAIL_FOLDER", default=str(ROOT / "var" / "mail"))
EMAIL_HOST = _mail_server["EMAIL_HOST"] or "localhost"
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (_mail_server[f"EMAIL_HOST_{name}"] or "" for name in ("USER", "PASSWORD"))
EMAIL_USE_TLS, EMAIL_USE_SSL = (_mail_server.get(f"EMAIL_USE_{name}", False) for name in ("TLS", "SSL"))
EMAIL_PORT = _mail_server["EMAIL_PORT"] or (587 if EMAIL_USE_TLS else 465 if EMAIL_USE_SSL else 25)
DIGESTS = [  # for the programme team's digests, once an hour
    "support.notices.new_requests",
    "milestones.notices.dates_that_wait",
    "returns.notices.returns_sent",
    "selection.notices.expressions_sent",
    "spread.notices.waiting_to_be_checked",
]
EMAIL_TIMEOUT = 10  # seconds: the first mails of a change are sent before its page is answered

# --- transport and content --------------------------------------------------------------------------------------------

HTTPS = env.bool("HTTPS", default=not (DEBUG or DEMO))  # the demo is served without it, on the machine itself
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^ready/$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
TRUSTED_PROXIES = how_many("BEHIND_PROXY", "the number of proxies in front of the app, 1 or more; leave it unset where there is none.")
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_ENGINE = "people.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day
CSRF_FAILURE_VIEW = "people.views.form_expired"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # icons of the NHS and admin stylesheets
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# --- static files -----------------------------------------------------------------------------------------------------

STATIC_URL = "/assets/"  # the NHS stylesheet's own image paths work
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(ROOT / "staticfiles")))
STATICFILES_DIRS = [ROOT / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "pages.finders.NhsFrontend",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage" if DEBUG else "pages.storage.HashedAssets",
    },
}

# --- words and times --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
USE_TZ = True
TIME_ZONE = "Europe/London"
USE_I18N = True

SIMPLE_HISTORY_DATE_INDEX = False  # history/recording/versions.py builds better indexes

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "pages.logs.OneLine", "format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"once": {"()": "pages.logs.TellsOnce"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["once"]}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

if DEBUG:
    INSTALLED_APPS += ["debug_toolbar", "django_browser_reload"]
    MIDDLEWARE.insert(1, "debug_toolbar.middleware.DebugToolbarMiddleware")
    MIDDLEWARE.append("django_browser_reload.middleware.BrowserReloadMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]
    # Leave out its panel of templates, which understands only Django's.
    DEBUG_TOOLBAR_PANELS = [
        f"debug_toolbar.panels.{panel}"
        for panel in ("timer.TimerPanel", "headers.HeadersPanel", "request.RequestPanel", "sql.SQLPanel", "staticfiles.StaticFilesPanel")
    ]
