using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>What a recurrent layer computes.</summary>
/// <param name="Outputs">[batch, time, hidden]: the state after each step, zero beyond an example's length.</param>
/// <param name="LastState">[batch, hidden]: the state after each example's last step.</param>
/// <param name="LastCell">[batch, hidden]: the cell of an LSTM after each example's last step; null for the others.</param>
public sealed record RecurrentOutput(Tensor Outputs, Tensor LastState, Tensor? LastCell = null);
