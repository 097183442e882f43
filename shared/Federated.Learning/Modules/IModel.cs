using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// A trainable function from rows of features to rows of outputs (logits). This is the seam between the engine and everything above it: parameters as
/// named tensors, a forward and a backward pass. A model owns its buffers and is used by one thread at a time.
/// </summary>
public interface IModel
{
    /// <summary>Features of one row.</summary>
    int InputSize { get; }

    /// <summary>Outputs of one row: 1 for two classes, else the number of classes.</summary>
    int OutputSize { get; }

    /// <summary>All trainable tensors, in the order of the layers.</summary>
    IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Tensors of the state that training computes without gradients, such as running means. Default none.</summary>
    IReadOnlyList<StateTensor> Buffers => [];

    /// <summary>Computes the outputs of a batch.</summary>
    /// <param name="features">rows × <see cref="InputSize"/>, row-major; kept, not copied, until the backward pass.</param>
    /// <param name="rows">Rows of the batch, at least 1.</param>
    /// <param name="training">Whether dropout is active and normalisations over the batch use the batch.</param>
    /// <returns>rows × <see cref="OutputSize"/>; valid until the next forward pass.</returns>
    /// <exception cref="ArgumentException">The features are not rows × <see cref="InputSize"/> values.</exception>
    ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> features, int rows, bool training);

    /// <summary>Adds to every parameter's gradient the derivative for the batch of the last forward pass.</summary>
    /// <param name="outputGradient">Derivative of the loss by each output, rows × <see cref="OutputSize"/>.</param>
    /// <exception cref="InvalidOperationException">No training forward pass with as many rows went before.</exception>
    void Backward(ReadOnlyMemory<float> outputGradient);

    /// <summary>
    /// Adds to every parameter's gradient the sum of the rows' gradients, each clipped to an L2 norm over all parameters: what differentially private
    /// gradient descent adds noise to (Abadi et al. 2016, algorithm 1).
    /// </summary>
    /// <param name="outputGradient">Derivative of each row's own loss (not divided by the batch) by each output, rows × <see cref="OutputSize"/>.</param>
    /// <param name="clipNorm">Largest norm of one row's gradient, above 0.</param>
    /// <param name="norms">Receives each row's norm before clipping; as long as the batch has rows.</param>
    /// <exception cref="InvalidOperationException">No training forward pass with as many rows went before.</exception>
    /// <exception cref="NotSupportedException">A layer mixes rows or has no rule for their norms; the message names it.</exception>
    void BackwardClipped(ReadOnlyMemory<float> outputGradient, float clipNorm, Span<float> norms);

    /// <summary>The derivative of one output by each feature of each row, as the model scores: without dropout. Parameters' gradients stay as they are.</summary>
    /// <param name="features">rows × <see cref="InputSize"/>, row-major.</param>
    /// <param name="rows">Rows of the batch, at least 1.</param>
    /// <param name="output">Which output, 0 to <see cref="OutputSize"/> − 1.</param>
    /// <param name="gradients">Receives rows × <see cref="InputSize"/> derivatives.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or there is no such output.</exception>
    /// <exception cref="NotSupportedException">The model does not know its derivatives by features: the default.</exception>
    void InputGradients(ReadOnlyMemory<float> features, int rows, int output, Span<float> gradients) =>
        throw new NotSupportedException($"{GetType().Name} does not give derivatives by features; explain the whole model that it is a part of.");

    /// <summary>Name of the first layer whose last output holds NaN or an infinity, null when all are finite: for the message of a failed training.</summary>
    string? FirstNonFiniteLayer();
}
