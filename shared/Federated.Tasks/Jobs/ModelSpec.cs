namespace Federated.Tasks.Jobs;

/// <summary>The model of a job, <c>model:</c>. Keys that do not apply to its kind are unknown keys.</summary>
public sealed record ModelSpec
{
    /// <summary><c>kind: logistic | mlp | boosted_trees | random_forest | naive_bayes | linear | ease | item_knn | popularity | gru4rec | sasrec | two_tower | factors | gru</c>, of those that the task knows; default its first.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Logistic;

    /// <summary><c>penalty: 1</c>: λ of the ridge λ/2·‖w‖² on standardised inputs, in rows' worth of loss, in [0, 1e6], default 1. Only for logistic and linear, trained exactly.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary><c>hidden: [64, 32]</c>: units of each hidden layer, 1 to 8 layers of 1 to 4,096 units. Only for mlp, whose default is [64, 32]; empty otherwise.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [];

    /// <summary><c>dropout: 0</c>: chance in [0, 0.9] that a hidden unit is left out of a training step. Only for mlp; default 0.</summary>
    public double Dropout { get; init; }

    /// <summary><c>batch_norm: false</c>: batch normalisation of the hidden layers, whose parameters stay on each node (FedBN). Only for mlp; default false.</summary>
    public bool BatchNorm { get; init; }

    /// <summary><c>units: 24</c>: size of the recurrent state, 1 to 256. Only for gru; default 24.</summary>
    public int Units { get; init; } = 24;

    /// <summary><c>trees: 100</c>: 1 to 1,000. Only for boosted_trees and random_forest; default 100.</summary>
    public int Trees { get; init; } = 100;

    /// <summary><c>depth: 5</c>: levels of a tree, 1 to 10: each takes a round. Only for trees; default 5.</summary>
    public int Depth { get; init; } = 5;

    /// <summary><c>bins: 32</c>: bins of a number, 4 to 255. Only for trees; default 32.</summary>
    public int Bins { get; init; } = 32;

    /// <summary><c>minimum_leaf_rows: 20</c>: rows of all partners in a leaf, 1 to 1,000,000. Only for trees; default 20.</summary>
    public int MinimumLeafRows { get; init; } = 20;

    /// <summary><c>shrinkage: 0.1</c>: factor on each tree of boosted_trees, in (0, 1]; default 0.1.</summary>
    public double Shrinkage { get; init; } = 0.1;
}
