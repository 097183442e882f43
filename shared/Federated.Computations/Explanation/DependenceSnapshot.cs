using System.Collections.Immutable;
using System.Globalization;
using Federated.Learning.State;

namespace Federated.Computations.Explanation;

/// <summary>Results as a snapshot: the F64 tensors <c>rows</c> [1] and, for feature i, <c>feature.i</c> [points]; no tensor before the round.</summary>
public static class DependenceSnapshot
{
    private const long MostRows = 1L << 40;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(DependenceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Result is { } result
            ? result.Means.Select((means, feature) => StateTensors.Tensor(NameOf(feature), means.AsSpan())).Prepend(StateTensors.Tensor("rows", result.Rows))
            : []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the request, or holds predictions out of its range.</exception>
    public static DependenceState Read(ModelSnapshot snapshot, DependenceRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        if (snapshot.Tensors.IsEmpty)
            return new DependenceState(request);
        StateTensors.RequireCount(snapshot, 1 + request.Features.Length);
        long rows = StateTensors.Whole(StateTensors.Figures(snapshot, "rows", 1)[0], "number of rows", 1, MostRows);
        ImmutableArray<ImmutableArray<double>> means =
            [.. request.Features.Select((feature, index) => StateTensors.Figures(snapshot, NameOf(index), feature.Points.Length).ToImmutableArray())];
        if (means.Any(points => points.Any(mean => mean < request.Lowest || mean > request.Highest)))
            throw new ContributionException($"The published dependence holds a mean prediction outside {request.Lowest} to {request.Highest}; ask for it again.");
        return new DependenceState(request, new DependenceResult(rows, means));
    }

    private static string NameOf(int feature) => string.Create(CultureInfo.InvariantCulture, $"feature.{feature}");
}
