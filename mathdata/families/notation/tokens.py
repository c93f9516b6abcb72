r"""From a text in LaTeX, in plain notation or in what OCR made of it, to tokens.

Commands that only space or style are dropped; what is written in several ways gets one. A letter run is cut
into the functions that we know and single letters: `xsinx` is x · sin · x.
"""

import re
from typing import NamedTuple

from mathdata.families.notation.tree import FUNCTIONS, Unreadable

MAX_CHARS = 1500
MAX_TOKENS = 600
MAX_DIGITS = 30
MAX_LETTERS = 3
"""Letters side by side that may be a product; more of them are a word."""

_GREEK = (
    *("alpha", "beta", "gamma", "delta", "epsilon", "theta", "lambda", "mu", "xi", "rho", "sigma", "tau", "phi"),
    *("omega", "varphi"),
)
_ALIASES = {
    "log": "log", "lg": "lg", "arsinh": "", "asin": "arcsin", "acos": "arccos", "atan": "arctan", "tg": "tan",
    "ctg": "cot", "cosec": "csc", "cbrt": "cbrt", "root": "root",
}  # fmt: skip
_WORDS = {**{name: name for name in FUNCTIONS}, **_ALIASES}
_NAMED = {**{name: name for name in _GREEK}, "pi": "pi", "infty": "oo", "infinity": "oo", "inf": "oo"}
_IN_RUNS = ("alpha", "beta", "theta", "lambda", "omega", "pi", "infty", "infinity", "lim")
"""Names that are found inside of a letter run; `mu` or `xi` may as well be two letters."""
_RUN = re.compile("|".join(sorted([*_WORDS, *_IN_RUNS], key=len, reverse=True)))

_SPACING = re.compile(
    r"\\(?:left|right|displaystyle|textstyle|quad|qquad|limits|nolimits|big|Big|bigg|Bigg|bigl|bigr|Bigl|Bigr|text"
    r"|mathrm|mathbf|boldsymbol|mathit|operatorname|rm|hline)(?![a-zA-Z])\*?|(?<!\\)\\[,;:! ]|~"
)
_STOP_IN_TEXT = re.compile(r"\\text\s*\{[\s.,;]*\}")
_UPRIGHT = re.compile(r"\\(?:mathrm|text|operatorname|mathbf|boldsymbol|mathit)\*?\s*\{[\s~]*([a-zA-Z]{1,8})[\s~]*\}")
_ENVIRONMENT = re.compile(
    r"\\begin\s*\{\s*([pbvBV]?matrix|array)\s*\}(?:\s*\{[\s|lcr]{1,40}\})?|\\end\s*\{\s*([pbvBV]?matrix|array)\s*\}"
)
_REPLACED = (
    (re.compile(r"\\(?:d|t|c)frac(?![a-zA-Z])"), r"\\frac"),
    (re.compile(r"\\(?:rightarrow|longrightarrow|to)(?![a-zA-Z])|->|→|➝|⟶"), "→"),
    (re.compile(r"\\(?:cdot|times|ast|bullet)(?![a-zA-Z])|[×·∙⋅•＊✕]"), "*"),
    (re.compile(r"\\div(?![a-zA-Z])|÷|／"), "/"),
    (re.compile(r"\\(?:leqslant|leq|le)(?![a-zA-Z])|≤|⩽|≦"), "<="),
    (re.compile(r"\\(?:geqslant|geq|ge)(?![a-zA-Z])|≥|⩾|≧"), ">="),
    (re.compile(r"\\(?:neq|ne)(?![a-zA-Z])|≠"), "!="),
    (re.compile(r"\\lt(?![a-zA-Z])|＜"), "<"),
    (re.compile(r"\\gt(?![a-zA-Z])|＞"), ">"),
    (re.compile(r"\\(?:lvert|rvert|vert|mid)(?![a-zA-Z])|｜|∣"), "|"),
    (re.compile(r"\\partial(?![a-zA-Z])"), "∂"),
    (re.compile(r"\\int(?![a-zA-Z])"), "∫"),
    (re.compile(r"\\sum(?![a-zA-Z])|Σ"), "∑"),
    (re.compile(r"\\prime(?![a-zA-Z])|[′’]"), "'"),
    (re.compile(r"\^\s*\{\s*('(?:\s*')*)\s*\}|\^\s*'"), lambda match: (match[1] or "'").replace(" ", "")),
    (re.compile(r"\\infty(?![a-zA-Z])|∞"), " oo "),
    (re.compile("√"), r"\\sqrt "),
    (re.compile("∛"), "cbrt "),
    (re.compile("π"), r"\\pi "),
    (re.compile("[−－–‐]"), "-"),
    (re.compile("＋"), "+"),
    (re.compile("＝"), "="),
    (re.compile("[（]"), "("),
    (re.compile("[）]"), ")"),
    (re.compile("，|、"), ","),
    (re.compile("；"), ";"),
    (re.compile(r"\*\*|＾"), "^"),
    (re.compile(r"\\\{"), "{"),
    (re.compile(r"\\\}"), "}"),
    (re.compile(r"\$|\\\(|\\\)|\\\[|\\\]"), " "),
)
_PLAIN = re.compile(r"(?:[- !%&()+,./0-9:;<=>\[\]^_{|}A-Za-z]|\*(?!\*))*")
"""A text with one spelling for each sign already, but for its spaces and arrows."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ", "0123456789+-nx")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
_GREEK_SIGNS = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "θ": "theta", "λ": "lambda", "μ": "mu",
                "ξ": "xi", "σ": "sigma", "τ": "tau", "φ": "phi", "ω": "omega"}  # fmt: skip
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿˣ]+")
_LOWERED = re.compile("[₀₁₂₃₄₅₆₇₈₉₊₋]+")
_FULL_WIDTH = {ord("０") + n: str(n) for n in range(10)} | {ord("．"): "."}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?|\.\d+)|(?P<command>\\[a-zA-Z]+)|(?P<row>\\\\)|(?P<run>[a-zA-Z]+)"
    r"|(?P<sign><=|>=|!=|[-+*/^_=<>(){}\[\],;|!'&→∫∑∂%:]))"
)
_PROSE = frozenset(
    {
        *(
            "and",
            "for",
            "the",
            "if",
            "is",
            "of",
            "to",
            "at",
            "in",
            "by",
            "wrt",
            "as",
            "or",
            "on",
            "let",
            "are",
            "where",
        ),
        *("with", "find", "when", "from", "then", "that", "over"),
    }
)


class Token(NamedTuple):
    """One token: `number`, `name`, `function`, `command`, `sign` or `end`, and its text."""

    kind: str
    text: str
    glued: bool = False
    """Whether it touches the token before it."""


END = Token("end", "")


def tokenise(text: str) -> list[Token]:
    r"""The tokens of a formula.

    Raises:
        Unreadable: where something else stands, or the text is beyond the limits.

    >>> [token.text for token in tokenise(r"\int_0^1 x\,\mathrm{~d} x")]
    ['∫', '_', '0', '^', '1', 'x', 'd', 'x']
    >>> [token.text for token in tokenise("xsinx²")]
    ['x', 'sin', 'x', '^', '(', '2', ')']
    """
    if len(text) > MAX_CHARS:
        raise Unreadable(f"formula: found {len(text)} characters, wanted at most {MAX_CHARS}")
    plain = normalised(text)
    tokens: list[Token] = []
    position = 0
    end = len(plain.rstrip())
    while position < end:
        match = _TOKEN.match(plain, position)
        if match is None:
            raise Unreadable(f"formula: found {plain[position : position + 10]!r}, wanted mathematics")
        tokens += _read(match, glued=match.start(match.lastgroup or 0) == position)
        if len(tokens) > MAX_TOKENS:
            raise Unreadable(f"formula: found more than {MAX_TOKENS} signs")
        position = match.end()
    return tokens


def normalised(text: str) -> str:
    r"""A formula with one spelling for each sign.

    >>> normalised(r"\lim _{x \rightarrow 0^{+}}\left(x^{2}\right)")
    'lim _{x → 0^{+}} (x^{2} )'
    """
    if _PLAIN.fullmatch(text) and "->" not in text:
        return re.sub(r" +", " ", text).strip()
    text = text.translate(_FULL_WIDTH)
    if "\\" in text or "~" in text:
        text = _SPACING.sub(" ", _UPRIGHT.sub(r" \1 ", _STOP_IN_TEXT.sub(" ", text)))
    text = _ENVIRONMENT.sub(lambda match: " \\begin " if match[1] else " \\end ", text)
    text = _RAISED.sub(lambda match: f"^({match[0].translate(_SUPERSCRIPTS)})", text)
    text = _LOWERED.sub(lambda match: f"_({match[0].translate(_SUBSCRIPTS)})", text)
    for sign, name in _GREEK_SIGNS.items():
        text = text.replace(sign, f"\\{name} ")
    for pattern, replacement in _REPLACED:
        text = pattern.sub(replacement, text)
    text = text.replace("\\lim", "lim")
    return re.sub(r" +", " ", re.sub(r"(?:\s*\\\\)+\s*$", "", text)).strip()


def _read(match: "re.Match[str]", *, glued: bool) -> list[Token]:
    kind, text = match.lastgroup, match[match.lastgroup or 0]
    if kind == "number":
        if len(text) > MAX_DIGITS:
            raise Unreadable(f"formula: found a number of {len(text)} digits, wanted at most {MAX_DIGITS}")
        return [Token("number", text, glued)]
    if kind == "command":
        return [_command(text[1:], glued=glued)]
    if kind == "run":
        return _cut(text, glued=glued)
    return [Token("sign", text, glued)]


def _command(name: str, *, glued: bool) -> Token:
    if name in ("frac", "sqrt", "begin", "end"):
        return Token("command", name, glued)
    if name in _NAMED:
        return Token("name", _NAMED[name], glued)
    if _WORDS.get(name):
        return Token("function", _WORDS[name], glued)
    raise Unreadable(f"formula: found the command \\{name}, wanted one that is known")


def _cut(run: str, *, glued: bool) -> list[Token]:
    """Functions and single letters of a run; a word of prose is refused."""
    if run == "oo":
        return [Token("name", "oo", glued)]
    tokens: list[Token] = []
    loose = position = 0
    if run.lower() in _PROSE:
        raise Unreadable(f"formula: found the word {run!r}, wanted mathematics")
    while position < len(run):
        match = _RUN.match(run, position)
        word = match[0] if match else run[position]
        touching = glued or position > 0
        if match is None:
            loose += 1
            tokens.append(Token("name", word, touching))
        elif word == "lim":
            tokens.append(Token("command", word, touching))
        elif word in _NAMED:
            tokens.append(Token("name", _NAMED[word], touching))
        else:
            tokens.append(Token("function", _WORDS[word], touching))
        position += len(word)
    if loose > MAX_LETTERS or any(token.text == "" for token in tokens):
        raise Unreadable(f"formula: found the word {run!r}, wanted mathematics")
    return tokens
