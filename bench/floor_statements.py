"""The statements of the floors: each finds what a page shows, by joins and counts, without history, rights or convenience."""
# ruff: noqa: S608 - all words of these statements are here, except numbers

from bench.floor_parts import (
    BENEFITS,
    DISPUTED,
    FORMS,
    FUNDING,
    OF_VANGUARD,
    OPEN,
    OVERDUE,
    PRODUCTS,
    PROPOSED,
    REGIONS,
    RETURNS,
    TODAY,
    UNDER,
    adoptions,
    any_like,
    best,
    by_month,
    commitments,
    concerning,
    feed,
    first,
    how_many,
    joined,
    number,
    one_after_another,
    requests,
)

STATEMENTS: dict[str, str] = {
    "empty": "",
    "list": requests(""),
    "filters": requests(f"{UNDER} AND r.state IN ('accepted', 'in progress')"),
    "target": requests("WHERE r.target_on IS NOT NULL", "r.target_on"),
    "search": requests("WHERE r.title LIKE '%%clinics%%'"),
    "search everything": one_after_another(
        "SELECT 'vanguard_detail', v.number, v.name, v.area, v.service_label, '', '' FROM vanguards_vanguard v WHERE v.number IN "
        + best(
            "vanguards_vanguard",
            "number",
            "name",
            f"{any_like('name', 'area', 'service_label')} OR number IN "
            "(SELECT a.vanguard_id FROM vanguards_vanguardalias a WHERE a.name LIKE '%%clinics%%') OR number IN (SELECT p.vanguard_id "
            "FROM vanguards_partnership p JOIN vanguards_organisation o ON o.id = p.organisation_id WHERE o.name LIKE '%%clinics%%')",
        ),
        requests(f"WHERE r.id IN {best('support_supportrequest', 'id', 'title', any_like('title', 'needed'))}"),
        "SELECT '', e.id, e.name, e.description, '', '', '' FROM support_enabler e WHERE e.id IN "
        + best(
            "support_enabler",
            "id",
            "name",
            f"{any_like('name', 'description')} OR id IN (SELECT o.enabler_id FROM support_offer o WHERE o.words LIKE '%%clinics%%')",
        ),
        "SELECT 'milestone_detail', m.id, m.title, m.concerns, CAST(m.due_on AS TEXT), '', '' FROM milestones_milestone m WHERE m.id IN "
        + best("milestones_milestone", "id", "title", any_like("title", "concerns")),
        "SELECT '', o.id, o.name, o.kind, '', '', '' FROM vanguards_organisation o WHERE o.id IN "
        + best("vanguards_organisation", "id", "name", any_like("name")),
    ),
    "list of a lead": requests(OF_VANGUARD),
    "directory": f"SELECT 'vanguard_detail', v.number, v.name, c.code, {joined('f.name', FORMS)}, {joined('g.name', REGIONS)}, "
    "v.patient_population FROM vanguards_vanguard v JOIN vanguards_caremodel c ON c.id = v.care_model_id ORDER BY v.number LIMIT 50",
    "milestones": "SELECT 'milestone_detail', m.id, m.title, m.concerns, COUNT(k.id), COUNT(k.reached_on), CAST(m.due_on AS TEXT), "
    f"SUM(CASE WHEN {OVERDUE} THEN 1 ELSE 0 END) FROM milestones_milestone m LEFT JOIN milestones_commitment k ON k.milestone_id = m.id "
    "GROUP BY m.id, m.title, m.due_on, m.due_until, m.concerns ORDER BY m.due_until LIMIT 50",
    "changes": one_after_another(*feed(limit=50)),
    "changes of a lead": one_after_another(*feed(concerning("vanguards.vanguard", "{vanguard}"), 50)),
    "request": one_after_another(
        requests("WHERE r.id = {request}"),
        "SELECT 'vanguard_detail', v.number, v.name, p.word, p.words, '', '' FROM support_recipient p "
        "JOIN vanguards_vanguard v ON v.number = p.vanguard_id WHERE p.support_request_id = {request}",
        "SELECT '', m.id, m.words, u.name, m.audience, CAST(m.written_at AS TEXT), '' FROM support_comment m "
        "JOIN people_user u ON u.id = m.written_by_id WHERE m.support_request_id = {request}",
        "SELECT '', m.id, m.move, u.name, m.words, m.state_after, CAST(m.moved_at AS TEXT) FROM support_movemade m "
        "LEFT JOIN people_user u ON u.id = m.moved_by_id WHERE m.support_request_id = {request}",
        "SELECT '', v.history_id, v.state, '', '', '', CAST(v.history_date AS TEXT) FROM support_supportrequestversion v "
        "WHERE v.id = {request}",
        "SELECT '', b.id, o.name, b.contact, '', '', '' FROM support_answeringbody b "
        "JOIN vanguards_organisation o ON o.id = b.organisation_id WHERE b.support_request_id = {request}",
        *feed(concerning("support.supportrequest", "{request}")),
    ),
    "vanguard": one_after_another(
        "SELECT 'request_detail', r.id, r.title, e.name, r.state, u.name, p.word FROM support_recipient p "
        "JOIN support_supportrequest r ON r.id = p.support_request_id JOIN support_requestenabler l ON l.support_request_id = r.id "
        "JOIN support_enabler e ON e.id = l.enabler_id LEFT JOIN people_user u ON u.id = r.owner_id "
        "WHERE p.vanguard_id = {vanguard} ORDER BY e.id, r.id LIMIT 100",
        commitments("k.vanguard_id = {vanguard}", limit=100),
        f"SELECT 'vanguard_detail', v.number, v.name, c.code, {joined('f.name', FORMS)}, {joined('g.name', REGIONS)}, "
        "CAST(v.patient_population AS TEXT) FROM vanguards_vanguard v JOIN vanguards_caremodel c ON c.id = v.care_model_id "
        "WHERE v.number = {vanguard}",
        f"SELECT '', COUNT(*), r.state, '', '', '', '' FROM support_supportrequest r {OF_VANGUARD} GROUP BY r.state",
        "SELECT '', p.id, o.name, p.words, p.role, p.detail, '' FROM vanguards_partnership p "
        "LEFT JOIN vanguards_organisation o ON o.id = p.organisation_id WHERE p.vanguard_id = {vanguard}",
        "SELECT '', m.id, u.name, CAST(m.starts_on AS TEXT), CAST(m.ends_on AS TEXT), '', '' FROM vanguards_membership m "
        "JOIN people_user u ON u.id = m.user_id WHERE m.vanguard_id = {vanguard}",
        "SELECT '', c.id, c.kind, c.words, '', '', '' FROM vanguards_contact c WHERE c.vanguard_id = {vanguard}",
        "SELECT '', f.id, c.name, f.note, f.outcome, CAST(f.before_until AS TEXT), CAST(f.forecast_on AS TEXT) FROM milestones_forecast f "
        "JOIN milestones_commitment k ON k.id = f.commitment_id LEFT JOIN milestones_cause c ON c.id = f.cause_id "
        "WHERE k.vanguard_id = {vanguard}",
        *FUNDING,
        *PRODUCTS,
        *BENEFITS,
        RETURNS,
        *feed(concerning("vanguards.vanguard", "{vanguard}")),
    ),
    "visit": one_after_another(
        requests(OF_VANGUARD, "r.target_on", 12),
        commitments("k.vanguard_id = {vanguard}", "k.expected_until", 10),
        f"SELECT 'vanguard_detail', v.number, v.name, c.code, {joined('f.name', FORMS)}, v.area, '' "
        "FROM vanguards_vanguard v JOIN vanguards_caremodel c ON c.id = v.care_model_id WHERE v.number = {vanguard}",
        "SELECT '', m.id, u.name, u.email, CAST(m.starts_on AS TEXT), CAST(m.ends_on AS TEXT), '' FROM vanguards_membership m "
        "JOIN people_user u ON u.id = m.user_id WHERE m.vanguard_id = {vanguard}",
        RETURNS,
        *FUNDING,
        *PRODUCTS,
        "SELECT '', i.id, i.words, i.mitigation, i.owner, CAST(i.likelihood AS TEXT), CAST(i.impact AS TEXT) FROM returns_risk i "
        "JOIN returns_return q ON q.id = i.vanguard_return_id WHERE q.vanguard_id = {vanguard}",
        f"SELECT '', COUNT(*), CAST({how_many(OVERDUE)} AS TEXT), '', '', '', '' FROM milestones_commitment k "
        "WHERE k.vanguard_id = {vanguard}",
        "SELECT '', COUNT(*), p.word, '', '', '', '' FROM support_recipient p WHERE p.vanguard_id = {vanguard} GROUP BY p.word",
        *feed(concerning("vanguards.vanguard", "{vanguard}"), 8),
    ),
    "enabler": one_after_another(
        "SELECT '', o.id, o.words, o.audience, CAST(o.offered_on AS TEXT), o.offered_words, b.name FROM support_offer o "
        "JOIN support_enabler e ON e.id = o.enabler_id LEFT JOIN vanguards_organisation b ON b.id = o.body_id "
        "WHERE e.slug = 'workforce-redesign'",
        f"SELECT '', COUNT(*), r.state, '', '', '', '' FROM support_supportrequest r {UNDER} GROUP BY r.state",
        f"SELECT 'vanguard_detail', v.number, v.name, CAST({how_many('TRUE')} AS TEXT), CAST({how_many(f'r.{OPEN}')} AS TEXT), "
        f"""CAST({how_many(f"r.{OPEN} AND r.target_on < {TODAY}")} AS TEXT), CAST({how_many("p.word = 'disputed'")} AS TEXT) """
        "FROM support_recipient p JOIN vanguards_vanguard v ON v.number = p.vanguard_id "
        f"JOIN support_supportrequest r ON r.id = p.support_request_id {UNDER} GROUP BY v.number, v.name ORDER BY 6 DESC LIMIT 50",
        requests(UNDER),
    ),
    "heat map": one_after_another(
        f"SELECT 'vanguard_detail', v.number, v.name, c.code, {joined('f.name', FORMS)}, CAST(l.enabler_id AS TEXT), "
        f"CAST({how_many(f'r.{OPEN}')} AS TEXT) FROM vanguards_vanguard v JOIN vanguards_caremodel c ON c.id = v.care_model_id "
        "JOIN support_recipient p ON p.vanguard_id = v.number JOIN support_supportrequest r ON r.id = p.support_request_id "
        "JOIN support_requestenabler l ON l.support_request_id = r.id "
        "WHERE v.number IN (SELECT number FROM vanguards_vanguard ORDER BY number LIMIT 50) "
        "GROUP BY v.number, v.name, c.code, l.enabler_id ORDER BY v.number, l.enabler_id LIMIT 500",
        f"SELECT '', l.enabler_id, '', CAST({how_many(f'r.{OPEN}')} AS TEXT), '', '', '' FROM support_supportrequest r "
        "JOIN support_requestenabler l ON l.support_request_id = r.id GROUP BY l.enabler_id",
    ),
    "trends": one_after_another(
        by_month("raised_on", "support_supportrequest"),
        by_month("decided", first("decided", "accept", "decline", "merge")),
        by_month("delivered", first("delivered", "deliver")),
        by_month("confirmed", first("confirmed", "confirm")),
        *(by_month(day, "milestones_commitment") for day in ("due_until", "expected_until", "reached_until")),
    ),
    "returns": one_after_another(
        "SELECT 'vanguard_detail', v.number, v.name, p.name, r.state, r.confidence, CAST(r.sent_at AS TEXT) FROM returns_return r "
        "JOIN returns_reportingperiod p ON p.id = r.period_id JOIN vanguards_vanguard v ON v.number = r.vanguard_id "
        "ORDER BY p.ends_on DESC, v.number LIMIT 50",
        "SELECT '', k.vanguard_id, '', '', '', '', CAST(COUNT(*) AS TEXT) FROM milestones_commitment k WHERE k.vanguard_id <= 50 "
        f"AND {OVERDUE} GROUP BY k.vanguard_id",
        "SELECT '', p.vanguard_id, '', '', '', '', CAST(COUNT(*) AS TEXT) FROM support_recipient p JOIN support_supportrequest r "
        "ON r.id = p.support_request_id WHERE p.vanguard_id <= 50 GROUP BY p.vanguard_id",
        "SELECT '', c.record_id, '', '', '', '', CAST(MAX(h.made_at) AS TEXT) FROM history_concern c JOIN history_change h "
        "ON h.id = c.change_id WHERE c.record_type = 'vanguards.vanguard' AND c.record_id <= 50 GROUP BY c.record_id",
    ),
    "return": one_after_another(
        RETURNS,
        "SELECT '', i.id, i.words, i.mitigation, i.owner, CAST(i.likelihood AS TEXT), CAST(i.impact AS TEXT) FROM returns_risk i "
        "JOIN returns_return q ON q.id = i.vanguard_return_id WHERE q.vanguard_id = {vanguard}",
        "SELECT '', a.id, a.title, a.needed, '', '', '' FROM returns_ask a "
        "JOIN returns_return q ON q.id = a.vanguard_return_id WHERE q.vanguard_id = {vanguard}",
        "SELECT '', m.id, m.move, u.name, m.words, '', CAST(m.moved_at AS TEXT) FROM returns_returnmove m "
        "JOIN people_user u ON u.id = m.moved_by_id JOIN returns_return q ON q.id = m.vanguard_return_id WHERE q.vanguard_id = {vanguard}",
        # the record as it stood when it was signed off, for which the versions of then are asked
        "SELECT 'request_detail', r.id, r.title, r.state, p.word, '', CAST(r.target_on AS TEXT) FROM support_recipientversion p "
        "JOIN support_supportrequestversion r ON r.id = p.support_request_id AND r.valid_until IS NULL "
        "WHERE p.vanguard_id = {vanguard} AND p.valid_until IS NULL",
        "SELECT 'milestone_detail', m.id, m.title, k.state, CAST(k.due_on AS TEXT), CAST(k.expected_until AS TEXT), "
        "CAST(k.reached_on AS TEXT) FROM milestones_commitmentversion k JOIN milestones_milestoneversion m ON m.id = k.milestone_id "
        "AND m.valid_until IS NULL WHERE k.vanguard_id = {vanguard} AND k.valid_until IS NULL",
        # what changed since: what was then and what is now
        *(2 * feed(concerning("vanguards.vanguard", "{vanguard}"), 50)),
    ),
    "rounds": one_after_another(
        "SELECT 'vanguard_detail', COUNT(*), c.name, CAST(c.opened_on AS TEXT), '', '', CAST(c.closed_on AS TEXT) FROM vanguards_cohort c "
        "JOIN vanguards_vanguard v ON v.cohort_id = c.id GROUP BY c.id, c.name, c.opened_on, c.closed_on",
        "SELECT '', e.round_id, e.state, '', '', '', CAST(COUNT(*) AS TEXT) FROM selection_expression e GROUP BY e.round_id, e.state",
    ),
    "expressions": one_after_another(
        "SELECT '', e.id, e.name, e.applicant, e.state, m.code, CAST(e.sent_at AS TEXT) FROM selection_expression e "
        "LEFT JOIN vanguards_caremodel m ON m.id = e.care_model_id ORDER BY e.name, e.id LIMIT 50",
        "SELECT '', r.expression_id, '', '', '', '', CAST(COUNT(*) AS TEXT) FROM selection_review r WHERE r.expression_id <= 50 "
        "GROUP BY r.expression_id",
    ),
    "funds": one_after_another(
        "SELECT '', f.id, f.name, '', '', '', '' FROM fund_fund f",
        "SELECT '', COUNT(*), c.name, CAST(SUM(l.asked) AS TEXT), CAST(SUM(l.approved) AS TEXT), CAST(SUM(l.spent) AS TEXT), l.year "
        "FROM fund_fundingline l JOIN vanguards_vanguard v ON v.number = l.vanguard_id "
        "JOIN vanguards_caremodel c ON c.id = v.care_model_id GROUP BY c.name, l.year",
        "SELECT '', COUNT(*), f.name, CAST(SUM(l.asked) AS TEXT), CAST(SUM(l.approved) AS TEXT), CAST(SUM(l.spent) AS TEXT), l.year "
        "FROM fund_fundingline l JOIN vanguards_collaboration o ON o.vanguard_id = l.vanguard_id "
        "JOIN vanguards_collaborationform f ON f.id = o.form_id GROUP BY f.name, l.year",
        "SELECT '', COUNT(*), l.year, CAST(SUM(l.asked) AS TEXT), CAST(SUM(l.approved) AS TEXT), CAST(SUM(l.spent) AS TEXT), '' "
        "FROM fund_fundingline l GROUP BY l.year",
        "SELECT '', COUNT(*), l.year, CAST(SUM(i.amount) AS TEXT), '', '', '' FROM fund_instalment i JOIN fund_fundingline l "
        "ON l.id = i.line_id WHERE i.state = 'paid' GROUP BY l.year",
        "SELECT '', p.id, p.words, p.year, s.title, p.certainty, CAST(p.amount AS TEXT) FROM fund_publishedamount p "
        "LEFT JOIN vanguards_source s ON s.id = p.source_id WHERE p.vanguard_id IS NULL",
    ),
    "funding": one_after_another(
        "SELECT 'vanguard_detail', v.number, v.name, l.year, l.state, CAST(l.asked AS TEXT), CAST(l.approved AS TEXT) "
        "FROM fund_fundingline l JOIN vanguards_vanguard v ON v.number = l.vanguard_id ORDER BY l.year DESC, v.number LIMIT 50",
        "SELECT '', i.line_id, i.state, '', '', '', CAST(SUM(i.amount) AS TEXT) FROM fund_instalment i JOIN "
        "(SELECT id FROM fund_fundingline ORDER BY year DESC, vanguard_id LIMIT 50) l ON l.id = i.line_id GROUP BY i.line_id, i.state",
        "SELECT '', COUNT(*), '', CAST(SUM(l.asked) AS TEXT), CAST(SUM(l.approved) AS TEXT), CAST(SUM(l.spent) AS TEXT), '' "
        "FROM fund_fundingline l",
    ),
    "funding line": one_after_another(
        "SELECT 'vanguard_detail', v.number, v.name, l.year, l.state, CAST(l.asked AS TEXT), CAST(l.approved AS TEXT) "
        "FROM fund_fundingline l JOIN vanguards_vanguard v ON v.number = l.vanguard_id ORDER BY l.id LIMIT 1",
        "SELECT '', i.number, i.condition, p.name, i.state, CAST(i.due_on AS TEXT), CAST(i.amount AS TEXT) FROM fund_instalment i "
        "LEFT JOIN returns_reportingperiod p ON p.id = i.period_id WHERE i.line_id = 1",
        "SELECT '', m.id, m.move, u.name, m.words, CAST(m.moved_at AS TEXT), CAST(m.amount AS TEXT) FROM fund_fundingmove m "
        "JOIN people_user u ON u.id = m.moved_by_id WHERE m.line_id = 1",
    ),
    "confidence": one_after_another(
        "SELECT '', r.period_id, r.confidence, r.computed_then, '', '', CAST(COUNT(*) AS TEXT) FROM returns_return r "
        "WHERE r.confidence <> '' GROUP BY r.period_id, r.confidence, r.computed_then",
        "SELECT 'vanguard_detail', v.number, v.name, r.confidence, r.computed_then, '', CAST(r.sent_at AS TEXT) FROM returns_return r "
        "JOIN vanguards_vanguard v ON v.number = r.vanguard_id WHERE v.number <= 50 AND r.confidence <> '' ORDER BY v.number LIMIT 200",
    ),
    "products": "SELECT 'vanguard_detail', k.vanguard_id, p.name, p.kind, p.maturity, v.name, "
    "CAST((SELECT COUNT(*) FROM spread_adoption a WHERE a.product_id = p.id AND a.state = 'checked' "
    "AND a.stage IN ('trying', 'adopted', 'adapted')) AS TEXT) FROM spread_product p JOIN spread_productmaker k ON k.product_id = p.id "
    "JOIN vanguards_vanguard v ON v.number = k.vanguard_id ORDER BY p.name LIMIT 50",
    "product": one_after_another(
        adoptions("p.id = (SELECT id FROM spread_product ORDER BY name LIMIT 1)", 100),
        "SELECT '', COUNT(*), a.stage, a.helped, '', '', '' FROM spread_adoption a WHERE a.state = 'checked' "
        "AND a.product_id = (SELECT id FROM spread_product ORDER BY name LIMIT 1) GROUP BY a.stage, a.helped",
        "SELECT '', w.id, w.label, w.new, CAST(w.released_on AS TEXT), '', '' FROM spread_productrelease w "
        "WHERE w.product_id = (SELECT id FROM spread_product ORDER BY name LIMIT 1)",
    ),
    "adoptions": adoptions("1 = 1", 50, "a.since_on DESC"),
    "benefits": one_after_another(
        "SELECT 'vanguard_detail', v.number, v.name, m.name, CAST(b.baseline AS TEXT), CAST(b.target AS TEXT), CAST(b.target_on AS TEXT) "
        "FROM spread_benefit b JOIN spread_measure m ON m.id = b.measure_id JOIN vanguards_vanguard v ON v.number = b.vanguard_id "
        "ORDER BY v.number LIMIT 50",
        "SELECT '', r.benefit_id, r.paragraph, CAST(r.value AS TEXT), CAST(r.read_on AS TEXT), '', '' FROM spread_reading r "
        "WHERE r.benefit_id IN (SELECT id FROM spread_benefit ORDER BY vanguard_id LIMIT 50)",
    ),
    "reach": "SELECT '', p.id, p.name, a.stage, CAST(MIN(a.used_on) AS TEXT), CAST(COUNT(*) AS TEXT), '' FROM spread_product p "
    "JOIN spread_adoption a ON a.product_id = p.id AND a.state = 'checked' "
    "WHERE p.id IN (SELECT id FROM spread_product ORDER BY name LIMIT 50) GROUP BY p.id, p.name, a.stage ORDER BY p.name",
    "milestone": one_after_another(
        "SELECT '', m.id, m.title, m.concerns, m.note, CAST(m.due_on AS TEXT), '' FROM milestones_milestone m WHERE m.id = {milestone}",
        f"SELECT '', COUNT(*), k.state, '', '', '', CAST(SUM(CASE WHEN {OVERDUE} THEN 1 ELSE 0 END) AS TEXT) FROM milestones_commitment k "
        "WHERE k.milestone_id = {milestone} GROUP BY k.state",
        commitments("k.milestone_id = {milestone}"),
        *feed(concerning("milestones.milestone", "{milestone}")),
    ),
    "commitments": commitments("1 = 1", "k.expected_until"),
    "commitments filtered": commitments("k.state = 'reached' AND m.is_key", "k.expected_until"),
    "commitment": one_after_another(
        commitments("k.id = {commitment}", limit=1),
        "SELECT '', f.id, c.name, u.name, f.note, f.outcome, CAST(f.forecast_on AS TEXT) FROM milestones_forecast f "
        "LEFT JOIN milestones_cause c ON c.id = f.cause_id LEFT JOIN people_user u ON u.id = f.made_by_id "
        "WHERE f.commitment_id = {commitment}",
        "SELECT '', m.id, m.move, u.name, m.words, m.state_after, CAST(m.moved_at AS TEXT) FROM milestones_commitmentmove m "
        "JOIN people_user u ON u.id = m.moved_by_id WHERE m.commitment_id = {commitment}",
        *feed(concerning("milestones.commitment", "{commitment}")),
    ),
    "timeline": commitments(
        "k.vanguard_id IN (SELECT number FROM vanguards_vanguard ORDER BY number LIMIT 50)", "k.vanguard_id, k.expected_until", 400
    ),
    "timeline of milestones": "SELECT 'milestone_detail', m.id, m.title, COUNT(*), CAST(k.due_on AS TEXT), CAST(k.expected_until AS TEXT), "
    "CAST(k.reached_until AS TEXT), k.state FROM milestones_commitment k JOIN milestones_milestone m ON m.id = k.milestone_id "
    "WHERE m.id IN (SELECT id FROM milestones_milestone ORDER BY due_until, id LIMIT 50) "
    "GROUP BY m.id, m.title, k.due_on, k.expected_until, k.reached_until, k.state ORDER BY m.id LIMIT 400",
    "slips": one_after_another(
        "SELECT '', SUM(f.days_later), c.name, COUNT(*), '', '', '' FROM milestones_forecast f "
        "JOIN milestones_cause c ON c.id = f.cause_id WHERE f.days_later > 0 GROUP BY c.name",
        "SELECT 'vanguard_detail', v.number, v.name, SUM(f.days_later), '', '', '' FROM milestones_forecast f "
        "JOIN milestones_commitment k ON k.id = f.commitment_id JOIN vanguards_vanguard v ON v.number = k.vanguard_id "
        "WHERE f.days_later > 0 GROUP BY v.number, v.name ORDER BY 4 DESC LIMIT 50",
    ),
    "home": one_after_another(
        "SELECT '', COUNT(*), state, '', '', '', '' FROM support_supportrequest GROUP BY state",
        number("late", f"support_supportrequest WHERE {OPEN} AND target_on < {TODAY}"),
        number("due", f"support_supportrequest WHERE {OPEN} AND target_on >= {TODAY}"),
        number("owned by nobody", "support_supportrequest WHERE owner_id IS NULL"),
        number("overdue", f"milestones_commitment k WHERE {OVERDUE}"),
        number("disputed", f"support_supportrequest r WHERE {DISPUTED}"),
        number("dates to approve", f"milestones_commitment k WHERE {PROPOSED}"),
        number("due soon", f"milestones_commitment k WHERE k.state = 'open' AND k.expected_until >= {TODAY}"),
        requests(f"WHERE {DISPUTED}", "r.target_on", 5),
        requests(f"WHERE r.{OPEN} AND r.target_on < {TODAY}", "r.target_on", 5),
        requests(f"WHERE r.{OPEN} AND r.target_on >= {TODAY}", "r.target_on", 5),
        requests("WHERE r.state = 'raised'", "r.id DESC", 5),
        commitments(OVERDUE, "k.expected_until", 5),
        commitments(PROPOSED, "k.expected_until", 5),
        number("returns to sign off", "returns_return WHERE state = 'sent'"),
        number("products to check", "spread_product WHERE state = 'to check'"),
        number("adoptions to check", "spread_adoption WHERE state = 'to check'"),
        number("benefits to agree", "spread_benefit WHERE state = 'proposed'"),
        number("instalments to pay", f"fund_instalment WHERE state = 'planned' AND due_on <= {TODAY}"),
        "SELECT '', COUNT(*), c.name, q.confidence, '', '', '' FROM returns_return q JOIN vanguards_vanguard v ON v.number = q.vanguard_id "
        "JOIN vanguards_caremodel c ON c.id = v.care_model_id WHERE q.period_id = (SELECT MAX(id) FROM returns_reportingperiod) "
        "GROUP BY c.name, q.confidence",
        *feed(),
    ),
    "home of a lead": one_after_another(
        "SELECT 'vanguard_detail', v.number, v.name, '', '', '', '' FROM vanguards_vanguard v WHERE v.number = {vanguard}",
        "SELECT '', COUNT(*), r.state, '', '', '', '' FROM support_supportrequest r "
        "JOIN support_recipient p ON p.support_request_id = r.id WHERE p.vanguard_id = {vanguard} GROUP BY r.state",
        requests(OF_VANGUARD, "r.target_on", 10),
        "SELECT 'request_detail', r.id, r.title, p.word, m.words, '', CAST(m.moved_at AS TEXT) FROM support_recipient p "
        "JOIN support_supportrequest r ON r.id = p.support_request_id JOIN support_movemade m ON m.support_request_id = r.id "
        "WHERE p.vanguard_id = {vanguard} AND (r.state = 'waiting' AND m.move = 'wait' OR p.word = 'delivered' AND m.move = 'deliver')",
        f"SELECT 'request_detail', r.id, u.name, u.email, '', '', '' FROM support_recipient p JOIN support_supportrequest r "
        f"ON r.id = p.support_request_id JOIN people_user u ON u.id = r.owner_id WHERE p.vanguard_id = {{vanguard}} AND r.{OPEN}",
        commitments("k.vanguard_id = {vanguard}", "k.due_until", 5),
        RETURNS,
        PRODUCTS[2],
        *feed(concerning("vanguards.vanguard", "{vanguard}")),
    ),
}
