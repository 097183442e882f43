using System.Runtime.Intrinsics;
using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// sᵢⱼ = xᵢ·W[cᵢⱼ]: each row of x [..., width] against its own candidates, rows of a table W [rows, width] by index c [..., candidates]; s [..., candidates].
/// ∂xᵢ = Σⱼ ∂sᵢⱼ·W[cᵢⱼ], ∂W[cᵢⱼ] += ∂sᵢⱼ·xᵢ. The table's rows are read in place, which a lookup and a product would copy out first. Threads share the table's
/// rows by their number, and each row takes its additions in the order of the candidates.
/// </summary>
internal sealed class SampledScores : Operation
{
    private const int Strip = 64;
    private const int SharedFrom = 32_768;
    private readonly Tensor _input;
    private readonly Tensor _table;
    private readonly IndexTensor _candidates;
    private readonly int _width;
    private readonly int _each;
    private readonly int _parts;
    private readonly ExampleStrips _forward;
    private readonly ExampleStrips _byInput;
    private readonly ExampleStrips _byTable;
    private bool _accumulate;

    public SampledScores(Tensor input, Tensor table, IndexTensor candidates, int threads)
        : base(input, table)
    {
        if (table.Shape.Dimensions.Length != 2)
            throw new ArgumentException($"The table has shape {table.Shape}; [rows, width] is expected.", nameof(table));
        if (input.Shape.Dimensions.Length == 0 || input.Length == 0 || input.Size(-1) != table.Size(1))
            throw new ArgumentException($"The input has shape {input.Shape}; its last dimension must be {table.Size(1)}, the width of the table {table.Shape}.", nameof(input));
        if (candidates.Shape.Dimensions.Length == 0 || !candidates.Shape.Dimensions[..^1].AsSpan().SequenceEqual(input.Shape.Dimensions[..^1].AsSpan()))
            throw new ArgumentException($"Candidates '{candidates.Name}' have shape {candidates.Shape}; those of the input's {input.Rows} rows, {input.Shape} with another last size, are expected.", nameof(candidates));
        if (candidates.Bound > table.Size(0))
            throw new ArgumentException($"Candidates '{candidates.Name}' go up to {candidates.Bound - 1}, but the table has {table.Size(0)} rows.", nameof(candidates));
        _input = input;
        _table = table;
        _candidates = candidates;
        _width = table.Size(1);
        _each = candidates.Shape.Dimensions[^1];
        _parts = candidates.Values.Length * _width < SharedFrom ? 1 : threads;
        _forward = new ExampleStrips(input.Rows, Strip, RunForward);
        _byInput = new ExampleStrips(input.Rows, Strip, RunByInput);
        _byTable = new ExampleStrips(_parts, 1, RunByTable);
        MakeOutput(candidates.Shape);
    }

    public override void Forward(Graph graph) => _forward.Run(WorkersFor(graph));

    public override void Backward(Graph graph) => AddGradients(graph, parameters: false);

    public override void AddParameterGradients(Graph graph) => AddGradients(graph, parameters: true);

    private Workers WorkersFor(Graph graph) => _parts == 1 ? Workers.CallingThread : graph.Workers;

    private void AddGradients(Graph graph, bool parameters)
    {
        if (_input.RequiresGradient && _input.Parameter is not null == parameters)
        {
            graph.GradientOf(_input, out _accumulate);
            _byInput.Run(WorkersFor(graph));
        }

        if (!_table.RequiresGradient || _table.Parameter is not null != parameters)
            return;
        if (_table.Parameter?.Touched is { } touched)
        {
            touched.Add(_candidates.Values);
        }
        else
        {
            Span<float> gradient = graph.GradientOf(_table, out bool accumulate);
            if (!accumulate)
                gradient.Clear();
        }

        _byTable.Run(WorkersFor(graph));
    }

    private void RunForward(int first, int count)
    {
        ReadOnlySpan<float> table = _table.Values;
        for (int row = first; row < first + count; row++)
        {
            ReadOnlySpan<float> input = _input.Values.Slice(row * _width, _width);
            ReadOnlySpan<int> candidates = _candidates.Values.Slice(row * _each, _each);
            Span<float> scores = Output.Values.Slice(row * _each, _each);
            for (int index = 0; index < candidates.Length; index++)
            {
                ReadOnlySpan<float> vector = table.Slice(candidates[index] * _width, _width);
                Vector512<float> sum = Vector512<float>.Zero;
                for (int column = 0; column < input.Length; column += Lanes.Count)
                    sum = Vector512.FusedMultiplyAdd(Lanes.Load(input, column), Lanes.Load(vector, column), sum);
                scores[index] = Vector512.Sum(sum);
            }
        }
    }

    private void RunByInput(int first, int count)
    {
        ReadOnlySpan<float> table = _table.Values;
        for (int row = first; row < first + count; row++)
        {
            Span<float> gradient = _input.Gradient.Slice(row * _width, _width);
            ReadOnlySpan<int> candidates = _candidates.Values.Slice(row * _each, _each);
            ReadOnlySpan<float> slopes = Output.Gradient.Slice(row * _each, _each);
            for (int column = 0; column < gradient.Length; column += Lanes.Count)
            {
                Vector512<float> sum = _accumulate ? Lanes.Load(gradient, column) : Vector512<float>.Zero;
                for (int index = 0; index < candidates.Length; index++)
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(slopes[index]), Lanes.Load(table.Slice(candidates[index] * _width, _width), column), sum);
                Lanes.Store(sum, gradient, column);
            }
        }
    }

    private void RunByTable(int part, int count)
    {
        Span<float> gradient = _table.Gradient;
        ReadOnlySpan<int> candidates = _candidates.Values;
        ReadOnlySpan<float> slopes = Output.Gradient, input = _input.Values;
        for (int row = 0, position = 0; row < _input.Rows; row++)
        {
            ReadOnlySpan<float> values = input.Slice(row * _width, _width);
            for (int index = 0; index < _each; index++, position++)
            {
                int candidate = candidates[position];
                if (_parts == 1 || (uint)candidate % (uint)_parts == (uint)part)
                    TableRows.Add(gradient, candidate, values, Vector512.Create(slopes[position]));
            }
        }
    }
}
