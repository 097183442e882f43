using System.Collections.Immutable;

namespace Federated.Learning.Training;

/// <summary>What a training run did.</summary>
/// <param name="Steps">Optimiser steps taken.</param>
/// <param name="EpochLosses">Mean training loss of each pass, in nats, measured while the parameters moved.</param>
public sealed record TrainingResult(int Steps, ImmutableArray<double> EpochLosses);
