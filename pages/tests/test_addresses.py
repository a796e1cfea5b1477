"""Addresses within the app, and what is remembered of them."""

from pages import links


def test_what_holds_addresses_is_made_anew_where_they_carry_something_else():
    made = []

    @links.remembering(10_000)
    def row(number):
        made.append(number)
        return links.with_query(f"/vanguards/{number}/", {})

    assert [row(38), row(38)] == ["/vanguards/38/", "/vanguards/38/"]
    with links.keeping({"as_at": "2016-01-15"}):
        assert row(38) == "/vanguards/38/?as_at=2016-01-15"
    assert (row(44), made) == ("/vanguards/44/", [38, 38, 44])
