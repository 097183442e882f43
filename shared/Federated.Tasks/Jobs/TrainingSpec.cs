namespace Federated.Tasks.Jobs;

/// <summary>How a job trains, <c>training:</c>.</summary>
public sealed record TrainingSpec
{
    /// <summary>
    /// <c>algorithm: exact | fedavg | fedprox | fedadam | fedyogi | fedadagrad | scaffold</c>, default fedavg for mlp and gru and exact for every other model. Logistic
    /// regression can be averaged too; gru not by scaffold; the others are exact only.
    /// </summary>
    public TrainingAlgorithm Algorithm { get; init; }

    /// <summary><c>rounds: 20</c>: secure sums of model updates, or at most so many steps of an exact solver, 1 to 1,000, default 20. Trees take a round a level instead.</summary>
    public int Rounds { get; init; } = 20;

    /// <summary><c>local_epochs: 1</c>: passes over a node's own training rows in each round, 1 to 100, default 1.</summary>
    public int LocalEpochs { get; init; } = 1;

    /// <summary><c>batch_size: 64</c>: rows a step, 1 to 65,536, default 64.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary><c>learning_rate: 0.01</c>: step size in (0, 10], default 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary><c>weight_decay: 0</c>: decoupled L2 penalty in [0, 1], default 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary><c>clip_norm: 10</c>: greatest L2 norm of one node's update, in (0, 1e6], default 10. A longer update is scaled down to it.</summary>
    public double ClipNorm { get; init; } = 10;

    /// <summary><c>proximal: 0.01</c>: μ of fedprox, in [0, 1,000], default 0.01. Not used by the other algorithms.</summary>
    public double Proximal { get; init; } = 0.01;

    /// <summary><c>server_learning_rate: 1</c>: step of the coordinator in (0, 10]; default 1, and 0.1 for fedadam, fedyogi and fedadagrad.</summary>
    public double ServerLearningRate { get; init; } = 1;
}
