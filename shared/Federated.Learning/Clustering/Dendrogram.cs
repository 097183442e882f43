using System.Collections.Immutable;

namespace Federated.Learning.Clustering;

/// <summary>The merges of an agglomerative clustering, nearest first. Immutable.</summary>
public sealed class Dendrogram
{
    internal Dendrogram(ImmutableArray<Merge> merges) => Merges = merges;

    /// <summary>Rows − 1 merges in the order of their distance.</summary>
    public ImmutableArray<Merge> Merges { get; }

    /// <summary>Number of rows.</summary>
    public int Rows => Merges.Length + 1;

    /// <summary>Undoes the farthest merges.</summary>
    /// <param name="clusters">1 to the number of rows.</param>
    /// <returns>The cluster of each row, numbered from 0 in the order of their first rows.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of clusters is out of range.</exception>
    public int[] Cut(int clusters)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusters, Rows);
        int kept = Rows - clusters;
        var parent = new int[Rows + kept];
        for (int node = 0; node < parent.Length; node++)
            parent[node] = node;
        for (int merge = 0; merge < kept; merge++)
            parent[Merges[merge].First] = parent[Merges[merge].Second] = Rows + merge;
        for (int node = parent.Length - 1; node >= 0; node--)
            parent[node] = parent[parent[node]];

        var labels = new int[Rows];
        var names = new Dictionary<int, int>();
        for (int row = 0; row < Rows; row++)
        {
            if (!names.TryGetValue(parent[row], out labels[row]))
                names.Add(parent[row], labels[row] = names.Count);
        }

        return labels;
    }
}
