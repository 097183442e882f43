using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>What a stack of recurrent layers computes.</summary>
/// <param name="Outputs">[batch, time, hidden]: the last layer's state after each step, zero beyond an example's length.</param>
/// <param name="LastStates">Each layer's state after each example's last step, [batch, hidden], first layer first.</param>
/// <param name="LastCells">Each layer's cell likewise for an LSTM; empty for the others.</param>
public sealed record RecurrentResult(Tensor Outputs, IReadOnlyList<Tensor> LastStates, IReadOnlyList<Tensor> LastCells);
