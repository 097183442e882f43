using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>
/// One parameter, and what a rule remembers of each of its elements. The rows of a table that had no gradient move as a gradient of zero moves them,
/// without their gradient being read; or, row-sparse, they and their memory stay as they are. Large parameters are cut into chunks of a fixed size that
/// the workers share; an element's result is the same in any chunk.
/// </summary>
internal sealed class ParameterUpdate<TRule> : ParallelWork
    where TRule : struct, IUpdateRule
{
    /// <summary>Elements of a chunk.</summary>
    internal const int ChunkLength = 32_768;

    /// <summary>Least elements for which sharing them gains more than it costs (about 5 µs).</summary>
    internal const int SharedLength = 4 * ChunkLength;
    private readonly Parameter _parameter;
    private readonly Workers _workers;
    private readonly bool _rowSparse;
    private readonly bool _zeroMoves;
    private readonly AlignedBuffer[] _states;
    private readonly bool[] _everTouched;
    private readonly int _width;
    private readonly int _rowsOfChunk;
    private TRule _rule;

    /// <summary>Starts with every state at its initial value.</summary>
    /// <param name="parameter">What to move.</param>
    /// <param name="rowSparse">Whether rows without a gradient stay as they are.</param>
    /// <param name="zeroMoves">Whether the rule moves elements that never had a gradient (by weight decay).</param>
    /// <param name="workers">Threads for large parameters.</param>
    /// <param name="initialStates">First value of each state; zero for those that are left out.</param>
    public ParameterUpdate(Parameter parameter, bool rowSparse, bool zeroMoves, Workers workers, ReadOnlySpan<float> initialStates)
    {
        _parameter = parameter;
        _workers = workers;
        _rowSparse = rowSparse;
        _zeroMoves = zeroMoves;
        _states = new AlignedBuffer[TRule.States];
        for (int state = 0; state < _states.Length; state++)
        {
            _states[state] = new AlignedBuffer(parameter.Shape.Length);
            if (state < initialStates.Length)
                _states[state].Span.Fill(initialStates[state]);
        }

        int rows = parameter.Touched is null ? 1 : parameter.Shape.Dimensions[0];
        _width = parameter.Shape.Length / Math.Max(1, rows);
        _rowsOfChunk = Math.Max(1, ChunkLength / Math.Max(1, _width));
        _everTouched = new bool[parameter.Touched is null ? 0 : rows];
    }

    private bool ByRows => _parameter.Touched is { All: false };

    /// <summary>Moves the parameter by its gradient, and clears the gradient.</summary>
    public void Apply(TRule rule)
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

    private void RunTouched(int chunk)
    {
        ReadOnlySpan<int> rows = _parameter.Touched!.Rows;
        rows = rows.Slice(chunk * _rowsOfChunk, Math.Min(_rowsOfChunk, rows.Length - (chunk * _rowsOfChunk)));
        foreach (int row in rows)
            Move(row * _width, _width, hasGradient: true);
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

    private void Move(int start, int length, bool hasGradient)
        => UpdateKernel<TRule>.Move(
            _rule, _parameter.Values.Slice(start, length), hasGradient ? _parameter.Gradient.Slice(start, length) : default, State(0, start, length), State(1, start, length), State(2, start, length));

    private Span<float> State(int number, int start, int length) => number < TRule.States ? _states[number].Span.Slice(start, length) : default;

    private enum RowKind
    {
        AtRest,
        Untouched,
        Touched,
    }
}
