"""Who took a product from whom, as a tree from its makers on the left: where everything is, in pixels. The table beneath says the same."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.text import Truncator

from spread.models import Adoption, Product

LINE, STEP, BOX, TOP = 36, 260, 220, 12  # between sites, between generations, the width and the top of the first
LETTERS = 26  # of a name that fit in its box
MOST_DRAWN = 40  # sites in one picture


@dataclass
class Site:
    """One site in the picture: its name, its place and stage, and the point from which its line comes (None for the makers)."""

    name: str
    stage: str = ""
    x: int = 0
    y: int = 0
    line: tuple[int, int, int, int] | None = None

    @property
    def middle(self) -> int:
        return self.y + LINE // 2 - 4


@dataclass
class Tree:
    """The picture of one product. `said` says it in words."""

    product: Product
    sites: list[Site] = field(default_factory=list)
    left_out: int = 0
    width: int = 0
    height: int = 0
    said: str = ""


def tree(product: Product, makers: str, adoptions: Sequence[Adoption]) -> Tree:
    """Return the picture of a product. Adoptions whose giver the reader does not see come from the makers' side without a line."""
    drawn = adoptions[:MOST_DRAWN]
    known = {each.pk for each in drawn}
    of: dict[int, list[Adoption]] = defaultdict(list)
    for each in drawn:
        of[each.taken_from_id if each.taken_from_id in known else 0].append(each)
    made = Tree(product, [Site(_short(makers), x=0, y=TOP)], left_out=len(adoptions) - len(drawn))
    _grow(made, of, 0, made.sites[0], 1)
    while of:  # sites that took it from one another: begin anywhere
        of[0] = of.pop(next(iter(of)))
        _grow(made, of, 0, made.sites[0], 1)
    made.width = max(site.x for site in made.sites) + BOX + 2
    made.height = made.sites[-1].y + LINE
    made.said = _in_words(makers, drawn)
    return made


def _grow(made: Tree, of: dict[int, list[Adoption]], giver: int, parent: Site, generation: int) -> None:
    """Place the sites that took it from one site, each with those that took it from them."""
    for place, each in enumerate(of.pop(giver, [])):
        is_beside = not place and made.sites[-1] is parent
        y = parent.y if is_beside else made.sites[-1].y + LINE
        site = Site(_short(each.site_name), each.get_stage_display(), generation * STEP, y)
        if each.taken_from_id is None or giver:
            site.line = (parent.x + BOX, parent.middle, site.x, site.middle)
        made.sites.append(site)
        _grow(made, of, each.pk, site, generation + 1)


def _short(name: str) -> str:
    return Truncator(name).chars(LETTERS)


def _in_words(makers: str, adoptions: Sequence[Adoption]) -> str:
    taken = [f"{each.site_name} from {'its makers' if each.taken_from_id is None else each.from_whom}" for each in adoptions]
    return f"Made by {makers}. Taken by {'; '.join(taken)}."
