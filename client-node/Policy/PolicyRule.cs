namespace Federated.ClientNode.Policy;

/// <summary>One item of <c>allow:</c>. A job passes when one rule that names its task is satisfied in every point.</summary>
internal sealed record PolicyRule
{
    /// <summary><c>tasks: [churn]</c>: the tasks that it allows, at least one.</summary>
    public required Written<IReadOnlyList<string>> Tasks { get; init; }

    /// <summary><c>minimum_cohort: 4</c>: fewest nodes in a sum, 3 to 10,000, default 4.</summary>
    public required Written<int> MinimumCohort { get; init; }

    /// <summary><c>allow_three: false</c>: whether a cohort of three is accepted, where two that collude learn the third's contribution. Default false.</summary>
    public required Written<bool> AllowThree { get; init; }

    /// <summary><c>minimum_known_partners: 0</c>: fewest other members of a cohort that this node's operator has acknowledged, default 0.</summary>
    public required Written<int> MinimumKnownPartners { get; init; }

    /// <summary><c>minimum_difference: 0</c>: a sum from the same state as an earlier one is over the same partners, or over partners that differ by at least so many. Default 0: any, so that a partner may be missing from, or new in, the next job.</summary>
    public required Written<int> MinimumDifference { get; init; }

    /// <summary><c>minimum_consecutive_difference: 0</c>: the same for consecutive rounds of one job. Default 0, which allows any.</summary>
    public required Written<int> MinimumConsecutiveDifference { get; init; }

    /// <summary><c>maximum_rounds: 1000</c>: most rounds of one job, default 1,000.</summary>
    public required Written<int> MaximumRounds { get; init; }

    /// <summary><c>minimum_rows: 20</c>: fewest own rows to take part with, default 20: a sum over fewer says too much about each.</summary>
    public required Written<int> MinimumRows { get; init; }

    /// <summary><c>columns_never: [email]</c>: fields or columns that no job may read, case ignored. Default none.</summary>
    public required Written<IReadOnlyList<string>> ColumnsNever { get; init; }
}
