namespace Federated.Learning.Modules;

/// <summary>One differentiable layer. It keeps its input until the backward pass, and reuses its buffers from batch to batch.</summary>
internal interface IModule
{
    int InputSize { get; }

    int OutputSize { get; }

    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Outputs of a batch, rows × <see cref="OutputSize"/>.</summary>
    ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> input, int rows, bool training);

    /// <summary>Adds to the parameters' gradients; returns the derivative by the input when it is asked for, else nothing.</summary>
    ReadOnlyMemory<float> Backward(ReadOnlyMemory<float> outputGradient, int rows, bool inputGradient);
}
