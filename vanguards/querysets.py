"""Querysets for vanguards and their parts."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Subquery

from history.recording import word_index
from history.recording.versions import TrackedQuerySet
from pages.concatenated import Joined
from pages.search import Sought, mentioning

KNOWN = ["confirmed", "inferred"]


class VanguardQuerySet(TrackedQuerySet):
    def led_by(self, user: Any) -> Self:
        """Return the vanguards this person leads today."""
        return self.filter(pk__in=user.led_vanguard_ids)

    def for_list(self) -> Self:
        """Add `care_model_code` and `region_names` (None without a region)."""
        regions = apps.get_model("vanguards", "VanguardRegion").objects.filter(vanguard=OuterRef("pk")).order_by("pk")
        names = Joined(regions, "region__name")
        care_models = apps.get_model("vanguards", "CareModel").objects.filter(pk=OuterRef("care_model"))
        said = self.only("name", "is_national", "patient_population", "population_certainty")
        return said.annotate(care_model_code=Subquery(care_models.values("code")), region_names=names)

    def for_search(self) -> Self:
        return self.select_related("care_model")

    def for_page(self) -> Self:
        """Read what its page shows besides its parts."""
        return self.select_related("care_model", "cohort", "source")

    def of_groups(self, keys: Iterable[str]) -> Self:
        """Return vanguards of a care model, a collaboration form or a cohort: "care_model:ACC", "form:foundation-group", "cohort:acc". Of a
        form only those known to have it; unconfirmed ones are chosen by number.
        """
        codes: dict[str, list[str]] = {"care_model": [], "form": [], "cohort": []}
        for key in keys:
            kind, _, code = key.partition(":")
            codes[kind].append(code)
        forms = _has("collaborations", form__code__in=codes["form"], certainty__in=KNOWN)
        return self.filter(Q(care_model__code__in=codes["care_model"]) | Q(cohort__code__in=codes["cohort"]) | forms).order_by("number")

    def of_form(self, codes: list[str]) -> Self:
        """Return vanguards that have, or may have, one of these collaboration forms."""
        return self.filter(_has("collaborations", form__code__in=codes))

    def in_region(self, codes: list[str], *, national: bool) -> Self:
        """Return vanguards in one of these regions and, if `national`, those with a national reach."""
        found = _has("region_links", region__code__in=codes)
        return self.filter(found | Q(is_national=True) if national else found)

    def mentioning(self, sought: Sought) -> Self:
        """Return vanguards with each of the words in their name, alias, area, service or partners, or with this number."""
        own, parts = partial(word_index.has, self.model), [partial(_of_part, name) for name in ("VanguardAlias", "Partnership")]
        return self.filter(mentioning(sought, own, *parts, _with_a_partner_called))

    def population_unconfirmed(self) -> Self:
        """Return vanguards with a population on record that is not settled."""
        return self.exclude(patient_population=None).exclude(population_certainty="confirmed")

    def population_unknown(self) -> Self:
        return self.filter(patient_population=None)


def _has(parts: str, **conditions: Any) -> Q:
    """Return the condition that a vanguard has such a part. A subquery, so that no row comes twice."""
    relation: Any = apps.get_model("vanguards", "Vanguard")._meta.get_field(parts)
    return Q(Exists(relation.related_model.objects.filter(vanguard=OuterRef("pk"), **conditions)))


def _of_part(name: str, word: str, indexed: bool) -> Q:
    """Return the condition that a part of this model has the word."""
    part: Any = apps.get_model("vanguards", name)
    return Q(pk__in=part.objects.filter(word_index.has(part, word, indexed)).order_by().values("vanguard"))


def _with_a_partner_called(word: str, indexed: bool) -> Q:
    organisation, partnership = (apps.get_model("vanguards", name) for name in ("Organisation", "Partnership"))
    called = organisation._base_manager.filter(word_index.has(organisation, word, indexed)).order_by().values("pk")
    return Q(pk__in=partnership._base_manager.filter(organisation__in=called).order_by().values("vanguard"))


class OrganisationQuerySet(TrackedQuerySet):
    def mentioning(self, sought: Sought) -> Self:
        """Return organisations with each of the words in their name, an alias, or the code of one that was merged into them."""
        parts = (partial(_has_part_with, name) for name in ("OrganisationAlias", "MergedOrganisation"))
        return self.filter(mentioning(sought, partial(word_index.has, self.model), *parts))


def _has_part_with(name: str, word: str, indexed: bool) -> Q:
    part: Any = apps.get_model("vanguards", name)
    return Q(pk__in=part.objects.filter(word_index.has(part, word, indexed)).order_by().values("organisation"))


class MembershipQuerySet(TrackedQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Return all for the national team; for a lead, the memberships of their own vanguards."""
        return self if user.sees_everything else self.filter(vanguard_id__in=user.led_vanguard_ids)

    def on(self, day: date) -> Self:
        """Return memberships that hold on a day, the last day included."""
        return self.filter(starts_on__lte=day).filter(Q(ends_on=None) | Q(ends_on__gte=day))
