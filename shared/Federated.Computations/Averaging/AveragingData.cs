using Federated.Learning.Kernels;
using Federated.Learning.Training;

namespace Federated.Computations.Averaging;

/// <summary>A node's training rows, and its own seed for the order in which it visits them.</summary>
/// <param name="Rows">Encoded rows, as wide as the model.</param>
/// <param name="Seed">Chosen by the node; mixed with the round's number.</param>
/// <param name="Memory">What the node keeps between rounds; needed when <see cref="AveragingOptions.NeedsMemory"/>. A contribution replaces its content.</param>
/// <param name="Workers">Threads of training; the calling one alone when left out. Results do not depend on them.</param>
public sealed record AveragingData(LabelledRows Rows, ulong Seed, NodeMemory? Memory = null, Workers? Workers = null);
