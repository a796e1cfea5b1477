"""Who may see which page, written by hand for each URL name.

tests/test_every_page.py holds the app to it; docs/reference/who-may-what.md is made from it.

For each page and person: the answers to GET and POST. 200 shown, 302 sent elsewhere (signed out: to sign in), 400 makes no sense, 403
refused with the reason, 404 as if it did not exist, 405 this page takes no POST.
"""

from dataclasses import dataclass, field

PEOPLE = ("signed out", "no role", "another lead", "lead", "team", "back office", "administrator")


@dataclass(frozen=True)
class Page:
    """`kwargs` names the record in the address; the test fills it from its small world: "salford", "ask", …"""

    what: str
    get: tuple[int, ...]
    post: tuple[int, ...]
    kwargs: dict[str, str] = field(default_factory=dict)


def everyone(code: int) -> tuple[int, ...]:
    return (code,) * len(PEOPLE)


SIGNED_IN = (302, 200, 200, 200, 200, 200, 200)
WITH_A_ROLE = (302, 403, 200, 200, 200, 200, 200)
OF_THE_LEAD = (302, 403, 404, 200, 200, 200, 200)
READ_ONLY = (302, 403, 405, 405, 405, 405, 405)
WRITE_ON_IT = (302, 403, 404, 200, 200, 403, 200)
OF_THE_TEAM = (302, 403, 403, 403, 200, 403, 200)
OF_THE_BACK_OFFICE = (302, 403, 403, 403, 403, 200, 200)
OF_THE_TEAM_ON_IT = (302, 403, 404, 403, 200, 403, 200)
OF_A_VANGUARD = {"code": "period", "vanguard": "salford"}
OF_A_RETURN = OF_A_VANGUARD | {"edition": "edition"}
OF_AN_EXPRESSION = {"code": "round", "number": "expression"}
OF_ITS_READER = (302, 403, 404, 404, 200, 404, 404)
OF_A_LINE = {"code": "fund", "year": "year", "vanguard": "salford"}
OF_LEADS_AND_TEAM = (302, 403, 200, 200, 200, 403, 200)
OF_AN_ADOPTION = {"number": "shared_product", "adoption": "adoption"}
NOTHING_CHOSEN = (302, 403, 403, 403, 400, 403, 400)
NOTHING_CHOSEN_OF_ONES_OWN = (302, 403, 400, 400, 400, 403, 400)

PAGES: dict[str, Page] = {
    "home": Page("Home, by role", SIGNED_IN, (302, 200, 405, 405, 405, 405, 405)),
    "access_ask": Page("Ask for access, without a role", (302, 200, 403, 403, 403, 403, 403), (302, 200, 403, 403, 403, 403, 403)),
    "programme": Page("The programme", WITH_A_ROLE, READ_ONLY),
    "search": Page("Search of everything", WITH_A_ROLE, READ_ONLY),
    "heat_map": Page("Heat map: how many requests each vanguard has under each enabler", WITH_A_ROLE, READ_ONLY),
    "heat_map_export": Page("Heat map, as a file", WITH_A_ROLE, READ_ONLY),
    "trends": Page("Trends: requests and commitments, month by month", WITH_A_ROLE, READ_ONLY),
    "trends_requests_export": Page("Trends of requests, as a file", WITH_A_ROLE, READ_ONLY),
    "trends_commitments_export": Page("Trends of commitments, as a file", WITH_A_ROLE, READ_ONLY),
    "worth_fixing": Page("Facts to check", OF_THE_BACK_OFFICE, READ_ONLY, {"slug": "kind"}),
    "invite": Page("Invite a person", OF_THE_BACK_OFFICE, OF_THE_BACK_OFFICE),
    "invite_again": Page("Send a link to choose a password", OF_THE_BACK_OFFICE, OF_THE_BACK_OFFICE, {"number": "invited"}),
    "invitation": Page(
        "Choose the first password, for whoever was sent the link; who is signed in signs out first",
        (200, 403, 403, 403, 403, 403, 403),
        (200, 403, 403, 403, 403, 403, 403),
        {"token": "token"},
    ),
    "accessibility": Page("Accessibility statement", everyone(200), everyone(405)),
    "privacy": Page("Privacy", everyone(200), everyone(405)),
    "cookies": Page("Cookies", everyone(200), everyone(405)),
    "health": Page("Alive", everyone(200), everyone(405)),
    "ready": Page("Able to serve", everyone(200), everyone(405)),
    "vanguard_list": Page("Directory of the vanguards", WITH_A_ROLE, READ_ONLY),
    "vanguard_export": Page("Directory, as a file", WITH_A_ROLE, READ_ONLY),
    "vanguard_detail": Page("One vanguard", WITH_A_ROLE, READ_ONLY, {"number": "salford"}),
    "vanguard_visit": Page("One vanguard, for a visit", OF_THE_LEAD, READ_ONLY, {"number": "salford"}),
    "request_list": Page("Support requests", WITH_A_ROLE, READ_ONLY),
    "request_export": Page("Support requests, as a file", WITH_A_ROLE, READ_ONLY),
    "request_detail": Page("One support request", OF_THE_LEAD, READ_ONLY, {"number": "ask"}),
    "request_meant": Page(
        "One support request, by its reference as people write it: leads to its page",
        (302, 403, 302, 302, 302, 302, 302),
        READ_ONLY,
        {"words": "written"},
    ),
    "request_new": Page("Raise a request", (302, 403, 200, 200, 200, 403, 200), (302, 403, 200, 200, 200, 403, 200)),
    "request_move": Page(
        "A move of a request: here to decline it",
        (302, 403, 404, 403, 200, 403, 200),
        (302, 403, 404, 403, 200, 403, 200),
        {"number": "ask", "move": "move"},
    ),
    "request_comment": Page("Comment on a request", WRITE_ON_IT, WRITE_ON_IT, {"number": "ask"}),
    "comment_edit": Page(
        "Change one's own comment: here the lead's",
        (302, 403, 404, 200, 403, 403, 403),
        (302, 403, 404, 200, 403, 403, 403),
        {"number": "ask", "comment": "comment"},
    ),
    "request_document": Page("Add links to documents", WRITE_ON_IT, WRITE_ON_IT, {"number": "ask"}),
    "request_many": Page("Many requests at once; here with none chosen", NOTHING_CHOSEN, NOTHING_CHOSEN),
    "request_many_do": Page("What would become of many, and doing it; here of none", NOTHING_CHOSEN, NOTHING_CHOSEN, {"move": "act"}),
    "request_hand_over": Page("Hand over somebody’s requests", OF_THE_TEAM, OF_THE_TEAM),
    "owner_names": Page("Names to choose an owner from, as one types", OF_THE_TEAM, READ_ONLY),
    "request_shared": Page("Support given to other vanguards, as far as it is shared", WITH_A_ROLE, READ_ONLY),
    "support_numbers": Page("Numbers by enabler and body", WITH_A_ROLE, READ_ONLY),
    "enabler_list": Page("The enablers", WITH_A_ROLE, READ_ONLY),
    "enabler_detail": Page("One enabler", WITH_A_ROLE, READ_ONLY, {"slug": "enabler"}),
    "milestone_list": Page("Milestones", WITH_A_ROLE, READ_ONLY),
    "milestone_export": Page("Milestones, as a file", WITH_A_ROLE, READ_ONLY),
    "milestone_detail": Page("One milestone", WITH_A_ROLE, READ_ONLY, {"number": "milestone"}),
    "milestone_new": Page("Add a milestone", OF_THE_TEAM, OF_THE_TEAM),
    "milestone_add_vanguards": Page("Add vanguards to a milestone", OF_THE_TEAM, OF_THE_TEAM, {"number": "milestone"}),
    "milestone_wait": Page("Add a dependency to a milestone", OF_THE_TEAM, OF_THE_TEAM, {"number": "milestone"}),
    "milestone_stop_waiting": Page("Remove a dependency", OF_THE_TEAM, OF_THE_TEAM, {"number": "milestone", "wait": "wait"}),
    "milestone_timeline": Page("Timeline of the milestones", WITH_A_ROLE, READ_ONLY),
    "milestone_slips": Page("Where time was lost", WITH_A_ROLE, READ_ONLY),
    "commitment_list": Page("Commitments to milestones", WITH_A_ROLE, READ_ONLY),
    "commitment_export": Page("Commitments to milestones, as a file", WITH_A_ROLE, READ_ONLY),
    "commitment_detail": Page("One commitment, with all its dates", OF_THE_LEAD, READ_ONLY, {"number": "commitment"}),
    "commitment_move": Page(
        "A move of a commitment: here to report it as reached",
        WRITE_ON_IT,
        WRITE_ON_IT,
        {"number": "commitment", "move": "reported"},
    ),
    "commitment_many": Page("Many commitments at once; here with none chosen", NOTHING_CHOSEN_OF_ONES_OWN, NOTHING_CHOSEN_OF_ONES_OWN),
    "commitment_many_do": Page(
        "What would become of many commitments, and doing it; here of none",
        NOTHING_CHOSEN_OF_ONES_OWN,
        NOTHING_CHOSEN_OF_ONES_OWN,
        {"move": "reported"},
    ),
    "calendar_feed": Page("The address of one’s calendar; POST makes it anew", WITH_A_ROLE, (302, 403, 302, 302, 302, 302, 302)),
    "milestone_calendar": Page("The calendar, for whoever has its token; here without one", everyone(404), everyone(405)),
    "product_list": Page("Products", WITH_A_ROLE, READ_ONLY),
    "product_export": Page("Products, as a file", WITH_A_ROLE, READ_ONLY),
    "product_new": Page("Offer a product", OF_LEADS_AND_TEAM, OF_LEADS_AND_TEAM),
    "product_many": Page("Many products at once; here with none chosen", NOTHING_CHOSEN, NOTHING_CHOSEN),
    "product_many_do": Page(
        "What would become of many products, and doing it; here it leads to the preview",
        (302, 403, 403, 403, 302, 403, 302),
        (302, 403, 403, 403, 302, 403, 302),
        {"move": "checked"},
    ),
    "product_map": Page("Who took what from whom", WITH_A_ROLE, READ_ONLY),
    "product_reach": Page("How far products have spread", WITH_A_ROLE, READ_ONLY),
    "product_detail": Page("One product; here one that is still to be checked", OF_THE_LEAD, READ_ONLY, {"number": "product"}),
    "product_version_new": Page("Add a version of a product", WRITE_ON_IT, WRITE_ON_IT, {"number": "product"}),
    "product_move": Page(
        "A move of a product: here to check it", OF_THE_TEAM_ON_IT, OF_THE_TEAM_ON_IT, {"number": "product", "move": "checked"}
    ),
    "benefit_list": Page("Benefits", WITH_A_ROLE, READ_ONLY),
    "benefit_export": Page("Benefits, as a file", WITH_A_ROLE, READ_ONLY),
    "benefit_new": Page("Add a benefit", OF_LEADS_AND_TEAM, OF_LEADS_AND_TEAM),
    "benefit_detail": Page("One benefit", OF_THE_LEAD, READ_ONLY, {"number": "benefit"}),
    "benefit_move": Page(
        "A move of a benefit: here to agree it", OF_THE_TEAM_ON_IT, OF_THE_TEAM_ON_IT, {"number": "benefit", "move": "agree"}
    ),
    "reading_new": Page("Add a reading", WRITE_ON_IT, WRITE_ON_IT, {"number": "benefit"}),
    "reading_paste": Page("Paste readings from a spreadsheet", WRITE_ON_IT, WRITE_ON_IT, {"number": "benefit"}),
    "reading_edit": Page("Change a reading", WRITE_ON_IT, WRITE_ON_IT, {"number": "benefit", "reading": "reading"}),
    "measure_list": Page("Measures", WITH_A_ROLE, READ_ONLY),
    "measure_detail": Page("One measure; here one that is not shared yet", OF_THE_LEAD, READ_ONLY, {"number": "measure"}),
    "adoption_list": Page("Adoptions of all products", WITH_A_ROLE, READ_ONLY),
    "adoption_export": Page("Adoptions, as a file", WITH_A_ROLE, READ_ONLY),
    "adoption_many": Page("Many adoptions at once; here with none chosen", NOTHING_CHOSEN, NOTHING_CHOSEN),
    "adoption_many_do": Page(
        "What would become of many adoptions, and doing it; here it leads to the preview",
        (302, 403, 403, 403, 302, 403, 302),
        (302, 403, 403, 403, 302, 403, 302),
        {"move": "checked"},
    ),
    "adoption_new": Page("Record an adoption of a product", OF_LEADS_AND_TEAM, OF_LEADS_AND_TEAM, {"number": "shared_product"}),
    "adoption_detail": Page("One adoption; here one that is still to be checked", OF_THE_LEAD, READ_ONLY, OF_AN_ADOPTION),
    "adoption_move": Page(
        "A move of an adoption: here to check it", OF_THE_TEAM_ON_IT, OF_THE_TEAM_ON_IT, OF_AN_ADOPTION | {"move": "checked"}
    ),
    "period_list": Page("Reporting periods", WITH_A_ROLE, READ_ONLY),
    "period_new": Page("Open a reporting period", OF_THE_TEAM, OF_THE_TEAM),
    "period_detail": Page("One reporting period, with where its returns stand", WITH_A_ROLE, READ_ONLY, {"code": "period"}),
    "return_list": Page("Returns of all periods", WITH_A_ROLE, READ_ONLY),
    "return_export": Page("Returns, as a file", WITH_A_ROLE, READ_ONLY),
    "return_many": Page("Many returns at once; here with none chosen", NOTHING_CHOSEN, NOTHING_CHOSEN),
    "return_many_do": Page(
        "What would become of many returns, and doing it; here it leads to the preview",
        (302, 403, 403, 403, 302, 403, 302),
        (302, 403, 403, 403, 302, 403, 302),
        {"move": "chase"},
    ),
    "confidence_rules": Page("How confidence is worked out", WITH_A_ROLE, READ_ONLY),
    "confidence_compared": Page("What is declared beside what the record said", WITH_A_ROLE, READ_ONLY),
    "return_latest": Page(
        "The latest edition of a return: leads to its page", (302, 403, 404, 302, 302, 302, 302), READ_ONLY, OF_A_VANGUARD
    ),
    "return_detail": Page("One return", OF_THE_LEAD, READ_ONLY, OF_A_RETURN),
    "return_write": Page("Write in a return", WRITE_ON_IT, WRITE_ON_IT, OF_A_RETURN),
    "return_risk_new": Page("Add a risk to a return", WRITE_ON_IT, WRITE_ON_IT, OF_A_RETURN),
    "return_risk": Page("Change a risk of a return", WRITE_ON_IT, WRITE_ON_IT, OF_A_RETURN | {"number": "risk"}),
    "return_ask_new": Page("Ask for support in a return", WRITE_ON_IT, WRITE_ON_IT, OF_A_RETURN),
    "return_ask": Page("Change what a return asks for", WRITE_ON_IT, WRITE_ON_IT, OF_A_RETURN | {"number": "asked_in_return"}),
    "return_move": Page("A move of a return: here to chase it", OF_THE_TEAM_ON_IT, OF_THE_TEAM_ON_IT, OF_A_RETURN | {"move": "chase"}),
    "round_list": Page("Selection rounds", WITH_A_ROLE, READ_ONLY),
    "round_new": Page("Open a selection round", OF_THE_TEAM, OF_THE_TEAM),
    "round_detail": Page("One selection round", WITH_A_ROLE, READ_ONLY, {"code": "round"}),
    "round_decide": Page("Decide about the expressions of interest of a round", OF_THE_TEAM, OF_THE_TEAM, {"code": "round"}),
    "expression_new": Page("Enter an expression of interest", OF_THE_TEAM, OF_THE_TEAM, {"code": "round"}),
    "applicant_invite": Page("Invite an applicant", OF_THE_BACK_OFFICE, OF_THE_BACK_OFFICE, {"code": "round"}),
    "expression_list": Page("Expressions of interest: of a lead, those they write", WITH_A_ROLE, READ_ONLY),
    "expression_export": Page("Expressions of interest, as a file", WITH_A_ROLE, READ_ONLY),
    "expression_many": Page("Many expressions of interest at once; here with none chosen", NOTHING_CHOSEN, NOTHING_CHOSEN),
    "expression_many_do": Page(
        "What would become of many expressions, and doing it; here of none", NOTHING_CHOSEN, NOTHING_CHOSEN, {"move": "invite"}
    ),
    "expression_detail": Page(
        "One expression of interest: for its applicants too", (302, 403, 404, 404, 200, 200, 200), READ_ONLY, OF_AN_EXPRESSION
    ),
    "expression_write": Page(
        "Write an expression of interest: its applicants do",
        (302, 403, 404, 404, 200, 403, 200),
        (302, 403, 404, 404, 200, 403, 200),
        OF_AN_EXPRESSION,
    ),
    "expression_scores": Page("Give one’s scores: only who was asked to read it", OF_ITS_READER, OF_ITS_READER, OF_AN_EXPRESSION),
    "expression_conflict": Page("Declare a conflict of interest", OF_ITS_READER, OF_ITS_READER, OF_AN_EXPRESSION),
    "expression_move": Page(
        "A move of an expression of interest: here to withdraw it",
        (302, 403, 404, 404, 200, 403, 200),
        (302, 403, 404, 404, 200, 403, 200),
        OF_AN_EXPRESSION | {"move": "withdraw"},
    ),
    "fund_overview": Page("Funding: what funds add up to, and what was announced", WITH_A_ROLE, READ_ONLY),
    "fund_year": Page("One year of a fund", WITH_A_ROLE, READ_ONLY, {"code": "fund", "year": "year"}),
    "published_list": Page("Published amounts of money", WITH_A_ROLE, READ_ONLY),
    "published_export": Page("Published amounts of money, as a file", WITH_A_ROLE, READ_ONLY),
    "funding_list": Page("Funding lines", WITH_A_ROLE, READ_ONLY),
    "funding_export": Page("Funding lines, as a file", WITH_A_ROLE, READ_ONLY),
    "funding_new": Page("Ask for funding", (302, 403, 200, 200, 200, 403, 200), (302, 403, 200, 200, 200, 403, 200)),
    "funding_many": Page("Many funding lines at once; here with none chosen", NOTHING_CHOSEN, NOTHING_CHOSEN),
    "funding_many_do": Page(
        "What would become of many funding lines, and doing it; here it leads to the preview",
        (302, 403, 403, 403, 302, 403, 302),
        (302, 403, 403, 403, 302, 403, 302),
        {"move": "approve"},
    ),
    "funding_detail": Page("One funding line", OF_THE_LEAD, READ_ONLY, OF_A_LINE),
    "funding_move": Page(
        "A move of a funding line: here to report what was spent", WRITE_ON_IT, WRITE_ON_IT, OF_A_LINE | {"move": "spend"}
    ),
    "instalment_move": Page(
        "A move of an instalment: here to waive its condition",
        (302, 403, 404, 403, 403, 403, 200),
        (302, 403, 404, 403, 403, 403, 200),
        OF_A_LINE | {"number": "instalment", "move": "waive"},
    ),
    "change_list": Page("Changes", WITH_A_ROLE, READ_ONLY),
    "change_detail": Page("One change", OF_THE_LEAD, READ_ONLY, {"number": "change"}),
    "mail_list": Page("Mail: what the app wrote to oneself", WITH_A_ROLE, READ_ONLY),
    "mail_choices": Page("What one is mailed of; POST keeps it", WITH_A_ROLE, (302, 403, 302, 302, 302, 302, 302)),
    "account_login": Page("Sign in", (200, 302, 302, 302, 302, 302, 302), (200, 302, 302, 302, 302, 302, 302)),
    "account_logout": Page("Sign out", (302, 200, 200, 200, 200, 200, 200), (302, 302, 302, 302, 302, 302, 302)),
    "account_change_password": Page("Your account", SIGNED_IN, SIGNED_IN),
    "account_inactive": Page("This account is closed", everyone(200), everyone(405)),
}

# By prefix: every page of the admin answers the same person alike.
ADMIN_GET = {"signed out": 302, "no role": 403, "another lead": 403, "lead": 403, "team": 403}
