namespace Federated.Learning.Training;

/// <summary>Passes over rows that move a model.</summary>
internal interface ITrainingRun
{
    /// <summary>Optimiser steps so far.</summary>
    int Steps { get; }

    /// <summary>Visits the rows once, in the given order where order counts; the mean loss over them while the parameters moved.</summary>
    double Pass(ReadOnlySpan<int> order);
}
