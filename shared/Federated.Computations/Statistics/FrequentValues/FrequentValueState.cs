using System.Collections.Immutable;

namespace Federated.Computations.Statistics.FrequentValues;

/// <summary>State of <see cref="FederatedFrequentValues"/>: <see cref="PrefixesFollowed"/>, then <see cref="HashesCounted"/>, then <see cref="ValuesNamed"/>.</summary>
/// <param name="Plan">What is wanted.</param>
public abstract record FrequentValueState(FrequentValuePlan Plan)
{
    /// <summary>Before the first round.</summary>
    public static FrequentValueState Begin(FrequentValuePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Columns.Texts.IsEmpty ? new ValuesNamed(plan, []) : new PrefixesFollowed(plan, 0, [.. plan.Columns.Texts.Select(_ => new FollowedColumn(0, [0]))]);
    }
}

/// <summary>Some bits of the frequent values' hashes are known.</summary>
/// <param name="Plan">What is wanted.</param>
/// <param name="Bits">How many, from the front: 0, then <see cref="FrequentValuePlan.FirstBits"/>, and <see cref="FrequentValuePlan.FurtherBits"/> more a round, below 48.</param>
/// <param name="Columns">One a text column.</param>
public sealed record PrefixesFollowed(FrequentValuePlan Plan, int Bits, ImmutableArray<FollowedColumn> Columns) : FrequentValueState(Plan)
{
    /// <summary>Bits that the next round looks further.</summary>
    public int StepBits => Bits == 0 ? FrequentValuePlan.FirstBits : FrequentValuePlan.FurtherBits;

    /// <summary>Whether the next round completes the hashes.</summary>
    public bool IsLast => Bits + StepBits == TextHash.Bits;
}

/// <summary>The frequent values' hashes are known, and how many rows have them.</summary>
/// <param name="Plan">What is wanted.</param>
/// <param name="Columns">One a text column.</param>
public sealed record HashesCounted(FrequentValuePlan Plan, ImmutableArray<CountedColumn> Columns) : FrequentValueState(Plan);

/// <summary>The frequent values are known.</summary>
/// <param name="Plan">What is wanted.</param>
/// <param name="Columns">One a text column.</param>
public sealed record ValuesNamed(FrequentValuePlan Plan, ImmutableArray<FrequentColumn> Columns) : FrequentValueState(Plan)
{
    /// <summary>The text column of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public FrequentColumn Column(string name)
    {
        int index = Plan.Columns.Texts.ToList().FindIndex(column => column.Name == name);
        return index >= 0 ? Columns[index] : throw new KeyNotFoundException($"There is no text column '{name}'.");
    }
}
