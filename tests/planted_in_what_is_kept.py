"""Defects in access, the record and addresses; tests/planted.py plants them one at a time.

Each has: what goes wrong; the file; words that are there once; what replaces them; the tests that must fail.
"""

from tests.planted import Defect

BY_ASKING = "tests/test_no_answer_tells_of_others.py"
RECORDING = "history/tests/test_recording.py"
AT_ONCE = "tests/test_moves_at_once_over_http.py"
FOR_THEIR_OWN = "support/tests/test_leads_speak_for_their_own.py"
FILES = "pages/tests/test_downloading_a_list.py"

DEFECTS = [
    # access to what is not theirs
    Defect(
        "A lead comments for another vanguard",
        "support/policies.py",
        "and (vanguard is None or vanguard.pk not in user.led_vanguard_ids)",
        "and vanguard is None",
        (f"{FOR_THEIR_OWN}::test_nobody_but_their_lead_writes_between_a_vanguard_and_the_team",),
    ),
    Defect(
        "A refusal names who leads another vanguard",
        "support/moves/base.py",
        "or not (last.vanguard_id is None or sees_everything)",
        "",
        (f"{FOR_THEIR_OWN}::test_where_it_stands_is_said_to_a_lead_without_who_of_another_vanguard_made_it_so",),
    ),
    Defect(
        "A filter finds a joint request by the care model of another vanguard on it",
        "support/filters.py",
        "else Recipient.objects.visible_to(self.user)",
        "else Recipient.objects.all()",
        (f"{BY_ASKING}::test_a_joint_request_is_not_found_by_the_groups_of_the_others_on_it",),
    ),
    Defect(
        "What was typed is given back to somebody else",
        "pages/typed.py",
        "return self if self.writer in (None, number) else",
        "return self if True else",
        ("people/tests/test_what_was_typed_is_its_writers.py::test_what_one_typed_is_not_shown_to_another_who_signs_in_there",),
    ),
    Defect(
        "Whoever forges addresses in front of their own is never locked out",
        "people/lockout.py",
        "said[-settings.TRUSTED_PROXIES :]",
        "said[: settings.TRUSTED_PROXIES]",
        ("people/tests/test_guessing_passwords.py::test_whoever_adds_addresses_in_front_gains_nothing",),
    ),
    Defect(
        "Somebody whose account is closed can be made the owner",
        "people/names.py",
        "User.objects.open().filter(is_programme_team=True)",
        "User.objects.filter(is_programme_team=True)",
        ("support/tests/test_who_owns_a_request.py::test_nobody_whose_account_is_closed_can_be_chosen",),
    ),
    Defect(
        "A lead reads comments of before their vanguard came to be on the request",
        "support/querysets.py",
        "self.filter(theirs, _on_a_request_of(mine), visibility.is_told_as_it_stands(user, self.model))",
        "self.filter(theirs, _on_a_request_of(mine))",
        (
            "support/tests/test_speaking_on_requests.py::test_a_comment_changed_while_a_vanguard_was_off_the_request_is_not_for_it_when_it_is_back",
        ),
    ),
    Defect(
        "A file names who of another vanguard raised a joint request",
        "support/exports.py",
        "return name if may_be_named else",
        "return name if True else",
        (f"{FILES}::test_a_file_of_requests_says_who_raised_it_what_is_answered_and_what_is_late",),
    ),
    # the record
    Defect(
        "As at a moment a list shows what stands today",
        "history/reading/as_at.py",
        'past = ", ".join(tables[table] for table in named)',
        'past = ", ".join(tables[table] for table in named[:1])',
        ("history/tests/test_reading_the_past.py::test_as_at_each_moment_the_record_is_what_it_was_then",),
    ),
    Defect(
        "As at the moment of a change both the old and the new version stand",
        "history/reading/as_at.py",
        "(valid_until IS NULL OR valid_until > %s)",
        "(valid_until IS NULL OR valid_until >= %s)",
        ("history/tests/test_reading_the_past.py::test_as_at_the_very_moment_of_a_change_stands_what_it_made_and_nothing_of_before",),
    ),
    Defect(
        "A record is written with no change open",
        "history/recording/versions.py",
        "            current_change(instance)\n            tracked_values(instance)\n",
        "            tracked_values(instance)\n",
        (f"{RECORDING}::test_a_record_written_with_no_change_open_is_refused_and_not_written",),
    ),
    Defect(
        "A save that changes nothing leaves a version",
        "history/recording/versions.py",
        '    elif history_type != "~" or _differs(standing, values):\n',
        "    else:\n",
        (f"{RECORDING}::test_a_save_that_changes_nothing_leaves_neither_version_nor_change",),
    ),
    Defect(
        "A record is deleted in the back office without a reason",
        "history/admin/forms.py",
        'reason.label, reason.error_messages["required"] =',
        'reason.required, reason.label, reason.error_messages["required"] = False,',
        ("history/tests/test_deleting_in_the_admin.py::test_without_a_proper_reason_nothing_is_deleted_and_the_page_asks_again",),
    ),
    Defect(
        "Of two moves at once both are made",
        "config/settings.py",
        '"transaction_mode": "IMMEDIATE",',
        '"transaction_mode": "DEFERRED",',
        (f"{AT_ONCE}::test_a_move_sent_twice_at_the_same_moment_is_made_once",),
    ),
    Defect(
        "A move is made on what stood before another change was done",
        "moves/making.py",
        "    with change(by=move.by, reason=move.said, source=source) as opened:\n        weighed = weigh(move, numbers, since=since)\n",
        "    weighed = weigh(move, numbers, since=since)\n    with change(by=move.by, reason=move.said, source=source) as opened:\n",
        (f"{AT_ONCE}::test_a_move_sent_twice_at_the_same_moment_is_made_once",),
    ),
    Defect(
        "What a preview shows is reported as changed since",
        "moves/making.py",
        "change__made_at__gt=since",
        "change__made_at__gte=since",
        ("support/tests/test_many_at_once.py::test_what_was_done_in_the_very_moment_of_the_preview_is_in_it_and_in_nobodys_way",),
    ),
    Defect(
        "A preview knows nothing of a change that is under way",
        "history/past/moments.py",
        "if last is None or then >= last:",
        "if last is None:",
        (f"{AT_ONCE}::test_a_preview_of_requests_knows_of_a_change_that_is_under_way",),
    ),
    # addresses
    Defect(
        "The next page of a list leaves its filters",
        "pages/lists.py",
        'name in {*self.form.fields, "sort"}',
        'name == "sort"',
        ("pages/tests/test_lists.py",),
    ),
    Defect(
        "An address is made of a name that people edit",
        "support/filters.py",
        'values_list("code", "name", "pk")',
        'values_list("name", "name", "pk")',
        ("support/tests/test_addresses_outlive_names.py",),
    ),
    Defect(
        "An address of too many parameters ends in an error of ours",
        "config/settings.py",
        '    "pages.middleware.ShortAddressesOnly",\n',
        "",
        ("tests/test_numbers_in_addresses.py::test_an_address_of_more_parameters_than_are_read_is_refused_in_words",),
    ),
    Defect(
        "A page of a list is asked for by a number that no list has",
        "pages/paging.py",
        "1 <= int(words) <= LAST_PAGE",
        "int(words) <= LAST_PAGE",
        ("tests/test_numbers_in_addresses.py::test_a_page_that_there_cannot_be_is_refused_in_words",),
    ),
    Defect(
        "A record is chosen by a number that no database holds",
        "moves/selection.py",
        "all(is_a_number(number) for number in self.chosen)",
        "all(number.isdecimal() for number in self.chosen)",
        ("tests/test_numbers_in_addresses.py::test_what_is_chosen_by_no_number_of_a_record_is_refused",),
    ),
]
