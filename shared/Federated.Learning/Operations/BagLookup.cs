using Federated.Learning.Autograd;
using Federated.Learning.Kernels;
using Federated.Learning.State;
using Federated.Learning.Tensors;

namespace Federated.Learning.Operations;

/// <summary>
/// y_b = the sum or mean of the rows W[i] of bag b: table W [rows, width], y [bags, width]. ∂W[i] += s·∂y_b for each of the bag's positions, s = 1 or 1/size.
/// Norm of an example: a row that stands k times in its only bag has gradient k·s·∂y; over several bags, the sums of each row are formed first.
/// </summary>
internal sealed class BagLookup : Operation
{
    private const int ElementsWorthSharing = 32_768;
    private readonly Tensor _table;
    private readonly Bags _bags;
    private readonly bool _mean;
    private readonly int _width;
    private readonly RowScatter _scatter;
    private readonly Gathering _gathering;
    private readonly float[] _sum;

    public BagLookup(Tensor table, Bags bags, bool mean)
        : base(table)
    {
        _table = table;
        _bags = bags;
        _mean = mean;
        _width = table.Size(1);
        _sum = new float[_width];
        MakeOutput(new TensorShape(bags.Count, _width));
        _scatter = new RowScatter(table, Output);
        _gathering = new Gathering(this);
    }

    public override bool KnowsExampleNorms => true;

    public override void Forward(Graph graph)
    {
        _bags.Refresh();
        graph.Workers.Run(_gathering, _gathering.Cut());
    }

    public override void Backward(Graph graph)
    {
        if (_table.Parameter is null)
            Scatter(graph);
    }

    public override void AddParameterGradients(Graph graph)
    {
        if (_table.Parameter is not null)
            Scatter(graph);
    }

    public override void AddSquaredExampleNorms(Graph graph, Span<float> squares)
    {
        int each = _bags.Count / squares.Length;
        for (int example = 0; example < squares.Length; example++)
            squares[example] += each == 1 ? SquaredNorm(example) : SquaredNorm(example * each, (example + 1) * each);
    }

    private float Factor(int bag) => _mean ? 1f / Math.Max(_bags.RowsOf(bag).Length, 1) : 1;

    private ReadOnlySpan<float> Slope(int bag) => Output.Gradient.Slice(bag * _width, _width);

    private float SquaredNorm(int bag)
    {
        ReadOnlySpan<int> rows = _bags.RowsOf(bag);
        long pairs = 0;
        foreach (int row in rows)
            pairs += rows.Count(row);
        float factor = Factor(bag);
        return pairs * factor * factor * (float)Reduction.SumOfSquares(Slope(bag));
    }

    private float SquaredNorm(int firstBag, int endBag)
    {
        float square = 0;
        for (int bag = firstBag; bag < endBag; bag++)
        {
            ReadOnlySpan<int> rows = _bags.RowsOf(bag);
            for (int position = 0; position < rows.Length; position++)
            {
                int row = rows[position];
                if (rows[..position].Contains(row) || StandsIn(firstBag, bag, row))
                    continue;
                _sum.AsSpan().Clear();
                for (int other = bag; other < endBag; other++)
                    TensorPrimitives.MultiplyAdd(Slope(other), _bags.RowsOf(other).Count(row) * Factor(other), _sum, _sum);
                square += (float)Reduction.SumOfSquares(_sum);
            }
        }

        return square;
    }

    private bool StandsIn(int firstBag, int endBag, int row)
    {
        for (int bag = firstBag; bag < endBag; bag++)
        {
            if (_bags.RowsOf(bag).Contains(row))
                return true;
        }

        return false;
    }

    private void Scatter(Graph graph)
    {
        _scatter.Begin(_bags.Rows.Length);
        for (int bag = 0; bag < _bags.Count; bag++)
        {
            float factor = Factor(bag);
            foreach (int row in _bags.RowsOf(bag))
                _scatter.List(row, bag, factor);
        }

        _scatter.Add(graph);
    }

    private sealed class Gathering(BagLookup owner) : ParallelWork
    {
        private const int MostChunks = 8;
        private int _chunks;

        public int Cut() => _chunks = owner._bags.Rows.Length * owner._width >= ElementsWorthSharing ? Math.Min(MostChunks, owner._bags.Count) : 1;

        public override void Run(int chunk)
        {
            int first = (int)((long)owner._bags.Count * chunk / _chunks), end = (int)((long)owner._bags.Count * (chunk + 1) / _chunks);
            for (int bag = first; bag < end; bag++)
                TableRows.Sum(owner._table.Values, owner._bags.RowsOf(bag), owner.Factor(bag), owner.Output.Values.Slice(bag * owner._width, owner._width));
        }
    }
}
