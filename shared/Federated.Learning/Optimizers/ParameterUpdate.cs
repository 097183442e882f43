using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// One parameter, and what a rule remembers of each of its elements. The rows of a table that had no gradient move as a gradient of zero moves them,
/// without their gradient being read; or, row-sparse, they and their memory stay as they are. Large parameters are cut into chunks of a fixed size that
/// the workers share; an element's result is the same in any chunk.
/// </summary>
internal sealed unsafe class ParameterUpdate<TRule> : ParallelWork
    where TRule : struct, IUpdateRule
{
    /// <summary>Elements of a chunk.</summary>
    internal const int ChunkLength = 32_768;

    /// <summary>Least elements for which sharing them gains more than it costs.</summary>
    internal const int SharedLength = 2 * ChunkLength;
    private const int RowsAhead = 4;
    private const int ElementsOfLine = 16;
    private readonly Parameter _parameter;
    private readonly Workers _workers;
    private readonly bool _rowSparse;
    private readonly bool _zeroMoves;
    private readonly AlignedBuffer _first;
    private readonly AlignedBuffer _second;
    private readonly bool[] _everTouched;
    private readonly int _width;
    private readonly int _rowsOfChunk;
    private TRule _rule;

    /// <summary>Starts with every state at its initial value.</summary>
    /// <param name="parameter">What to move.</param>
    /// <param name="options">Whether rows without a gradient stay, and whether there is weight decay, which moves rows that never had one.</param>
    /// <param name="workers">Threads for large parameters.</param>
    /// <param name="initialStates">First value of each state that the rule has, 0 to 2 of them.</param>
    public ParameterUpdate(Parameter parameter, OptimizerOptions options, Workers workers, ReadOnlySpan<float> initialStates)
    {
        _parameter = parameter;
        _workers = workers;
        _rowSparse = options.RowSparse;
        _zeroMoves = options.WeightDecay > 0;
        _first = initialStates.Length > 0 ? Filled(parameter.Shape.Length, initialStates[0]) : default;
        _second = initialStates.Length > 1 ? Filled(parameter.Shape.Length, initialStates[1]) : default;
        int rows = parameter.Touched is null ? 1 : parameter.Shape.Dimensions[0];
        _width = parameter.Shape.Length / Math.Max(1, rows);
        _rowsOfChunk = Math.Max(1, ChunkLength / Math.Max(1, _width));
        _everTouched = new bool[parameter.Touched is null ? 0 : rows];
    }

    private bool ByRows => _parameter.Touched is { All: false };

    /// <summary>Moves the parameter by its gradient, and clears the gradient.</summary>
    public void Apply(in TRule rule)
    {
        _rule = rule;
        if (_parameter.Touched is { } touched && !_zeroMoves)
        {
            foreach (int row in touched.Rows)
                _everTouched[row] = true;
        }

        int elements = ByRows && _rowSparse ? _parameter.Touched!.Rows.Length * _width : _parameter.Shape.Length;
        int chunks = !ByRows ? Chunks(elements, ChunkLength) : Chunks(elements / Math.Max(1, _width), _rowsOfChunk);
        if (elements >= SharedLength)
        {
            _workers.Run(this, chunks);
        }
        else
        {
            for (int chunk = 0; chunk < chunks; chunk++)
                Run(chunk);
        }

        _parameter.Touched?.Clear();
    }

    /// <inheritdoc/>
    public override void Run(int chunk)
    {
        if (!ByRows)
            Move(chunk * ChunkLength, Math.Min(ChunkLength, _parameter.Shape.Length - (chunk * ChunkLength)), hasGradient: true);
        else if (_rowSparse)
            RunTouched(chunk);
        else
            RunAll(chunk);
    }

    private static int Chunks(int length, int each) => (length + each - 1) / each;

    private static AlignedBuffer Filled(int length, float value)
    {
        var state = new AlignedBuffer(length);
        state.Span.Fill(value);
        return state;
    }

    private void RunTouched(int chunk)
    {
        ReadOnlySpan<int> rows = _parameter.Touched!.Rows;
        rows = rows.Slice(chunk * _rowsOfChunk, Math.Min(_rowsOfChunk, rows.Length - (chunk * _rowsOfChunk)));
        for (int index = 0; index < rows.Length; index++)
        {
            if (index + RowsAhead < rows.Length)
                Fetch(rows[index + RowsAhead] * _width);
            Move(rows[index] * _width, _width, hasGradient: true);
        }
    }

    // Rows stand anywhere in memory, so the processor cannot guess which comes next.
    private void Fetch(int start)
    {
        for (int element = start; Sse.IsSupported && element < start + _width; element += ElementsOfLine)
        {
            Sse.Prefetch0(Address(_parameter.ValueBuffer, element));
            Sse.Prefetch0(Address(_parameter.GradientBuffer, element));
            if (_first.Array is not null)
                Sse.Prefetch0(Address(_first, element));
            if (_second.Array is not null)
                Sse.Prefetch0(Address(_second, element));
        }
    }

    // Neighbouring rows of a kind are moved together.
    private void RunAll(int chunk)
    {
        int first = chunk * _rowsOfChunk, end = Math.Min(_parameter.Shape.Dimensions[0], first + _rowsOfChunk);
        while (first < end)
        {
            RowKind kind = KindOf(first);
            int after = first + 1;
            while (after < end && KindOf(after) == kind)
                after++;
            if (kind != RowKind.AtRest)
                Move(first * _width, (after - first) * _width, kind == RowKind.Touched);
            first = after;
        }
    }

    private RowKind KindOf(int row)
    {
        if (_parameter.Touched!.Contains(row))
            return RowKind.Touched;
        return _zeroMoves || _everTouched[row] ? RowKind.Untouched : RowKind.AtRest;
    }

    // All storage is pinned, so the addresses hold.
    private void Move(int start, int length, bool hasGradient)
    {
        var span = new OptimizerSpan
        {
            Values = Address(_parameter.ValueBuffer, start),
            Gradient = hasGradient ? Address(_parameter.GradientBuffer, start) : null,
            First = Address(_first, start),
            Second = Address(_second, start),
            Length = length,
            ClearGradient = true,
            GradientScale = 1,
        };
        OptimizerKernel.Run(span, _rule, Processor.Path);
    }

    private static float* Address(AlignedBuffer buffer, int start)
        => buffer.Array is null ? null : (float*)Unsafe.AsPointer(ref buffer.Array[buffer.Offset]) + start;

    private enum RowKind
    {
        AtRest,
        Untouched,
        Touched,
    }
}
