#!/usr/bin/env python3
"""Writes splits.json: which rows of the real data sets scikit-learn's stratified split (80/20, seed 42) puts into the test part, and the AUC that its
logistic regression reaches on them. Numbers are filled in by the median and standardised, words one-hot, all by the training part.

    /usr/bin/python3 make_splits.py FOLDER_OF_DATA_SETS
"""
import base64
import io
import json
import pathlib
import sys
import zipfile

import numpy as np
import pandas as pd
import sklearn
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

folder = pathlib.Path(sys.argv[1])
bank = zipfile.ZipFile(folder / "bank_marketing/bank+marketing.zip").read("bank+marketing/bank/bank-full.csv")
tables = {
    "mlc_churn": (pd.read_csv(folder / "mlc_churn/mlc_churn.csv"), "churn", []),
    "telco_churn": (pd.read_csv(folder / "telco_churn/Telco-Customer-Churn.csv", na_values=" "), "Churn", ["customerID"]),
    "bank_marketing": (pd.read_csv(io.BytesIO(bank), sep=";"), "y", ["duration"]),
}

result = {"version": f"scikit-learn {sklearn.__version__}"}
for name, (table, target, dropped) in tables.items():
    y = table[target].isin(["yes", "Yes"]).to_numpy()
    x = table.drop(columns=[target, *dropped])
    train, test = train_test_split(np.arange(len(x)), test_size=0.2, stratify=y, random_state=42)
    numbers = x.select_dtypes("number").columns
    words = [column for column in x.columns if column not in numbers]
    encode = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers), (OneHotEncoder(handle_unknown="ignore"), words), sparse_threshold=0)
    encoded = encode.fit_transform(x.iloc[train])
    model = LogisticRegression(max_iter=2_000, tol=1e-6).fit(encoded, y[train])
    score = model.decision_function(encode.transform(x.iloc[test]))
    chosen = np.zeros(len(x), bool)
    chosen[test] = True
    result[name] = {"rows": len(x), "columns": encoded.shape[1], "auc": roc_auc_score(y[test], score), "test": base64.b64encode(np.packbits(chosen)).decode()}
    print(name, len(x), encoded.shape[1], int(y.sum()), result[name]["auc"])
pathlib.Path(__file__).with_name("splits.json").write_text(json.dumps(result, indent=1) + "\n")
