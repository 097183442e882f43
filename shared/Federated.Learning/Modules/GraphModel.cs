using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Modules;

/// <summary>
/// A model of rows of features: a module, and a graph of it for each size of batch that was seen of late. Training has few sizes (a full batch and
/// a pass's last one), so in a steady run nothing is built.
/// </summary>
public sealed class GraphModel : IModel
{
    private const int KeptGraphs = 4;
    private readonly Module _module;
    private readonly Workers? _workers;
    private readonly List<BatchGraph> _graphs = [];
    private BatchGraph? _trained;
    private BatchGraph? _last;
    private BatchGraph? _explained;

    /// <summary>Builds a graph for one row, which checks that the sizes fit.</summary>
    /// <param name="module">From [rows, <paramref name="inputSize"/>] to [rows, outputs].</param>
    /// <param name="inputSize">Features of one row.</param>
    /// <param name="workers">Threads for large operations; the calling thread alone when left out.</param>
    public GraphModel(Module module, int inputSize, Workers? workers = null)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        _module = module;
        _workers = workers;
        InputSize = inputSize;
        OutputSize = GraphOf(1).Output.Length;
    }

    /// <inheritdoc/>
    public int InputSize { get; }

    /// <inheritdoc/>
    public int OutputSize { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => _module.Parameters;

    /// <inheritdoc/>
    public IReadOnlyList<StateTensor> Buffers => _module.Buffers;

    /// <inheritdoc/>
    public ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> features, int rows, bool training)
    {
        if (rows < 1 || features.Length != (long)rows * InputSize)
            throw new ArgumentException($"{features.Length} feature values were given for {rows} rows of {InputSize} features.", nameof(features));
        BatchGraph batch = _last = GraphOf(rows);
        batch.Input.Bind(features);
        batch.Graph.Forward(training);
        _trained = training ? batch : null;
        return batch.Output.Memory;
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlyMemory<float> outputGradient) => Trained(outputGradient.Length).Graph.Backward(_trained!.Output, outputGradient.Span);

    /// <inheritdoc/>
    public void BackwardClipped(ReadOnlyMemory<float> outputGradient, float clipNorm, Span<float> norms)
        => Trained(outputGradient.Length).Graph.BackwardClipped(_trained!.Output, outputGradient.Span, clipNorm, norms);

    /// <inheritdoc/>
    public void InputGradients(ReadOnlyMemory<float> features, int rows, int output, Span<float> gradients)
    {
        if (rows < 1 || features.Length != (long)rows * InputSize || gradients.Length != features.Length)
            throw new ArgumentException($"{features.Length} features and room for {gradients.Length} derivatives were given for {rows} rows of {InputSize} features.", nameof(features));
        if (output < 0 || output >= OutputSize)
            throw new ArgumentException($"Output {output} is not one of the model's {OutputSize}.", nameof(output));
        if (_explained?.Rows != rows)
            _explained = Build(rows, requiresGradient: true);
        var wanted = new float[rows * OutputSize];
        for (int row = 0; row < rows; row++)
            wanted[(row * OutputSize) + output] = 1;
        features.Span.CopyTo(_explained.Input.Values);
        _explained.Graph.Forward(training: false);
        _explained.Graph.BackwardToInputs(_explained.Output, wanted);
        _explained.Input.Gradient.CopyTo(gradients);
    }

    /// <inheritdoc/>
    public string? FirstNonFiniteLayer() => _last?.Graph.FirstNonFinite();

    private BatchGraph Trained(int derivatives)
    {
        if (_trained is null || derivatives != _trained.Output.Length)
        {
            throw new InvalidOperationException(
                $"A backward pass with {derivatives} derivatives follows a training forward pass of {(_trained is null ? 0 : _trained.Rows)} rows × {OutputSize} outputs.");
        }

        return _trained;
    }

    private BatchGraph GraphOf(int rows)
    {
        if (_last?.Rows == rows)
            return _last;
        foreach (BatchGraph graph in _graphs)
        {
            if (graph.Rows == rows)
                return graph;
        }

        if (_graphs.Count == KeptGraphs)
            _graphs.RemoveAt(0);
        _graphs.Add(Build(rows, requiresGradient: false));
        return _graphs[^1];
    }

    private BatchGraph Build(int rows, bool requiresGradient)
    {
        var graph = new Graph(_workers);
        Tensor input = graph.Input(new TensorShape(rows, InputSize), requiresGradient);
        return new BatchGraph(rows, graph, input, _module.Forward(graph, input));
    }

    private sealed record BatchGraph(int Rows, Graph Graph, Tensor Input, Tensor Output);
}
