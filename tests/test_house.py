"""The rules of the project that a linter cannot check, for all code now and later."""

import ast
import re
from pathlib import Path

from django.apps import apps
from django.contrib import admin
from django.db import models
from django.urls import get_resolver
from django.urls.converters import IntConverter

from history.admin import BackOfficeAdmin
from history.reading.tracked import TRACKED
from history.recording.versions import TrackedModel
from tests.planted import defects

ROOT = Path(__file__).resolve().parent.parent
APPS = [
    "history",
    "people",
    "mail",
    "moves",
    "vanguards",
    "support",
    "milestones",
    "selection",
    "returns",
    "fund",
    "spread",
    "board",
    "pages",
    "config",
]
OURS = [model for app in APPS if app != "config" for model in apps.get_app_config(app).get_models()]
CODE = {
    str(path.relative_to(ROOT)): path.read_text()
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts and "tests" not in path.parts
}
TREES = {name: ast.parse(text) for name, text in CODE.items()}

# Files longer than usual, and why.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}

# Models without history, and why.
UNTRACKED_MODELS = {
    "history.Change": "it is the history",
    "history.Entry": "it is the history",
    "history.Concern": "it is kept of the history, and can be made again from it",
    "history.ClockOffset": "fixed once, before anything is recorded",
    "milestones.CalendarFeed": "a key of the person's own, as a password is: no fact of the record",
    "mail.MailChoice": "what a person wants to be mailed of is nobody else's business",
    "mail.Mail": "written once by the app, with the change it tells of, as the history is",
}


def app_of(name):
    return name.partition("/")[0]


def nodes(tree, *kinds):
    return [node for node in ast.walk(tree) if isinstance(node, kinds)]


def imports(tree):
    """Return everything that a module imports, also inside functions, except what only types need."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{name.name}", node.module) for name in node.names)
        elif isinstance(node, ast.Import):
            yield from ((name.name, name.name) for name in node.names)
        elif not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            yield from imports(node)


def test_no_modules_import_each_other_in_a_circle_not_even_from_inside_a_function():
    modules = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): tree for name, tree in TREES.items()}
    needs = {name: {whole if part not in modules else part for part, whole in imports(tree)} for name, tree in modules.items()}
    while free := [one for one in needs if not needs[one] & needs.keys() or not any(one in others for others in needs.values())]:
        for module in free:
            del needs[module]
    assert sorted(needs) == [], "these import each other: let what two of them need stand in a module below both"


def test_every_model_is_under_history_or_says_why_not():
    untracked = {model._meta.label for model in OURS if not issubclass(model, TrackedModel) and not hasattr(model, "instance_type")}
    assert untracked == set(UNTRACKED_MODELS)


def test_no_tracked_record_has_links_that_history_cannot_see():
    assert [model._meta.label for model in TRACKED.values() if model._meta.many_to_many] == []


def test_deleting_a_tracked_record_never_empties_anothers_field():
    for model in TRACKED.values():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                assert field.remote_field.on_delete in (models.PROTECT, models.CASCADE), f"{model._meta.label}.{field.name}"


def test_columns_of_versions_may_all_be_empty():
    """A field that is added later was "not recorded then"."""
    for model in TRACKED.values():
        version = model.version_model()
        for field in model.version_fields():
            if not field.primary_key:
                assert version._meta.get_field(field.name).null, f"{version._meta.label}.{field.name}"


def test_facts_that_go_together_are_tied_by_the_database():
    """A moment goes with a person: `decided_at` with `decided_by`. If both are always given, no constraint is needed."""
    for model in TRACKED.values():
        fields = {field.name: field for field in model._meta.concrete_fields}
        for name, field in fields.items():
            partner = fields.get(f"{name.removesuffix('_at')}_by") if name.endswith("_at") else None
            if partner is not None and (field.null or partner.null):
                tied = [
                    str(constraint.condition) for constraint in model._meta.constraints if isinstance(constraint, models.CheckConstraint)
                ]
                assert any(name in condition and partner.name in condition for condition in tied), (
                    f"{model._meta.label}: {name}, {partner.name}"
                )


def test_names_of_fields_say_what_they_hold():
    """Dates end in _on (the last day of one in _until), moments in _at, people in _by (or are named owner, user)."""
    for model in OURS:
        if hasattr(model, "history_type") and model._meta.label != "history.Entry":
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.DateTimeField) and field.name not in ("last_login", "moment"):
                assert field.name.endswith("_at"), field
            elif type(field) is models.DateField and not field.name.endswith("_until"):
                assert field.name.endswith("_on"), field


def test_no_view_goes_round_the_door():
    """Views read through visible_to(user); only parts of a visible record are read by their own names."""
    rooms = ("board", "views")  # everything that the board reads is shown
    views = [name for name in CODE if name not in COMMANDS and (name.endswith("/views.py") or name.split("/")[-2] in rooms)]
    assert [
        f"{name}: {found[0]}"
        for name in views
        for found in re.finditer(r"\b([A-Z]\w+)\.objects\.(?!visible_to\b)(\w+)", CODE[name])
        if found[2] not in ("led_by", "shared_with")  # these check what the person may see too
    ] == []


# Not called by a page: commands that load data, and the page of components.
COMMANDS = {"board/demo.py", "board/programme.py", "board/component_list.py"}


# Functions that write rows without history in bulk, and why.
WRITE_IN_BULK = {
    "mail/posting.py": "one change may tell thousands of people",
    "mail/sending.py": "a mail is claimed by one statement, so that no two senders have it",
}


def test_every_field_of_words_days_and_addresses_reads_them_as_people_type_them():
    """The fields of pages/fields.py clean what is pasted, and read days and addresses like every other page."""
    stock = r"\bforms\.(CharField|DateField|DateTimeField|SplitDateTimeField|URLField|IntegerField)\b(?!\))"
    assert [name for name, text in CODE.items() if re.search(stock, text)] == ["pages/fields.py"], "take one of pages/fields.py"
    assert {name for name, text in CODE.items() if ".isdecimal()" in text} <= READ_DIGITS, "take pages/typed_numbers.py"


READ_DIGITS = {"pages/typed_numbers.py", "pages/typed_dates.py"}


def test_only_history_writes_in_bulk():
    assert [
        f"{name}:{call.lineno} {call.func.attr}"
        for name, tree in TREES.items()
        if app_of(name) != "history" and name not in WRITE_IN_BULK
        for call in nodes(tree, ast.Call)
        if isinstance(call.func, ast.Attribute) and _writes_in_bulk(call.func)
    ] == []


def _writes_in_bulk(method):
    of_a_query = "objects" in ast.dump(method.value) or "filter" in ast.dump(method.value)
    return method.attr in ("bulk_create", "bulk_update", "raw") or (method.attr == "update" and of_a_query)


def test_no_rule_hides_in_save_or_signals():
    for name, tree in TREES.items():
        if app_of(name) == "history":
            continue
        hidden = [
            f"{name}: {node.name}.{item.name}"
            for node in nodes(tree, ast.ClassDef)
            for item in node.body
            if isinstance(item, ast.FunctionDef) and item.name in ("save", "delete") and _is_a_model(node)
        ]
        assert hidden == []
        assert "@receiver" not in CODE[name], name


def _is_a_model(node):
    return any(base.id.endswith(("Model", "Fact", "PartOfVanguard", "PartOfRequest")) for base in node.bases if isinstance(base, ast.Name))


# These let the database fold letters, and each does it differently (SQLite does not know É): use plain words (pages/plain_words.py).
FOLDED_BY_THE_DATABASE = r"__i(?:contains|exact|startswith|endswith|regex)\b|\b(?:Upper|Lower|UPPER|LOWER)\("
# Uses other than searches, and why.
MAY_BE_FOLDED = {"people/models.py": "a constraint: an address of an account, kept in small letters, stands once whatever writes it"}


def test_words_are_compared_in_their_plain_form_and_not_as_a_database_folds_them():
    assert {name for name, text in CODE.items() if re.search(FOLDED_BY_THE_DATABASE, text)} == set(MAY_BE_FOLDED)


def test_the_back_office_searches_the_column_of_plain_words_or_a_number():
    for model, its in admin.site._registry.items():
        for field in its.search_fields if model in OURS else ():
            assert field.endswith("plain_words__contains") or re.fullmatch("=(.*__)?(id|number)", field), f"{model._meta.label}: {field}"
            assert isinstance(its, BackOfficeAdmin), "which puts what is typed into its plain form"


def our_pages():
    for pattern in get_resolver().url_patterns:
        for each in getattr(pattern, "url_patterns", [pattern]):
            name = getattr(each, "name", None)
            if name and not name.startswith("account_") and getattr(pattern, "namespace", None) is None:
                yield name, each.callback


NO_PAGES = {
    "health",
    "ready",
    "owner_names",
    "milestone_calendar",
    "request_meant",
    "return_latest",
}  # they answer with JSON, a file or a redirect


def every_converter(patterns):
    for pattern in patterns:
        yield from pattern.pattern.converters.values()
        yield from every_converter(getattr(pattern, "url_patterns", []))


def test_numbers_stand_in_addresses_in_one_way_only():
    """Django's own <int:…> also reads 038 as 38, which would give a page any number of addresses."""
    ours = [pattern for pattern in get_resolver().url_patterns if getattr(pattern, "namespace", None) is None]
    assert not any(isinstance(converter, IntConverter) for converter in every_converter(ours))


def test_a_page_has_one_name_in_every_place():
    """Its URL, view and template have the same name."""
    pages = dict(our_pages())
    assert len(pages) > 30
    assert {name: view.__name__ for name, view in pages.items() if view.__name__ != name} == {}
    with_a_template = [name for name in pages if name not in NO_PAGES and not name.endswith("_export")]
    templates = [ROOT / "templates" / pages[name].__module__.partition(".")[0] / f"{name}.html" for name in with_a_template]
    assert [template for template in templates if not template.exists()] == []


def test_files_and_functions_fit_in_the_head():
    assert {name for name, text in CODE.items() if len(text.splitlines()) > 300} == set(LONG_FILES)
    functions = {f"{name}:{node.name}": node for name, tree in TREES.items() for node in nodes(tree, ast.FunctionDef)}
    assert {name for name, node in functions.items() if node.end_lineno - node.lineno + 1 > 25} == set(LONG_FUNCTIONS)


def test_templates_fit_in_the_head_and_carry_no_inline_script_or_style():
    templates = {path: path.read_text() for path in (ROOT / "templates").rglob("*.html")}
    assert len(templates) > 50
    assert [path for path, text in templates.items() if len(text.splitlines()) > 120] == []
    inline = r"\bstyle=|<style|\bon[a-z]+=\"|<script(?![^>]*\bsrc=)"
    assert [path for path, text in templates.items() if re.search(inline, text)] == []


def test_every_model_says_what_it_is_and_how_it_is_called():
    for model in OURS:
        if not hasattr(model, "instance_type"):
            assert model.__doc__, model
            assert "__str__" in {name for base in model.__mro__[:-1] if base is not models.Model for name in vars(base)}, model


def test_migrations_import_no_app_code_and_are_named():
    migrations = sorted(ROOT.glob("*/migrations/0*.py"))
    assert len(migrations) > 10
    for path in migrations:
        for node in nodes(ast.parse(path.read_text()), ast.ImportFrom, ast.Import):
            module = node.module if isinstance(node, ast.ImportFrom) else node.names[0].name
            assert (module or "").partition(".")[0] not in APPS, f"{path}: {module}"
        assert "_auto_" not in path.name


# Words that the code knows itself, or a record's first name: addresses must not use words that people edit.
MAKE_ADDRESSES_OF_WORDS = {
    "history/recording/codes.py": "a code is given once, of the name there is then",
    "pages/exports.py": "a file is called by what was chosen; nothing finds it by that",
    "returns/models/periods.py": "a code is given once, of the name the period is opened with",
    "returns/filters.py": "the states of the table",
    "returns/views/periods.py": "the states of the table",
    "selection/actions.py": "a code is given once, of the name the round is opened with",
    "selection/filters.py": "the states of the table",
    "spread/benefit_filters.py": "the states of the table",
    "spread/filters.py": "the states of the table",
    "support/filters.py": "the states of the table",
    "vanguards/views.py": "the states of the table",
}
KEYED_BY_NAMES = {"board/component_list.py": "of files", "milestones/queries.py": "of statuses, which the code knows"}


def test_nothing_is_known_by_words_that_people_edit():
    """No address uses a name, and no dictionary has names as keys: two records may share one, and names change."""
    assert {name for name, text in CODE.items() if "slugify" in text} <= set(MAKE_ADDRESSES_OF_WORDS)
    assert [
        f"{name}:{node.lineno}"
        for name, tree in TREES.items()
        if app_of(name) not in ("history", "pages") and name not in KEYED_BY_NAMES  # these know fields, which have names too
        for node in nodes(tree, ast.DictComp)
        if isinstance(node.key, ast.Attribute) and node.key.attr in ("name", "title", "words")
    ] == []


def test_every_defect_to_plant_can_still_be_planted():
    """Keeps the list up to date; `make planted` checks that each is caught."""
    assert [f"{defect.sentence}: {defect.is_out_of_date}" for defect in defects() if defect.is_out_of_date] == []
