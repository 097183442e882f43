#!/usr/bin/env python3
"""Makes metrics.json: inputs and the values that scikit-learn (or, where it has no such metric, a plain loop over the definition) gives.

    /usr/bin/python3 make_metrics.py > metrics.json

Inputs are float32 values, written so that they read back exactly; all metrics are computed on them in float64.
"""
import json, math, sys
import numpy as np
import scipy
import sklearn
from scipy.stats import norm
from sklearn import metrics as sk
from sklearn.calibration import calibration_curve

rng = np.random.default_rng(20240131)
out = {"numpy": np.__version__, "scipy": scipy.__version__, "sklearn": sklearn.__version__}


def f32(values):
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def calibration_error(labels, probabilities, bins, strategy):
    """Shares and means of scikit-learn's bins that hold a row, weighed with their counts."""
    share, mean = calibration_curve(labels, probabilities, n_bins=bins, strategy=strategy)
    edges = np.linspace(0, 1, bins + 1) if strategy == "uniform" else np.percentile(probabilities, np.linspace(0, 1, bins + 1) * 100)
    counts = np.bincount(np.searchsorted(edges[1:-1], probabilities), minlength=bins)
    return float((np.abs(share - mean) * counts[counts > 0]).sum() / len(labels))


def gain(labels, scores, k):
    """Mean over many random orders would do; this is its expectation: a row at the cut counts by the share of the tie that fits."""
    total = 0.0
    for row, score in enumerate(scores):
        above = sum(other > score for other in scores)
        tied = sum(other == score for other in scores)
        total += labels[row] * min(max((k - above) / tied, 0.0), 1.0)
    return total / labels.sum()


def two_classes():
    n = 213
    labels = (rng.random(n) < 0.35).astype(float)
    scores = f32(np.round(labels * 0.7 + rng.normal(size=n), 1))
    probabilities = f32(1 / (1 + np.exp(-scores)))
    weights = f32(np.round(rng.gamma(2.0, 1.0, n), 3))
    predicted = (probabilities >= 0.5).astype(float)
    logits = scores
    exact = 1 / (1 + np.exp(-logits))
    return {
        "labels": labels, "scores": scores, "probabilities": probabilities, "weights": weights,
        "auc": sk.roc_auc_score(labels, scores), "auc_weighted": sk.roc_auc_score(labels, scores, sample_weight=weights),
        "average_precision": sk.average_precision_score(labels, scores),
        "average_precision_weighted": sk.average_precision_score(labels, scores, sample_weight=weights),
        "brier": sk.brier_score_loss(labels, probabilities), "brier_weighted": sk.brier_score_loss(labels, probabilities, sample_weight=weights),
        "log_loss": sk.log_loss(labels, exact), "log_loss_weighted": sk.log_loss(labels, exact, sample_weight=weights),
        "calibration_width_10": calibration_error(labels, probabilities, 10, "uniform"),
        "calibration_width_7": calibration_error(labels, probabilities, 7, "uniform"),
        "calibration_count_10": calibration_error(labels, probabilities, 10, "quantile"),
        "calibration_count_5": calibration_error(labels, probabilities, 5, "quantile"),
        "accuracy": sk.accuracy_score(labels, predicted), "precision": sk.precision_score(labels, predicted),
        "recall": sk.recall_score(labels, predicted), "f1": sk.f1_score(labels, predicted),
        "gain": {str(k): gain(labels, scores, k) for k in (1, 10, 50, 213)},
    }


def many_classes():
    n, classes = 190, 6
    labels = rng.integers(0, 5, n)  # class 5 never occurs in truth; class 4 is never predicted
    predictions = np.where(rng.random(n) < 0.5, labels, rng.integers(0, 6, n))
    predictions = np.where(predictions == 4, 3, predictions)
    weights = f32(np.round(rng.gamma(2.0, 1.0, n), 3))
    result = {"classes": classes, "labels": labels, "predictions": predictions, "weights": weights}
    for suffix, w in (("", None), ("_weighted", weights)):
        more = {"sample_weight": w, "zero_division": 0}
        result["accuracy" + suffix] = sk.accuracy_score(labels, predictions, sample_weight=w)
        result["micro_f1" + suffix] = sk.f1_score(labels, predictions, average="micro", **more)
        for name, function in (("precision", sk.precision_score), ("recall", sk.recall_score), ("f1", sk.f1_score)):
            result["macro_" + name + suffix] = function(labels, predictions, average="macro", **more)
            result[name + suffix] = function(labels, predictions, labels=range(classes), average=None, **more)
    return result


def regression():
    n = 150
    targets = f32(rng.normal(50, 20, n))
    predictions = f32(targets + rng.normal(0, 7, n))
    weights = f32(np.round(rng.gamma(2.0, 1.0, n), 3))
    history = f32(rng.normal(50, 20, 60))
    result = {"targets": targets, "predictions": predictions, "weights": weights, "history": history}
    for suffix, w in (("", None), ("_weighted", weights)):
        ones = np.ones(n) if w is None else w
        result["rmse" + suffix] = math.sqrt(sk.mean_squared_error(targets, predictions, sample_weight=w))
        result["mae" + suffix] = sk.mean_absolute_error(targets, predictions, sample_weight=w)
        result["mape" + suffix] = sk.mean_absolute_percentage_error(targets, predictions, sample_weight=w)
        result["r2" + suffix] = sk.r2_score(targets, predictions, sample_weight=w)
        result["wape" + suffix] = sum(a * abs(b - c) for a, b, c in zip(ones, targets, predictions)) / sum(a * abs(b) for a, b in zip(ones, targets))
    for season in (1, 12):
        naive = [abs(history[t] - history[t - season]) for t in range(season, len(history))]
        result[f"mase_{season}"] = sk.mean_absolute_error(targets, predictions) / (sum(naive) / len(naive))
    return result


def ranking():
    relevances = f32(rng.integers(0, 4, (12, 25)))
    scores = f32(np.round(relevances * 0.3 + rng.normal(size=relevances.shape), 1))
    return {"relevances": relevances, "scores": scores,
            "ndcg": {str(k): [sk.ndcg_score([r], [s], k=k) for r, s in zip(relevances, scores)] for k in (1, 5, 10, 25)}}


def clusters():
    n, d, k = 700, 5, 4  # more rows than one tile of the computation
    truth = rng.integers(0, k, n)
    features = f32(rng.normal(size=(k, d))[truth] * 2 + rng.normal(size=(n, d)))
    found = np.where(rng.random(n) < 0.8, truth, rng.integers(0, k, n))
    found[0] = k  # a cluster of one row
    return {"columns": d, "features": features.ravel(), "truth": truth, "found": found,
            "silhouette": sk.silhouette_score(features, found), "silhouette_first": sk.silhouette_samples(features, found)[:20],
            "adjusted_rand": sk.adjusted_rand_score(truth, found)}


def uplift():
    """The two curves point by point, then the trapezoid rule of numpy."""
    n = 400
    treated = rng.random(n) < 0.6
    effect = rng.normal(size=n)
    responses = (rng.random(n) < 0.3 + 0.15 * treated * np.tanh(effect)).astype(float)
    scores = f32(np.round(effect + rng.normal(size=n), 1))
    xs, qini, lift = [0.0], [0.0], [0.0]
    for cut in sorted(set(scores), reverse=True):
        chosen = scores >= cut
        t, c = chosen & treated, chosen & ~treated
        rt, rc, nt, nc = responses[t].sum(), responses[c].sum(), t.sum(), c.sum()
        xs.append(chosen.sum() / n)
        qini.append((rt - (rc * nt / nc if nc else 0.0)) / treated.sum())
        lift.append(((rt / nt if nt else 0.0) - (rc / nc if nc else 0.0)) * chosen.sum() / n)
    return {"scores": scores, "responses": responses, "treated": treated,
            "qini": np.trapz(qini, xs) - qini[-1] / 2, "auuc": np.trapz(lift, xs)}


MASK = (1 << 64) - 1


class Generator:
    """xoshiro256** seeded by SplitMix64, and a bounded draw by multiplication, as published by their authors."""

    def __init__(self, seed):
        self.state = []
        for _ in range(4):
            seed = (seed + 0x9E3779B97F4A7C15) & MASK
            z = ((seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
            z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
            self.state.append(z ^ (z >> 31))

    def bits(self):
        a, b, c, d = self.state
        product = (b * 5) & MASK
        result = (((product << 7) | (product >> 57)) * 9) & MASK
        shifted = (b << 17) & MASK
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= shifted
        d = ((d << 45) | (d >> 19)) & MASK
        self.state = [a, b, c, d]
        return result

    def below(self, bound):
        while True:
            product = (self.bits() >> 32) * bound
            if product % 2 ** 32 >= 2 ** 32 % bound:
                return product >> 32


def bootstrap():
    """Percentile and BCa intervals of the variance of a skewed sample."""
    n, resamples, level, seed = 40, 500, 0.9, 11
    sample = f32(rng.exponential(size=n))
    generator = Generator(seed)
    values = np.array([np.var(sample[[generator.below(n) for _ in range(n)]]) for _ in range(resamples)])
    estimate = np.var(sample)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    left_out = np.array([np.var(np.delete(sample, i)) for i in range(n)])
    difference = left_out.mean() - left_out
    acceleration = (difference ** 3).sum() / (6 * (difference ** 2).sum() ** 1.5)
    bias = norm.ppf(((values < estimate).sum() + (values == estimate).sum() / 2) / resamples)
    shifted = bias + norm.ppf(tails)
    moved = norm.cdf(bias + shifted / (1 - acceleration * shifted))
    return {"sample": sample, "seed": seed, "resamples": resamples, "level": level, "estimate": estimate,
            "percentile": np.quantile(values, tails), "bca": np.quantile(values, moved),
            "normal_points": list(np.linspace(-5, 5, 11)), "normal_cumulative": norm.cdf(np.linspace(-5, 5, 11))}


for part in (two_classes, many_classes, regression, ranking, clusters, uplift, bootstrap):
    out[part.__name__] = part()
json.dump(out, sys.stdout, default=lambda value: value.tolist(), separators=(",", ":"))
print()
