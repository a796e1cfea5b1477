"""Words as people type and paste them, in one plain form to compare, and cleaned to be kept."""

import re
import unicodedata

APOSTROPHES = "‘’‚‛ʹʻʼʽˈ′‵ʹ`´＇"
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def _said_otherwise() -> dict[int, str]:
    """What each character becomes: an apostrophe or a hyphen for all that look like one, nothing for what cannot be seen."""
    become = {ord(mark): "'" for mark in APOSTROPHES} | {0x2212: "-", 0x2043: "-", 0x02D7: "-"}
    for code in range(0x110000):
        category = unicodedata.category(chr(code))
        if category == "Pd":
            become[code] = "-"
        elif category == "Cf":  # soft hyphens, zero-width and direction marks
            become[code] = ""
    return become


_BECOMES = _said_otherwise()
_BELONGS = {"Mn", "Mc", "Me", "Cf"}
_CONTROL = {code: "" for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}


def plain(words: str) -> str:
    """Words in the form in which they are compared: both what is sought and what it is sought in.

    Unicode's NFKC, every apostrophe a ', every dash and hyphen a -, nothing that cannot be seen, one space between words, case folded.
    """
    return " ".join(folded(words).split())


def folded(words: str) -> str:
    """The same with the spaces left as they are."""
    if words.isascii():  # most are, and then it is a fifth of the work
        return words.replace("`", "'").lower()
    as_typed = unicodedata.normalize("NFKC", words.translate(_BECOMES)).translate(_BECOMES)
    return unicodedata.normalize("NFKC", as_typed.casefold())


def in_pieces(words: str) -> list[str]:
    """The words cut into the smallest pieces that can be folded one by one: a letter with the marks that belong to it."""
    pieces: list[str] = []
    for letter in words:
        if pieces and (unicodedata.category(letter) in _BELONGS or "\u1160" <= letter <= "\u11ff"):  # in Korean, the rest of a syllable
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def cleaned(words: str) -> str:
    """Words as they are kept: every kind of line break a new line, no other control character but the tab."""
    return _BREAKS.sub("\n", words).translate(_CONTROL)


def on_one_line(words: str) -> str:
    """The same, where they are kept on one line: a break or a tab is a space."""
    return cleaned(words).replace("\n", " ").replace("\t", " ")


def seen(words: str) -> str:
    """Words as they look, on one line: without what cannot be seen, one space between them."""
    return " ".join("".join(letter for letter in on_one_line(words) if unicodedata.category(letter) != "Cf").split())
