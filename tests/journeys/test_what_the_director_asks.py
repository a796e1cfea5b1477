"""What a director asks is answered in few clicks: which enablers fail for which vanguards, and what was ever disputed."""

import csv
import re

from playwright.sync_api import expect

from people.models import User
from support.models import SupportRequest
from support.moves import make
from support.workflow import Move
from tests.journeys.conftest import walked
from tests.journeys.test_the_days_work import Clicks


def references(page):
    return re.findall(r"SR-\d+", " ".join(page.locator("tbody .tracker-first a").all_text_contents()))


@walked("desktop", "phone")
def test_which_enablers_fail_for_which_vanguards_from_home_to_exactly_these_requests(walk):
    page = walk.page
    walk.sign_in("team@example.com")
    clicks = Clicks(walk)
    clicks.on(page.get_by_role("link", name="Where support falls behind, by enabler and body"))
    walk.fine()
    by_enabler = page.get_by_role("table").filter(has_text="By enabler")
    failing = by_enabler.get_by_role("row").filter(has=page.get_by_role("link", name=re.compile(r"^\d+ disputed, ")))
    clicks.on(failing.first.get_by_role("link").first)
    walk.fine()
    enabler = page.get_by_role("heading", level=1).text_content().strip().removeprefix("Enabler").strip()
    worst = page.get_by_role("link", name=re.compile(r"^\d+ disputed, ")).first
    counted, vanguard = int(worst.text_content()), re.match(r"\d+ disputed, (.*), under ", worst.get_attribute("aria-label"))[1]
    clicks.on(worst)
    assert clicks.made == 3
    assert len(references(page)) == counted
    shown = page.locator("caption").text_content()
    assert enabler.lower() in shown.lower()
    assert vanguard.split(" (")[0] in page.content() or re.search(r"vanguard=\d+", page.url)
    expect(page.get_by_text("Disputed by").first).to_be_visible()
    walk.fine()


@walked("desktop", "phone")
def test_all_that_was_ever_disputed_from_home_to_its_file(walk):
    page = walk.page
    settled = make(SupportRequest.objects.get(pk=30), Move.DELIVER, by=User.objects.get(email="team@example.com"), words="Given anew")
    walk.sign_in("team@example.com")
    clicks = Clicks(walk)
    clicks.on(page.get_by_role("link", name="Where support falls behind, by enabler and body"))
    clicks.on(page.get_by_role("link", name="All requests ever disputed, now or in the past"))
    listed = references(page)
    walk.fine()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile(r"^Download \d+ requests as a CSV file")).click()
        clicks.made += 1
    assert clicks.made == 3
    rows = list(csv.DictReader(download.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert [row["Reference"] for row in rows] == listed
    assert {row["Ever disputed"] for row in rows} == {"yes"}
    assert {row["Disputed"] for row in rows if row["Reference"] == settled.reference} == {"no"}, "also what is settled since"
