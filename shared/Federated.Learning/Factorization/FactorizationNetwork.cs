using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Operations;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Factorization;

/// <summary>The model of a <see cref="FactorizationArchitecture"/>, with a graph for each size of batch that was seen of late.</summary>
internal sealed class FactorizationNetwork : IModel
{
    private const double FactorDeviation = 0.05;
    private const int KeptGraphs = 4;

    private readonly FactorizationArchitecture _sizes;
    private readonly Workers? _workers;
    private readonly Parameter _bias = new("bias", new TensorShape(1));
    private readonly Parameter _weight;
    private readonly Parameter _factor;
    private readonly Modules.Linear? _denseWeight;
    private readonly Modules.Linear? _denseFactor;
    private readonly Modules.Linear[] _deep;
    private readonly List<BatchGraph> _graphs = [];
    private BatchGraph? _last;
    private BatchGraph? _trained;

    public FactorizationNetwork(FactorizationArchitecture sizes, ulong seed, Workers? workers)
    {
        (_sizes, _workers) = (sizes, workers);
        SeededGenerator Source(int stream) => new(SeededGenerator.Derive(seed, (ulong)stream));
        _weight = new Parameter("token.weight", new TensorShape(sizes.Tokens, 1), rowGradients: true);
        _factor = new Parameter("token.factor", new TensorShape(sizes.Tokens, sizes.Rank), rowGradients: true);
        Initializers.Normal(_factor, FactorDeviation, Source(0));
        if (sizes.Numbers > 0)
        {
            _denseWeight = new Modules.Linear("dense", sizes.Numbers, 1, Source(1), bias: false);
            _denseWeight.Parameters[0].Values.Clear();
            var factor = new Modules.Linear("dense_factor", sizes.Numbers, sizes.Rank, Source(2), bias: false);
            Initializers.Normal(factor.Parameters[0], FactorDeviation, Source(2));
            _denseFactor = factor;
        }

        int inputs = Vectors * sizes.Rank;
        _deep = sizes.Hidden.Count == 0 ? [] : new Modules.Linear[sizes.Hidden.Count + 1];
        for (int layer = 0; layer < _deep.Length; layer++)
        {
            bool isLast = layer == sizes.Hidden.Count;
            int outputs = isLast ? 1 : sizes.Hidden[layer];
            _deep[layer] = new Modules.Linear(FormattableString.Invariant($"deep.{layer}"), inputs, outputs, Source(3 + layer), activation: isLast ? Activation.None : Activation.Relu);
            inputs = outputs;
        }

        Parameters = [_bias, _weight, _factor, .. _denseWeight?.Parameters ?? [], .. _denseFactor?.Parameters ?? [], .. _deep.SelectMany(layer => layer.Parameters)];
    }

    public int InputSize => _sizes.Numbers + _sizes.Fields;

    public int OutputSize => 1;

    public IReadOnlyList<Parameter> Parameters { get; }

    private int Vectors => _sizes.Fields + (_sizes.Numbers > 0 ? 1 : 0);

    public ReadOnlyMemory<float> Forward(ReadOnlyMemory<float> features, int rows, bool training)
    {
        if (rows < 1 || features.Length != (long)rows * InputSize)
            throw new ArgumentException($"{features.Length} feature values were given for {rows} rows of {InputSize} features.", nameof(features));
        BatchGraph batch = _last = GraphOf(rows);
        Fill(batch, features.Span);
        batch.Graph.Forward(training);
        _trained = training ? batch : null;
        return batch.Output.Values.ToArray();
    }

    public void Backward(ReadOnlyMemory<float> outputGradient) => Trained(outputGradient.Length).Graph.Backward(_trained!.Output, outputGradient.Span);

    public void BackwardClipped(ReadOnlyMemory<float> outputGradient, float clipNorm, Span<float> norms)
        => Trained(outputGradient.Length).Graph.BackwardClipped(_trained!.Output, outputGradient.Span, clipNorm, norms);

    public string? FirstNonFiniteLayer() => _last?.Graph.FirstNonFinite();

    private BatchGraph Trained(int derivatives) => _trained is { } batch && batch.Rows == derivatives
        ? batch
        : throw new InvalidOperationException($"A backward pass with {derivatives} derivatives follows a training forward pass of {_trained?.Rows ?? 0} rows.");

    private void Fill(BatchGraph batch, ReadOnlySpan<float> features)
    {
        int numbers = _sizes.Numbers, fields = _sizes.Fields;
        for (int row = 0; row < batch.Rows; row++)
        {
            ReadOnlySpan<float> cells = features.Slice(row * InputSize, InputSize);
            if (batch.Numbers is { } dense)
                cells[..numbers].CopyTo(dense.Values[(row * numbers)..]);
            for (int field = 0; field < fields; field++)
            {
                float token = cells[numbers + field];
                batch.Indices[(row * fields) + field] = token >= 0 && token < _sizes.Tokens && float.IsInteger(token)
                    ? (int)token
                    : throw new ArgumentException($"Row {row} has token {token} in field {field}; tokens are whole numbers from 0 to {_sizes.Tokens - 1}.", nameof(features));
            }
        }

        batch.Tokens.Set(batch.Indices);
    }

    private BatchGraph GraphOf(int rows)
    {
        if (_graphs.Find(graph => graph.Rows == rows) is { } known)
            return known;
        if (_graphs.Count == KeptGraphs)
            _graphs.RemoveAt(0);
        _graphs.Add(Build(rows));
        return _graphs[^1];
    }

    private BatchGraph Build(int rows)
    {
        int rank = _sizes.Rank;
        var graph = new Graph(_workers);
        IndexTensor tokens = graph.Indices("tokens", new TensorShape(rows, _sizes.Fields), _sizes.Tokens);
        Tensor? numbers = _denseWeight is null ? null : graph.Input(new TensorShape(rows, _sizes.Numbers));
        Tensor weights = graph.Reshape(graph.Lookup(graph.Use(_weight), tokens), new TensorShape(rows, _sizes.Fields));
        Tensor logit = graph.Add(graph.SumOverLast(weights, keepDimension: true), graph.Use(_bias));
        Tensor vectors = graph.Lookup(graph.Use(_factor), tokens);
        if (numbers is not null)
        {
            logit = graph.Add(logit, _denseWeight!.Forward(graph, numbers));
            vectors = graph.Concatenate([vectors, graph.Reshape(_denseFactor!.Forward(graph, numbers), new TensorShape(rows, 1, rank))], dimension: 1);
        }

        Tensor beside = graph.Reshape(vectors, new TensorShape(rows, Vectors * rank));
        Tensor squareOfSum = graph.SumOverLast(graph.Square(graph.SumOverLast(graph.Permute(vectors, 0, 2, 1))), keepDimension: true);
        Tensor sumOfSquares = graph.SumOverLast(graph.Square(beside), keepDimension: true);
        logit = graph.Add(logit, graph.Subtract(squareOfSum, sumOfSquares));
        Tensor hidden = beside;
        foreach (Modules.Linear layer in _deep)
            hidden = layer.Forward(graph, hidden);
        return new BatchGraph(rows, graph, numbers, tokens, new int[rows * _sizes.Fields], _deep.Length == 0 ? logit : graph.Add(logit, hidden));
    }

    private sealed record BatchGraph(int Rows, Graph Graph, Tensor? Numbers, IndexTensor Tokens, int[] Indices, Tensor Output);
}
