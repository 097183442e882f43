using System.Collections.Immutable;
using Federated.Learning.Trees;

namespace Federated.Computations.Boosting;

/// <summary>Reads a round's sums as histograms and grows the trees by them.</summary>
internal sealed class HistogramReading(TreeHistogramRequest request, int outputs, long mostRows)
{
    private readonly HistogramLayout _layout = HistogramLayout.Of(request.Mapper, outputs);

    /// <exception cref="ContributionException">Sums that no rows have.</exception>
    public ImmutableArray<GrowingTree> Grow(ImmutableArray<GrowingTree> growing, ReadOnlySpan<double> sums, GrowthOptions options)
    {
        var grown = ImmutableArray.CreateBuilder<GrowingTree>(growing.Length);
        int next = 0;
        for (int tree = 0; tree < growing.Length; tree++)
        {
            RequestedTree asked = request.Trees[tree];
            var histograms = new double[asked.Nodes.Length][];
            for (int node = 0; node < histograms.Length; node++)
            {
                int length = request.LengthOf(asked, node);
                histograms[node] = Read(asked, node, sums.Slice(next, length), next);
                next += length;
            }

            grown.Add(histograms.Length == 0 ? growing[tree] : growing[tree].Grow(histograms, asked.Columns, _layout, options));
        }

        return grown.MoveToImmutable();
    }

    private double[] Read(RequestedTree tree, int node, ReadOnlySpan<double> sums, int start)
    {
        int statistics = request.StatisticsOf(tree);
        var histogram = new double[_layout.Length];
        var first = new double[statistics];
        var totals = new double[statistics];
        var figures = new double[statistics];
        int next = 0;
        for (int index = 0; index < tree.Columns[node].Length; index++)
        {
            int column = tree.Columns[node][index], slots = request.SlotsOf(column);
            totals.AsSpan().Clear();
            for (int slot = 0; slot < slots; slot++)
            {
                ReadWhole(sums.Slice(next, statistics), start + next, figures);
                for (int statistic = 0; statistic < statistics; statistic++)
                    totals[statistic] += figures[statistic];
                Place(figures, histogram, column, slot == slots - 1 ? _layout.Bins : slot);
                next += statistics;
            }

            if (index == 0)
                totals.CopyTo(first, 0);
            else if (!totals.AsSpan().SequenceEqual(first))
                throw new ContributionException($"The rows of node {tree.Nodes[node]} do not add up to the same in columns {tree.Columns[node][0]} and {column}; a node sent something else.");
        }

        return histogram;
    }

    private void Place(ReadOnlySpan<double> figures, double[] histogram, int column, int slot)
    {
        TreeGradients gradients = request.Gradients;
        double count = figures[^1];
        for (int output = 0; output < outputs; output++)
        {
            int place = _layout.IndexOf(output, column, slot);
            histogram[place] = figures[output] * gradients.GradientGrid.Quantum;
            histogram[place + _layout.Slots] = gradients.Target.HasHessians ? figures[outputs] * gradients.HessianGrid.Quantum : count;
            histogram[place + (2 * _layout.Slots)] = count;
        }
    }

    // Sums are of whole numbers, and no row's is beyond the largest unit; the count comes last.
    private void ReadWhole(ReadOnlySpan<double> figures, int start, Span<double> whole)
    {
        long count = SummedCount.Of(figures, figures.Length - 1, mostRows);
        whole[^1] = count;
        for (int index = 0; index < figures.Length - 1; index++)
        {
            whole[index] = Math.Round(figures[index]);
            bool isHessian = index >= outputs;
            if (Math.Abs(figures[index] - whole[index]) > 0.25 || Math.Abs(whole[index]) > count * (double)request.Gradients.LargestUnits || (isHessian && whole[index] < 0))
                throw new ContributionException($"Value {start + index} of the histograms is {figures[index]}, which no {count} rows add up to; a node sent something else.");
        }
    }
}
