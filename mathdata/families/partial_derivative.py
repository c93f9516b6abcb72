"""Partial derivatives, e.g. "求 z = x^2*y + y^3 对 y 的偏导数。" or "Find the partial derivative of x*y wrt x."."""

from random import Random

from mathdata.families.derivative import Derivative
from mathdata.families.language import Bilingual, Language
from mathdata.families.symbolic.drawing import drawn_surface


class PartialDerivative(Derivative):
    """A derivative by one letter while the others stay as they are.

    Difficulty counts the terms and their rules: 1 and 2 powers, 3 and 4 a product of functions, then a chain.
    """

    kind = "partial_derivative"
    topic = "multivariable_calculus"
    markers = Bilingual(zh=("偏导", "∂", "\\partial", "_"), en=("partial", "∂", "_"))
    wordings = Bilingual(
        zh=("求 z = {} 对 {} 的偏导数。", "求 f(x, y) = {} 关于 {} 的偏导数"),
        en=("Find the partial derivative of {} with respect to {}.", "What is the partial derivative of {} wrt {}?"),
    )
    partial = True

    def draw(self, rng: Random, *, difficulty: int, language: Language) -> str:
        """A function of x and y, and one of the two."""
        return rng.choice(self.wordings.of(language)).format(drawn_surface(rng, difficulty), rng.choice("xy"))
