using Federated.Learning.State;

namespace Federated.Computations.Descent;

/// <summary>The model that everybody's validation rows liked best so far.</summary>
/// <param name="Model">Its parameters.</param>
/// <param name="Loss">Mean loss of a validation row, in nats.</param>
/// <param name="Round">Rounds that had been applied to it.</param>
public sealed record JudgedModel(ModelSnapshot Model, double Loss, int Round);
