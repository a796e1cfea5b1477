"""An address on the web is taken as people paste it, and where it is none the refusal says what is wrong."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.typed_addresses import LONGEST, NotAnAddress, titled, understand, without_scheme


@pytest.mark.parametrize(
    ("line", "title", "address"),
    [
        ("https://example.org/a", "", "https://example.org/a"),
        ("(https://example.org/a).", "", "https://example.org/a"),
        ("<https://example.org/a>", "", "https://example.org/a"),
        ("see https://example.org/a, please", "see please", "https://example.org/a"),
        ("https://en.wikipedia.org/wiki/Salford_(disambiguation)", "", "https://en.wikipedia.org/wiki/Salford_(disambiguation)"),
        ("(https://en.wikipedia.org/wiki/Salford_(city)).", "", "https://en.wikipedia.org/wiki/Salford_(city)"),
        ("Terms of reference: https://example.org/tor", "Terms of reference", "https://example.org/tor"),
        ("https://example.org/tor – Terms of reference", "Terms of reference", "https://example.org/tor"),
        ("Terms of reference (https://example.org/tor)", "Terms of reference", "https://example.org/tor"),
        ("[Terms of reference](https://example.org/tor)", "Terms of reference", "https://example.org/tor"),
        ("https://intranet/x", "", "https://intranet/x"),
        ("http://nhs-share/doc", "", "http://nhs-share/doc"),
        ("http://nhs_share:8080/doc?a=1#b", "", "http://nhs_share:8080/doc?a=1#b"),
        ("https://10.0.0.1/x", "", "https://10.0.0.1/x"),
        ("HTTPS://example.org/A", "", "https://example.org/A"),
        ("ht\u200btps://example.org/a\u2060", "", "https://example.org/a"),
        (
            "https://web.archive.org/web/2015/https://www.england.nhs.uk/",
            "",
            "https://web.archive.org/web/2015/https://www.england.nhs.uk/",
        ),
    ],
)
def test_it_is_taken_with_a_title_before_or_after_it_and_without_what_stands_around_it(line, title, address):
    assert titled(line) == (title, address)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("The plan", "“The plan” has no address in it. Enter an address that begins with https://"),
        ("ftp://example.org/a", "“ftp://example.org/a” begins with ftp:. Enter an address that begins with https://"),
        ("javascript:alert(1)", "begins with javascript:."),
        ("data:text/html,x", "begins with data:."),
        ("file:///c:/plan.doc", "is on your own computer or network, where others cannot open it"),
        ("C:\\plan.doc", "is on your own computer or network"),
        ("\\\\nhs-share\\plan.doc", "is on your own computer or network"),
        ("www.example.org/a.", "Enter the whole address: https://www.example.org/a"),
        ("https://example.org/the plan.pdf", "has a space in it. Put %20 where the space is, or the title before the address"),
        ("https://example.org/My plans/plan", "has a space in it"),
        ("<https://example.org/a b>", "has a space in it"),
        ("https://a.org https://b.org", "has two addresses. Put each on a line of its own"),
        ("https://", "is not a whole address"),
        ("https://-x/", "is not a whole address"),
        ("https://x:99999/", "is not a whole address"),
        ("https://[x/", "is not a whole address"),
        (f"https://example.org/{'x' * LONGEST}", "is too long: keep an address to 500 characters or fewer"),
    ],
)
def test_a_refusal_names_what_is_wrong(line, said):
    with pytest.raises(NotAnAddress) as refused:
        titled(line)
    assert said in str(refused.value)


def test_where_one_address_is_asked_for_other_words_are_not_dropped_unseen():
    with pytest.raises(NotAnAddress, match="Enter the address alone, without other words"):
        understand("Minutes https://example.org/a")


@pytest.mark.parametrize(
    ("words", "kept"),
    [("www.emrad.org", "www.emrad.org"), ("(www.emrad.org).", "www.emrad.org"), ("https://www.emrad.org/", "https://www.emrad.org/")],
)
def test_a_website_is_kept_as_it_is_published(words, kept):
    assert without_scheme(words) == kept


@given(st.one_of(st.text(max_size=80), st.from_regex(r"[(<]?(https?|ftp):/?/?[a-z.:@\[\]()<> _-]{0,20}/?[a-z().,> ]{0,10}")))
def test_whatever_is_typed_is_an_address_on_the_web_or_is_refused_in_words(words):
    with suppress(NotAnAddress):
        _, address = titled(words)
        assert address.startswith(("https://", "http://"))
        assert " " not in address
        assert len(address) <= LONGEST
        assert titled(address) == ("", address), "what is kept is read back the same"
    with suppress(NotAnAddress):
        assert without_scheme(words)
