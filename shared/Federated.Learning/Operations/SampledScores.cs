using System.Runtime.CompilerServices;
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
            int index = 0;
            for (; index + 4 <= candidates.Length; index += 4)
                FourScores(input, Row(table, candidates[index]), Row(table, candidates[index + 1]), Row(table, candidates[index + 2]), Row(table, candidates[index + 3])).CopyTo(scores[index..]);
            for (; index < candidates.Length; index++)
            {
                ReadOnlySpan<float> one = Row(table, candidates[index]);
                scores[index] = FourScores(input, one, one, one, one).ToScalar();
            }
        }
    }

    private ReadOnlySpan<float> Row(ReadOnlySpan<float> table, int row) => table.Slice(row * _width, _width);

    /// <summary>Four dot products at once: their last foldings share instructions, and each is summed as it would be alone.</summary>
    private static Vector128<float> FourScores(ReadOnlySpan<float> input, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, ReadOnlySpan<float> fourth)
    {
        Vector512<float> a = Vector512<float>.Zero, b = a, c = a, d = a;
        for (int column = 0; column < input.Length; column += Lanes.Count)
        {
            Vector512<float> x = Lanes.Load(input, column);
            a = Vector512.FusedMultiplyAdd(x, Lanes.Load(first, column), a);
            b = Vector512.FusedMultiplyAdd(x, Lanes.Load(second, column), b);
            c = Vector512.FusedMultiplyAdd(x, Lanes.Load(third, column), c);
            d = Vector512.FusedMultiplyAdd(x, Lanes.Load(fourth, column), d);
        }

        Vector128<float> e = Quarter(a), f = Quarter(b), g = Quarter(c), h = Quarter(d);
        Vector128<int> even = Vector128.Create(0, 2, 1, 3);
        Vector128<float> low = Vector128.Create((e + Vector128.Shuffle(e, Vector128.Create(2, 3, 0, 1))).GetLower(), (f + Vector128.Shuffle(f, Vector128.Create(2, 3, 0, 1))).GetLower());
        Vector128<float> high = Vector128.Create((g + Vector128.Shuffle(g, Vector128.Create(2, 3, 0, 1))).GetLower(), (h + Vector128.Shuffle(h, Vector128.Create(2, 3, 0, 1))).GetLower());
        low = Vector128.Shuffle(low, even);
        high = Vector128.Shuffle(high, even);
        return Vector128.Create(low.GetLower(), high.GetLower()) + Vector128.Create(low.GetUpper(), high.GetUpper());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Quarter(Vector512<float> lanes)
    {
        Vector256<float> half = lanes.GetLower() + lanes.GetUpper();
        return half.GetLower() + half.GetUpper();
    }

    private void RunByInput(int first, int count)
    {
        ReadOnlySpan<float> table = _table.Values;
        for (int row = first; row < first + count; row++)
        {
            Span<float> gradient = _input.Gradient.Slice(row * _width, _width);
            ReadOnlySpan<int> candidates = _candidates.Values.Slice(row * _each, _each);
            ReadOnlySpan<float> slopes = Output.Gradient.Slice(row * _each, _each);
            int column = 0;
            for (; column + (4 * Lanes.Count) <= gradient.Length; column += 4 * Lanes.Count)
            {
                Vector512<float> a = Begin(gradient, column), b = Begin(gradient, column + Lanes.Count), c = Begin(gradient, column + (2 * Lanes.Count)), d = Begin(gradient, column + (3 * Lanes.Count));
                for (int index = 0; index < candidates.Length; index++)
                {
                    ReadOnlySpan<float> vector = table.Slice((candidates[index] * _width) + column, 4 * Lanes.Count);
                    Vector512<float> slope = Vector512.Create(slopes[index]);
                    a = Vector512.FusedMultiplyAdd(slope, Lanes.Load(vector, 0), a);
                    b = Vector512.FusedMultiplyAdd(slope, Lanes.Load(vector, Lanes.Count), b);
                    c = Vector512.FusedMultiplyAdd(slope, Lanes.Load(vector, 2 * Lanes.Count), c);
                    d = Vector512.FusedMultiplyAdd(slope, Lanes.Load(vector, 3 * Lanes.Count), d);
                }

                Lanes.Store(a, gradient, column);
                Lanes.Store(b, gradient, column + Lanes.Count);
                Lanes.Store(c, gradient, column + (2 * Lanes.Count));
                Lanes.Store(d, gradient, column + (3 * Lanes.Count));
            }

            for (; column < gradient.Length; column += Lanes.Count)
            {
                Vector512<float> sum = Begin(gradient, column);
                for (int index = 0; index < candidates.Length; index++)
                    sum = Vector512.FusedMultiplyAdd(Vector512.Create(slopes[index]), Lanes.Load(Row(table, candidates[index]), column), sum);
                Lanes.Store(sum, gradient, column);
            }
        }
    }

    private Vector512<float> Begin(ReadOnlySpan<float> gradient, int column) => _accumulate ? Lanes.Load(gradient, column) : Vector512<float>.Zero;

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
