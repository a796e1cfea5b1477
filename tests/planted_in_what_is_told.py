"""Defects in mails, searches, numbers and files; tests/planted.py plants them one at a time.

Each has: what goes wrong; the file; words that are there once; what replaces them; the tests that must fail.
"""

from tests.planted import Defect

SEARCHING = "support/tests/test_searching_what_was_done_and_said.py"
TOLD_OF_REQUESTS = "support/tests/test_who_is_told_of_what.py"
REMINDING = "support/tests/test_reminding_leads.py"
DIGESTS = "mail/tests/test_telling_the_team_together.py"
SENDING = "mail/tests/test_sending_mails.py"
MAILS = "mail/tests/test_reading_ones_mail.py"
FILES = "pages/tests/test_downloading_a_list.py"

DEFECTS = [
    # mails
    Defect(
        "Other leads are mailed of what one of them did to a commitment",
        "milestones/moves/base.py",
        "if may_keep_milestones(self.by):",
        "if True:",
        ("milestones/tests/test_who_is_told_of_what.py::test_a_move_is_told_to_just_these",),
    ),
    Defect(
        "A comment between one vanguard and the team is mailed to all who lead a vanguard on the request",
        "support/notices.py",
        "Comment.Audience.VANGUARD: [comment.vanguard_id]",
        "Comment.Audience.VANGUARD: everyone",
        (f"{TOLD_OF_REQUESTS}::test_a_comment_is_told_to_just_these",),
    ),
    Defect(
        "Whoever raised a request or gave a date reads of it in their own digest",
        "mail/digests.py",
        "return added.exclude(change__made_by=user.pk).order_by()",
        "return added.order_by()",
        (f"{DIGESTS}::test_nobody_is_told_of_what_they_did_themselves",),
    ),
    Defect(
        "Whoever proposes a product reads in their own digest that it is to be checked",
        "mail/digests.py",
        "return added.exclude(change__made_by=user.pk).order_by()",
        "return added.order_by()",
        ("spread/tests/test_telling_the_team_together.py::test_nobody_is_told_what_they_did_themselves",),
    ),
    Defect(
        "A digest tells again what the one before told",
        "mail/digests.py",
        'looked_at: dict[str, Any] = {"told_change": last}',
        'looked_at: dict[str, Any] = {"told_change": choice.told_change}',
        (f"{DIGESTS}::test_within_the_hour_what_is_new_waits_and_comes_together",),
    ),
    Defect(
        "Leads are reminded twice on one day",
        "support/reminders.py",
        "recipient.reminded_on = day",
        "recipient.reminded_on = None",
        (f"{REMINDING}::test_run_twice_a_day_it_reminds_once",),
    ),
    Defect(
        "Leads who turned reminders off are reminded",
        "support/reminders.py",
        "if lead.is_active and lead.pk in wanting}",
        "if lead.is_active}",
        (f"{REMINDING}::test_all_who_lead_the_vanguard_are_reminded_but_for_closed_accounts_and_who_turned_it_off",),
    ),
    Defect(
        "Leads are reminded by where the request stands, not by their own part in it",
        "support/reminders.py",
        "Recipient.objects.awaited().filter(",
        'Recipient.objects.filter(support_request__state="delivered").filter(',
        (f"{REMINDING}::test_whoever_has_answered_is_reminded_no_more_and_what_is_delivered_again_is_reminded_of_anew",),
    ),
    Defect(
        "A bank holiday that is taken back shortens the days for an answer",
        "support/bank_holidays.py",
        ".filter(asked_on=asked_on, silent_on__lt=silent_on)",
        ".filter(asked_on=asked_on).exclude(silent_on=silent_on)",
        ("support/tests/test_a_bank_holiday_declared_meanwhile.py::test_a_bank_holiday_that_is_taken_back_leaves_the_day_that_was_said",),
    ),
    Defect(
        "A mail that is being handed over is reported as unknown at once",
        "mail/models.py",
        "ended = Q(claimed_at__lte=now - HANDING_OVER)",
        "ended = Q(claimed_at__lte=now)",
        (f"{SENDING}::test_what_another_sender_hands_over_just_now_is_not_reported_as_unknown",),
    ),
    Defect(
        "A mail that is being handed over is shown as unknown at once",
        "mail/models.py",
        "over = self.claimed_at <= (then or clock.now()) - HANDING_OVER",
        "over = self.claimed_at <= (then or clock.now())",
        (f"{SENDING}::test_where_the_process_is_killed_in_between_the_mail_is_not_sent_again",),
    ),
    Defect(
        "A dispute is taken back where the vanguard confirmed",
        "support/moves/leads.py",
        "from_words, to_word = (Word.DISPUTED,), Word.DELIVERED",
        "from_words, to_word = (Word.DISPUTED, Word.CONFIRMED), Word.DELIVERED",
        ("support/tests/test_taking_back_a_dispute.py::test_nothing_but_a_dispute_is_taken_back",),
    ),
    Defect(
        "Whoever made a change is mailed of it",
        "mail/posting.py",
        "user.is_active and user.pk != maker}",
        "user.is_active}",
        (f"{TOLD_OF_REQUESTS}::test_a_comment_is_told_to_just_these",),
    ),
    Defect(
        "A closed account is written to",
        "mail/posting.py",
        "if lines and user.is_active and user.pk",
        "if lines and user.pk",
        ("support/tests/test_what_people_are_told_by_mail.py",),
    ),
    # search
    Defect(
        "A change is found by the words of a reason that is not for whoever searches",
        "history/models.py",
        "word_index.has(Change, word, indexed) & models.Q(is_whole=True)",
        "word_index.has(Change, word, indexed)",
        (f"{SEARCHING}::test_whoever_leads_a_vanguard_finds_what_they_may_read_and_nothing_of_the_others",),
    ),
    Defect(
        "The back office finds somebody's mail by what it says",
        "mail/models.py",
        'SEARCHED: ClassVar[tuple[str, ...]] = ("subject",)',
        'SEARCHED: ClassVar[tuple[str, ...]] = ("subject", "words")',
        (f"{MAILS}::test_the_back_office_finds_a_mail_by_its_subject_and_by_whom_it_went_to_and_never_by_what_it_says",),
    ),
    Defect(
        "The back office does not find a mail by its subject",
        "mail/admin.py",
        'search_fields = ("plain_words__contains", "to__plain_words__contains")',
        'search_fields = ("to__plain_words__contains",)',
        (f"{MAILS}::test_the_back_office_finds_a_mail_by_its_subject_and_by_whom_it_went_to_and_never_by_what_it_says",),
    ),
    # numbers
    Defect(
        "The share that was helped leaves out who disputes and who has not answered",
        "support/numbers.py",
        "return sum(self.said.values())",
        "return sum(many for (said, _), many in self.said.items() if said == Word.CONFIRMED)",
        ("support/tests/test_how_support_goes.py::test_what_is_disputed_and_what_is_not_answered_stands_beside_what_helped",),
    ),
    Defect(
        "Days are counted between dates that are known by their months only",
        "pages/date_differences.py",
        "if one_precision == other_precision == Precision.DAY:",
        "if one_precision == other_precision:",
        ("pages/tests/test_how_far_dates_are_apart.py",),
    ),
    Defect(
        "A vanguard whose membership is unconfirmed is counted with its group",
        "vanguards/querysets.py",
        'form__code__in=codes["form"], certainty__in=KNOWN)',
        'form__code__in=codes["form"])',
        (
            "milestones/tests/test_one_milestone_for_many.py::test_whose_membership_of_a_group_is_unconfirmed_is_counted_beside_it_and_not_chosen_with_it",
        ),
    ),
    Defect(
        "Silence is counted a day early",
        "support/answer_days.py",
        "return working_days.after(asked_on, DAYS_TO_ANSWER) + timedelta(days=1)",
        "return working_days.after(asked_on, DAYS_TO_ANSWER)",
        ("support/tests/test_days_and_silence.py::test_ten_working_days_of_silence_count_as_not_confirmed_by_a_change_of_their_own",),
    ),
    # files
    Defect(
        "A formula behind a full-width equals sign leaves in a file",
        "pages/exports.py",
        'unicodedata.normalize("NFKC", first)[:1] in FORMULA',
        "first[:1] in FORMULA",
        (f"{FILES}::test_no_cell_is_a_formula",),
    ),
    Defect(
        "Control characters leave in a file",
        "pages/exports.py",
        "kept = cleaned(value)",
        "kept = value",
        (f"{FILES}::test_no_cell_is_a_formula",),
    ),
    Defect(
        "A file has a row of another vanguard's",
        "support/views/requests.py",
        "requests = SupportRequest.objects.visible_to(request.user).alias(**sorting)",
        "requests = SupportRequest.objects.all().alias(**sorting)",
        (f"{FILES}::test_a_lead_gets_their_own_requests_and_no_other_vanguard",),
    ),
]
