"""Collect every sentence, heading and label that people read in templates and code. A value filled in later counts as one word."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import jinja2
from jinja2 import nodes

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
LATER = "Sam"  # stands for a name, number or date that is filled in later
PUT_IN_LATER = re.compile(r"%(\(\w+\))?[sd]|\{[a-z_.]*\}")
SPOKEN_BY_CALLS = {  # by the name of the call, the kind of each of its arguments in order
    "refused": ("sentence",),
    "Refused": ("sentence",),
    "NotUnderstood": ("sentence",),
    "NotADate": ("sentence",),
    "NotAnAddress": ("sentence",),
    "ValidationError": ("sentence",),
    "add_error": ("", "sentence"),
    "words_field": ("label", "sentence"),
    "success": ("", "sentence"),
    "error": ("", "sentence"),
    "warning": ("", "sentence"),
    "info": ("", "sentence"),
}
SPOKEN_BY_NAME = {
    "label": "label",
    "verbose_name": "label",
    "verbose_name_plural": "label",
    "help_text": "sentence",
    "hint": "sentence",
    "did": "sentence",
    "subject": "heading",
    "to_leads": "sentence",
    "to_owner": "sentence",
    "told": "sentence",
    "done": "sentence",
}
NOT_FOR_PEOPLE = {"migrations", "tests", "management", "made_up"}  # the last two: for people who run commands, and invented people's words
KINDS = {**dict.fromkeys(["h1", "h2", "h3", "h4", "title", "caption", "legend", "aria"], "heading")}
KINDS |= dict.fromkeys(["label", "button", "th", "dt", "option"], "label")
KINDS_OF_COMPONENTS = {"table": "heading", "button": "label", "row": "label", "label": "label"}
INLINE = {"a", "strong", "em", "b", "code", "abbr", "input", "img", "time", "del", "ins"}
UNREAD = {"script", "style", "svg", "code"}
SPAN_ENDS = "\0"
IN_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|CREATE|DROP|COPY|PRAGMA|WHEN|USING)\b")


class Said(NamedTuple):
    file: str
    kind: str  # sentence, heading or label
    words: str


@cache
def all_that_is_read() -> set[Said]:
    return set(_in_templates()) | set(_in_code())


def _in_templates() -> Iterator[Said]:
    for path in sorted((ROOT / "templates").rglob("*.*")):
        file, source = str(path.relative_to(ROOT)), path.read_text()
        yield from said_in_django(file, source) if "django" in path.parts else said_in_jinja(file, source)


def _in_code() -> Iterator[Said]:
    for path in (path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))):
        if not NOT_FOR_PEOPLE & set(path.parts):
            yield from said_in_python(str(path.relative_to(ROOT)), path.read_text())


def said_in_python(file: str, source: str) -> Iterator[Said]:
    """Yield what the code says in known calls and fields, and any other whole sentence except docstrings and raised errors."""
    every = list(ast.walk(ast.parse(source)))
    apart = {id(part) for node in every if isinstance(node, ast.Expr | ast.Raise) for part in _strings_of(node)}
    for node in every:
        for kind, value in _spoken(node):
            apart |= {id(part) for part in ast.walk(value)}
            yield from (Said(file, kind, words) for words in _readings(value) if kind)
    for node in every:
        if isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in apart:
            yield from (Said(file, "sentence", words) for words in _readings(node) if _is_a_sentence(words))
        if isinstance(node, ast.JoinedStr):
            apart |= {id(part) for part in ast.walk(node)}


def _strings_of(node: ast.Expr | ast.Raise) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise):
        yield from ast.walk(node)
    else:
        yield node.value


def _is_a_sentence(words: str) -> bool:
    """Return whether the words are a sentence: at least four words, the first with a capital."""
    return words.count(" ") > 2 and not words[0].islower() and words[0].isprintable() and not IN_SQL.search(words)


def _spoken(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield what a call, assignment or class says, judged by the names it uses, and its kind."""
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        yield from zip(SPOKEN_BY_CALLS.get(name, ()), node.args, strict=False)
        named = [(each.arg or "", each.value) for each in node.keywords]
    elif isinstance(node, ast.Assign):
        targets = [part for target in node.targets for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
        values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value] * len(targets)
        names = [getattr(target, "attr", getattr(target, "id", "")) for target in targets]
        named = list(zip(names, values, strict=False))
    elif isinstance(node, ast.ClassDef) and any("TextChoices" in ast.unparse(base) for base in node.bases):
        pairs = [part.value.elts for part in node.body if isinstance(part, ast.Assign) and isinstance(part.value, ast.Tuple)]
        named = [("label", pair[1]) for pair in pairs]
    else:
        return
    for name, value in named:
        if name.endswith("error_messages") and isinstance(value, ast.Dict):
            yield from (("sentence", each) for each in value.values)
        elif name in SPOKEN_BY_NAME:
            yield SPOKEN_BY_NAME[name], value


def _readings(node: ast.expr) -> set[str]:
    """Return what the words are for each way its conditions can go."""
    readings = {PUT_IN_LATER.sub(LATER, _words(node, branch)).strip() for branch in range(4)}
    return {words for words in readings if words.replace(LATER, "").strip()}


def _words(node: ast.expr, branch: int) -> str:
    match node:
        case ast.Constant(value=str(words)):
            return words
        case ast.JoinedStr(values=parts):
            return "".join(_words(part, branch) for part in parts)
        case ast.FormattedValue(value=value):
            return _words(value, branch)
        case ast.IfExp(body=body, orelse=orelse):
            return _words((body, orelse)[branch % 2], branch // 2)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _words(left, branch) + _words(right, branch)
        case ast.BinOp(left=left, op=ast.Mod()) | ast.Call(func=ast.Attribute(value=ast.Constant() as left, attr="format")):
            return _words(left, branch)
    return LATER


def said_in_jinja(file: str, source: str) -> Iterator[Said]:
    """Yield what a template says, drawn many times: each condition uses up a part of `branch` to choose its way."""
    tree = jinja2.Environment(autoescape=True).parse(source)
    apart: list[tuple[str, str]] = []
    pages = {_drawn(tree.body, branch, apart) for branch in range(24)}
    yield from (said for page in pages for said in said_in_html(file, page))
    yield from (Said(file, kind, words) for kind, words in set(apart))


def _drawn(parts: list[nodes.Node], branch: int, apart: list[tuple[str, str]]) -> str:
    return "".join(_drawn_one(part, branch, apart) for part in parts)


def _drawn_one(node: nodes.Node, branch: int, apart: list[tuple[str, str]]) -> str:
    """Return the page for one way through its conditions; words given to components go into `apart`."""
    match node:
        case nodes.If():
            ways = [node.body, *(each.body for each in node.elif_), node.else_]
            return _drawn(ways[branch % len(ways)], branch // len(ways), apart)
        case nodes.For(else_=[_, *_]):
            return _drawn((node.body, node.else_)[branch % 2], branch // 2, apart)
        case nodes.For():
            return _drawn(node.body, branch, apart)
        case nodes.TemplateData(data=data):
            return data
        case nodes.Output(nodes=parts):
            return _drawn(parts, branch, apart)
        case nodes.Expr():
            return _said(node, branch, apart)
    return _drawn_block(node, branch, apart)


def _drawn_block(node: nodes.Node, branch: int, apart: list[tuple[str, str]]) -> str:
    match node:
        case nodes.Block(name="title"):
            return f"<title>{_drawn(node.body, branch, apart)}</title>"
        case nodes.Assign():
            _handed_over(node.node, branch, apart)
        case nodes.CallBlock():
            _handed_over(node.call, branch, apart)
            return f"<p>{_drawn(node.body, branch, apart)}</p>"
        case nodes.Block() | nodes.Macro() | nodes.Scope():
            return f"<p>{_drawn(node.body, branch, apart)}</p>"
    return ""


def _said(node: nodes.Node, branch: int, apart: list[tuple[str, str]]) -> str:
    match node:
        case nodes.Const(value=str(words)):
            return words
        case nodes.Concat(nodes=parts):
            return "".join(_said(part, branch, apart) for part in parts)
        case nodes.Add(left=left, right=right):
            return _said(left, branch, apart) + _said(right, branch, apart)
        case nodes.Or(left=_, right=nodes.Const() as left) | nodes.Filter(node=nodes.Const() as left):
            return _said(left, branch, apart)
        case nodes.CondExpr(expr1=yes, expr2=no):
            chosen = (yes, no)[branch % 2]
            return _said(chosen, branch // 2, apart) if chosen is not None else ""
        case nodes.Call():
            _handed_over(node, branch, apart)
    return LATER


def _handed_over(node: nodes.Node, branch: int, apart: list[tuple[str, str]], kind: str = "sentence") -> None:
    """Add the words given to a component: those of a button are a label, those of a table a heading and its columns."""
    if isinstance(node, nodes.Const | nodes.Concat | nodes.CondExpr):
        words = _said(node, branch, apart).strip()
        if " " in words:
            apart.append((kind, words))
    for each, its_kind in _given(node, kind):
        _handed_over(each, branch, apart, its_kind)


def _given(node: nodes.Node, kind: str) -> list[tuple[nodes.Node, str]]:
    match node:
        case nodes.Call(node=called, args=args):
            name = called.attr if isinstance(called, nodes.Getattr) else getattr(called, "name", "")
            return [(each, KINDS_OF_COMPONENTS.get(name, kind)) for each in args] if name not in ("url", "static", "partition") else []
        case nodes.List(items=items) | nodes.Tuple(items=items):
            return [(each, "label" if kind == "heading" else kind) for each in items]
        case nodes.Dict(items=pairs):
            named = [(pair.key.value, pair.value) for pair in pairs if isinstance(pair.key, nodes.Const)]
            return [(value, kind) for name, value in named if name not in ("classes", "href")]
    return []


def said_in_django(file: str, source: str) -> Iterator[Said]:
    source = re.sub(r"\{#.*?#\}|\{% comment .*?endcomment %\}", "", source, flags=re.DOTALL)
    source = re.sub(r"\{% el(se|if).*?%\}", "<p>", source)
    yield from said_in_html(file, re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", LATER, source)))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open, self.text, self.found = ["p"], "", list[tuple[str, str]]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [("heading", value) for name, value in attrs if name == "aria-label" and value]
        self._goes_on(tag, begins=True)
        if tag not in ("input", "br", "img", "meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._goes_on(tag, begins=False)
        if tag in self.open[1:]:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.text += LATER if UNREAD & set(self.open) else data

    def _goes_on(self, tag: str, begins: bool) -> None:
        """Return whether a sentence goes on over a tag: it does only over tags inside sentences, and of spans over those with words about
        them.
        """
        in_heading = any(KINDS.get(each) == "heading" for each in self.open)
        inside = tag in INLINE or (tag == "span" and not in_heading and not (begins and self.text.rstrip().endswith(SPAN_ENDS)))
        if not inside:
            self.finish()
        elif tag == "span" and not begins:
            self.text += SPAN_ENDS

    def finish(self) -> None:
        kind = next((KINDS[each] for each in reversed(self.open) if each in KINDS), "sentence")
        text = self.text.replace(SPAN_ENDS, "")
        self.found += [(kind, part) for part in (text.split(" – ") if kind == "heading" else [text])]
        self.text = ""


def said_in_html(file: str, html: str) -> Iterator[Said]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    for kind, text in reader.found:
        words = " ".join(text.split())
        if words.replace(LATER, "").strip(" .,;:()–"):
            yield Said(file, kind, words)
