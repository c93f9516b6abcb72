"""University problems as students write them, in both languages, plain and in LaTeX; and what must not be read."""

import pytest

from mathdata.families import recognise

READ = {
    "derivative": [
        r"y = \ln(1+x^2)，求 \frac{dy}{dx}",
        r"If y = e^{2x}\sin x, what is y'?",
        "Find dy/dx for y = (x^2+1)^5.",
        r"求导：y = x\ln x",
        "Given g(t) = t^3 - 2t, find g'(t).",
        "Take the derivative of 3x^2+5x-7",
    ],
    "partial_derivative": [
        r"设 z = x^2y + y^3，求 \frac{\partial z}{\partial x}",
        r"Find \frac{\partial f}{\partial y} for f(x,y) = x^2 y^3.",
        "Find f_x if f(x,y)=x^3+xy.",
        "已知 f(x,y)=x^2+xy，求 f_x(x,y)",
        "What is ∂z/∂y if z = x ln y?",
        "Let f(x, y) = x^2y. Find the partial derivative with respect to x.",
    ],
    "indefinite_integral": [
        r"求下列不定积分 $\int \cos 3x \mathrm{d}x$",
        "Find the general antiderivative of f(x) = 6x^2.",
    ],
    "limit": ["当 x→0^+ 时，求 x^4*ln(2x) 的极限。", "求数列极限 lim(n→∞) (2n+1)/(3n-1)"],
    "series_convergence": [r"级数 \sum_{n=1}^{\infty} (-1)^{n-1}\frac{1}{n} 收敛吗？"],
    "determinant": [
        r"求 \begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix}",
        r"计算三阶行列式 \begin{vmatrix}1&2&3\\4&5&6\\7&8&10\end{vmatrix} 的值",
        r"Find \det \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}",
        r"Evaluate \left| \begin{array}{cc} 2 & 3 \\ 1 & 4 \end{array} \right|",
        r"已知矩阵 A=\begin{bmatrix}1&0\\2&3\end{bmatrix}，求 |A|",
        "If A = [[1,2],[3,4]], find det(A).",
    ],
    "matrix_inverse": [
        r"已知 A=\begin{bmatrix}2&1\\1&1\end{bmatrix}，求 A^{-1}",
        r"Find A^{-1} if A = \begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}.",
        "What is the inverse matrix of [[1,2],[3,5]]?",
        "用初等行变换求矩阵 [[1,2],[3,5]] 的逆矩阵",
    ],
    "matrix_rank": [
        "设 A=[[1,2],[3,4]]，求 r(A)",
        "矩阵 [[1,2,3],[2,4,6]] 的秩是多少？",
        "Compute rank([[1,2],[2,4]])",
    ],
    "eigenvalues": [
        "Find the eigenvectors of [[2,0],[0,3]].",
        r"What are the eigenvalues of \begin{pmatrix} 4 & 1 \\ 2 & 3 \end{pmatrix}?",
        "求矩阵 [[1,2],[2,1]] 的所有特征值",
        "Let A = [[2,1],[1,2]]. Find its eigenvalues and eigenvectors.",
        "求矩阵 [[2,1],[1,2]] 的特征向量",
    ],
    "linear_system": [
        r"求解 \left\{ \begin{array}{l} x+2y=4 \\ 3x-y=5 \end{array} \right.",
        "Solve for x and y: x + y = 10, x - y = 2",
        "Use Gaussian elimination to solve x + y = 3, 2x - y = 0.",
    ],
}


@pytest.mark.parametrize(("kind", "problem"), [(kind, problem) for kind, some in READ.items() for problem in some])
def test_a_wording_is_read(kind, problem):
    """Each is read by its family."""
    found = recognise(problem)
    assert found is not None
    assert found.family.kind == kind


@pytest.mark.parametrize(
    "problem",
    [
        "Find dz/dx if y = x^2.",
        "If f(x)=x^2, find g'(x).",
        "已知 f(x,y)=x^2+xy，求 g_x(x,y)",
        "Find |A| if B = [[1,2],[3,4]].",
        "Let A = [[1,2],[3,4]]. Find B^{-1}.",
        "Let A = [[1,2],[3,4]]. Find A^{-2}.",
        "设 A=[[1,2],[3,4]]，求 r(B)",
        "Find det([[1,2],[3,4]]) + 1",
        "Compute det([[1,2],[3,4]]^2)",
        r"求 \begin{vmatrix} 1 & 2 \\ 3 & 4 \end{vmatrix} + 1",
    ],
)
def test_what_is_asked_of_something_else_is_refused(problem):
    """A function or matrix is given under one name, and something of another one, or of more than it, is asked."""
    assert recognise(problem) is None


def test_the_side_of_a_limit_in_words_is_heard():
    """From the right the logarithm of x falls without bound; from the left it has no value."""
    found = recognise("当 x→0^- 时，求 1/x 的极限。")
    assert found is not None
    assert found.family.solve(found.given).text == "-∞"
