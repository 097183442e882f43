using Federated.Learning.Training;

namespace Federated.Computations.Averaging;

/// <summary>A node's training rows, and its own seed for the order in which it visits them.</summary>
/// <param name="Rows">Encoded rows, as wide as the model.</param>
/// <param name="Seed">Chosen by the node; mixed with the round's number.</param>
public sealed record AveragingData(LabelledRows Rows, ulong Seed);
