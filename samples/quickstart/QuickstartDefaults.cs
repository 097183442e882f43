using Federated.Tasks.Jobs;

namespace Federated.Samples.Quickstart;

/// <summary>Every choice of the demonstration's job, in one place. They suit tables of some thousand rows and a few dozen columns.</summary>
internal static class QuickstartDefaults
{
    /// <summary>Task of the shipped data.</summary>
    public const string ShippedTask = "churn";

    /// <summary>Task of anyone else's data: a label of two classes, whatever it means.</summary>
    public const string OwnDataTask = "response";

    /// <summary>Rounds of training when <c>--rounds</c> does not say otherwise.</summary>
    public const int Rounds = 30;

    /// <summary>Decides who is held out: the same customers on every run.</summary>
    public const string SplitSalt = "quickstart";

    public static ModelSpec Model { get; } = new() { Kind = ModelKind.Mlp, Hidden = [64, 32], Dropout = 0.2 };

    public static TrainingSpec Training { get; } = new() { Algorithm = TrainingAlgorithm.FedAvg, LocalEpochs = 2, BatchSize = 32, LearningRate = 0.003, WeightDecay = 0.1 };

    /// <summary>Three, so that one of four partners may be missing: every partner's policy says that it accepts a sum of three.</summary>
    public static CohortSpec Cohort { get; } = new() { Minimum = 3 };

    /// <summary>All processes share one machine, so an answer that takes longer than half a minute is not coming.</summary>
    public static TimeoutSpec Timeouts { get; } = new() { PhaseSeconds = 30 };
}
