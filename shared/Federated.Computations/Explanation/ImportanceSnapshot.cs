using Federated.Learning.Explanations;
using Federated.Learning.State;

namespace Federated.Computations.Explanation;

/// <summary>Results as a snapshot: the F64 tensors <c>area</c> [1], <c>drop</c> and <c>deviation</c> [features]; no tensor before the round.</summary>
public static class ImportanceSnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(ImportanceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Result is { } result
            ?
            [
                StateTensors.Tensor("area", result.AreaUnderCurve),
                StateTensors.Tensor("drop", [.. result.Features.Select(feature => feature.Drop)]),
                StateTensors.Tensor("deviation", [.. result.Features.Select(feature => feature.StandardDeviation)]),
            ]
            : []);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the request, or holds what no measurement gives.</exception>
    public static ImportanceState Read(ModelSnapshot snapshot, ImportanceRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        if (snapshot.Tensors.IsEmpty)
            return new ImportanceState(request);
        StateTensors.RequireCount(snapshot, 3);
        double area = StateTensors.Figures(snapshot, "area", 1)[0];
        double[] drops = StateTensors.Figures(snapshot, "drop", request.Features.Length), deviations = StateTensors.Figures(snapshot, "deviation", request.Features.Length);
        if (!(area >= 0 && area <= 1) || drops.Any(drop => Math.Abs(drop) > 1) || deviations.Any(deviation => !(deviation >= 0 && deviation <= 1)))
            throw new ContributionException("The published importance holds a figure that no area under a curve falls by; ask for it again.");
        return new ImportanceState(request, new ImportanceResult(area, [.. drops.Zip(deviations, (drop, deviation) => new ImportanceEstimate(drop, deviation))]));
    }
}
