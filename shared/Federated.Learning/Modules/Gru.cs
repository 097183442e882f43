using Federated.Learning.Autograd;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>Layers of gated recurrent units: [batch, time, in] → [batch, time, hidden]. Gates are in the order r, z, n; the reset gate acts after the hidden product, as in PyTorch.</summary>
public sealed class Gru : RecurrentModule
{
    /// <summary>Layers with fresh parameters.</summary>
    /// <param name="name">Prefix of the parameters' names.</param>
    /// <param name="inputs">Size of the input's last dimension, at least 1.</param>
    /// <param name="hidden">Size of the state, at least 1.</param>
    /// <param name="source">Of the initial values.</param>
    /// <param name="layers">At least 1. Default 1.</param>
    /// <param name="bias">Whether there are biases. Default true.</param>
    public Gru(string name, int inputs, int hidden, SeededGenerator source, int layers = 1, bool bias = true)
        : base(name, 3, inputs, hidden, source, layers, bias)
    {
    }

    private protected override RecurrentOutput Append(Graph graph, Tensor input, Tensor[] weights, IndexTensor? lengths, Tensor? state, Tensor? cell)
        => graph.Gru(input, weights[0], weights[1], weights.ElementAtOrDefault(2), weights.ElementAtOrDefault(3), lengths, state);
}
