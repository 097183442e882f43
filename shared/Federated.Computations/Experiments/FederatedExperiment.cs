using System.Collections.Immutable;
using Federated.Learning.Experiments;

namespace Federated.Computations.Experiments;

/// <summary>
/// One look at an experiment over the rows of all nodes, exact in two rounds: how many rows there are, then counts, sums and squares of the responses by variant and group, and for
/// each variant the difference from the first at each node, weighted with its rows. A node is compared with itself, so that partners with other shares and other customers do not
/// confound each other; rows times a node's difference grow like a sum over rows, which is what a confidence sequence wants. 3·slices·(2·variants − 1) numbers a node. Groups in which a
/// variant has few rows are withheld, and so many others that none can be told by subtraction. Counts come back exact; a squared error is off by less than nodes × 10⁻¹³.
/// </summary>
public sealed class FederatedExperiment : IComputation<ExperimentState, IVariantSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(ExperimentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Options.Validate();
        return state.Rows is { } rows ? RowSums.Specify(Length(state.Options), Bound(rows)) : RowSums.Specify(1, RowSums.MaximumRows);
    }

    /// <inheritdoc/>
    public void Contribute(ExperimentState state, IVariantSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        if (state.Rows is not { } rows)
        {
            RowSums.Contribute([data.Rows], [1], into);
            return;
        }

        ExperimentOptions options = state.Options;
        var raw = new double[3 * options.Slices * options.Variants];
        data.Add(options, raw);
        var sums = new double[Length(options)];
        raw.CopyTo(sums, 0);
        for (int slice = 0, at = raw.Length; slice < options.Slices; slice++)
        {
            ArmFigures first = Arm(raw, slice * options.Variants);
            for (int variant = 1; variant < options.Variants; variant++, at += 3)
            {
                ArmFigures arm = Arm(raw, (slice * options.Variants) + variant);
                if (first.Rows < 2 || arm.Rows < 2)
                    continue;
                double both = first.Rows + arm.Rows;
                sums[at] = both;
                sums[at + 1] = both * (arm.Mean - first.Mean);
                sums[at + 2] = both * both * (arm.SquaredError + first.SquaredError);
            }
        }

        RowSums.Contribute(sums, Most(options, rows), into);
    }

    /// <inheritdoc/>
    public ExperimentState Apply(ExperimentState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The experiment is counted already; no round is left.");
        if (state.Rows is not { } rows)
        {
            long all = SummedCount.Of(RowSums.Read(sum, [1], RowSums.MaximumRows), 0, sum.Contributors * RowSums.MaximumRows);
            return all > 0 ? state with { Rows = all } : throw new ContributionException("No partner has a row whose variant is known, so there is nothing to compare.");
        }

        ExperimentOptions options = state.Options;
        double[] sums = RowSums.Read(sum, Most(options, rows), Bound(rows));
        long most = sum.Contributors * Bound(rows);
        int plain = 3 * options.Slices * options.Variants, compared = 3 * (options.Variants - 1);
        SliceFigures[] slices = [.. Enumerable.Range(0, options.Slices).Select(slice => new SliceFigures(
            [.. Enumerable.Range(slice * options.Variants, options.Variants).Select(cell => new ArmFigures(SummedCount.Of(sums, 3 * cell, most), sums[(3 * cell) + 1], Math.Max(0, sums[(3 * cell) + 2])))],
            [.. Enumerable.Range(0, options.Variants - 1).Select(place => plain + (slice * compared) + (3 * place)).Select(at => new VariantComparison(SummedCount.Of(sums, at, most), sums[at + 1], Math.Max(0, sums[at + 2])))]))];
        return state with { Slices = [.. Shown(slices, options)] };
    }

    /// <inheritdoc/>
    public bool IsDone(ExperimentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Slices.IsDefault;
    }

    private static int Length(ExperimentOptions options) => 3 * options.Slices * ((2 * options.Variants) - 1);

    // A node's table may grow between the rounds.
    private static long Bound(long rows) => Math.Min(RowSums.MaximumRows, (2 * rows) + 1000);

    private static ArmFigures Arm(double[] raw, int cell) => new((long)raw[3 * cell], raw[(3 * cell) + 1], raw[(3 * cell) + 2]);

    // A difference of means is at most 2, and so is its squared error of any two rows and more.
    private static double[] Most(ExperimentOptions options, long rows)
    {
        var most = new double[Length(options)];
        Array.Fill(most, 1);
        for (int at = 3 * options.Slices * options.Variants; at < most.Length; at += 3)
            (most[at + 1], most[at + 2]) = (2, 2.0 * Bound(rows));
        return most;
    }

    private static SliceFigures?[] Shown(SliceFigures[] slices, ExperimentOptions options)
    {
        var shown = new SliceFigures?[slices.Length];
        shown[0] = slices[0];
        for (int field = 0, from = 1; field < options.Groups.Length; from += options.Groups[field++])
        {
            SliceFigures[] groups = slices[from..(from + options.Groups[field])];
            bool[] visible = [.. Enumerable.Repeat(true, groups.Length)];
            for (int variant = 0; variant < options.Variants; variant++)
            {
                long[] counts = [.. groups.Select(group => group.Arms[variant].Rows)];
                bool[] large = SmallCounts.Shown(counts, Math.Max(0, slices[0].Arms[variant].Rows - counts.Sum()), options.Floor);
                for (int group = 0; group < groups.Length; group++)
                    visible[group] &= large[group];
            }

            for (int group = 0; group < groups.Length; group++)
                shown[from + group] = visible[group] ? groups[group] : null;
        }

        return shown;
    }
}
