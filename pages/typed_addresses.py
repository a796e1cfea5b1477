"""Read a web address as people paste it, with the words around it in a sentence, a mail or a list of links."""

import re
from urllib.parse import urlsplit

from pages.plain_words import seen

LONGEST = 500  # characters of an address
AROUND_A_TITLE = " :;,.–—-([{<>}])\"'“”‘’|"
_BEGINS = re.compile(r"https?://[^\s<>\"“”]*", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:([a-z][a-z0-9+.-]*)://|(javascript|vbscript|data|mailto|file|tel):)", re.IGNORECASE)
_ON_A_DISK = re.compile(r"(?<!\w)[a-z]:[\\/]|\\\\", re.IGNORECASE)
_WITHOUT = re.compile(r"(?:^|[\s(<\[])(www\.[^\s)>\]]+)", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)*\.?")
_GOES_ON = re.compile(r"\S*(?:[/%]|\w\.[a-z]{3,4}\b)", re.IGNORECASE)
_PAIRS = {")": "(", "]": "[", "}": "{", ">": "<"}


class NotAnAddress(ValueError):
    """There is no address that can be kept; the words say what is wrong."""


def understand(words: str) -> str:
    """Return the address, if there is nothing beside it. Raise NotAnAddress with a sentence for the person."""
    title, address = titled(words)
    if title:
        raise NotAnAddress("Enter the address alone, without other words")
    return address


def titled(line: str) -> tuple[str, str]:
    """Return the title ("" if none) and address on a line, in either order. Raise NotAnAddress with a sentence for the person."""
    line = seen(line)
    found = _BEGINS.findall(line)
    if not found:
        raise NotAnAddress(_why_none(line))
    if len(found) > 1:
        raise NotAnAddress(f"“{_short(line)}” has two addresses. Put each on a line of its own")
    before, _, after = line.partition(found[0])
    address, rest = _trimmed(found[0])
    if after.startswith(" ") and (_GOES_ON.match(after.strip()) or (before.endswith("<") and ">" in after)):
        raise NotAnAddress(f"“{_short(found[0] + after)}” has a space in it. Put %20 where the space is, or the title before the address")
    title = " ".join(part for part in (before.strip(AROUND_A_TITLE), f"{rest}{after}".strip(AROUND_A_TITLE)) if part)
    return title, _checked(address)


def without_scheme(words: str) -> str:
    """Return a website as it is published, perhaps without https://, and without what does not belong to it. Raise NotAnAddress."""
    line = seen(words)
    if not line or " " in line or _BEGINS.search(line) or _OTHER.search(line) or _ON_A_DISK.search(line):
        return understand(line)
    website = _trimmed(line.lstrip("([{<"))[0]
    _checked(f"https://{website}")
    return website


def _trimmed(address: str) -> tuple[str, str]:
    """Return the address without the sentence's end or brackets around it, and what was cut. Its own brackets stay: "/Salford_(city)"."""
    end = len(address)
    while end and (
        address[end - 1] in ".,;:!?…\"'“”‘’»*|"
        or (address[end - 1] in _PAIRS and address[:end].count(address[end - 1]) > address[:end].count(_PAIRS[address[end - 1]]))
    ):
        end -= 1
    return address[:end], address[end:]


def _checked(address: str) -> str:
    """Return the address if it leads to a server by name, on the web or inside an organisation."""
    try:
        parts = urlsplit(address)
        sound = bool(parts.hostname) and (":" in str(parts.hostname) or _HOST.fullmatch(str(parts.hostname))) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise NotAnAddress(f"“{_short(address)}” is not a whole address. Enter one such as https://www.england.nhs.uk/vanguards/")
    if len(address) > LONGEST:
        raise NotAnAddress(f"“{address[:40]}…” is too long: keep an address to {LONGEST} characters or fewer")
    scheme, _, rest = address.partition("://")
    return f"{scheme.lower()}://{rest}"


def _why_none(line: str) -> str:
    """Return what is wrong, if there is no address."""
    other, without = _OTHER.search(line), _WITHOUT.search(line)
    if _ON_A_DISK.search(line) or (other and (other[1] or other[2]).lower() == "file"):
        return (
            f"“{_short(line)}” is on your own computer or network, where others cannot open it. Enter an address that begins with https://"
        )
    if other:
        return f"“{_short(line)}” begins with {(other[1] or other[2]).lower()}:. Enter an address that begins with https://"
    if without:
        return f"“{_short(line)}” does not say how it begins. Enter the whole address: https://{_trimmed(without[1])[0][:60]}"
    return f"“{_short(line)}” has no address in it. Enter an address that begins with https://"


def _short(words: str) -> str:
    return words[:60]
