using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.State;

namespace Federated.Computations.Fairness;

/// <summary>
/// Results as a snapshot: for attribute i the F64 tensor <c>attribute.i</c> of its groups, the others last, six figures each (rows, positives, selected, true positives,
/// Σ probability, Σ squared gap); −1 throughout for a group that is merged, and for true positives that are withheld. Without tensors before the round.
/// </summary>
public static class FairnessSnapshot
{
    private const double Withheld = -1;
    private const long MostRows = 1L << 40;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(FairnessState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Result is { } result
            ? result.Select((attribute, index) => StateTensors.Tensor(NameOf(index), [.. attribute.Groups.Append(attribute.Others).SelectMany(Figures)]))
            : []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the request, or holds what no customers have or what is below the floor.</exception>
    public static FairnessState Read(ModelSnapshot snapshot, FairnessRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        if (snapshot.Tensors.IsEmpty)
            return new FairnessState(request);
        StateTensors.RequireCount(snapshot, request.Attributes.Length);
        var results = ImmutableArray.CreateBuilder<AttributeFairness>(request.Attributes.Length);
        for (int attribute = 0; attribute < request.Attributes.Length; attribute++)
        {
            double[] figures = StateTensors.Figures(snapshot, NameOf(attribute), request.Attributes[attribute].Slots * FairnessRequest.Figures);
            GroupOutcome?[] groups = [.. figures.Chunk(FairnessRequest.Figures).Select(group => Group(group, request.Floor))];
            results.Add(new AttributeFairness([.. groups[..^1]], groups[^1]));
        }

        return new FairnessState(request, results.MoveToImmutable());
    }

    private static string NameOf(int attribute) => string.Create(CultureInfo.InvariantCulture, $"attribute.{attribute}");

    private static IEnumerable<double> Figures(GroupOutcome? group) => group is null
        ? Enumerable.Repeat(Withheld, FairnessRequest.Figures)
        : [group.Rows, group.Positives, group.Selected, group.TruePositives ?? Withheld, group.ScoreSum, group.SquaredGap];

    private static GroupOutcome? Group(double[] figures, int floor)
    {
        if (Array.TrueForAll(figures, figure => figure == Withheld))
            return null;
        long rows = StateTensors.Whole(figures[0], "group", 0, MostRows);
        if (rows > 0 && rows < floor)
            throw new ContributionException($"The published comparison shows a group of {rows} customers, below the floor of {floor}; ask for it again.");
        long positives = StateTensors.Whole(figures[1], "positives", 0, rows), selected = StateTensors.Whole(figures[2], "selected", 0, rows);
        long? found = figures[3] == Withheld ? null : StateTensors.Whole(figures[3], "true positives", Math.Max(0, selected + positives - rows), Math.Min(positives, selected));
        if (!(figures[4] >= 0 && figures[4] <= rows && figures[5] >= 0 && figures[5] <= rows))
            throw new ContributionException($"The published comparison holds scores that {rows} customers cannot have; ask for it again.");
        return new GroupOutcome(rows, positives, selected, found, figures[4], figures[5]);
    }
}
