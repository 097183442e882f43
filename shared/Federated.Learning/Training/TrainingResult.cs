using System.Collections.Immutable;

namespace Federated.Learning.Training;

/// <summary>What a training run did.</summary>
/// <param name="Steps">Optimiser steps taken.</param>
/// <param name="EpochLosses">Mean training loss of each pass, in nats, measured while the parameters moved. Not private, even where training was.</param>
public sealed record TrainingResult(int Steps, ImmutableArray<double> EpochLosses)
{
    /// <summary>Mean loss of the validation rows after each pass, in nats; empty when there are none.</summary>
    public ImmutableArray<double> ValidationLosses { get; init; } = [];

    /// <summary>The pass, counted from 1, whose parameters the model has: the best one where early stopping chose, else the last.</summary>
    public int KeptEpoch { get; init; }
}
