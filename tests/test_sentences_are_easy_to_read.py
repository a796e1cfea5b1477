"""What people read is short and plain: measured in every template, refusal, hint, label, notice and mail.

The bars are those of GOV.UK's content style: 25 words a sentence and a reading age of 13. Syllables are counted by their vowels: over the
words of our templates that comes within two in a hundred of a dictionary of pronunciation, where parting words at line ends (pyphen) misses
one in fourteen.
"""

import re

import pytest

from tests.what_people_read import LATER, Said, all_that_is_read, said_in_jinja, said_in_python

LONGEST = {"sentence": 25, "heading": 10, "label": 8}
HARDEST = 8.0  # Flesch-Kincaid grade: a reading age of 13
MEASURED_FROM = 8  # words: the grade of a shorter sentence says little
# The words of our field (docs/reference/words.md), which everybody here knows: each counts as one syllable, as a name does.
OURS = r"vanguards?|programme|milestones?|organisations?|enablers?|requests?|administrators?"
NOT_OURS = [  # the "Not" column of docs/reference/words.md, where it is no other thing's word
    *(
        "all the same",
        "any more",
        "awaited",
        "expectation",
        "holds up",
        "meanwhile",
        "null",
        "put on",
        "reassign",
        "recipients?",
        "silence",
    ),
    *("slips?", "slipped", "story", "taken? off", "tickets?", "users?", "admins?", "waits for", "whoever", "would become"),
    *("(?<!such )as at", "at this moment", "the moment", "what became of", "the first first", "stands? as"),
]
BANNED = re.compile(rf"\b({'|'.join(NOT_OURS)})\b", re.IGNORECASE)


def syllables(word):
    """By its vowels, without an e that is not heard."""
    if re.fullmatch(OURS, word):
        return 1
    heard = re.sub(
        r"^(some|every|more|there|where)(?=.)",
        "so",
        re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeioutdl])e(?=d$)|(?<=[^aeiousxzcghl])e(?=s$)", "", word),
    )
    return max(1, len(re.findall(r"[aeiouy]+", heard)))


def sentences(words):
    return [one for one in re.split(r"(?<=[.?!])[”’)]?\s+|\n+", words) if one.strip()]


def words_of(sentence):
    return re.findall(r"[^\W_]+(?:[’'.,/@-][^\W_]+)*", sentence)


def grade(sentence):
    """The Flesch-Kincaid grade of one sentence: the year of school in which it is read with ease."""
    first, *others = words_of(sentence)
    heard = syllables(first.lower()) + sum(1 if each[0].isupper() else syllables(each) for each in others)
    return 0.39 * (1 + len(others)) + 11.8 * heard / (1 + len(others)) - 15.59


def faults(said):
    """What is wrong with what is said, each in a few words."""
    for sentence in sentences(said.words):
        count = len(words_of(sentence))
        if count > LONGEST[said.kind]:
            yield f"{count} words in a {said.kind}, of {LONGEST[said.kind]} at most: {sentence}"
        elif count >= MEASURED_FROM and grade(sentence) > HARDEST:
            yield f"reads like grade {grade(sentence):.1f}, of {HARDEST:g} at most: {sentence}"
        if found := BANNED.search(sentence):
            yield f"says “{found[0]}”: {sentence}"


def found():
    """Return what is wrong with everything that people read."""
    return sorted({f"{said.file}: {fault}" for said in all_that_is_read() for fault in faults(said)})


def test_every_sentence_is_short_and_plain():
    wrong = found()
    assert wrong == [], "\n".join(wrong)


LONG = "We will " + "look and " * 12 + "see."


@pytest.mark.parametrize(
    ("words", "kind", "fault"),
    [
        (LONG, "sentence", "27 words in a sentence, of 25 at most"),
        ("The back office of the whole national team reads this", "label", "10 words in a label, of 8 at most"),
        ("Who has asked for what and when it is to be given", "heading", "12 words in a heading, of 10 at most"),
        ("The accessibility regulations necessitate considerable administrative consultation beforehand.", "sentence", "reads like grade"),
        ("Delivered, word awaited", "sentence", "says “awaited”"),
        ("It was removed meanwhile.", "sentence", "says “meanwhile”"),
    ],
)
def test_a_bad_sentence_is_found(words, kind, fault):
    assert [each for each in faults(Said("", kind, words)) if fault in each]


def test_a_good_sentence_is_not():
    assert (
        list(faults(Said("", "sentence", "Only the programme team can accept a request. Ask them, and say by when you need an answer.")))
        == []
    )


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("day", 1),
        ("only", 2),
        ("asked", 1),
        ("needed", 2),
        ("table", 2),
        ("somebody", 3),
        ("another", 3),
        ("delivered", 3),
        ("already", 3),
        ("milestones", 1),
    ],
)
def test_syllables_are_counted_by_their_vowels(word, heard):
    assert syllables(word) == heard


IN_A_PAGE = """{# not read #}<h1>Your {{ name }}</h1>
<p>{% if late %}It is <strong>late</strong>.{% else %}It is{{ " not" if told }} on time.{% endif %}</p>
{{ nhs.button({"text": "Send " ~ number, "classes": "wide button"}) }}
{% call table("What is late", ["Due on", "By whom"]) %}<span aria-label="In red">x</span>{% endcall %}
"""
IN_CODE = """
def may(user):
    "A docstring is not read."
    if user:
        raise ValueError("Nobody reads what is raised.")
    return refused(f"Only {user} can do {'this' if user else 'that'}.")

class Move(TextChoices):
    SEND = "send", "Send it on"

class Send:
    did, words = "sent {it}", words_field("Why you send it", "Enter why", hint="They read it.")
    notes = {"a": "Said where no name tells that it is read."}
"""


def test_a_page_is_read_as_its_conditions_go_one_way_and_the_other():
    said = {(kind, words) for _, kind, words in said_in_jinja("", IN_A_PAGE)}
    assert {
        ("heading", f"Your {LATER}"),
        ("sentence", "It is late."),
        ("sentence", "It is on time."),
        ("sentence", "It is not on time."),
    } <= said
    assert {("label", f"Send {LATER}"), ("heading", "What is late"), ("label", "Due on"), ("heading", "In red")} <= said
    assert not {"not read", "wide button"} & {words for _, words in said}


def test_code_is_read_for_what_it_says_to_people():
    assert {(kind, words) for _, kind, words in said_in_python("", IN_CODE)} == {
        ("sentence", f"Only {LATER} can do this."),
        ("sentence", f"Only {LATER} can do that."),
        ("label", "Send it on"),
        ("sentence", f"sent {LATER}"),
        ("label", "Why you send it"),
        ("sentence", "Enter why"),
        ("sentence", "They read it."),
        ("sentence", "Said where no name tells that it is read."),
    }
