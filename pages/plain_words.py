"""Words that people type and paste: one plain form to compare them, and cleaned words to keep."""

import re
import unicodedata

APOSTROPHES = "‘’‚‛ʹʻʼʽˈ′‵ʹ`´＇"
_BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def _said_otherwise() -> dict[int, str]:
    """Return what each character becomes: one kind of apostrophe and hyphen, nothing for invisible ones."""
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
    """Return words in the form in which they are compared, both what is searched for and where.

    Unicode NFKC, one kind of apostrophe (') and hyphen (-), nothing invisible, single spaces, case folded.
    """
    return " ".join(folded(words).split())


def folded(words: str) -> str:
    """Return the same with spaces as they are."""
    if words.isascii():  # most are, and it is a fifth of the work
        return words.replace("`", "'").lower()
    as_typed = unicodedata.normalize("NFKC", words.translate(_BECOMES)).translate(_BECOMES)
    return unicodedata.normalize("NFKC", as_typed.casefold())


def in_pieces(words: str) -> list[str]:
    """Return the words cut into the smallest pieces that can be folded separately: a letter with its marks."""
    pieces: list[str] = []
    for letter in words:
        if pieces and (unicodedata.category(letter) in _BELONGS or "\u1160" <= letter <= "\u11ff"):  # in Korean, the rest of a syllable
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces


def cleaned(words: str) -> str:
    """Return words to keep: every line break as a newline, no control character except tab."""
    return _BREAKS.sub("\n", words).translate(_CONTROL)


def on_one_line(words: str) -> str:
    """Return the same on one line: a break or tab becomes a space."""
    return cleaned(words).replace("\n", " ").replace("\t", " ")


def seen(words: str) -> str:
    """Return words as they look on one line: nothing invisible, single spaces."""
    return " ".join("".join(letter for letter in on_one_line(words) if unicodedata.category(letter) != "Cf").split())
