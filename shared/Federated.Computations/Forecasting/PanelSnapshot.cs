using System.Collections.Immutable;
using Federated.Learning.Forecasting;
using Federated.Learning.State;

namespace Federated.Computations.Forecasting;

/// <summary>Joint regressions over series as a snapshot: no tensor before the round; afterwards F64 tensors <c>weights</c> [models × columns], <c>intercepts</c>, <c>quality</c> (R², NaN where there is none) and <c>rows</c> [models].</summary>
public static class PanelSnapshot
{
    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(PanelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Fits.IsDefault ? [] :
        [
            StateTensors.Tensor("weights", [.. state.Fits.SelectMany(fit => fit.Weights)]),
            StateTensors.Tensor("intercepts", [.. state.Fits.Select(fit => fit.Intercept)]),
            StateTensors.Tensor("quality", [.. state.Fits.Select(fit => fit.RSquared)]),
            StateTensors.Tensor("rows", [.. state.Fits.Select(fit => (double)fit.Rows)]),
        ]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static PanelState Read(ModelSnapshot snapshot, PanelOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        if (snapshot.Tensors.IsEmpty)
            return new PanelState(options);
        StateTensors.RequireCount(snapshot, 4);
        double[] weights = StateTensors.Figures(snapshot, "weights", options.Models * options.Columns), intercepts = StateTensors.Figures(snapshot, "intercepts", options.Models);
        double[] quality = StateTensors.FiguresOrNaN(snapshot, "quality", options.Models), rows = StateTensors.Figures(snapshot, "rows", options.Models);
        return new PanelState(options, [.. Enumerable.Range(0, options.Models).Select(model => new PanelFit(
            [.. weights.AsSpan(model * options.Columns, options.Columns)], intercepts[model], quality[model], StateTensors.Whole(rows[model], "row count", 0, 1L << 53)))]);
    }
}
