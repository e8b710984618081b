"""Logarithm, exponential and normal quantile with the same bits on every machine.

A duration must come out the same in the readable engine, in the compiled one, on
Windows and in a browser. The logarithms of C libraries differ in the last bit, so these
are written with the operations IEEE 754 defines exactly: + - * /, comparisons, square
root, and whole powers of two. Nobody may compile them with fast-math.

Polynomials: Sun's fdlibm (``ln``, ``exp``), Wichura's AS 241 (``normal_quantile``), the
Stirling series (``gamma_function``, used when a scenario is lowered, never in a run).
"""

from __future__ import annotations

from math import inf as INFINITY, nan as NOT_A_NUMBER, sqrt

LN2_HIGH = 6.93147180369123816490e-01  # 32 bits, so that a whole multiple of it is exact
LN2_LOW = 1.90821492927058770002e-10
LOG2_E = 1.44269504088896338700
HALF_ROOT = 0.7071067811865476  # the middle of an octave: 2**-0.5
WIDEST = 43.0  # e**43 seconds is longer than the universe is old; 2**62 still fits an int

L1, L2, L3 = 6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01
L4, L5, L6 = 2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01
L7 = 1.479819860511658591e-01

E1, E2, E3 = 1.66666666666666019037e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05
E4, E5 = -1.65339022054652515390e-06, 4.13813679705723846039e-08

# AS 241 in the centre, |u - 1/2| <= 0.425
Q0, Q1, Q2, Q3 = 3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4
Q4, Q5, Q6, Q7 = 4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3
U1, U2, U3 = 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3
U4, U5, U6, U7 = 2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3


def ln(x: float) -> float:
    """How often e must be multiplied by itself to give ``x``; within 1 ulp.

    Not a number unless 0 < x < infinity. Short for one number at a time; ``blocks.ln_level``
    gives the same bits without a loop.
    """
    if not 0.0 < x < INFINITY:
        return NOT_A_NUMBER
    e = 0.0
    while x < HALF_ROOT:
        x *= 2.0
        e -= 1.0
    while x >= 2.0 * HALF_ROOT:
        x *= 0.5
        e += 1.0
    f = x - 1.0
    s = f / (2.0 + f)
    z = s * s
    h = 0.5 * f * f
    p = z * (L1 + z * (L2 + z * (L3 + z * (L4 + z * (L5 + z * (L6 + z * L7))))))
    return e * LN2_HIGH - ((h - (s * (h + p) + e * LN2_LOW)) - f)


def exp(x: float) -> float:
    """``e`` to the ``x``, within 1 ulp for |x| <= 43; beyond, the value at that border.

    The border (4.7e18 and 2.1e-19) lies far outside every duration in whole seconds.
    """
    x = x if x < WIDEST else WIDEST
    x = x if x > -WIDEST else -WIDEST
    k = int(x * LOG2_E + 64.5) - 64
    high = x - k * LN2_HIGH
    low = k * LN2_LOW
    r = high - low
    t = r * r
    c = r - t * (E1 + t * (E2 + t * (E3 + t * (E4 + t * E5))))
    y = 1.0 - ((low - (r * c) / (2.0 - c)) - high)
    return y * (1 << k) if k >= 0 else y / (1 << -k)


def normal_quantile(u: float) -> float:
    """The standard normal value below which a share ``u`` of the people lies; 0 < u < 1.

    Relative error about 1e-15. Source: Wichura, Algorithm AS 241, Appl. Statist. 37 (1988).
    """
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        over = ((((((Q7 * r + Q6) * r + Q5) * r + Q4) * r + Q3) * r + Q2) * r + Q1) * r + Q0
        under = ((((((U7 * r + U6) * r + U5) * r + U4) * r + U3) * r + U2) * r + U1) * r + 1.0
        return q * over / under
    r = sqrt(-ln(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        over = (
            ((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2)
            * r + 2.41780725177450611770e-1) * r + 1.27045825245236838258e0)
            * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0)
            * r + 4.63033784615654529590e0) * r + 1.42343711074968357734e0
        )
        under = (
            ((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4)
            * r + 1.51986665636164571966e-2) * r + 1.48103976427480074590e-1)
            * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0)
            * r + 2.05319162663775882187e0) * r + 1.0
        )
    else:
        r -= 5.0
        over = (
            ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5)
            * r + 1.24266094738807843860e-3) * r + 2.65321895265761230930e-2)
            * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0)
            * r + 5.46378491116411436990e0) * r + 6.65790464350110377720e0
        )
        under = (
            ((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7)
            * r + 1.84631831751005468180e-5) * r + 7.86869131145613259100e-4)
            * r + 1.48753612908506148525e-2) * r + 1.36929880922735805310e-1)
            * r + 5.99832206555887937690e-1) * r + 1.0
        )
    z = over / under
    return -z if q < 0.0 else z


def gamma_function(x: float) -> float:
    """The factorial between the whole numbers, Γ(x) for 0 < x <= 20; relative error 1e-14."""
    below = 1.0
    while x < 15.0:
        below *= x
        x += 1.0
    w = 1.0 / (x * x)
    rest = (1.0 - w * (1 / 30 - w * (1 / 105 - w * (1 / 140 - w * (1 / 99))))) / (12.0 * x)
    half_ln_two_pi = 0.9189385332046727418
    return exp((x - 0.5) * ln(x) - x + half_ln_two_pi + rest) / below
