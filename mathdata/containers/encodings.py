"""Which encoding a text has: by byte order mark, by validity, and for GB18030 by how Chinese looks.

Nothing is guessed that could come out as other characters: a file that is neither UTF-8 nor surely Chinese
in GB18030 is refused, and the user names its encoding.
"""

import codecs
import re
from dataclasses import dataclass

from mathdata.errors import InputError, OptionError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_RARE = 5  # one byte in so many may be zero in a text of UTF-8; in UTF-16 of ASCII it is every second one
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_PAIR = re.compile(rb"([\x81-\xfe])([\x40-\x7e\x80-\xfe])")


@dataclass(frozen=True)
class Encoding:
    """What was chosen: a codec, how many bytes of byte order mark to skip, and a note for the user."""

    codec: str
    skip: int = 0
    note: str = ""


def detect_encoding(head: bytes, asked: str | None, *, name: str) -> Encoding:
    """The encoding of a text that begins with `head`.

    Raises:
        OptionError: if `asked` names no codec.
        InputError: if none was asked for and none is sure.

    >>> detect_encoding("计算 1 + 1，求和的结果".encode("utf-16"), None, name="x").codec
    'utf-16-le'
    """
    marked = next(((mark, codec) for mark, codec in _MARKS if head.startswith(mark)), None)
    if asked is not None:
        return _asked(asked, marked)
    if marked is not None:
        mark, codec = marked
        return Encoding(codec, len(mark), f"{codec} by its byte order mark" if codec != "utf-8" else "")
    if b"\0" in head[:4096]:
        return _without_mark(head, name)
    return _by_validity(head, name)


def _asked(asked: str, marked: tuple[bytes, str] | None) -> Encoding:
    try:
        codec = codecs.lookup(asked).name
    except LookupError:
        raise OptionError(
            f"no encoding {asked!r}; wanted one that Python knows, such as utf-8, gb18030, utf-16"
        ) from None
    if codec == "utf-8-sig":
        codec = "utf-8"
    if marked and marked[1].startswith(codec):
        return Encoding(marked[1], len(marked[0]))
    return Encoding(codec)


def _without_mark(head: bytes, name: str) -> Encoding:
    """UTF-16 shows in the signs of ASCII that every file has. A stray NUL in a text is left to its reader."""
    if head.count(0) * _RARE < len(head) and _is_utf8(head):
        return Encoding("utf-8")
    signs = {codec: _signs(head[:4096], codec) for codec in ("utf-16-le", "utf-16-be")}
    codec = max(signs, key=lambda codec: signs[codec])
    if signs[codec] > min(signs.values()):
        return Encoding(codec, note=f"{codec} by its zero bytes")
    raise InputError(f"{name}: found zero bytes, wanted text; a binary file? For a text name its --encoding")


def _is_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _signs(head: bytes, codec: str) -> int:
    """How many quotation marks, commas and line feeds these bytes hold; -1 if they are no text at all."""
    try:
        text = codecs.getincrementaldecoder(codec)("strict").decode(head)
    except UnicodeDecodeError:
        return -1
    if not all(character.isprintable() or character.isspace() for character in text):
        return -1
    return sum(text.count(sign) for sign in '",\n')


def _by_validity(head: bytes, name: str) -> Encoding:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError as error:
        rest = _UTF8_CHARACTER.sub(b"", head)
        strays, whole = len(_HIGH_BYTE.findall(rest)), len(_UTF8_CHARACTER.findall(head))
        if whole > 8 * strays:
            return Encoding("utf-8")  # a damaged row or two; the rows themselves will say so
        if _looks_chinese(head):
            return Encoding("gb18030", note="gb18030 by the look of its Chinese (say --encoding to choose another)")
        line, byte = head[: error.start].count(10) + 1, head[error.start]
        raise InputError(
            f"{name}:{line}: found the byte 0x{byte:02x}, which is not UTF-8, "
            "and cannot tell which encoding it is; name it, e.g. --encoding gb18030 or --encoding cp1252"
        ) from None
    return Encoding("utf-8")


def _looks_chinese(head: bytes) -> bool:
    """Whether these bytes are valid GB18030 and use it as Chinese does.

    Chinese stands in rows 1 to 87 of GB 2312 nearly always, and of its commonest characters (求 算 的 一 是 有 在 数)
    a good part begin with C9 to D7, where EUC-KR has no syllables and Latin-1 no pairs.
    """
    try:
        codecs.getincrementaldecoder("gb18030")("strict").decode(head)
    except UnicodeDecodeError:
        return False
    pairs = _PAIR.findall(head)
    common = sum(0xB0 <= lead[0] <= 0xF7 and trail[0] >= 0xA1 for lead, trail in pairs)
    upper = sum(0xC9 <= lead[0] <= 0xD7 and trail[0] >= 0xA1 for lead, trail in pairs)
    kana = sum(lead[0] in (0xA4, 0xA5) and trail[0] >= 0xA1 for lead, trail in pairs)
    marks = sum(lead[0] in (0xA1, 0xA3) and trail[0] >= 0xA1 for lead, trail in pairs)
    return bool(common + marks > 0.9 * len(pairs) and upper > 0.2 * common and kana < 0.02 * len(pairs))
