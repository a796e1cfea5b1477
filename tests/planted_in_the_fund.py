"""Defects in money; tests/planted.py plants them one at a time."""

from tests.planted import Defect

PAYING = "fund/tests/test_paying_instalments.py"
LINES = "fund/tests/test_the_moves_of_a_line.py"
ANNOUNCED = "fund/tests/test_what_was_announced.py"

DEFECTS = [
    Defect(
        "An instalment is paid though its condition is not met",
        "fund/moves/instalments.py",
        "if verdict and instalment.is_waiting else verdict",
        "if verdict and instalment.is_waiting and not self.by else verdict",
        (f"{PAYING}::test_it_waits_until_the_milestone_is_reached",),
    ),
    Defect(
        "What is delivered and disputed counts as delivered",
        "fund/querysets.py",
        "DELIVERED = (Word.DELIVERED, ",
        "DELIVERED = (Word.DELIVERED, Word.DISPUTED, ",
        (f"{PAYING}::test_it_waits_until_the_request_is_delivered_to_this_vanguard_and_not_disputed",),
    ),
    Defect(
        "The programme team waives conditions",
        "fund/policies.py",
        "return ALLOWED if user.is_administrator else",
        "return ALLOWED if may_keep_funds(user) else",
        (f"{PAYING}::test_each_person_makes_just_the_moves_of_the_table",),
    ),
    Defect(
        "More is planned than is approved",
        "fund/moves/lines.py",
        'if self.asked["amount"] <= left:',
        'if self.asked["amount"] <= left + 1:',
        (f"{LINES}::test_no_more_is_planned_than_is_approved",),
    ),
    Defect(
        "What is cancelled is added up as paid or planned",
        "fund/querysets.py",
        "return self.exclude(state=InstalmentState.CANCELLED)",
        "return self.all()",
        (f"{LINES}::test_what_is_cancelled_can_be_planned_again",),
    ),
    Defect(
        "A lead reads the funding of another vanguard",
        "fund/querysets.py",
        "return self if user.sees_everything else self.filter(vanguard_id__in=user.led_vanguard_ids)",
        "return self",
        (f"{ANNOUNCED}::test_a_lead_sees_their_own_lines_and_what_was_published_of_all",),
    ),
    Defect(
        "A lead's totals are those of everybody",
        "fund/totals.py",
        "lines = _of_lines(fund, user) if user.sees_everything else {}",
        "lines = _of_lines(fund, user)",
        (f"{ANNOUNCED}::test_a_lead_reads_the_same_of_what_was_published_whatever_is_on_record",),
    ),
    Defect(
        "Parts of a penny are dropped",
        "pages/money.py",
        "if pounds != pounds.quantize(PENCE):",
        "if pounds != pounds:",
        ("pages/tests/test_amounts_of_money.py::test_what_is_no_amount_is_refused_with_what_to_type",),
    ),
]
