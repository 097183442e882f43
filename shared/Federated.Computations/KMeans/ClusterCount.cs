using System.Collections.Immutable;

namespace Federated.Computations.KMeans;

/// <summary>Chooses the number of clusters from what was summed for several.</summary>
public static class ClusterCount
{
    /// <summary>Where the inertia bends: the number farthest below the line from the fewest to the most clusters, both axes scaled to 0–1 (Satopää et al. 2011).</summary>
    /// <param name="clusters">Ascending, at least one.</param>
    /// <param name="inertias">One for each, 0 or more.</param>
    /// <returns>The place of the chosen number; the first of two or fewer.</returns>
    /// <exception cref="ArgumentException">The lists differ in length, or the numbers do not ascend.</exception>
    public static int ByElbow(ImmutableArray<int> clusters, ImmutableArray<double> inertias)
    {
        if (clusters.IsDefaultOrEmpty || inertias.Length != clusters.Length)
            throw new ArgumentException("An inertia is needed for each number of clusters, and at least one.", nameof(inertias));
        for (int index = 1; index < clusters.Length; index++)
        {
            if (clusters[index] <= clusters[index - 1])
                throw new ArgumentException("The numbers of clusters must ascend.", nameof(clusters));
        }

        double width = clusters[^1] - clusters[0], height = inertias[0] - inertias[^1];
        if (clusters.Length < 3 || !(height > 0))
            return 0;
        int best = 0;
        double farthest = 0;
        for (int index = 1; index < clusters.Length - 1; index++)
        {
            double below = ((inertias[0] - inertias[index]) / height) - ((clusters[index] - clusters[0]) / width);
            if (below > farthest)
                (best, farthest) = (index, below);
        }

        return best;
    }

    /// <summary>The number of clusters whose rows are best separated on average.</summary>
    /// <param name="silhouettes">One for each number of clusters, in ascending order of it; at least one.</param>
    /// <returns>Its place; the first of equally good ones.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static int BySilhouette(ImmutableArray<ClusterSilhouette> silhouettes)
    {
        if (silhouettes.IsDefaultOrEmpty)
            throw new ArgumentException("At least one silhouette is needed.", nameof(silhouettes));
        int best = 0;
        for (int index = 1; index < silhouettes.Length; index++)
        {
            if (silhouettes[index].Mean > silhouettes[best].Mean)
                best = index;
        }

        return best;
    }
}
