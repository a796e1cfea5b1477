"""Defects in returns and in the selection of vanguards."""

from tests.planted import Defect

STAYS = "returns/tests/test_a_signed_off_return_stays.py"
WRITING = "returns/tests/test_writing_in_a_return.py"
MOVES_OF_RETURNS = "returns/tests/test_the_moves_of_a_return.py"
SCORING = "selection/tests/test_reading_and_scoring.py"
SELECTING = "selection/tests/test_selecting.py"
APPLYING = "selection/tests/test_applying.py"
MOVES = "selection/tests/test_the_moves_of_an_expression.py"

DEFECTS = [
    Defect(
        "A signed-off return shows the record as it is now",
        "returns/views/returns.py",
        "with as_it_was(frozen), links.keeping(kept):",
        "with as_it_was(None), links.keeping(kept):",
        (f"{STAYS}::test_it_stays_the_same_to_the_byte_whatever_changes",),
    ),
    Defect(
        "The second who writes in a return takes the place of the first",
        "returns/actions.py",
        "        if clashes:\n            raise Clashed(clashes)\n",
        "",
        (f"{WRITING}::test_two_who_write_in_the_same_part_see_both_and_lose_nothing",),
    ),
    Defect(
        "To declare better than the record asks for no reason",
        "returns/policies.py",
        "if is_better(vanguard_return.confidence, computed.confidence) and not vanguard_return.confidence_reason:",
        "if False:",
        (f"{MOVES_OF_RETURNS}::test_to_declare_better_than_the_record_asks_for_a_reason",),
    ),
    Defect(
        "A reader sees what others think before their own scores are in",
        "selection/querysets.py",
        "return self.filter(Q(review__reader=user.pk) | own | ~still_read)",
        "return self",
        (f"{SCORING}::test_no_route_tells_a_reader_anothers_scores_before_their_own_are_in",),
    ),
    Defect(
        "Versions keep what a score says",
        "selection/models/reviews.py",
        '    UNTRACKED = ("mark", "words")\n',
        "",
        (f"{SCORING}::test_no_version_keeps_what_a_score_says",),
    ),
    Defect(
        "Somebody can be asked to read once the scores can be read",
        "selection/moves.py",
        "if verdict and any(review.handed_in_at for review in reviews) and not any(review.is_waiting for review in reviews):",
        "if False:",
        (f"{SCORING}::test_nobody_is_asked_twice_nor_once_all_scores_can_be_read",),
    ),
    Defect(
        "A batch of decisions leaves out what is refused, and makes the others",
        "selection/deciding.py",
        "            if left:\n",
        "            if False:\n",
        (f"{SELECTING}::test_a_batch_is_decided_wholly_or_not_at_all",),
    ),
    Defect(
        "The number of a vanguard that was removed is given again",
        "selection/becoming.py",
        'Vanguard.version_model()._base_manager.aggregate(most=Max("number"))',
        'Vanguard.objects.aggregate(most=Max("number"))',
        (f"{SELECTING}::test_a_number_is_never_used_again",),
    ),
    Defect(
        "An applicant sees every expression of interest",
        "selection/querysets.py",
        "return self if user.sees_everything else self.filter(pk__in=user.expression_ids)",
        "return self",
        (f"{APPLYING}::test_an_applicant_sees_nothing_but_their_own",),
    ),
    Defect(
        "Pages for applicants are open to everybody without a role",
        "people/middleware.py",
        'if getattr(view, "also_for_applicants", False) and user.is_applicant:',
        'if getattr(view, "also_for_applicants", False):',
        (f"{APPLYING}::test_whoever_has_no_role_and_applies_for_nothing_sees_no_round",),
    ),
    Defect(
        "Nobody asks why an expression of interest is late",
        "selection/moves.py",
        'if expression.round.is_late(clock.today()) and not self.asked.get("late_reason"):',
        "if False:",
        (f"{MOVES}::test_a_late_one_says_why",),
    ),
]
