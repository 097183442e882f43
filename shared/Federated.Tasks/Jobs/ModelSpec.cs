namespace Federated.Tasks.Jobs;

/// <summary>The model of a job, <c>model:</c>.</summary>
public sealed record ModelSpec
{
    /// <summary><c>kind: logistic | mlp</c>, default logistic.</summary>
    public ModelKind Kind { get; init; } = ModelKind.Logistic;

    /// <summary><c>hidden: [64, 32]</c>: units of each hidden layer, 1 to 8 layers of 1 to 4,096 units. Only for mlp, whose default is [64, 32]; empty for logistic.</summary>
    public IReadOnlyList<int> Hidden { get; init; } = [];

    /// <summary><c>dropout: 0</c>: chance in [0, 0.9] that a hidden unit is left out of a training step. Only for mlp; default 0.</summary>
    public double Dropout { get; init; }
}
