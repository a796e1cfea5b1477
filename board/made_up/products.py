"""Products of a made-up programme, one for each ten vanguards; three adoptions and two benefits of each vanguard."""

from datetime import timedelta

from board.made_up.world import DAYS, World
from history import clock
from spread.benefit_workflow import Aim, BenefitState, Better
from spread.models import Adoption, Benefit, Measure, Product, ProductMaker, ProductRelease, Reading
from spread.workflow import IN_USE, TAKEN_UP, Helped, Kind, Maturity, Stage, State
from vanguards.models import Vanguard

EACH, ADOPTIONS, BENEFITS, READINGS = 10, 3, 2, 4
STATES = (*(State.CHECKED,) * 8, State.TO_CHECK, State.SENT_BACK)


def is_due(day: int) -> bool:
    """Return whether products spread on this day of the programme."""
    return day == DAYS // 2


def spread(world: World, day: int) -> None:
    """Add all products, in one change in the evening of a day, and all adoptions an hour later."""
    past, random = world.past, world.random
    with past.change(world.at(day, 20), by=world.team[0], reason="Products of the made-up programme"):
        products = [_product(world, number, vanguard) for number, vanguard in enumerate(world.vanguards[::EACH], start=1)]
    moment = world.at(day, 21)
    today = clock.in_london(moment).date()
    with past.change(moment, by=world.team[0], reason="Adoptions of the made-up programme"):
        for vanguard in world.vanguards:
            for product in random.sample(products, min(ADOPTIONS, len(products))):
                stage, state = random.choice(list(Stage)), random.choice(STATES)
                since = today - timedelta(days=random.randint(1, 300))
                days = {"used_on": since if stage in IN_USE else None, "adopted_on": since if stage in TAKEN_UP else None}
                helped = random.choice(("", *Helped.values)) if stage != Stage.LOOKING else ""
                of = {"product": product, "vanguard": vanguard, "stage": stage, "state": state, "since_on": since, "helped": helped}
                past.let_go(past.add(Adoption(**of, **days, use="As its makers do.", invented=True)))
    past.let_go(*products)


def measure(world: World, day: int) -> None:
    """Add measures that all share, in one change in the evening of a day, and benefits with readings an hour later."""
    past, random = world.past, world.random
    with past.change(world.at(day, 22), by=world.team[0], reason="Measures of the made-up programme"):
        counted = {"unit": "days", "is_shared": True, "invented": True}
        choices = [(aim, better) for aim in Aim for better in Better]
        measures = [past.add(Measure(name=f"Measure {n}", aim=aim, better=better, **counted)) for n, (aim, better) in enumerate(choices, 1)]
    moment = world.at(day, 23)
    today = clock.in_london(moment).date()
    with past.change(moment, by=world.team[0], reason="Benefits of the made-up programme"):
        for vanguard in world.vanguards:
            for one in random.sample(measures, BENEFITS):
                words = dict.fromkeys(("we_do", "changes", "is_better"), "As planned.")
                began = {"baseline": random.randint(10, 90), "baseline_on": today - timedelta(days=365)}
                wanted = {"target": random.randint(10, 90), "target_on": today + timedelta(days=365), "state": BenefitState.AGREED}
                benefit = past.add(Benefit(vanguard=vanguard, measure=one, invented=True, **words, **began, **wanted))
                for month in range(READINGS):
                    given = {"value": random.randint(10, 90), "read_on": today - timedelta(days=30 * month), "paragraph": "Report"}
                    past.let_go(past.add(Reading(benefit=benefit, invented=True, **given)))
                past.let_go(benefit)
    past.let_go(*measures)


def _product(world: World, number: int, vanguard: Vanguard) -> Product:
    past, random = world.past, world.random
    kind = random.choice(list(Kind))
    product: Product = past.add(
        Product(
            name=f"{kind.label} {number}",
            kind=kind,
            summary="What it does, and for whom.",
            maturity=random.choice(list(Maturity)),
            state=State.CHECKED,
            is_public=True,
            invented=True,
        )
    )
    version = ProductRelease(product=product, label="1.0", released_on=world.first, where="Ask its makers", invented=True)
    past.let_go(past.add(ProductMaker(product=product, vanguard=vanguard)), past.add(version))
    return product
