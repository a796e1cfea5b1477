"""Querysets for products, adoptions and their parts."""

from collections.abc import Iterable
from functools import partial
from typing import Any, Self

from django.apps import apps
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from history.recording import word_index
from history.recording.versions import TrackedQuerySet
from pages.concatenated import Joined
from pages.search import Sought, mentioning
from spread.workflow import IN_USE, State


def _of(name: str) -> Any:
    return apps.get_model("spread", name)


def made_by(numbers: Iterable[int], product: str) -> Exists:
    """Return the condition that one of these vanguards makes the product that `product` names."""
    return Exists(_of("ProductMaker").objects.filter(product=OuterRef(product), vanguard_id__in=numbers))


class ProductQuerySet(TrackedQuerySet):
    """Products."""

    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for others, those that were checked, and for a lead those of their own vanguards."""
        if user.sees_everything:
            return self
        if not user.has_a_role:
            return self.none()
        public = Q(is_public=True)
        return self.filter(public | made_by(user.led_vanguard_ids, "pk") if user.led_vanguard_ids else public)

    def for_list(self) -> Self:
        """Add `maker_names` and `sites`: how many sites use it, of those that the team has checked."""
        makers = _of("ProductMaker").objects.filter(product=OuterRef("pk")).order_by("vanguard_id")
        used = _of("Adoption").objects.checked().in_use().filter(product=OuterRef("pk")).order_by().values("product")
        counted = Coalesce(Subquery(used.annotate(many=Count("pk")).values("many"), output_field=IntegerField()), 0)
        return self.select_related("body").annotate(maker_names=Joined(makers, "vanguard__name"), sites=counted)

    def for_page(self) -> Self:
        return self.select_related("source", "body", "milestone")

    def for_search(self) -> Self:
        return self.only("name", "kind", "summary")

    def offered_now(self) -> Self:
        """Return those that others can take up."""
        return self.filter(state=State.CHECKED)

    def made_by(self, numbers: Iterable[int]) -> Self:
        return self.filter(made_by(numbers, "pk"))

    def made_in(self, care_models: Iterable[str]) -> Self:
        """Return those made by a vanguard of one of these care models."""
        makers = _of("ProductMaker").objects.filter(product=OuterRef("pk"), vanguard__care_model__code__in=care_models)
        return self.filter(Exists(makers))

    def with_an_adoption(self, adoptions: Any) -> Self:
        """Return those with one of these adoptions."""
        return self.filter(pk__in=adoptions.order_by().values("product"))

    def others_like_it_use(self, number: int) -> Self:
        """Return those that others like a vanguard use and it does not, most used first; `many` of them use each."""
        alike = _of("Adoption").objects.checked().in_use().of_sites_like([number])
        own = _of("Adoption").objects.filter(product=OuterRef("pk"), vanguard=number)
        found = self.filter(~Exists(own), adoptions__in=alike.order_by().values("pk")).annotate(many=Count("adoptions"))
        return found.order_by("-many", "name", "pk")

    def mentioning(self, sought: Sought) -> Self:
        """Return those with each of the words in the name or the summary, or made by a vanguard with them."""
        return self.filter(mentioning(sought, partial(word_index.has, self.model)) | Q(pk__in=_made_by_one_called(sought)))


def _made_by_one_called(sought: Sought) -> Any:
    vanguards = apps.get_model("vanguards", "Vanguard").objects.mentioning(sought).order_by().values("pk")
    return _of("ProductMaker").objects.filter(vanguard__in=vanguards).order_by().values("product")


class PartOfProductQuerySet(TrackedQuerySet):
    """Makers and versions of products."""

    def visible_to(self, user: Any) -> Self:
        """Return the parts of products that the person may see."""
        products = _of("Product").objects.visible_to(user).filter(pk=OuterRef("product"))
        return self if user.sees_everything else self.filter(Exists(products))


class ProductMoveQuerySet(TrackedQuerySet):
    """Moves that were made on products."""

    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for a lead, those of products of their own vanguards."""
        return self if user.sees_everything else self.filter(made_by(user.led_vanguard_ids, "product"))


class AdoptionQuerySet(TrackedQuerySet):
    """Adoptions of products."""

    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for others, checked ones, and for a lead those of their own vanguards."""
        if user.sees_everything:
            return self
        return self.filter(Q(state=State.CHECKED) | Q(vanguard_id__in=user.led_vanguard_ids)) if user.has_a_role else self.none()

    def for_page(self) -> Self:
        """Read the product and the site. Whom it was taken from is read apart, as far as the reader may see it."""
        return self.select_related("product__body", "vanguard__care_model", "organisation")

    def checked(self) -> Self:
        return self.filter(state=State.CHECKED)

    def standing(self) -> Self:
        """Return all but those that were recorded by mistake."""
        return self.exclude(state=State.WITHDRAWN)

    def in_use(self) -> Self:
        """Return those of sites that try or use the product now."""
        return self.filter(stage__in=IN_USE)

    def of_group(self, care_models: Iterable[str]) -> Self:
        return self.filter(vanguard__care_model__code__in=care_models)

    def of_sites_like(self, numbers: list[int]) -> Self:
        """Return those of other vanguards with the same care model as one of these, or with a collaboration form that one has too."""
        vanguards = apps.get_model("vanguards", "Vanguard").objects.filter(pk__in=numbers).order_by()
        links = apps.get_model("vanguards", "Collaboration").objects
        forms = links.filter(vanguard__in=numbers).order_by().values("form")
        same = Q(vanguard__care_model__in=vanguards.values("care_model"))
        return self.filter(same | Q(Exists(links.filter(vanguard=OuterRef("vanguard"), form__in=forms)))).exclude(vanguard__in=numbers)

    def mentioning(self, sought: Sought) -> Self:
        """Return those of products, vanguards or organisations with these words."""
        products = _of("Product").objects.mentioning(sought).order_by().values("pk")
        vanguards = apps.get_model("vanguards", "Vanguard").objects.mentioning(sought).order_by().values("pk")
        organisations = apps.get_model("vanguards", "Organisation").objects.mentioning(sought).order_by().values("pk")
        return self.filter(Q(product__in=products) | Q(vanguard__in=vanguards) | Q(organisation__in=organisations))


class AdoptionMoveQuerySet(TrackedQuerySet):
    """Moves that were made on adoptions."""

    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for a lead, those of their own vanguards."""
        return self if user.sees_everything else self.filter(adoption__vanguard_id__in=user.led_vanguard_ids)
