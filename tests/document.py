"""Write docs/reference/ from the code (`make docs`); `make check` fails if it is out of date.

python -m tests.document [--check]
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import django

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"
HEAD = "<!-- Written by `make docs`. Change the code, not this page. -->\n\n"
WORDS = {
    200: "sees it",
    302: "is sent elsewhere",
    400: "makes no sense",
    403: "is refused, with the reason",
    404: "not found",
    405: "cannot be sent",
}


def who_may_what() -> str:
    """Return the table of tests/who_may.py for people to read."""
    from tests.who_may import PAGES, PEOPLE

    lines = [
        "# Who may see what\n",
        "What each person gets who opens the page (and, after the slash, who sends a form to it). “Lead” leads the vanguard concerned; "
        "“another lead” leads a different one. A record nobody may see answers exactly as one that does not exist.\n",
        f"| Page | {' | '.join(PEOPLE)} |",
        f"|---|{'---|' * len(PEOPLE)}",
    ]
    for page in PAGES.values():
        cells = [WORDS[get] if post == 405 else f"{WORDS[get]} / {WORDS[post]}" for get, post in zip(page.get, page.post, strict=True)]
        lines.append(f"| {page.what} | {' | '.join(cells)} |")
    lines.append("\nThe admin is for the back office and administrators; everyone else is refused with the reason, or sent to sign in.\n")
    return "\n".join(lines)


def records() -> str:
    """Return every tracked record and its fields."""
    from history.feed.differences import label_of
    from history.reading.tracked import TRACKED

    lines = ["# What is on record\n", "Every record under history, with its fields. The code’s own words are used throughout.\n"]
    for _, model in sorted(TRACKED.items()):
        lines += [f"## {model.__name__}\n", f"{(model.__doc__ or '').strip()}\n", "| Field | Is | Note |", "|---|---|---|"]
        for field in model.fields_of_facts():
            kind = f"→ {field.related_model.__name__}" if field.related_model else type(field).__name__.removesuffix("Field").lower()
            lines.append(f"| {label_of(field)} | {kind}{', may be empty' if field.blank else ''} | {field.help_text} |")
        lines.append("")
    return "\n".join(lines)


def life_of_a_request() -> str:
    """Return the moves of a request, as a table and a diagram."""
    from support.moves import MOVES
    from support.moves.work import Reopen
    from support.workflow import State

    lines = [
        "# The life of a request\n",
        "Each move, from which states, by whom, and where it leads. A move of one vanguard also needs the word the vanguard has, and gives "
        "it another. “As the words say”: in progress while a vanguard’s part is open or disputed, delivered while a word is awaited, "
        "closed when everybody is done with it.\n",
        "| Move | From | By | Leads to | Word before | Word after |",
        "|---|---|---|---|---|---|",
    ]
    arrows = []
    for move in MOVES.values():
        stays = "Raised, or in progress" if move is Reopen else "The same"
        to = move.to.label if move.to else "As the words say" if move.follows else stays
        states, words = (", ".join(each.label for each in some) for some in (move.states, move.from_words))
        after = move.to_word.label if move.to_word else ""
        lines.append(f"| {move.label} | {states} | {move.who.label} | {to} | {words} | {after} |")
        arrows += [(state, move.to, move.slug) for state in move.states if move.to]
    arrows += [(State.IN_PROGRESS, State.DELIVERED, "deliver, take-back-a-dispute"), (State.DELIVERED, State.IN_PROGRESS, "dispute")]
    arrows += [
        (State.DELIVERED, State.CLOSED, "confirm, silence"),
        (State.CLOSED, State.IN_PROGRESS, "reopen"),
        (State.DECLINED, State.RAISED, "reopen"),
    ]
    lines += ["\n```mermaid", "stateDiagram-v2", "    [*] --> raised"]
    lines += [f"    {before.value.replace(' ', '_')} --> {after.value.replace(' ', '_')}: {name}" for before, after, name in arrows]
    return "\n".join([*lines, "```"])


def life_of_a_commitment() -> str:
    """Return the moves of a commitment and what becomes of a date, as tables and diagrams."""
    from milestones.moves import MOVES
    from milestones.moves.dates import MoveOfAProposal
    from milestones.workflow import Move, Outcome, Status

    lines = [
        "# The life of a commitment\n",
        "Each move, from which states, by whom, and where it leads. The programme team makes every move.\n",
        "| Move | From | By | Leads to |",
        "|---|---|---|---|",
    ]
    arrows = []
    for move in MOVES.values():
        states = ", ".join(state.label for state in move.states) + (", while a date waits" if issubclass(move, MoveOfAProposal) else "")
        lines.append(f"| {move.label} | {states} | {move.who.label} | {move.to.label if move.to else 'The same'} |")
        arrows += [(state.value.replace(" ", "_"), move.to.value.replace(" ", "_"), move.slug) for state in move.states if move.to]
    lines += ["\n```mermaid", "stateDiagram-v2", "    [*] --> open", *(f"    {a} --> {b}: {name}" for a, b, name in arrows), "```\n"]
    at_once, waits, approved, rejected, overtaken = (f"*{outcome.label.lower()}*" for outcome in Outcome)
    lines += [
        f"A new date ({Move.FORECAST.value}) is {at_once} at once, unless a lead gives a later one on a key milestone: then it {waits}, "
        f"and is {approved}, {rejected}, or {overtaken} by something newer.\n",
        f"How it stands is said as: {', '.join(status.label.lower() for status in Status)}. Of what is open, overdue is past the date "
        "expected now, late is expected after what was promised.",
    ]
    return "\n".join(lines)


EACH_MOVE = "Each move, from which states, by whom, and where it leads."


def _life(title: str, first: str, about: str, moves: Mapping[str, Any]) -> str:
    """Return the moves of a record, as a table and a diagram that begins with the state `first`."""
    lines = [f"# {title}\n", f"{about}\n", "| Move | From | By | Leads to |", "|---|---|---|---|"]
    arrows = []
    for move in moves.values():
        states = ", ".join(state.label for state in move.states)
        lines.append(f"| {move.label} | {states} | {move.who.label} | {move.to.label if move.to else 'The same'} |")
        arrows += [(state.value.replace(" ", "_"), move.to.value.replace(" ", "_"), move.slug) for state in move.states if move.to]
    return "\n".join(
        [*lines, "\n```mermaid", "stateDiagram-v2", f"    [*] --> {first}", *(f"    {a} --> {b}: {name}" for a, b, name in arrows), "```"]
    )


def life_of_a_return() -> str:
    from returns.moves import MOVES
    from returns.workflow import MEANINGS

    about = f"{EACH_MOVE} The programme team makes every move. A correction leaves the return as it is, and begins another edition."
    meanings = [f"- **{value.label}**: {meaning}" for value, meaning in MEANINGS.items()]
    return "\n".join([_life("The life of a return", "owed", about, MOVES), "\nWhat the colours of confidence mean:\n", *meanings])


def life_of_an_expression() -> str:
    from selection.moves import MOVES
    from selection.workflow import Mark

    about = f"{EACH_MOVE} The programme team makes every move. What is selected becomes a vanguard in the same change."
    life = _life("The life of an expression of interest", "being_written", about, MOVES)
    return "\n".join([life, "\nWhat readers say of each criterion:\n", *(f"- {mark.label}" for mark in Mark)])


def life_of_a_funding_line() -> str:
    from fund.moves import MOVES
    from fund.workflow import State

    begins = "A line begins when a vanguard lead or the programme team asks for it. No more is planned or paid than is approved."
    return _life("The life of a funding line", State.ASKED.value, f"{EACH_MOVE} {begins}", MOVES)


def life_of_an_instalment() -> str:
    from fund.moves import MOVES_OF_INSTALMENTS
    from fund.workflow import Condition, InstalmentState

    conditions = ", ".join(condition.label.lower() for condition in Condition if condition != Condition.NONE)
    paid = f"An instalment is paid once what it waits for has happened ({conditions}), or an administrator waives that."
    return _life("The life of an instalment", InstalmentState.PLANNED.value, f"{EACH_MOVE} {paid}", MOVES_OF_INSTALMENTS)


def life_of_a_product() -> str:
    from spread.moves import MOVES_OF_PRODUCTS

    about = (
        "Each move, from which states, by whom, and where it leads. The programme team makes every move. Once a product is checked "
        "everybody sees it, also when it is withdrawn later. A correction of what was sent back is to be checked again; what is checked "
        "only the team corrects."
    )
    return _life("The life of a product", "to_check", about, MOVES_OF_PRODUCTS)


def life_of_an_adoption() -> str:
    from spread.moves import MOVES_OF_ADOPTIONS
    from spread.moves.adoptions import StepOn

    about = (
        "Each move, from which states, by whom, and where it leads. The programme team makes every move. Others see an adoption while it "
        "is checked. A correction of what was sent back is to be checked again; what is checked only the team corrects."
    )
    steps = [move for move in MOVES_OF_ADOPTIONS.values() if issubclass(move, StepOn)]
    lines = ["\nHow far a site is with the product:\n", "| Move | From | Leads to |", "|---|---|---|"]
    lines += [f"| {move.label} | {', '.join(stage.label for stage in move.stages)} | {move.stage.label} |" for move in steps]
    return "\n".join([_life("The life of an adoption", "to_check", about, MOVES_OF_ADOPTIONS), *lines])


def life_of_a_benefit() -> str:
    from spread.moves import MOVES_OF_BENEFITS

    about = (
        "Each move, from which states, by whom, and where it leads. The programme team makes every move. A correction of what was sent "
        "back proposes it again; what is agreed only the team corrects. Once one benefit by a measure is agreed, everybody can choose the "
        "measure."
    )
    return _life("The life of a benefit", "proposed", about, MOVES_OF_BENEFITS)


PAGES = {
    "who-may-what.md": who_may_what,
    "records.md": records,
    "life-of-a-request.md": life_of_a_request,
    "life-of-a-commitment.md": life_of_a_commitment,
    "life-of-a-return.md": life_of_a_return,
    "life-of-an-expression.md": life_of_an_expression,
    "life-of-a-funding-line.md": life_of_a_funding_line,
    "life-of-an-instalment.md": life_of_an_instalment,
    "life-of-a-product.md": life_of_a_product,
    "life-of-an-adoption.md": life_of_an_adoption,
    "life-of-a-benefit.md": life_of_a_benefit,
}


def main(check: bool) -> int:
    """Write the pages; with `check`, only name those that are out of date."""
    stale = []
    for name, write in PAGES.items():
        text, path = HEAD + write().rstrip() + "\n", REFERENCE / name
        if check and (not path.exists() or path.read_text() != text):
            stale.append(name)
        elif not check:
            path.write_text(text)
    for name in stale:
        sys.stderr.write(f"docs/reference/{name} is not what the code says: run make docs.\n")
    return 1 if stale else 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    django.setup()
    sys.exit(main("--check" in sys.argv))
