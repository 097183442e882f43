using System.Globalization;
using Federated.Computations.KMeans;
using Federated.Learning.Clustering;
using Federated.Tasks.Reports.Charts;
using Dendrogram = Federated.Learning.Clustering.Dendrogram;

namespace Federated.Tasks.Segments;

/// <summary>
/// The hierarchy of many small cells of customers, by Ward's method (1963) with every cell weighing as many rows as it has. Cut at 2, 4, 8 and 16 branches, it
/// gives each customer a path, for example 1.2.1: the branches of a parent are numbered from 1, the heaviest first.
/// </summary>
internal sealed class SegmentTree
{
    private static readonly int[] Levels = [2, 4, 8, 16];
    private readonly KMeansModel _cells;
    private readonly string[] _paths;

    public SegmentTree(MeasuredClusters sketch)
    {
        _cells = sketch.Model;
        Dendrogram tree = AgglomerativeClustering.Fit(_cells.Centres.AsSpan(), _cells.Columns, Linkage.Ward, [.. sketch.Counts.Select(count => (double)count)]);
        _paths = new string[_cells.Clusters];
        Array.Fill(_paths, "");
        foreach (int level in Levels.Where(level => level <= _cells.Clusters))
            Lengthen(tree.Cut(level), sketch);
    }

    /// <summary>The path of each row.</summary>
    /// <param name="rows">Encoded rows, row-major.</param>
    public string[] Paths(ReadOnlySpan<float> rows)
    {
        var cells = new int[rows.Length / _cells.Columns];
        _cells.Assign(rows, cells);
        return [.. cells.Select(cell => _paths[cell])];
    }

    /// <summary>How segments join, by their sizes and centres.</summary>
    /// <param name="clusters">The segments.</param>
    /// <param name="order">The cluster of each leaf.</param>
    public static IReadOnlyList<DendrogramMerge> Merges(MeasuredClusters clusters, int[] order)
    {
        int columns = clusters.Model.Columns;
        float[] centres = [.. order.SelectMany(cluster => clusters.Model.Centres.AsSpan().Slice(cluster * columns, columns).ToArray())];
        double[] weights = [.. order.Select(cluster => (double)Math.Max(clusters.Counts[cluster], 1))];
        return [.. AgglomerativeClustering.Fit(centres, columns, Linkage.Ward, weights).Merges.Select(merge => new DendrogramMerge(merge.First, merge.Second, merge.Distance))];
    }

    private void Lengthen(int[] labels, MeasuredClusters sketch)
    {
        foreach (IGrouping<string, int> parent in Enumerable.Range(0, labels.Length).GroupBy(cell => _paths[cell]).ToArray())
        {
            int[] branches = [.. parent.GroupBy(cell => labels[cell]).OrderByDescending(branch => branch.Sum(cell => sketch.Counts[cell])).Select(branch => branch.Key)];
            foreach (int cell in parent)
            {
                string number = (Array.IndexOf(branches, labels[cell]) + 1).ToString(CultureInfo.InvariantCulture);
                _paths[cell] = parent.Key.Length == 0 ? number : $"{parent.Key}.{number}";
            }
        }
    }
}
