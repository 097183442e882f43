using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.ClientNode.Scoring;

/// <summary>A model of one partner's rows alone.</summary>
/// <param name="Snapshot">A finished state of the job's task.</param>
/// <param name="Rounds">Rounds of training that it took.</param>
/// <param name="ValidationAreas">Area under the curve on the validation rows after each round; empty when the rounds were not chosen by it.</param>
internal sealed record SoloModel(ModelSnapshot Snapshot, int Rounds, ImmutableArray<double> ValidationAreas);
