namespace Federated.Computations.Experiments;

/// <summary>The sums of rows that are read anew each time.</summary>
/// <param name="rows">Any number.</param>
public sealed class VariantRows(IEnumerable<VariantRow> rows) : IVariantSums
{
    /// <inheritdoc/>
    public long Rows => rows.LongCount(row => row.Variant >= 0);

    /// <inheritdoc/>
    public void Add(ExperimentOptions options, Span<double> into)
    {
        ArgumentNullException.ThrowIfNull(options);
        foreach (VariantRow row in rows)
        {
            if (row.Variant < 0)
                continue;
            if (row.Variant >= options.Variants || row.Groups.Length != options.Groups.Length || !(Math.Abs(row.Response) <= 1))
                throw new ContributionException($"A row has variant {row.Variant}, {row.Groups.Length} groups and response {row.Response}; the job has {options.Variants} variants, {options.Groups.Length} fields of groups and responses within ±1.");
            Count(into, row.Variant, row.Response);
            for (int field = 0, slice = 1; field < options.Groups.Length; slice += options.Groups[field++])
            {
                int group = row.Groups.Span[field];
                if (group >= options.Groups[field])
                    throw new ContributionException($"A row is in group {group} of a field that has {options.Groups[field]}.");
                if (group >= 0)
                    Count(into, ((slice + group) * options.Variants) + row.Variant, row.Response);
            }
        }
    }

    private static void Count(Span<double> into, int cell, double response)
    {
        into[3 * cell]++;
        into[(3 * cell) + 1] += response;
        into[(3 * cell) + 2] += response * response;
    }
}
