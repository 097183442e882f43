#!/usr/bin/env python3
"""Writes classical.json: small data sets and what scikit-learn makes of them.

    /usr/bin/python3 make_classical.py
"""
import json
import pathlib

import numpy as np
import scipy
import sklearn
from scipy.cluster.hierarchy import linkage
from sklearn.cluster import AgglomerativeClustering, KMeans
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import BernoulliNB, GaussianNB, MultinomialNB

random = np.random.RandomState(3)
rows, columns = 60, 4


def single(values):
    """Rounded to float32, three decimals: the same number in both programs."""
    return np.round(values, 3).astype(np.float32).astype(np.float64)


def listed(values):
    return np.asarray(values, dtype=float).ravel().tolist()


x = single(random.normal(size=(rows, columns)) * [1, 2, 0.5, 1] + [0, 1, -2, 3])
target = single(x @ [1.5, -0.7, 2.0, 0.3] + 4 + random.normal(size=rows))
label = (x @ [1.0, -0.5, 1.0, 0.2] + 2.0 + random.normal(size=rows) > 0).astype(int)
kind = np.digitize(x[:, 0] + 0.5 * x[:, 1] + 0.5 * random.normal(size=rows), [-0.2, 1.0])
weight = single(random.uniform(0.2, 2.0, rows))
counts = random.poisson(random.uniform(0.2, 3, (3, columns))[kind])
centres = single(random.normal(size=(4, columns)) * 4)
points = single(centres[random.randint(0, 4, 80)] + random.normal(size=(80, columns)))

# Ordinary least squares by the textbook: variance of the weights s^2 (X'X)^-1 with an intercept column.
design = np.c_[x, np.ones(rows)]
beta = np.linalg.solve(design.T @ design, design.T @ target)
residual = target - design @ beta
covariance = residual @ residual / (rows - columns - 1) * np.linalg.inv(design.T @ design)

ridge = Ridge(alpha=2.5, tol=1e-12).fit(x, target, sample_weight=weight)
binary = LogisticRegression(C=0.5, tol=1e-12, max_iter=10_000, solver="newton-cg").fit(x, label, sample_weight=weight)
balanced = LogisticRegression(C=2.0, tol=1e-12, max_iter=10_000, solver="newton-cg", class_weight="balanced").fit(x, label)
softmax = LogisticRegression(C=2.0, tol=1e-12, max_iter=10_000, solver="newton-cg", multi_class="multinomial").fit(x, kind)
gaussian = GaussianNB().fit(x, kind, sample_weight=weight)
multinomial = MultinomialNB(alpha=0.5).fit(counts, kind)
bernoulli = BernoulliNB(alpha=0.5, binarize=1.0).fit(counts, kind)
lloyd = KMeans(4, init=points[:4], n_init=1, max_iter=100, tol=0.0, algorithm="lloyd").fit(points)

data = {
    "version": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}, numpy {np.__version__}",
    "x": listed(x), "target": listed(target), "label": listed(label), "kind": listed(kind), "weight": listed(weight),
    "counts": listed(counts), "points": listed(points),
    "ols": {"weights": listed(beta[:columns]), "intercept": float(beta[columns]), "errors": listed(np.sqrt(np.diag(covariance))[:columns]),
            "r2": float(1 - residual @ residual / ((target - target.mean()) ** 2).sum())},
    "ridge": {"weights": listed(ridge.coef_), "intercept": float(ridge.intercept_), "r2": float(ridge.score(x, target, weight))},
    "logistic": {"weights": listed(binary.coef_), "intercept": float(binary.intercept_[0])},
    "balanced": {"weights": listed(balanced.coef_), "intercept": float(balanced.intercept_[0])},
    "softmax": {"weights": listed(softmax.coef_), "intercepts": listed(softmax.intercept_), "probabilities": listed(softmax.predict_proba(x))},
    "gaussian": {"means": listed(gaussian.theta_), "variances": listed(gaussian.var_), "probabilities": listed(gaussian.predict_proba(x))},
    "multinomial": listed(multinomial.predict_proba(counts)),
    "bernoulli": listed(bernoulli.predict_proba(counts)),
    "kmeans": {"centres": listed(lloyd.cluster_centers_), "labels": listed(lloyd.labels_), "inertia": float(lloyd.inertia_), "iterations": int(lloyd.n_iter_)},
    "agglomerative": {
        kind: {"labels": listed(AgglomerativeClustering(5, linkage=kind).fit(points).labels_), "distances": listed(linkage(points, kind)[:, 2])}
        for kind in ("ward", "average", "complete", "single")
    },
}
pathlib.Path(__file__).with_name("classical.json").write_text(json.dumps(data, separators=(",", ":")).replace("],\"", "],\n\"") + "\n")
