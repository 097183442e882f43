namespace Federated.SecureAggregation.Cohort;

/// <summary>
/// Who shares masks and shares with whom. Every party derives it from the cohort hash and the size; a graph is never received. Today it is the complete
/// graph; a sparse graph for very large cohorts permutes the members by the hash here and nowhere else.
/// </summary>
public sealed class CohortGraph
{
    private CohortGraph(int size) => Size = size;

    /// <summary>The number of members.</summary>
    public int Size { get; }

    /// <summary>Derives the graph of a cohort.</summary>
    /// <param name="cohortHash">H; the complete graph does not depend on it.</param>
    /// <param name="size">n.</param>
    public static CohortGraph Derive(Digest cohortHash, int size)
    {
        ArgumentNullException.ThrowIfNull(cohortHash);
        return new CohortGraph(size);
    }

    /// <summary>Whether two different members are neighbours.</summary>
    public bool AreNeighbours(int one, int other) => one != other && Contains(one) && Contains(other);

    private bool Contains(int member) => member >= 0 && member < Size;
}
