namespace Federated.Tasks.Jobs;

/// <summary>How training by averaging bears partners whose updates are bad, <c>robust:</c>. A job without it takes the plain mean, which one such partner can carry anywhere.</summary>
public sealed record RobustSpec
{
    /// <summary><c>method: geometric-median | median | trimmed-mean</c>, must be written.</summary>
    public RobustMethod Method { get; init; }

    /// <summary><c>tolerate: 1</c>: f, partners that may be bad, 1 to 1,000, default 1.</summary>
    public int Tolerate { get; init; } = 1;

    /// <summary><c>norm: 2.5</c>: greatest L2 norm of one partner's update, in (0, 1e6]. Each node's gate scales a longer one down. Default null: the job's <c>clip_norm</c>.</summary>
    public double? Norm { get; init; }

    /// <summary>Whether partners stand in groups with a secure sum each.</summary>
    public bool IsGrouped => Method != RobustMethod.GeometricMedian;

    /// <summary>2f + 3: fewest groups, or fewest partners where each stands for itself.</summary>
    public int LeastParts => (2 * Tolerate) + 3;

    /// <summary>Fewest partners that the training takes when no sum may be over fewer than so many.</summary>
    /// <param name="minimumCohort">n_min, at least 3.</param>
    public int LeastPartners(int minimumCohort) => IsGrouped ? checked(LeastParts * minimumCohort) : Math.Max(LeastParts, minimumCohort);

    /// <summary>For people, for example "by the geometric median of partners, of whom 2 may be bad".</summary>
    public string InWords => $"by {Method switch
    {
        RobustMethod.Median => $"the median over {LeastParts} groups of partners",
        RobustMethod.TrimmedMean => $"the trimmed mean over {LeastParts} groups of partners",
        _ => "the geometric median of partners",
    }}, of whom {Tolerate} may be bad";
}
