"""Stories of one step in plain words, e.g. "75 本书平均分给 5 个班，每班分多少本？" or "Tom has 9 books and …".

Only stories whose words leave no choice are read: the numbers are two, they are counted in the words that the
question counts in, and nothing else is compared, shared, left or repeated. All else is refused.
"""

import re
from collections.abc import Mapping
from random import Random
from typing import ClassVar

from mathdata.families.calculated import Calculated, Data
from mathdata.families.language import Bilingual, Language
from mathdata.families.worded import Form, Found, Posed

_NUMBER = r"[0-9]{1,7}(?:\.[0-9]{1,3})?"
_PLAIN = (
    r"[^0-9０-９，,。．.；;：:？?！!“”几半倍比再又各约每多少平均剩共还另余样别差其折元一二两三四五六七八九十百千万分之]"
)
_PIECE = rf"(?:{_PLAIN}|分[给到得成别]|第[一二三四五六]|[一二三四五六](?:年级|班)|公共)"
_WORDS = rf"{_PIECE}{{0,16}}"
_NOUN = rf"{_PIECE}{{1,10}}"
_MEASURE = (
    "[枚个只本支枝盒箱袋张条件棵株朵人名位元辆架艘把块瓶杯颗粒根套排层页盆篮束班组队户台头匹间"
    "座道篇次下米年天月]|星期|小时|分钟|千克|千米|厘米|分米|吨|克|升"
)
_GAINED = re.compile("买|来|进|得|捡|收|添|加|增|借给|飞来|种|捐")
"""Words for what becomes more: a story that asks what is left is not read with one of them in its second part."""
_LOST = re.compile("卖|送|吃|走|借|用|花了|花去|付|找|掉|去")
"""Words for what becomes less: a story that asks for a sum is not read with one of them."""
_MADE_EN = "apples|books|pencils|stamps|eggs|oranges|cards|marbles|pens|flowers|coins|stickers|balloons|cookies|shells"
_ONE = "~一个|~一只|~一本|~一支|~一条|~一件"
_WHO_EN = "Tom|Anna|Ben|Lily|Sam|Mary|Jack|Emma"
_SAY = Bilingual("把题中的数量关系列成算式。", "Write the relation of the quantities as one calculation.")
_TELL = Bilingual("答案是 {}。", "the answer is {}.")


def _form(key: str, zh: tuple[str, ...], en: tuple[str, ...], formula: Bilingual[str], expression: str) -> Form:
    return Form(key, zh, en, _SAY, formula, _TELL, expression)


class OneStepStory(Calculated):
    """A sharing, a grouping, a product, a sum, what is left, or a comparison, told in two or three sentences.

    Difficulty is the number of digits of the answer.
    """

    kind = "one_step_story"
    topic = "word_problem"
    difficulties = (1, 3)
    markers = Bilingual(
        zh=("多少", "几"),
        en=("how many",),
    )
    slots: ClassVar[Mapping[str, str]] = {
        **dict.fromkeys(("a", "b"), _NUMBER),
        **dict.fromkeys(("w", "v", "x", "y", "z"), _WORDS),
        **dict.fromkeys(("p", "q", "r", "s"), _NOUN),
        **dict.fromkeys(("m", "n", "o", "k", "l"), _MEASURE),
        "more": "[多少贵重轻长短高矮]|便宜",
        "who": _WHO_EN,
        "what": _MADE_EN,
        "thing": _MADE_EN,
        "per": "boxes|bags|friends|children|groups|shelves|baskets",
        "one": "box|bag|friend|child|group|shelf|basket",
    }
    forms = (
        _form(
            "share",
            (
                "{w}{a} {m}(|{p})(，|)平均(分给|分成|放在|放进|装在|摆在|分到|放到) {b} {n}(|{q})，(平均|)每{o}(|{z})"
                "(多少|几){k}(|{r})？",
                "~{w}{a} {m}(|{p})，(分给|分成|放在|放进|装在|摆在|分到|放到|摆) {b} {n}(|{q})，平均每{o}(|{z})"
                "(多少|几){k}(|{r})？",
            ),
            ("{who} shares {a} {what} equally among {b} {per}. How many {thing} are there for each {one}?",),
            Bilingual("总数 / 份数 = 每份数", "total / number of parts = each part"),
            "{a} / {b}",
        ),
        _form(
            "average",
            (
                "{w}{a} {m}(|{p})，{v} {b} {n}(|{q})，平均每{o}(|{z})(多少|几){k}(|{r})？",
                "~{w}{b} {n}{q} {a} {m}(|{p})，平均每{o}(|{z})(多少|几){k}(|{r})？",
            ),
            ("{who} reads {a} pages in {b} days. How many pages is that a day on average?",),
            Bilingual("总数 / 份数 = 平均数", "total / how many = mean"),
            "{a} / {b}",
        ),
        _form(
            "group",
            (
                "{w}{a} {m}{p}，每 {b} {n}(|{q})(装|扎|站|分|放|坐|住|摆|扎成|分成|装成)(成|)一{o}，(一共|)(可以|能)"
                "(装|扎|站|分|放|坐|住|摆|扎成|分成|装成)(成|)(几|多少){k}(|{r})？",
            ),
            ("{who} puts {a} {what} into bags of {b}. How many bags are full?",),
            Bilingual("总数 / 每份数 = 份数", "total / size of a part = number of parts"),
            "{a} / {b}",
        ),
        _form(
            "product",
            (
                "(|~{y}，)每{m}(|{v}) {a} {n}(|{p})，(|{w}) {b} {o}(|{q})，(一共|共)(|{z})(多少|几){k}(|{r})？",
                "~一{m}(|{v}) {a} {n}(|{p})，(|{w}) {b} {o}(|{q})，(一共|共)(|{z})(多少|几){k}(|{r})？",
            ),
            ("Each of {b} {per} holds {a} {what}. How many {thing} are there in all?",),
            Bilingual("每份数 * 份数 = 总数", "size of a part * number of parts = total"),
            "{a} * {b}",
        ),
        _form(
            "travel",
            ("{w}每{m}{v} {a} {n}，{y} {b} {o}(|{q})，{z}(相距|全长|的距离是|的路程是|离{x}有)多少{k}(|{s})？",),
            ("A car drives {a} kilometers every hour. How many kilometers does it drive in {b} hours?",),
            Bilingual("速度 * 时间 = 路程", "speed * time = distance"),
            "{a} * {b}",
        ),
        _form(
            "price",
            (
                "{w}(一|每){m}{p}(售价|)(是|) {a} 元，买 {b} {n}(这样的|同样的|)(|{q})"
                "(需要|需|要|一共要|应付|一共要付|要付|要花|一共需要)多少(元|钱|元钱)？",
                "~{w} {b} {n}(|{q})，每{m}(|{p})(售价|)(是|) {a} 元，(|{z})(用去|一共要付|一共用了|一共需要|需要|应付"
                "|一共|要付|花了)多少(元|钱|元钱)？",
            ),
            ("One of the {what} costs {a} cents. How many cents do {b} of them cost?",),
            Bilingual("单价 * 数量 = 总价", "price * number = total price"),
            "{a} * {b}",
        ),
        *(
            _form(
                key,
                ("{p} {a} {m}(|{z})，{q} {b} {n}(|{y})，{r}是{s}的(多少|几)倍？",),
                (f"{{who}} has {{a}} {{what}}, a friend has {{b}}. How many times {end} is that?",),
                Bilingual("较大数 / 较小数 = 倍数", "larger number / smaller number = times"),
                expression,
            )
            for key, end, expression in (("ratio", "as many", "{a} / {b}"), ("inverse ratio", "as few", "{b} / {a}"))
        ),
        _form(
            "sum",
            ("{w} {a} {m}(|{p})，{v} {b} {n}(|{q})，(|{y})(一共|总共|共)(|{z})(多少|几){k}(|{r})？",),
            ("{who} has {a} {what} and finds {b} more. How many {thing} are there now?",),
            Bilingual("部分 + 部分 = 总数", "part + part = total"),
            "{a} + {b}",
        ),
        _form(
            "left",
            ("{w}(有|~) {a} {m}{p}，{v} {b} {n}(|{q})，(|{y})还(剩|剩下)(|{z})(多少|几){k}(|{r})？",),
            ("{who} has {a} {what} and gives away {b} of them. How many {thing} are left?",),
            Bilingual("总数 - 去掉的 = 剩下的", "total - what is gone = what is left"),
            "{a} - {b}",
        ),
        _form(
            "lacking",
            ("{w}要{y} {a} {m}(|{p})，已经{v} {b} {n}(|{q})，还(要|需|需要|差)(|{z})(多少|几){k}(|{r})？",),
            ("{who} wants {a} {what} and has {b} of them. How many {thing} are still missing?",),
            Bilingual("总数 - 已有的 = 还差的", "total - what is there = what is missing"),
            "{a} - {b}",
        ),
        *(
            _form(
                key,
                (
                    f"(|{_ONE}){{p}} {{a}} {{m}}(|{{z}})，(|{_ONE}){{q}} {{b}} {{n}}(|{{y}})，"
                    "{r}比{s}{more}(|{v})(多少|几){k}(|{w})？",
                ),
                (f"{{who}} has {{a}} {{what}}, a friend has {{b}}. How many {end} {{thing}} than the friend is that?",),
                Bilingual("较大数 - 较小数 = 差", "larger number - smaller number = difference"),
                expression,
            )
            for key, end, expression in (("excess", "more", "{a} - {b}"), ("lack", "fewer", "{b} - {a}"))
        ),
        _form(
            "more",
            ("(|~{x}，){p} {a} {m}(|{z})，{q}比{r}多(|{y}) {b} {n}(|{v})，{s}(多少|几){k}(|{w})？",),
            ("{who} has {a} {what}. A friend has {b} more than that. How many {thing} does the friend have?",),
            Bilingual("较小数 + 差 = 较大数", "smaller number + difference = larger number"),
            "{a} + {b}",
        ),
        _form(
            "fewer",
            ("(|~{x}，){p} {a} {m}(|{z})，{q}比{r}少(|{y}) {b} {n}(|{v})，{s}(多少|几){k}(|{w})？",),
            ("{who} has {a} {what}. A friend has {b} fewer than that. How many {thing} does the friend have?",),
            Bilingual("较大数 - 差 = 较小数", "larger number - difference = smaller number"),
            "{a} - {b}",
        ),
        _form(
            "times",
            ("{p} {a} {m}(|{z})，{q}是{r}的 {b} 倍，{s}(多少|几){k}(|{w})？",),
            ("{who} has {a} {what}. A friend has {b} times as many. How many {thing} does the friend have?",),
            Bilingual("一倍数 * 倍数 = 几倍数", "number * times = product"),
            "{a} * {b}",
        ),
    )

    def unit(self, form: str, found: Found) -> str | None:
        """A bare number, if all that is counted is counted in the words of the question."""
        return "" if (_is_one_story_zh(form, found) if found.get("m") else _is_one_story_en(found)) else None

    def is_sensible(self, data: Data) -> bool:
        """Whole parts where things are shared, and no more gone than there were."""
        a, b = data.value("a"), data.value("b")
        if not a or not b or (data.form in ("left", "fewer", "lacking", "excess") and a < b):
            return False
        if data.form == "lack":
            return a < b
        if data.form in ("share", "group", "average", "ratio"):
            return (a / b).denominator == 1
        if data.form == "inverse ratio":
            return (b / a).denominator == 1
        return data.form != "times" or b > 1

    def pose(self, rng: Random, *, difficulty: int, language: Language) -> Posed:
        """Numbers that make a whole answer."""
        key = rng.choice(tuple(_ZH_WORDS))
        size = 10 ** min(difficulty, 5)
        answer, other = rng.randint(size // 10 + 1, size), rng.randint(2, 9)
        a = (
            answer * other
            if key in ("share", "group", "average", "ratio")
            else answer + other
            if key in _TAKING
            else answer
        )
        other = a + other if key == "lack" else a * other if key == "inverse ratio" else other
        names = _MADE_EN.split("|")
        what = names[int(rng.random() * len(names))]
        slots: dict[str, object] = {
            "a": a,
            "b": other,
            "who": "Tom",
            "what": what,
            "thing": what,
            "per": "bags",
            "one": "bag",
        }
        slots["more"] = "多"
        slots |= dict.fromkeys(("w", "v", "x", "y", "z", "r", "s", "p", "q"), "")
        return Posed(key, {**slots, **_ZH_WORDS[key]})


_GREATER = "多贵重长高"
_TAKING = ("left", "fewer", "lacking", "excess")
"""Stories in which the second number is not the greater one."""
_ZH_WORDS: Mapping[str, Mapping[str, str]] = {
    "share": {"w": "老师把 ", "m": "本", "p": "书", "n": "个", "q": "班", "o": "个", "z": "班", "k": "本", "r": "书"},
    "average": {"w": "这本书有 ", "m": "页", "v": "芳芳用", "n": "天", "q": "看完", "o": "天", "z": "看", "k": "页"},
    "travel": {
        "w": "货车",
        "m": "小时",
        "v": "行",
        "n": "千米",
        "y": "行了",
        "o": "小时",
        "z": "甲城与乙城",
        "x": "车站",
        "k": "千米",
    },
    "price": {"w": "商店里", "m": "个", "p": "书包", "n": "个", "q": "书包", "z": ""},
    "ratio": {"p": "桃树有", "m": "棵", "q": "梨树有", "n": "棵", "r": "桃树", "s": "梨树"},
    "inverse ratio": {"p": "桃树有", "m": "棵", "q": "梨树有", "n": "棵", "r": "梨树", "s": "桃树"},
    "group": {"w": "有 ", "m": "个", "p": "苹果", "n": "个", "q": "", "o": "袋", "k": "袋"},
    "product": {"m": "盒", "v": "有", "n": "支", "p": "铅笔", "w": "老师买了", "o": "盒", "q": "", "k": "支", "r": ""},
    "sum": {"w": "果园里有", "m": "棵", "p": "桃树", "v": "有", "n": "棵", "q": "梨树", "k": "棵", "r": "树"},
    "left": {"w": "商店里", "m": "个", "p": "西瓜", "v": "卖出", "n": "个", "q": "", "k": "个", "r": ""},
    "lacking": {"w": "同学们", "y": "做", "m": "个", "p": "灯笼", "v": "做了", "n": "个", "z": "做", "k": "个"},
    "excess": {"p": "小明有", "m": "本", "z": "书", "q": "小红有", "n": "本", "r": "小明", "s": "小红", "k": "本"},
    "lack": {"p": "小明有", "m": "本", "z": "书", "q": "小红有", "n": "本", "r": "小红", "s": "小明", "k": "本"},
    "more": {
        "p": "小明有",
        "q": "小红",
        "r": "小明",
        "s": "小红有",
        "m": "张",
        "z": "画片",
        "n": "张",
        "k": "张",
        "w": "",
    },
    "fewer": {
        "p": "小明有",
        "q": "小红",
        "r": "小明",
        "s": "小红有",
        "m": "枚",
        "z": "邮票",
        "n": "枚",
        "k": "枚",
        "w": "",
    },
    "times": {
        "p": "小明有",
        "q": "小红",
        "r": "小明",
        "s": "小红有",
        "m": "本",
        "z": "书",
        "n": "本",
        "k": "本",
        "w": "",
    },
}


def _is_one_story_zh(form: str, found: Found) -> bool:
    """Whether the measure words of a Chinese story fit together, and so do the names of those who are compared."""
    said = {name: (found.get(name) or "").strip() for name in "mnoklpqrsvwyz"}
    if form == "share":
        return said["k"] == said["m"] and said["o"] == said["n"]
    if form == "group":
        return said["n"] == said["m"] and said["k"] == said["o"]
    if form == "product":
        return said["o"] == said["m"] and said["k"] == said["n"] and said["m"] != said["n"]
    if form == "average":
        return (
            said["k"] == said["m"]
            and said["n"] != said["m"]
            and (said["o"] == said["n"] or said["q"].startswith(said["o"]))
        )
    if form == "travel":
        return said["m"] == said["o"] and said["n"] == said["k"] and said["m"] in ("小时", "分钟", "天")
    if form == "price":
        thing = said["q"].rstrip("需要")
        return said["m"] == said["n"] and (not thing or not said["p"] or thing in said["p"] or said["p"] in thing)
    if form in ("ratio", "inverse ratio"):
        first, second = said["p"] + said["z"], said["q"] + said["y"]
        one, other = (first, second) if form == "ratio" else (second, first)
        return said["m"] == said["n"] and said["r"] in one and said["s"] in other and said["r"] not in other
    if form == "lacking":
        return said["m"] == said["n"] == said["k"]
    if form in ("excess", "lack"):
        return _is_difference(form, said, found)
    if form in ("sum", "left"):
        is_left = form == "left"
        if (is_left and _GAINED.search(said["v"])) or (not is_left and _LOST.search(said["w"] + said["v"])):
            return False
        return said["m"] == said["n"] == said["k"]
    before, asked, one, other = said["p"] + said["z"], said["s"] + said["w"], said["q"], said["r"]
    one, other = (re.sub("[的]|人数|棵数|只数|数量|辆数", "", name) for name in (one, other))
    names_fit = other in before and one in asked and one not in before and (other not in asked or other in one)
    return names_fit and said["m"] == said["k"] and (form == "times" or said["n"] == said["m"])


def _is_difference(form: str, said: Mapping[str, str], found: Found) -> bool:
    """Whether the greater number belongs to the one that is said to have more, and the smaller one to the other."""
    first, second = said["p"] + said["z"], said["q"] + said["y"]
    ends = (first, second) if (found["more"] or "") in _GREATER else (second, first)
    greater, smaller = ends if form == "excess" else ends[::-1]
    one, other = (said["r"], said["s"])
    fits = one in greater and other in smaller and one not in smaller and other not in greater
    return fits and said["m"] == said["n"] == said["k"]


def _is_one_story_en(found: Found) -> bool:
    """Whether an English story asks for what it counts."""
    return found.get("thing") in (None, found.get("what"))
