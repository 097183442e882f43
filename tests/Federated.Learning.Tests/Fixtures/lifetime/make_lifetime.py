"""Lifetime-value figures by scipy: special functions, maximum-likelihood fits of BG/NBD and Gamma-Gamma on simulated customers, and expected purchases.

The true parameters are those that Fader, Hardie and Lee (2005) and Fader and Hardie (2013) published for the CDNOW customers. Run: python3 make_lifetime.py
"""
import json
import numpy as np
from scipy import optimize, special

rng = np.random.default_rng(7)
R, ALPHA, A, B = 0.243, 4.414, 0.793, 2.426
P, Q, GAMMA = 6.25, 3.74, 15.44


def simulate(count):
    rows = []
    for _ in range(count):
        age = float(rng.integers(27, 40))
        rate, leave = rng.gamma(R, 1 / ALPHA), rng.beta(A, B)
        time, repeats, last = 0.0, 0, 0.0
        while True:
            time += rng.exponential(1 / rate)
            if time > age:
                break
            repeats, last = repeats + 1, time
            if rng.random() < leave:
                break
        rows.append([repeats, round(last, 6), age])
    return np.array(rows)


def buying(logs, x, t, age):
    r, alpha, a, b = np.exp(logs)
    first = special.gammaln(r + x) - special.gammaln(r) + r * np.log(alpha)
    second = special.gammaln(a + b) + special.gammaln(b + x) - special.gammaln(b) - special.gammaln(a + b + x)
    third = -(r + x) * np.log(alpha + age)
    fourth = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + t)
    return -(first + second + np.where(x > 0, np.logaddexp(third, fourth), third)).sum()


def spending(logs, x, m):
    p, q, g = np.exp(logs)
    return -(special.gammaln(p * x + q) - special.gammaln(p * x) - special.gammaln(q) + q * np.log(g)
             + (p * x - 1) * np.log(m) + p * x * np.log(x) - (p * x + q) * np.log(g + m * x)).sum()


def fit(function, start, arguments):
    point = np.array(start, float)
    for method, options in (("Nelder-Mead", dict(maxiter=20000, xatol=1e-11, fatol=1e-13)), ("BFGS", dict(gtol=1e-8)), ("Nelder-Mead", dict(maxiter=20000, xatol=1e-12, fatol=1e-13))):
        point = optimize.minimize(function, point, arguments, method=method, options=options).x
    return point


def expected(row, time):
    r, alpha, a, b = R, ALPHA, A, B
    x, t, age = row
    z = time / (alpha + age + time)
    top = (a + b + x - 1) / (a - 1) * (1 - ((alpha + age) / (alpha + age + time)) ** (r + x) * special.hyp2f1(r + x, b + x, a + b + x - 1, z))
    return top / (1 + (x > 0) * a / (b + x - 1) * ((alpha + age) / (alpha + t)) ** (r + x))


customers = simulate(1500)
buyers = customers[customers[:, 0] > 0]
scales = rng.gamma(Q, 1 / GAMMA, len(buyers))
means = np.round([rng.gamma(P * x, 1 / (scale * x)) for x, scale in zip(buyers[:, 0], scales)], 2)
spends = np.column_stack([buyers[:, 0], means])
buying_fit = fit(buying, [0, 2, 0, 0], tuple(customers.T))
spending_fit = fit(spending, [1, 1, 2], tuple(spends.T))
points = [1e-6, 0.01, 0.243, 1, 1.4616, 2, 3.7, 9.999, 10, 25.5, 1e3, 1e6]
cases = [[0, 0, 38.86], [2, 30.43, 38.86], [1, 5, 30], [26, 38, 39], [7, 10, 39]]
json.dump({
    "points": points,
    "log_gamma": special.gammaln(points).tolist(), "digamma": special.digamma(points).tolist(), "trigamma": special.polygamma(1, points).tolist(),
    "customers": customers.tolist(), "spends": spends.tolist(),
    "buying": {"logs": buying_fit.tolist(), "loss": buying(buying_fit, *customers.T)},
    "spending": {"logs": spending_fit.tolist(), "loss": spending(spending_fit, *spends.T)},
    "cases": cases, "horizons": [1, 39, 500],
    "expected": [[float(expected(case, time)) for time in (1, 39, 500)] for case in cases],
}, open("lifetime.json", "w"))
print(np.exp(buying_fit), np.exp(spending_fit), [[expected(c, t) for t in (1, 39, 500)] for c in cases])
