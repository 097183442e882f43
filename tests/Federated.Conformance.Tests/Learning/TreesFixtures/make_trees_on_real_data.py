#!/usr/bin/env python3
"""Test rows and scikit-learn's figures for TreesOnRealDataTests.

    python3 make_trees_on_real_data.py DATA > trees_on_real_data.json

DATA is the folder that holds online_shoppers and bank_marketing. The split is train_test_split(test_size=0.2,
stratify=y, random_state=42); the bits of "test_rows" (base64, lowest bit first) tell which rows are test rows.
"""
import base64
import io
import json
import sys
import zipfile

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

data = sys.argv[1]
bank = zipfile.ZipFile(f"{data}/bank_marketing/bank+marketing.zip").read("bank+marketing/bank/bank-full.csv")
SETS = {
    "online_shoppers": (pd.read_csv(f"{data}/online_shoppers/online_shoppers_intention.csv", sep=";"), "Revenue", []),
    "bank_marketing": (pd.read_csv(io.BytesIO(bank), sep=";"), "y", ["duration"]),
}


def auc(model, frame, label, train, test):
    numeric = [c for c in frame if pd.api.types.is_numeric_dtype(frame[c]) and frame[c].dtype != bool]
    categorical = [c for c in frame if c not in numeric]
    prepare = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numeric),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), categorical))
    fitted = make_pipeline(prepare, model).fit(frame.iloc[train], label[train])
    return float(roc_auc_score(label[test], fitted.predict_proba(frame.iloc[test])[:, 1]))


figures = {}
for name, (frame, target, dropped) in SETS.items():
    label = frame[target].isin([True, "TRUE", "yes"]).to_numpy().astype(int)
    frame = frame.drop(columns=[target, *dropped])
    train, test = train_test_split(np.arange(len(frame)), test_size=0.2, stratify=label, random_state=42)
    chosen = np.zeros(len(frame), dtype=np.uint8)
    chosen[test] = 1
    figures[name] = {
        "rows": len(frame), "positives": int(label.sum()), "test_positives": int(label[test].sum()),
        "boosting_auc": auc(HistGradientBoostingClassifier(random_state=42, early_stopping=False), frame, label, train, test),
        "forest_auc": auc(RandomForestClassifier(n_estimators=100, min_samples_leaf=5, random_state=42), frame, label, train, test),
        "test_rows": base64.b64encode(np.packbits(chosen, bitorder="little")).decode(),
    }
json.dump({"scikit-learn": sklearn.__version__, "sets": figures}, sys.stdout, indent=2)
print()
