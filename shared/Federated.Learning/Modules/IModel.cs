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

    /// <summary>Computes the outputs of a batch.</summary>
    /// <param name="features">rows × <see cref="InputSize"/>, row-major; kept, not copied, until the backward pass.</param>
    /// <param name="rows">Rows of the batch, at least 1.</param>
    /// <param name="training">Whether dropout is active.</param>
    /// <returns>rows × <see cref="OutputSize"/>; valid until the next forward pass.</returns>
    /// <exception cref="ArgumentException">The features are not rows × <see cref="InputSize"/> values.</exception>
    ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> features, int rows, bool training);

    /// <summary>Adds to every parameter's gradient the derivative for the batch of the last forward pass.</summary>
    /// <param name="outputGradient">Derivative of the loss by each output, rows × <see cref="OutputSize"/>.</param>
    /// <exception cref="InvalidOperationException">No training forward pass with as many rows went before.</exception>
    void Backward(ReadOnlyMemory<float> outputGradient);

    /// <summary>Name of the first layer whose last output holds NaN or an infinity, null when all are finite: for the message of a failed training.</summary>
    string? FirstNonFiniteLayer();
}
