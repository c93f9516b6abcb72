"""The two languages, and the few words that every working shares."""

import re
from typing import Generic, Literal, NamedTuple, TypeVar

Language = Literal["zh", "en"]

T = TypeVar("T")

_HAN = re.compile("[\u4e00-\u9fff]")


class Bilingual(NamedTuple, Generic[T]):
    """One thing in both languages."""

    zh: T
    en: T

    def of(self, language: Language) -> T:
        """The thing in one of them."""
        return self.zh if language == "zh" else self.en


class Words(NamedTuple):
    """Punctuation and phrases of one language; whatever belongs to one family stands in its own file."""

    comma: str
    colon: str
    semicolon: str
    stop: str
    so: str
    check: str
    places: tuple[str, ...]
    """Names of the columns from the ones upwards."""
    decimals: tuple[str, ...]
    """Names of the columns from the tenths downwards."""
    column: str
    """A column that has no name of its own."""
    decimal_column: str
    write_and_carry: str
    borrow: str
    zero_product: str
    unit_product: str
    zero_quotient: str
    power_of_zero: str
    first_power: str
    already_reduced: str
    whole_root: str
    zero_digit: str
    root_up: str
    root_down: str
    quotient_so_far: str
    quotient_exact: str
    quotient_repeats: str
    quotient_up: str
    quotient_down: str


WORDS = Bilingual(
    zh=Words(
        comma="，",
        colon="：",
        semicolon="；",
        stop="。",
        so="得 ",
        check="检验",
        places=("个位", "十位", "百位", "千位", "万位", "十万位", "百万位", "千万位", "亿位", "十亿位"),
        decimals=("十分位", "百分位", "千分位", "万分位", "十万分位", "百万分位"),
        column="左数下一位",
        decimal_column="小数第 {} 位",
        write_and_carry="，写 {} 进 {}",
        borrow="，向前一位借 1",
        zero_product="任何数与 0 相乘都得 0",
        unit_product="任何数与 1 相乘仍得这个数",
        zero_quotient="0 除以任何不为 0 的数都得 0",
        power_of_zero="任何不为 0 的数的 0 次方都是 1",
        first_power="任何数的 1 次方都是它本身",
        already_reduced="最大公约数是 1，{} 已是最简分数",
        whole_root="整数部分是 {}",
        zero_digit="这一位写 0",
        root_up="逐位得 {}，末位 {} 不小于 5，向前进 1",
        root_down="逐位得 {}，末位 {} 小于 5，舍去",
        quotient_so_far="逐位得商 {}…",
        quotient_exact="逐位得商 {}，余数为 0，正好除尽",
        quotient_repeats="逐位得商 {}，余数 {} 再次出现，小数从此循环，循环节为 {}",
        quotient_up="逐位得商 {}，末位 {} 不小于 5，向前进 1",
        quotient_down="逐位得商 {}，末位 {} 小于 5，舍去",
    ),
    en=Words(
        comma=", ",
        colon=": ",
        semicolon="; ",
        stop=".",
        so="so ",
        check="Check",
        places=(
            "ones",
            "tens",
            "hundreds",
            "thousands",
            "ten thousands",
            "hundred thousands",
            "millions",
            "ten millions",
            "hundred millions",
            "billions",
        ),
        decimals=(
            "tenths",
            "hundredths",
            "thousandths",
            "ten-thousandths",
            "hundred-thousandths",
            "millionths",
        ),
        column="next column",
        decimal_column="decimal {}",
        write_and_carry=", write {}, carry {}",
        borrow=", borrow 1",
        zero_product="Any number times 0 is 0",
        unit_product="Any number times 1 is itself",
        zero_quotient="0 divided by any number other than 0 is 0",
        power_of_zero="Any number other than 0 to the power 0 is 1",
        first_power="Any number to the power 1 is itself",
        already_reduced="The greatest common divisor is 1, so {} is already in lowest terms",
        whole_root="so the whole part is {}",
        zero_digit="so this digit is 0",
        root_up="The digits read {}; the last digit {} is at least 5, so it is rounded up",
        root_down="The digits read {}; the last digit {} is less than 5, so it is dropped",
        quotient_so_far="The quotient reads {}…",
        quotient_exact="The quotient reads {}; the remainder is 0, so it is exact",
        quotient_repeats="The quotient reads {}; the remainder {} comes back, so the decimals repeat: {}",
        quotient_up="The quotient reads {}; its last digit {} is at least 5, so it is rounded up",
        quotient_down="The quotient reads {}; its last digit {} is less than 5, so it is dropped",
    ),
)


def language_of(problem: str) -> Language:
    """Chinese if the problem holds a Chinese character, else English.

    >>> language_of("计算 1 + 1"), language_of("1 + 1 = ?")
    ('zh', 'en')
    """
    if problem.isascii():
        return "en"
    return "zh" if "一" <= problem[0] <= "鿿" or _HAN.search(problem) else "en"
