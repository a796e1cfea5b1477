"""What would hurt if it stood in the doors, the record and the addresses; tests/planted.py plants it, one at a time.

Each: what goes wrong; the file; the words that stand there once; what is planted in their place; the tests that must fail.
"""

from tests.planted import Defect

BY_ASKING = "tests/test_no_answer_tells_of_others.py"
AT_ONCE = "tests/test_moves_at_once_over_http.py"
FOR_THEIR_OWN = "support/tests/test_leads_speak_for_their_own.py"
FILES = "pages/tests/test_downloading_a_list.py"

DEFECTS = [
    # what is not theirs
    Defect(
        "A lead comments for another vanguard",
        "support/policies.py",
        "and (vanguard is None or vanguard.pk not in user.led_vanguard_ids)",
        "and vanguard is None",
        (f"{FOR_THEIR_OWN}::test_nobody_but_their_lead_writes_between_a_vanguard_and_the_team",),
    ),
    Defect(
        "A refusal names who leads another vanguard",
        "support/policies.py",
        "or not (last.vanguard_id is None or (user is not None and user.sees_everything))",
        "",
        (f"{FOR_THEIR_OWN}::test_where_it_stands_is_said_to_a_lead_without_who_of_another_vanguard_made_it_so",),
    ),
    Defect(
        "A filter finds what another vanguard says",
        "support/filters.py",
        "Recipient.objects.visible_to(self.user).filter(**conditions)",
        "Recipient.objects.filter(**conditions)",
        (BY_ASKING,),
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
        ("support/tests/test_speaking_on_requests.py",),
    ),
    Defect(
        "A file names who of another vanguard raised a joint request",
        "support/exports.py",
        "return name if may_be_named else",
        "return name if True else",
        (FILES,),
    ),
    Defect(
        "Who may look at a moment of the past is decided by the past",
        "history/past/middleware.py",
        "        request.user.read_rights()  # whoever may look is decided today\n",
        "",
        ("history/tests/test_the_moment_in_the_address.py", "support/tests/test_what_a_lead_sees_of_requests.py"),
    ),
    # the record
    Defect(
        "As at a moment a list shows what stands today",
        "history/reading/as_at.py",
        'past = ", ".join(tables[table] for table in named)',
        'past = ", ".join(tables[table] for table in named[:1])',
        ("history/tests/test_reading_the_past.py",),
    ),
    Defect(
        "As at the moment of a change both the old and the new version stand",
        "history/reading/as_at.py",
        "(valid_until IS NULL OR valid_until > %s)",
        "(valid_until IS NULL OR valid_until >= %s)",
        ("history/tests/test_reading_the_past.py",),
    ),
    Defect(
        "A record is written with no change open",
        "history/recording/versions.py",
        "            current_change(instance)\n            tracked_values(instance)\n",
        "            tracked_values(instance)\n",
        ("history/tests/test_recording.py",),
    ),
    Defect(
        "A version is written of which its change says nothing",
        "history/recording/versions.py",
        "    change.enter(instance, history_type)\n",
        "",
        ("history/tests/test_recording.py",),
    ),
    Defect(
        "A record is deleted in the back office without a reason",
        "history/admin/forms.py",
        'reason.label, reason.error_messages["required"] =',
        'reason.required, reason.label, reason.error_messages["required"] = False,',
        ("history/tests/test_deleting_in_the_admin.py",),
    ),
    Defect(
        "Of two moves at once both are made",
        "config/settings.py",
        '"transaction_mode": "IMMEDIATE",',
        '"transaction_mode": "DEFERRED",',
        (AT_ONCE,),
    ),
    Defect(
        "A move is made on the request as its page showed it",
        "support/moving.py",
        "fresh = standing(support_request)",
        "fresh = support_request",
        (f"{AT_ONCE}::test_a_move_sent_twice_at_the_same_moment_is_made_once",),
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
        "people/choosing.py",
        "all(is_a_number(number) for number in self.chosen)",
        "all(number.isdecimal() for number in self.chosen)",
        ("tests/test_numbers_in_addresses.py::test_what_is_chosen_by_no_number_of_a_record_is_refused",),
    ),
]
