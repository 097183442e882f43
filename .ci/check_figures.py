"""Holds the demonstration's figures against what it promises. Exit 1 and one line a fault when they fall short."""
import json
import math
import pathlib
import sys

LEAST_JOINT = 0.89
LEAST_GAIN = 0.03

figures = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
joint, alone = float(figures["federated_auc"]), float(figures["local_auc_mean"])
print(f"federated_auc {joint:.4f}, local_auc_mean {alone:.4f}, gain {joint - alone:.4f}")

faults = []
if not (math.isfinite(joint) and joint >= LEAST_JOINT):
    faults.append(f"federated_auc is {joint}; the demonstration promises at least {LEAST_JOINT}")
if not (math.isfinite(alone) and joint - alone >= LEAST_GAIN):
    faults.append(f"the gain over local_auc_mean is {joint - alone}; the demonstration promises at least {LEAST_GAIN}")
sys.exit("\n".join(faults) or 0)
