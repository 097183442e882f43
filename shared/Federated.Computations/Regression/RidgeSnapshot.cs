using Federated.Learning.Linear;
using Federated.Learning.State;

namespace Federated.Computations.Regression;

/// <summary>
/// A joint linear regression as a snapshot, of F64 tensors: <c>weight</c> and <c>error</c> [columns], <c>intercept</c> [1], <c>quality</c> [3] (R², residual
/// variance, degrees of freedom) and <c>rows</c> [1]. Figures that could not be computed are NaN.
/// </summary>
public static class RidgeSnapshot
{
    /// <summary>Writes the result.</summary>
    public static ModelSnapshot Write(RidgeComputed state)
    {
        ArgumentNullException.ThrowIfNull(state);
        RidgeFit fit = state.Fit;
        return new ModelSnapshot(
        [
            StateTensors.Tensor("weight", fit.Model.Weights.AsSpan()),
            StateTensors.Tensor("intercept", fit.Model.Intercept),
            StateTensors.Tensor("error", fit.StandardErrors.AsSpan()),
            StateTensors.Tensor("quality", fit.RSquared, fit.ResidualVariance, fit.DegreesOfFreedom),
            StateTensors.Tensor("rows", state.Rows),
        ]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a result.</exception>
    public static RidgeComputed Read(ModelSnapshot snapshot, FederatedRidgeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        StateTensors.RequireCount(snapshot, 5);
        var model = new LinearModel([.. StateTensors.Figures(snapshot, "weight", options.Columns)], StateTensors.Figures(snapshot, "intercept", 1)[0]);
        double[] errors = StateTensors.FiguresOrNaN(snapshot, "error", options.Columns);
        double[] quality = StateTensors.FiguresOrNaN(snapshot, "quality", 3);
        if (errors.Any(error => error < 0) || quality[1] < 0)
            throw new ContributionException("The state's standard errors or residual variance are negative; ask for the state again.");
        long rows = StateTensors.Whole(StateTensors.Figures(snapshot, "rows", 1)[0], "row count", 0, 1L << 53);
        return new RidgeComputed(options, new RidgeFit(model, [.. errors], quality[0], quality[1], quality[2]), rows);
    }
}
