using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>Simple recurrent layers (Elman 1990): [batch, time, in] → [batch, time, hidden].</summary>
public sealed class Rnn : RecurrentModule
{
    private readonly Activation _activation;

    /// <summary>Layers with fresh parameters.</summary>
    /// <param name="name">Prefix of the parameters' names.</param>
    /// <param name="inputs">Size of the input's last dimension, at least 1.</param>
    /// <param name="hidden">Size of the state, at least 1.</param>
    /// <param name="source">Of the initial values.</param>
    /// <param name="layers">At least 1. Default 1.</param>
    /// <param name="bias">Whether there are biases. Default true.</param>
    /// <param name="activation">The hyperbolic tangent (default) or the rectifier.</param>
    public Rnn(string name, int inputs, int hidden, SeededGenerator source, int layers = 1, bool bias = true, Activation activation = Activation.Tanh)
        : base(name, 1, inputs, hidden, source, layers, bias)
    {
        if (activation is not (Activation.Tanh or Activation.Relu))
            throw new ArgumentOutOfRangeException(nameof(activation), activation, "A simple recurrent layer has the hyperbolic tangent or the rectifier.");
        _activation = activation;
    }

    private protected override RecurrentOutput Append(Graph graph, Tensor input, Tensor[] weights, IndexTensor? lengths, Tensor? state, Tensor? cell)
        => graph.Rnn(input, weights[0], weights[1], weights.ElementAtOrDefault(2), weights.ElementAtOrDefault(3), _activation, lengths, state);
}
