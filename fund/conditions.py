"""What an instalment waits for, and where that stands, in words."""

from collections.abc import Sequence
from typing import Any

from fund.models import Instalment
from fund.workflow import Condition
from pages.counting import one_after_the_other
from people.models import User
from returns.models import Return
from support.models import Recipient, SupportRequest


def read_where_they_stand(instalments: Sequence[Instalment], user: User) -> None:
    """Give each instalment `stands`: where what it waits for is now, in a sentence; "" if nothing is waited for. And `may_name_request`:
    a lead no longer sees a request that their vanguard was taken off.
    """
    waiting = [each for each in instalments if each.is_waiting]
    returns, recipients = _returns(waiting, user), _recipients(waiting, user)
    seen = _requests_seen(instalments, user)
    for each in instalments:
        each.may_name_request = each.support_request_id in seen
        key = each.line.vanguard_id, each.period_id or each.support_request_id
        each.stands = "" if not each.is_waiting else _stands(each, returns.get(key), recipients.get(key))


def _requests_seen(instalments: Sequence[Instalment], user: User) -> set[int]:
    requests = {each.support_request_id for each in instalments if each.support_request_id}
    if user.sees_everything or not requests:
        return requests
    return set(SupportRequest.objects.visible_to(user).filter(pk__in=requests).values_list("pk", flat=True))


def _returns(waiting: Sequence[Instalment], user: User) -> dict[Any, Return]:
    periods = {each.period_id for each in waiting if each.period_id}
    if not periods:
        return {}
    own = (
        Return.objects.visible_to(user)
        .latest_editions()
        .filter(period__in=periods, vanguard__in={each.line.vanguard_id for each in waiting})
    )
    return {(each.vanguard_id, each.period_id): each for each in own}


def _recipients(waiting: Sequence[Instalment], user: User) -> dict[Any, Recipient]:
    requests = {each.support_request_id for each in waiting if each.support_request_id}
    if not requests:
        return {}
    on_them = Recipient.objects.visible_to(user).filter(
        support_request__in=requests, vanguard__in={each.line.vanguard_id for each in waiting}
    )
    return {(each.vanguard_id, each.support_request_id): each for each in on_them}


def _stands(instalment: Instalment, of_period: Return | None, recipient: Recipient | None) -> str:
    if instalment.condition == Condition.RETURN:
        return f"The return is {of_period.get_state_display().lower()}." if of_period is not None else "There is no such return."
    if instalment.condition == Condition.COMMITMENT and instalment.commitment is not None:
        commitment = instalment.commitment
        if commitment.is_open:
            return f"It is expected {commitment.expected}."
        return f"It is {commitment.get_state_display().lower()}."
    if recipient is None:
        return "The vanguard is no longer on that request."
    return f"For this vanguard it is {recipient.get_word_display().lower()}."


def refused_because(instalment: Instalment) -> str:
    """Return why it cannot be paid yet, for a refusal."""
    return f"It cannot be paid yet: it waits until {instalment.awaited}. {instalment.stands}"


def still_planned(instalments: Sequence[Instalment]) -> str:
    """Return "Instalments 1 and 2 are still planned.", for a refusal."""
    numbers = [str(each.number) for each in instalments]
    many = len(numbers) > 1
    return f"Instalment{'s' if many else ''} {one_after_the_other(numbers)} {'are' if many else 'is'} still planned."
