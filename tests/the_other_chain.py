"""Data by which a lead could learn about others: Parminder leads the Other Chain (738), which shares one request with Nora's Neuro Network
(44). Everything else is its own.
"""

from datetime import date
from decimal import Decimal

from fund.actions import ask_for
from fund.models import Fund, FundingLine, PublishedAmount
from fund.moves import make as make_of_line
from history import clock
from history.recording.changes import change
from milestones.models import Cause, Commitment, Milestone
from milestones.moves import make
from milestones.workflow import Move
from pages.typed_dates import understand
from people.models import User
from returns.models import ReportingPeriod, Return
from returns.moves import make as make_of_return
from selection.models import Expression, Round
from spread.models import Measure, Product
from support.models import AnsweringBody, Comment, Enabler, RequestDocument
from support.workflow import Move as RequestMove
from vanguards.models import CareModel, Cohort, CollaborationForm, Membership, Organisation, Vanguard


def promised(title, due, vanguard, **fields):
    """Promise a published milestone for a vanguard."""
    commitment = Commitment(milestone=Milestone.objects.get(title=title), vanguard=vanguard, **fields)
    commitment.due = understand(due)
    commitment.expected_until = commitment.due_until
    commitment.save()
    return commitment


def known_to_all(recording, neuro, ask):
    """Record what everybody may know; a request of Nora's own, one shared with the Other Chain, and a promise."""
    with recording():
        for code in ("OTH", "NON"):
            CareModel.objects.create(code=code, name=f"Care model {code}", order=9)
        CollaborationForm.objects.create(code="other-form", name="Other form", order=9)
        Enabler.objects.create(slug="other-enabler", name="Other enabler", introduced_on=date(2015, 7, 31), order=9)
        Organisation.objects.create(name="Other body", kind="national body")
        Cause.objects.create(code="other-cause", name="Other cause", direction="later")
        vanguard = Vanguard.objects.create(
            number=738, name="Other Chain", care_model=CareModel.objects.get(code="OTH"), cohort=neuro.cohort
        )
        vanguard.collaborations.create(form=CollaborationForm.objects.get(code="other-form"))
        for title, due in [
            ("Common plan", "March 2031"),
            ("Past plan", "December 2015"),
            ("Signed plan", "January 2016"),
            ("Near plan", "March 2016"),
        ]:
            Milestone.objects.create(title=title, due=understand(due), is_key=True)
        promised("Common plan", "March 2031", neuro)
        days = {"starts_on": date(2016, 1, 1), "ends_on": date(2016, 3, 31), "opens_on": date(2016, 1, 4), "due_on": date(2016, 1, 20)}
        period = ReportingPeriod.objects.create(name="2015/16 Q4", code="2015-16-q4", closes_on=date(2016, 2, 1), **days)
        Return.objects.create(period=period, vanguard=neuro)
        cohort = Cohort.objects.create(code="rc-2016", name="Rural care 2016", opened_on=date(2016, 1, 4), closed_on=date(2016, 3, 1))
        Round.objects.create(cohort=cohort, takes_expressions=True)
        fund = Fund.objects.create(name="Fund", code="fund")
        for whose in (neuro, vanguard, None):
            kept = {"vanguard": whose, "is_whole": whose is None, "amount": Decimal(1_000_000)}
            PublishedAmount.objects.create(fund=fund, year="2015/16", stage="approved", words="Known to all", **kept)
        FundingLine.objects.create(fund=fund, vanguard=neuro, year="2015/16", asked=Decimal(500_000))
        Product.objects.create(name="Common toolkit", kind="toolkit", summary="For all.", state="checked", is_public=True)
    ask("Own rotas", neuro)
    ask("Joint rotas", neuro, vanguard)
    return vanguard


def put_on_record(recording, other, tess, ask):
    """Record what only the Other Chain has: its lead, requests, answers, comments, promises and late dates."""
    with recording():
        parminder = User.objects.open_account("parminder@example.com", "demo-vanguard", name="Parminder")
        Membership.objects.create(user=parminder, vanguard=other, starts_on=date(2015, 9, 25))
    for state, word in [("raised", "open"), ("in progress", "disputed"), ("closed", "not confirmed"), ("delivered", "delivered")]:
        owner, day = tess if state != "raised" else None, date(2016, 1, 5)
        request = ask(f"Lighthouse {word}", other, state=state, raised_on=day, target_on=day, raised_by=parminder, owner=owner)
        with change(by=parminder, reason="Windmill", source="admin"):
            said_by(request, other, word)
            request.enabler_links.create(enabler=Enabler.objects.get(slug="other-enabler"))
            AnsweringBody.objects.create(support_request=request, organisation=Organisation.objects.get(name="Other body"))
            RequestDocument.objects.create(support_request=request, title="Lighthouse", address="https://example.com/lighthouse")
            moved = {"moved_by": tess, "moved_at": clock.now(), "took": 3}
            request.moves.create(move=RequestMove.ACCEPT, state_before="raised", state_after="accepted", **moved)
    on_the_joint_one(parminder, other, ask)
    late(parminder, tess, other)
    returned(parminder, tess, other)
    applied(parminder, tess)
    funded(parminder, tess, other)
    spread(parminder, other)
    measured(parminder, other)


def spread(parminder, other):
    """Offer a product that is not checked yet, and record an adoption of the one that everybody sees; one that helped was sent back."""
    known = Product.objects.get()
    with change(by=parminder, reason="Windmill"):
        product = Product.objects.create(name="Lighthouse toolkit", kind="toolkit", summary="Lighthouse", maturity="evaluated")
        product.makers.create(vanguard=other)
        product.released.create(label="Lighthouse 1", where="Lighthouse")
        site = {"stage": "adopted", "since_on": date(2016, 1, 4), "used_on": date(2016, 1, 4), "adopted_on": date(2016, 1, 4)}
        adoption = known.adoptions.create(vanguard=other, use="Lighthouse", helped="yes", **site)
        body = Organisation.objects.get(name="Other body")
        known.adoptions.create(organisation=body, taken_from=adoption, state="sent back", **site)


def returned(parminder, tess, other):
    """Send a return that is more hopeful than the record, with a risk and support it asks for; and owe another one."""
    with change(by=parminder, reason="Windmill"):
        sent = {"state": "sent", "sent_by": parminder, "sent_at": clock.now(), "confidence": "green", "computed_then": "amber"}
        sent |= {"confidence_reason": "Windmill", "achieved": "Lighthouse lit", "next_steps": "Lighthouse kept"}
        made = Return.objects.create(period=ReportingPeriod.objects.get(), vanguard=other, **sent)
        made.risks.create(words="Lighthouse falls", likelihood=5, impact=5)
        made.asks.create(title="Lighthouse lamps")
    make_of_return(made, "sign-off", by=tess, words="Windmill")


def applied(parminder, tess):
    """Send an expression of interest, which Tess is to read."""
    with change(by=parminder, reason="Windmill"):
        sent = {"state": "invited", "sent_by": parminder, "sent_at": clock.now(), "invited_at": clock.now(), "written_at": clock.now()}
        sent |= {"care_model": CareModel.objects.get(code="OTH"), "late_reason": "Windmill", "vision": "Lighthouse lit"}
        made = Expression.objects.create(round=Round.objects.get(), name="Lighthouse care", applicant="Other Chain", **sent)
        made.applicants.create(user=parminder)
        made.reviews.create(reader=tess, asked_by=tess)


def funded(parminder, tess, other):
    """Ask for money, get it, and plan an instalment that can be paid and one that waits."""
    asked = {"amount": Decimal(7_380_000), "purpose": "Lighthouse"}
    line = ask_for(by=parminder, fund=Fund.objects.get(), vanguard=other, year="2015/16", **asked)
    make_of_line(line, "approve", by=tess, amount=Decimal(7_380_000), words="Windmill")
    due = {"due_on": date(2016, 1, 20), "amount": Decimal(738_000), "words": "Windmill"}
    make_of_line(line, "plan", by=tess, condition="none", awaited=None, **due)
    make_of_line(line, "plan", by=tess, condition="commitment", awaited=Commitment.objects.get(milestone__title="Past plan"), **due)
    make_of_line(line, "spend", by=parminder, amount=Decimal(73_800), words="Windmill")


def measured(parminder, other):
    """Propose benefits by measures of their own, one for each way to stand."""
    values = {
        "reached": (9, 10),
        "better": (11, 10),
        "same": (12, 10),
        "worse": (13, 10),
        "not-known": (12, None),
        "no-reading": (None, 10),
    }
    with change(by=parminder, reason="Windmill"):
        for place, (standing, (value, target)) in enumerate(values.items()):
            aim = ("population-health", "quality", "efficiency")[place % 3]
            measure = Measure.objects.create(name=f"Lighthouse {standing}", unit="lamps", aim=aim, better="lower")
            dated = {"target": target, "target_on": date(2016, 3, 1)} if target else {}
            words = dict.fromkeys(("we_do", "changes", "is_better"), "Lighthouse")
            state = ("proposed", "sent back", "agreed", "ended")[place % 4]
            began = {"baseline": 12, "baseline_on": date(2016, 1, 1), "state": state}
            benefit = measure.benefits.create(vanguard=other, **words, **began, **dated)
            if value:
                benefit.readings.create(value=value, read_on=date(2016, 1, 5), paragraph="Lighthouse")


def said_by(request, vanguard, word):
    recipient = request.recipients.get(vanguard=vanguard)
    recipient.word, recipient.words, recipient.helped = word, "Lighthouse words", "no" if word == "disputed" else ""
    recipient.save()


def on_the_joint_one(parminder, other, ask):
    """Write what the other vanguard tells only the team on the shared request."""
    joint = other.recipients.get(support_request__title="Joint rotas").support_request
    with change(by=parminder, reason="Windmill on the joint one"):
        said_by(joint, other, "disputed")
        said = {"written_by": parminder, "written_at": clock.now(), "words": "Lighthouse said"}
        Comment.objects.create(support_request=joint, audience="vanguard", vanguard=other, **said)


def late(parminder, tess, other):
    """Promise four milestones: one moved, one waiting for the team, one overdue, one reached."""
    with change(by=parminder, reason="Windmill"):
        moved = promised("Common plan", "February 2031", other)
        promised("Past plan", "December 2015", other)
        signed, near = promised("Signed plan", "January 2016", other), promised("Near plan", "March 2016", other)
    cause = Cause.objects.get(code="other-cause")
    make(moved, Move.FORECAST, by=tess, words="Windmill", to=understand("March 2031"), cause=cause)
    make(signed, Move.FORECAST, by=tess, words="Windmill", to=understand("February 2016"), cause=cause)
    make(near, Move.FORECAST, by=parminder, words="Windmill", to=understand("April 2016"), cause=cause)
    make(signed, Move.REACH, by=parminder, words="Windmill", reached=understand("5 January 2016"), link="")
