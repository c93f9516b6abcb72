"""Sentences about masses, prices, areas and sales; the quantities stand with their units in the slots."""

from mathdata.families.phrasing import SIZE, Phrasings

_UNIT_ZH = r"[\u4e00-\u9fffa-zA-Z][\u4e00-\u9fffa-zA-Z0-9^²³]*"
_UNIT_EN = r"[a-zA-Z][a-zA-Z0-9^²³]*(?: [a-zA-Z]+)?"
_UNIT = f"(?:{_UNIT_EN}|{_UNIT_ZH})"
_PRICE = rf"(?:\$ ?)?{SIZE}(?: (?:元|美元|yuan|dollars))?"

MASS = Phrasings(
    zh=(
        "某物体的密度为 {d} {m}/{c}，体积为 {v} {c}，请计算该物体的质量。",
        "一个物体的密度是 {d} {m}/{c}，体积是 {v} {c}，求它的质量。",
        "已知某物体密度为 {d} {m}/{c}、体积为 {v} {c}，它的质量是多少？",
        "某种材料的密度是 {d} {m}/{c}，{v} {c} 这种材料的质量是多少？",
        "密度为 {d} {m}/{c} 的物体，体积为 {v} {c}，质量是多少？",
        "体积为 {v} {c}、密度为 {d} {m}/{c} 的物体，质量是多少？",
        "一个体积是 {v} {c} 的物体，密度是 {d} {m}/{c}，求该物体的质量。",
        "物体的体积为 {v} {c}，密度为 {d} {m}/{c}，请求出它的质量。",
        "若物体的密度为 {d} {m}/{c}，体积为 {v} {c}，求物体的质量。",
        "有一物体，体积 {v} {c}，密度 {d} {m}/{c}，它的质量是多少？",
        "请计算密度为 {d} {m}/{c}、体积为 {v} {c} 的物体的质量。",
    ),
    en=(
        "The density of an object is {d} {m} per {s} and its volume is {v} {c}. Calculate its mass.",
        "An object has a density of {d} {m} per {s} and a volume of {v} {c}. What is its mass?",
        "Find the mass of an object with a density of {d} {m} per {s} and a volume of {v} {c}.",
        "What is the mass of {v} {c} of a material whose density is {d} {m} per {s}?",
        "A material has a density of {d} {m} per {s}. What is the mass of {v} {c} of it?",
        "An object with a volume of {v} {c} has a density of {d} {m} per {s}. Find its mass.",
        "The volume of an object is {v} {c} and its density is {d} {m} per {s}. Determine its mass.",
        "Given a density of {d} {m} per {s} and a volume of {v} {c}, calculate the mass.",
        "Calculate the mass of {v} {c} of a substance of density {d} {m} per {s}.",
        "The density of a substance is {d} {m} per {s}. Work out the mass of {v} {c} of it.",
        "How large is the mass of an object of density {d} {m} per {s} and volume {v} {c}?",
    ),
    slots={"d": SIZE, "v": SIZE, "m": "[a-zA-Z]+|[\u4e00-\u9fff]+", "c": _UNIT, "s": _UNIT_EN},
)

DISCOUNT = Phrasings(
    zh=(
        "商品原价为 {o}，打折后的价格为 {c}，请计算打折的折扣比例。",
        "一件商品原价 {o}，现价 {c}，求折扣比例。",
        "某商品原价 {o}，打折后卖 {c}，折扣比例是多少？",
        "一件商品的价格从 {o} 降到 {c}，降价百分之几？",
        "商品由原价 {o} 降价到 {c}，求降价的百分比。",
        "某商品现价 {c}，原价 {o}，求折扣比例。",
        "原价为 {o} 的商品，打折后只要 {c}，请计算折扣比例。",
        "一件商品打折前 {o}，打折后 {c}，折扣比例是多少？",
        "某商品打折出售，原价 {o}，售价 {c}，求折扣率。",
        "把原价 {o} 的商品降价为 {c}，降低了百分之几？",
        "商品的原价是 {o}，折后价是 {c}，求它的折扣比例。",
    ),
    en=(
        "The original price of an item is {o}, and the price after the discount is {c}. "
        "Calculate the discount percentage.",
        "An item originally costs {o}. It is now sold for {c}. Find the percent discount.",
        "An item was originally priced at {o} and is now on sale for {c}. What is the discount percentage?",
        "The price of an item was reduced from {o} to {c}. Find the discount percentage.",
        "An item that cost {o} is marked down to {c}. What is the percent discount?",
        "After a discount, an item priced at {o} costs {c}. Calculate the discount rate.",
        "The sale price of an item is {c} and its original price is {o}. What is the discount percentage?",
        "A shop sells an item for {c} instead of {o}. What is the discount in percent?",
        "An item costs {c} after a discount; before, it cost {o}. Find the discount percentage.",
        "With an original price of {o} and a discounted price of {c}, what is the discount percentage?",
        "What is the percent discount on an item reduced from {o} to {c}?",
    ),
    slots={"o": _PRICE, "c": _PRICE},
)

RECTANGLE_AREA = Phrasings(
    zh=(
        "一个长方形的长为 {l} {u}，宽为 {w} {u}，请计算其面积。",
        "长方形的长是 {l} {u}，宽是 {w} {u}，求这个长方形的面积。",
        "一个长方形长 {l} {u}，宽 {w} {u}，它的面积是多少？",
        "长为 {l} {u}、宽为 {w} {u} 的长方形，面积是多少？",
        "求长 {l} {u}、宽 {w} {u} 的长方形的面积。",
        "已知长方形的宽为 {w} {u}，长为 {l} {u}，求面积。",
        "一个长方形，宽 {w} {u}，长 {l} {u}，面积是多少？",
        "请算出长 {l} {u}、宽 {w} {u} 的矩形的面积。",
        "有一个矩形，它的长是 {l} {u}，宽是 {w} {u}，它的面积是多少？",
        "若长方形的长为 {l} {u}，宽为 {w} {u}，则它的面积是多少？",
        "某矩形长 {l} {u}、宽 {w} {u}，请求出它的面积。",
    ),
    en=(
        "A rectangle has a length of {l} {u} and a width of {w} {u}. Calculate its area.",
        "The length of a rectangle is {l} {u} and its width is {w} {u}. What is its area?",
        "A rectangle is {l} {u} long and {w} {u} wide. Find its area.",
        "Find the area of a rectangle that is {l} {u} long and {w} {u} wide.",
        "What is the area of a rectangle with a length of {l} {u} and a width of {w} {u}?",
        "Calculate the area of a rectangle of length {l} {u} and width {w} {u}.",
        "The width of a rectangle is {w} {u} and its length is {l} {u}. Find its area.",
        "Given a rectangle with length {l} {u} and width {w} {u}, compute its area.",
        "Work out the area of a rectangle whose length is {l} {u} and whose width is {w} {u}.",
        "A rectangle of width {w} {u} is {l} {u} long. What is its area?",
        "Determine the area of a rectangle {l} {u} long and {w} {u} wide.",
    ),
    slots={"l": SIZE, "w": SIZE, "u": "[a-zA-Z]+|[\u4e00-\u9fff]+"},
)

SALES_GROWTH = Phrasings(
    zh=(
        "去年{q}为 {b} {u}，今年{q}{g} {p}%，请计算今年的{q}。",
        "某公司去年的{q}是 {b} {u}，今年{g} {p}%，今年的{q}是多少？",
        "去年的{q}是 {b} {u}，今年比去年{g} {p}%，求今年的{q}。",
        "今年的{q}比去年{g} {p}%，去年是 {b} {u}，今年的{q}是多少？",
        "某公司今年的{q}比去年{g} {p}%，去年为 {b} {u}，求今年的{q}。",
        "已知去年{q}为 {b} {u}，今年{g} {p}%，求今年的{q}。",
        "某公司去年{q}为 {b} {u}，今年同比{g} {p}%，请计算今年的{q}。",
        "若去年的{q}为 {b} {u}，今年{g} {p}%，则今年的{q}为多少？",
        "去年的{q}是 {b} {u}，今年{g} {p}%，那么今年的{q}是多少？",
        "某公司的{q}去年为 {b} {u}，今年{g} {p}%，请算出今年的{q}。",
        "求今年的{q}：去年为 {b} {u}，今年{g} {p}%。",
    ),
    en=(
        "Last year's {q} came to {b} {u}, and this year {q} {g} by {p}%. Calculate this year's {q}.",
        "Last year's {q} came to {b} {u}. This year {q} {g} by {p}%. Find this year's {q}.",
        "This year {q} {g} by {p}% from {b} {u} last year. Find this year's {q}.",
        "The {q} of a company came to {b} {u} last year and {g} by {p}% this year. Calculate this year's {q}.",
        "A company's {q} came to {b} {u} last year. This year {q} {g} by {p}%. Work out this year's {q}.",
        "If last year's {q} came to {b} {u} and this year {q} {g} by {p}%, determine this year's {q}.",
        "A company's {q} {g} by {p}% this year, from {b} {u} last year. Find this year's {q}.",
        "Compared with {b} {u} last year, {q} {g} by {p}% this year. Calculate this year's {q}.",
        "Last year {q} came to {b} {u}; this year {q} {g} by {p}%. Compute this year's {q}.",
        "The {q} last year came to {b} {u}. Given that {q} {g} by {p}% this year, find this year's {q}.",
        "Find this year's {q} if last year's {q} came to {b} {u} and {q} {g} by {p}% this year.",
    ),
    slots={
        "q": "销售额|营业额|销售收入|产值|收入|sales|revenue",
        "b": SIZE,
        "u": r"[\u4e00-\u9fff]+|[a-z]+(?: [a-z]+){0,2}",
        "g": "增加了|减少了|increased|decreased",
        "p": SIZE,
    },
)
