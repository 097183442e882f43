using Federated.Learning.Experiments;
using Federated.Learning.State;

namespace Federated.Computations.Experiments;

/// <summary>An experiment's state as F64 tensors: <c>rows</c> [1], 0 at first, and at last <c>slices</c> [slices · 3 · (2·variants − 1)] (by slice: count, Σ y, Σ y² of each variant; rows, sum and variance of each comparison; −1 throughout where withheld).</summary>
public static class ExperimentSnapshot
{
    private const double Withheld = -1;

    /// <summary>Writes a state.</summary>
    public static ModelSnapshot Write(ExperimentState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        DoubleTensor count = StateTensors.Tensor("rows", state.Rows ?? 0);
        return state.Slices.IsDefault
            ? new ModelSnapshot([count])
            : new ModelSnapshot([count, StateTensors.Tensor("slices", [.. state.Slices.SelectMany(slice => slice is null ? Enumerable.Repeat(Withheld, Length(state.Options)) : Figures(slice))])]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static ExperimentState Read(ModelSnapshot snapshot, ExperimentOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        bool isDone = snapshot.Tensors.Any(tensor => tensor.Name == "slices");
        StateTensors.RequireCount(snapshot, isDone ? 2 : 1);
        long rows = StateTensors.Whole(StateTensors.Figures(snapshot, "rows", 1)[0], "row count", isDone ? 1 : 0, 1L << 53);
        var state = new ExperimentState(options, rows == 0 ? null : rows);
        if (!isDone)
            return state;
        SliceFigures?[] slices = [.. StateTensors.Figures(snapshot, "slices", options.Slices * Length(options)).Chunk(Length(options)).Select(figures => Slice(figures, options.Variants))];
        return slices[0] is null ? throw new ContributionException("The state withholds the figures of all rows, which are never withheld; ask for it again.") : state with { Slices = [.. slices] };
    }

    private static int Length(ExperimentOptions options) => 3 * ((2 * options.Variants) - 1);

    private static IEnumerable<double> Figures(SliceFigures slice) =>
        [.. slice.Arms.SelectMany(arm => new[] { arm.Rows, arm.Sum, arm.Squares }), .. slice.Comparisons.SelectMany(each => new[] { each.Rows, each.Sum, each.Variance })];

    private static SliceFigures? Slice(double[] figures, int variants)
    {
        if (figures.All(figure => figure == Withheld))
            return null;
        double[][] parts = [.. figures.Chunk(3)];
        if (parts.Any(part => part[2] < 0))
            throw new ContributionException("The state holds a negative sum of squares; ask for it again.");
        long Rows(double figure) => StateTensors.Whole(figure, "row count", 0, 1L << 53);
        return new SliceFigures(
            [.. parts.Take(variants).Select(part => new ArmFigures(Rows(part[0]), part[1], part[2]))], [.. parts.Skip(variants).Select(part => new VariantComparison(Rows(part[0]), part[1], part[2]))]);
    }
}
