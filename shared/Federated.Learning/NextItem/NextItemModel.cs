using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Tensors;

namespace Federated.Learning.NextItem;

/// <summary>The model that <see cref="NextItemArchitecture"/> describes, and a graph of it for each size of batch that was seen of late.</summary>
internal sealed class NextItemModel : IModel
{
    private const int KeptGraphs = 4;
    private readonly NextItemEncoder _encoder;
    private readonly Workers? _workers;
    private readonly List<NextItemBatch> _batches = [];
    private NextItemBatch? _last;
    private NextItemBatch? _trained;

    public NextItemModel(NextItemArchitecture architecture, NextItemEncoder encoder, Workers? workers)
    {
        _encoder = encoder;
        _workers = workers;
        InputSize = architecture.InputSize;
        OutputSize = architecture.TargetSteps * (1 + architecture.Negatives);
    }

    /// <inheritdoc/>
    public int InputSize { get; }

    /// <inheritdoc/>
    public int OutputSize { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => _encoder.Parameters;

    /// <summary>From histories to vectors.</summary>
    public NextItemEncoder Encoder => _encoder;

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> features, int rows, bool training)
    {
        if (rows < 1 || features.Length != (long)rows * InputSize)
            throw new ArgumentException($"{features.Length} numbers were given for {rows} rows of {InputSize}.", nameof(features));
        NextItemBatch batch = _last = BatchOf(rows);
        batch.Set(features.Span);
        batch.Graph.Forward(training);
        _trained = training ? batch : null;
        return batch.Scores.Memory;
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlyMemory<float> outputGradient) => Trained(outputGradient.Length).Graph.Backward(_trained!.Scores, outputGradient.Span);

    /// <inheritdoc/>
    public void BackwardClipped(ReadOnlyMemory<float> outputGradient, float clipNorm, Span<float> norms)
        => Trained(outputGradient.Length).Graph.BackwardClipped(_trained!.Scores, outputGradient.Span, clipNorm, norms);

    /// <inheritdoc/>
    public string? FirstNonFiniteLayer() => _last?.Graph.FirstNonFinite();

    private NextItemBatch Trained(int derivatives) => _trained is not null && derivatives == _trained.Scores.Length
        ? _trained
        : throw new InvalidOperationException($"A backward pass with {derivatives} derivatives follows no training forward pass of as many scores.");

    private NextItemBatch BatchOf(int rows)
    {
        if (_last?.Rows == rows)
            return _last;
        foreach (NextItemBatch batch in _batches)
        {
            if (batch.Rows == rows)
                return batch;
        }

        if (_batches.Count == KeptGraphs)
            _batches.RemoveAt(0);
        _batches.Add(new NextItemBatch(_encoder, rows, _workers));
        return _batches[^1];
    }
}
