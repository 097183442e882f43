using System.Collections.Immutable;
using Federated.Computations.Explanation;
using Federated.Tasks.Reports;
using Federated.Tasks.Reports.Charts;
using Federated.Tasks.Reports.Sections;

namespace Federated.Tasks.TwoClass;

/// <summary>What fields do to the score, over all partners' held-out customers and, where they are at hand, over this partner's.</summary>
/// <param name="Grids">The values, field by field.</param>
/// <param name="Joint">Of the joint model, over all partners.</param>
/// <param name="Own">Of the model that this partner uses, over its own customers; null when they are not at hand.</param>
internal sealed record FieldEffects(ImmutableArray<FieldGrid> Grids, DependenceResult Joint, DependenceResult? Own)
{
    /// <summary>How the figures came about.</summary>
    public string Explanation =>
        $"The curves are means over {FigureText.Of(Joint.Rows, FigureFormat.Count)} held-out customers of all partners, scored by the joint model{(Own is { } own ? $", and over {FigureText.Of(own.Rows, FigureFormat.Count)} of yours, scored by your model" : "")}: "
        + "every customer is given each value in turn while all else stays as it is, even where the two do not go together in life.";

    /// <summary>Fields of which more than one value is known.</summary>
    public IReadOnlyList<FieldEffect> Show() => [.. Grids.Select((grid, field) => (grid, field)).Where(each => each.grid.Values.Length > 1).Select(each => Effect(each.grid, each.field))];

    private FieldEffect Effect(FieldGrid grid, int field)
    {
        (string Name, ImmutableArray<double> Means)[] curves = [("all partners", Joint.Means[field]), .. Own is { } own ? new[] { ("yours", own.Means[field]) } : []];
        return grid.IsLine
            ? FieldEffect.OfNumber(grid.Field.Name, [.. curves.Select(curve => new LineSeries(curve.Name, [.. grid.Values.Zip(curve.Means, (value, mean) => new LinePoint(value, new Estimate(mean)))]))])
            : FieldEffect.OfCategory(grid.Field.Name, grid.Words, [.. curves.Select(curve => new IntervalSeries(curve.Name, [.. curve.Means.Select(mean => new Estimate(mean))]))]);
    }
}
