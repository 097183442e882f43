using System.Collections.Immutable;
using Federated.Learning.Solvers;

namespace Federated.Learning.Clustering;

/// <summary>
/// Hierarchical clustering from the bottom: rows are clusters of one, and the nearest two clusters merge until one is left. All distances are computed once
/// (n(n−1)/2 values of float64) and updated by the formula of Lance and Williams (1967). Merges are found by following nearest neighbours until two are each
/// other's (Murtagh 1983), which for these four linkages makes the same tree as searching the nearest pair each time, in O(n²) time.
/// </summary>
public static class AgglomerativeClustering
{
    /// <summary>Most rows: their distances fill 1.6 GB.</summary>
    public const int MaximumRows = 20_000;

    /// <summary>Builds the tree of merges.</summary>
    /// <param name="rows">Row-major, finite, 1 to <see cref="MaximumRows"/> rows.</param>
    /// <param name="columns">Features a row.</param>
    /// <param name="linkage">How far two clusters are apart.</param>
    /// <exception cref="ArgumentException">The rows are not whole, not finite, none, or too many.</exception>
    public static Dendrogram Fit(ReadOnlySpan<float> rows, int columns, Linkage linkage) => Fit(rows, columns, linkage, []);

    /// <summary>Builds the tree of merges of rows that each stand for many, for instance the means of small clusters: as if each were so many equal rows.</summary>
    /// <param name="rows">Row-major, finite, 1 to <see cref="MaximumRows"/> rows.</param>
    /// <param name="columns">Features a row.</param>
    /// <param name="linkage">How far two clusters are apart.</param>
    /// <param name="weights">How many rows each stands for, finite and above zero; empty when each is one.</param>
    /// <exception cref="ArgumentException">The rows are not whole, not finite, none, or too many, or a weight is out of range.</exception>
    public static Dendrogram Fit(ReadOnlySpan<float> rows, int columns, Linkage linkage, ReadOnlySpan<double> weights)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        if (!Enum.IsDefined(linkage))
            throw new ArgumentException($"There is no linkage {linkage}.", nameof(linkage));
        int count = CheckedRows.Count(rows, columns);
        if (count is < 1 or > MaximumRows)
            throw new ArgumentException($"{count} rows were given; 1 to {MaximumRows} can be clustered. Cluster a sample, or use k-means.", nameof(rows));
        double[] distances = PairDistances(rows, columns, count), sizes = Sizes(weights, count);
        if (linkage == Linkage.Ward && !weights.IsEmpty)
            WeighPairs(distances, sizes);
        var merges = new List<(int First, int Second, double Distance)>(count - 1);
        var chain = new List<int>(count);
        int oldest = 0;
        while (merges.Count < count - 1)
        {
            if (chain.Count == 0)
            {
                while (sizes[oldest] == 0)
                    oldest++;
                chain.Add(oldest);
            }

            (int first, int second, double distance) = FollowChain(chain, distances, sizes);
            merges.Add((first, second, distance));
            Union(distances, sizes, first, second, linkage);
        }

        return new Dendrogram(Number(merges, count));
    }

    private static double[] PairDistances(ReadOnlySpan<float> rows, int columns, int count)
    {
        var distances = new double[(long)count * (count - 1) / 2];
        for (int row = 1; row < count; row++)
        {
            ReadOnlySpan<float> left = rows.Slice(row * columns, columns);
            for (int other = 0; other < row; other++)
            {
                ReadOnlySpan<float> right = rows.Slice(other * columns, columns);
                double sum = 0;
                for (int column = 0; column < left.Length; column++)
                    sum += ((double)left[column] - right[column]) * ((double)left[column] - right[column]);
                distances[Place(row, other)] = Math.Sqrt(sum);
            }
        }

        return distances;
    }

    private static double[] Sizes(ReadOnlySpan<double> weights, int count)
    {
        var sizes = new double[count];
        Array.Fill(sizes, 1);
        if (weights.IsEmpty)
            return sizes;
        if (weights.Length != count)
            throw new ArgumentException($"{weights.Length} weights were given for {count} rows.", nameof(weights));
        for (int row = 0; row < count; row++)
        {
            if (!(weights[row] > 0 && double.IsFinite(weights[row])))
                throw new ArgumentException($"The weight of row {row} is {weights[row]}; a row stands for a finite number of rows above zero.", nameof(weights));
        }

        weights.CopyTo(sizes);
        return sizes;
    }

    // The union of a rows at one place and b at another adds ab/(a + b) times their squared distance to the inertia.
    private static void WeighPairs(double[] distances, double[] sizes)
    {
        for (int row = 1; row < sizes.Length; row++)
        {
            for (int other = 0; other < row; other++)
                distances[Place(row, other)] *= Math.Sqrt(2 * sizes[row] * sizes[other] / (sizes[row] + sizes[other]));
        }
    }

    private static (int First, int Second, double Distance) FollowChain(List<int> chain, double[] distances, double[] sizes)
    {
        while (true)
        {
            // Of equally near clusters the one that the chain came from is taken: the chain cannot run in a circle.
            int tip = chain[^1], nearest = chain.Count > 1 ? chain[^2] : -1;
            double least = nearest >= 0 ? distances[Place(tip, nearest)] : double.PositiveInfinity;
            for (int other = 0; other < sizes.Length; other++)
            {
                if (sizes[other] > 0 && other != tip && distances[Place(tip, other)] < least)
                {
                    least = distances[Place(tip, other)];
                    nearest = other;
                }
            }

            if (chain.Count > 1 && nearest == chain[^2])
            {
                chain.RemoveRange(chain.Count - 2, 2);
                return (Math.Min(tip, nearest), Math.Max(tip, nearest), least);
            }

            chain.Add(nearest);
        }
    }

    // The union takes the place of the second; the first is empty from here on.
    private static void Union(double[] distances, double[] sizes, int first, int second, Linkage linkage)
    {
        double a = sizes[first], b = sizes[second], between = distances[Place(first, second)];
        for (int other = 0; other < sizes.Length; other++)
        {
            if (sizes[other] == 0 || other == first || other == second)
                continue;
            double left = distances[Place(first, other)], right = distances[Place(second, other)], c = sizes[other];
            distances[Place(second, other)] = linkage switch
            {
                Linkage.SingleLink => Math.Min(left, right),
                Linkage.CompleteLink => Math.Max(left, right),
                Linkage.AverageLink => ((a * left) + (b * right)) / (a + b),
                _ => Math.Sqrt(Math.Max(0, (((a + c) * left * left) + ((b + c) * right * right) - (c * between * between)) / (a + b + c))),
            };
        }

        sizes[second] += sizes[first];
        sizes[first] = 0;
    }

    private static ImmutableArray<Merge> Number(List<(int First, int Second, double Distance)> merges, int count)
    {
        var parent = Enumerable.Range(0, (2 * count) - 1).ToArray();
        var rows = new int[(2 * count) - 1];
        Array.Fill(rows, 1, 0, count);
        var numbered = ImmutableArray.CreateBuilder<Merge>(merges.Count);
        foreach ((int first, int second, double distance) in merges.OrderBy(merge => merge.Distance))
        {
            int left = Root(parent, first), right = Root(parent, second), made = count + numbered.Count;
            parent[left] = parent[right] = made;
            rows[made] = rows[left] + rows[right];
            numbered.Add(new Merge(Math.Min(left, right), Math.Max(left, right), distance, rows[made]));
        }

        return numbered.MoveToImmutable();
    }

    private static int Root(int[] parent, int node)
    {
        int root = node;
        while (parent[root] != root)
            root = parent[root];
        while (parent[node] != root)
            (node, parent[node]) = (parent[node], root);
        return root;
    }

    private static long Place(int first, int second) => first > second ? ((long)first * (first - 1) / 2) + second : ((long)second * (second - 1) / 2) + first;
}
