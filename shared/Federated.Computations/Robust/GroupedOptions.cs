namespace Federated.Computations.Robust;

/// <summary>How <see cref="FederatedGroups{TState, TData}"/> forms groups and combines them; the same on every node.</summary>
public sealed record GroupedOptions
{
    /// <summary>How the groups' means become one. Default: the median of each coordinate.</summary>
    public RobustRule Rule { get; init; } = RobustRule.Median;

    /// <summary>f: members that may send anything, 0 to 1,000. Each spoils at most the group it is in. Default 1.</summary>
    public int Byzantine { get; init; } = 1;

    /// <summary>n_min: fewest contributors of a group whose sum anybody may learn, 3 to 10,000. Default 3.</summary>
    public int LeastMembers { get; init; } = 3;

    /// <summary>Members beyond n_min that each group has at least, so that as many may drop out, 0 (default) to 10,000.</summary>
    public int Spare { get; init; }

    /// <summary>
    /// Most groups, 3 to 10,000 and not below 2f + 3; default null: as many as there can be, which bears the most. With fewer groups each is larger: a
    /// result takes fewer sums, each tells less about one member, and a group does without more of its members.
    /// </summary>
    public int? MostGroups { get; init; }

    /// <summary>Groups of so many members: as many as there can be, or <see cref="MostGroups"/>.</summary>
    /// <param name="members">n.</param>
    /// <exception cref="ContributionException">They are fewer than 2f + 3.</exception>
    public int GroupsOf(int members)
    {
        Validate();
        int size = LeastMembers + Spare, groups = members / size;
        if (groups < RobustMean.LeastGroups(Byzantine))
        {
            throw new ContributionException(
                $"{members} members form {groups} groups of at least {size}, but {Byzantine} bad members are to be borne: that takes {RobustMean.LeastGroups(Byzantine)} groups (2f + 3), "
                + $"so {(long)RobustMean.LeastGroups(Byzantine) * size} members. Declare fewer bad ones, or find more partners.");
        }

        return Math.Min(groups, MostGroups ?? groups);
    }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(Rule))
            faults.Add($"rule is {Rule}, must be one of {string.Join(", ", Enum.GetNames<RobustRule>())}");
        if (Byzantine is < 0 or > 1000)
            faults.Add($"bad members are {Byzantine}, must be 0 to 1,000");
        if (LeastMembers is < 3 or > 10_000)
            faults.Add($"least members of a group are {LeastMembers}, must be 3 to 10,000");
        if (Spare is < 0 or > 10_000)
            faults.Add($"spare members of a group are {Spare}, must be 0 to 10,000");
        if (MostGroups is { } most && (most is < 3 or > 10_000 || most < (2L * Byzantine) + 3))
            faults.Add($"most groups are {most}, must be 3 to 10,000 and at least {(2L * Byzantine) + 3} for {Byzantine} bad members");
        if (faults.Count > 0)
            throw new ArgumentException($"Options of groups out of range: {string.Join("; ", faults)}.");
    }
}
