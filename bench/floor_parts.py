"""What the statements of the floors are made of. A row is the name of its page, its number, its title, and four cells."""
# ruff: noqa: S608 - all words of these statements are here, except numbers

from django.db import connection

POSTGRES = connection.vendor == "postgresql"
OPEN = "state IN ('accepted', 'in progress', 'waiting')"
TODAY = "CURRENT_DATE"


def joined(column: str, tables: str) -> str:
    return f"(SELECT {'STRING_AGG' if POSTGRES else 'GROUP_CONCAT'}({column}, ', ') FROM {tables})"


def one_after_another(*parts: str) -> str:
    """Return several selections of seven columns as one statement."""
    return " UNION ALL ".join(f"SELECT * FROM ({part}) AS part_{number}" for number, part in enumerate(parts))


def requests(which: str, order: str = "r.id", limit: int = 50) -> str:
    enablers = joined("e.name", "support_requestenabler l JOIN support_enabler e ON e.id = l.enabler_id WHERE l.support_request_id = r.id")
    return (
        f"SELECT 'request_detail', r.id, r.title, {enablers}, r.state, u.name, CAST(r.target_on AS TEXT) FROM support_supportrequest r "
        f"LEFT JOIN people_user u ON u.id = r.owner_id {which} ORDER BY {order} LIMIT {limit}"
    )


def commitments(which: str, order: str = "k.id", limit: int = 50) -> str:
    return (
        "SELECT 'milestone_detail', m.id, m.title, v.name, CAST(k.due_on AS TEXT), CAST(k.reached_on AS TEXT), f.note "
        "FROM milestones_commitment k JOIN milestones_milestone m ON m.id = k.milestone_id "
        "LEFT JOIN vanguards_vanguard v ON v.number = k.vanguard_id LEFT JOIN milestones_forecast f ON f.commitment_id = k.id "
        f"WHERE {which} ORDER BY {order} LIMIT {limit}"
    )


def adoptions(which: str, limit: int, order: str = "a.since_on") -> str:
    return (
        "SELECT 'vanguard_detail', v.number, v.name, p.name, a.stage, a.helped, CAST(a.since_on AS TEXT) FROM spread_adoption a "
        "JOIN spread_product p ON p.id = a.product_id JOIN vanguards_vanguard v ON v.number = a.vanguard_id "
        f"WHERE {which} ORDER BY {order} LIMIT {limit}"
    )


def changes(which: str = "", limit: int = 5) -> str:
    held = joined("n.name", "(SELECT name FROM history_entry WHERE change_id = c.id LIMIT 3) n")
    return (
        f"SELECT 'change_detail', c.id, {held}, u.name, c.source, c.reason, CAST(c.made_at AS TEXT) FROM history_change c "
        f"LEFT JOIN people_user u ON u.id = c.made_by_id {which} ORDER BY c.id DESC LIMIT {limit}"
    )


def feed(which: str = "", limit: int = 5) -> list[str]:
    """Return the changes, and what their sentences say: the moves, comments, raised requests and dates that they wrote."""

    def written(kind: str, table: str) -> str:
        latest = f"SELECT id FROM (SELECT c.id FROM history_change c {which} ORDER BY c.id DESC LIMIT {limit}) AS latest"
        return (
            f"history_entry e JOIN {table} w ON w.id = e.record_id AND e.record_type = '{kind}' AND e.history_type = '+' "
            f"AND e.change_id IN ({latest})"
        )

    milestone = "JOIN milestones_milestone m ON m.id = k.milestone_id LEFT JOIN vanguards_vanguard v ON v.number = k.vanguard_id"
    return [
        changes(which, limit),
        f"SELECT 'request_detail', r.id, r.title, w.move, v.name, w.words, '' FROM {written('support.movemade', 'support_movemade')} "
        "JOIN support_supportrequest r ON r.id = w.support_request_id LEFT JOIN vanguards_vanguard v ON v.number = w.vanguard_id "
        f"LIMIT {limit}",
        f"SELECT 'request_detail', r.id, r.title, w.words, '', '', '' FROM {written('support.comment', 'support_comment')} "
        f"JOIN support_supportrequest r ON r.id = w.support_request_id LIMIT {limit}",
        f"SELECT 'request_detail', w.id, w.title, '', '', '', '' "
        f"FROM {written('support.supportrequest', 'support_supportrequest')} LIMIT {limit}",
        f"SELECT 'milestone_detail', m.id, m.title, w.move, v.name, w.words, '' "
        f"FROM {written('milestones.commitmentmove', 'milestones_commitmentmove')} "
        f"JOIN milestones_commitment k ON k.id = w.commitment_id {milestone} LIMIT {limit}",
        "SELECT 'milestone_detail', m.id, m.title, v.name, w.note, CAST(w.forecast_on AS TEXT), CAST(w.before_until AS TEXT) "
        f"FROM {written('milestones.forecast', 'milestones_forecast')} "
        f"JOIN milestones_commitment k ON k.id = w.commitment_id {milestone} LIMIT {limit}",
    ]


def concerning(kind: str, number: str) -> str:
    return f"WHERE c.id IN (SELECT change_id FROM history_concern WHERE record_type = '{kind}' AND record_id = {number})"


def any_like(*columns: str) -> str:
    return " OR ".join(f"{column} LIKE '%%clinics%%'" for column in columns)


def best(table: str, key: str, name: str, where: str) -> str:
    """Return the five best matches of the newest thousand rows of a table, by its key and name."""
    return (
        f"(SELECT {key} FROM (SELECT {key}, LOWER({name}) AS called FROM {table} WHERE {where} ORDER BY {key} DESC LIMIT 1000) AS newest "
        "ORDER BY CASE WHEN called LIKE 'clinics%%' THEN 1 WHEN called LIKE '%% clinics%%' THEN 2 WHEN called LIKE '%%clinics%%' THEN 3 "
        f"ELSE 4 END, called, {key} LIMIT 5)"
    )


def number(what: str, tables: str) -> str:
    return f"SELECT '', COUNT(*), '{what}', '', '', '', '' FROM {tables}"


def by_month(day: str, tables: str) -> str:
    """Return how many rows have this day in each month."""
    month = f"SUBSTR(CAST({day} AS TEXT), 1, 7)"
    return f"SELECT '', COUNT(*), {month}, '{day}', '', '', '' FROM {tables} WHERE {day} IS NOT NULL GROUP BY {month}"


def first(step: str, *moves: str) -> str:
    """Return when each request first had one of these moves, for by_month."""
    names = ", ".join(f"'{move}'" for move in moves)
    return f"(SELECT MIN(moved_at) AS {step} FROM support_movemade WHERE move IN ({names}) GROUP BY support_request_id) AS first_{step}"


def how_many(which: str) -> str:
    return f"SUM(CASE WHEN {which} THEN 1 ELSE 0 END)"


UNDER = (
    "WHERE EXISTS (SELECT 1 FROM support_requestenabler l JOIN support_enabler e ON e.id = l.enabler_id "
    "WHERE l.support_request_id = r.id AND e.slug = 'workforce-redesign')"
)
OF_VANGUARD = "WHERE EXISTS (SELECT 1 FROM support_recipient p WHERE p.support_request_id = r.id AND p.vanguard_id = {vanguard})"
FORMS = "vanguards_collaboration l JOIN vanguards_collaborationform f ON f.id = l.form_id WHERE l.vanguard_id = v.number"
REGIONS = "vanguards_vanguardregion l JOIN vanguards_region g ON g.id = l.region_id WHERE l.vanguard_id = v.number"
OVERDUE = f"k.state = 'open' AND k.expected_until < {TODAY}"
DISPUTED = "EXISTS (SELECT 1 FROM support_recipient p WHERE p.support_request_id = r.id AND p.word = 'disputed')"
PROPOSED = "EXISTS (SELECT 1 FROM milestones_forecast g WHERE g.commitment_id = k.id AND g.outcome = 'proposed')"
BESIDE = "{vanguard}"
FUNDING = (
    "SELECT '', l.id, f.name, l.year, l.state, CAST(l.asked AS TEXT), CAST(l.approved AS TEXT) FROM fund_fundingline l "
    f"JOIN fund_fund f ON f.id = l.fund_id WHERE l.vanguard_id = {BESIDE}",
    "SELECT '', i.line_id, i.state, '', '', '', CAST(SUM(i.amount) AS TEXT) FROM fund_instalment i "
    f"JOIN fund_fundingline l ON l.id = i.line_id WHERE l.vanguard_id = {BESIDE} GROUP BY i.line_id, i.state",
    "SELECT '', p.id, p.words, p.year, p.stage, p.certainty, CAST(p.amount AS TEXT) FROM fund_publishedamount p "
    f"WHERE p.vanguard_id = {BESIDE}",
)
PRODUCTS = (
    "SELECT '', p.id, p.name, p.kind, p.maturity, '', '' FROM spread_product p "
    f"JOIN spread_productmaker k ON k.product_id = p.id WHERE k.vanguard_id = {BESIDE}",
    adoptions(f"a.vanguard_id = {BESIDE}", 20),
    "SELECT '', p.id, p.name, p.kind, '', '', CAST(COUNT(*) AS TEXT) FROM spread_adoption a JOIN spread_product p ON p.id = a.product_id "
    "JOIN vanguards_vanguard o ON o.number = a.vanguard_id JOIN vanguards_vanguard v ON v.care_model_id = o.care_model_id "
    f"WHERE v.number = {BESIDE} AND a.stage IN ('trying', 'adopted', 'adapted') GROUP BY p.id, p.name, p.kind ORDER BY 7 DESC LIMIT 5",
)
BENEFITS = (
    "SELECT '', b.id, m.name, m.unit, CAST(b.baseline AS TEXT), CAST(b.target AS TEXT), CAST(b.target_on AS TEXT) FROM spread_benefit b "
    f"JOIN spread_measure m ON m.id = b.measure_id WHERE b.vanguard_id = {BESIDE}",
    "SELECT '', r.benefit_id, r.paragraph, CAST(r.value AS TEXT), CAST(r.read_on AS TEXT), '', '' FROM spread_reading r "
    f"JOIN spread_benefit b ON b.id = r.benefit_id WHERE b.vanguard_id = {BESIDE}",
)
RETURNS = (
    "SELECT '', q.id, d.name, q.state, q.confidence, q.computed_then, CAST(q.signed_off_at AS TEXT) FROM returns_return q "
    f"JOIN returns_reportingperiod d ON d.id = q.period_id WHERE q.vanguard_id = {BESIDE}"
)
