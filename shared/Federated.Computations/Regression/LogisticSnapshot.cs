using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.State;

namespace Federated.Computations.Regression;

/// <summary>
/// The state of a joint logistic regression as a snapshot, of F64 tensors. While it descends: <c>coefficients</c> [columns + 1], <c>progress</c> [2] (halvings,
/// rounds) and, after the first round, the best point: <c>accepted</c> and <c>error</c> [columns + 1], <c>joint</c> [3] (objective, loss, weight).
/// Once fitted: <c>weight</c> [columns], <c>intercept</c> [1], <c>error</c> [columns + 1] and <c>quality</c> [4] (mean loss, weight, rounds, 1 if converged).
/// </summary>
public static class LogisticSnapshot
{
    private const int MaximumHalvings = 30;
    private const double MaximumCoefficient = 1e9;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(LogisticState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            LogisticFitted fitted => Write(fitted.Fit),
            LogisticDescending { Accepted: { } accepted } descending => new ModelSnapshot(
            [
                .. Position(descending),
                StateTensors.Tensor("accepted", accepted.Coefficients.AsSpan()),
                StateTensors.Tensor("error", accepted.StandardErrors.AsSpan()),
                StateTensors.Tensor("joint", accepted.Objective, accepted.Loss, accepted.Weight),
            ]),
            LogisticDescending descending => new ModelSnapshot(Position(descending)),
            _ => throw new ArgumentException($"A {state.GetType().Name} has no snapshot.", nameof(state)),
        };
    }

    /// <summary>Reads what <see cref="Write(LogisticState)"/> wrote under the same options.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state.</exception>
    public static LogisticState Read(ModelSnapshot snapshot, FederatedLogisticOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return snapshot.Tensors.Any(tensor => tensor.Name == "quality") ? ReadFitted(snapshot, options) : ReadDescending(snapshot, options);
    }

    private static ModelSnapshot Write(LogisticFit fit) => new(
    [
        StateTensors.Tensor("weight", fit.Model.Weights.AsSpan()),
        StateTensors.Tensor("intercept", fit.Model.Intercept),
        StateTensors.Tensor("error", fit.StandardErrors.AsSpan()),
        StateTensors.Tensor("quality", fit.MeanLoss, fit.Weight, fit.Rounds, fit.IsConverged ? 1 : 0),
    ]);

    private static NamedTensor[] Position(LogisticDescending state)
        => [StateTensors.Tensor("coefficients", state.Coefficients.AsSpan()), StateTensors.Tensor("progress", state.Halvings, state.Round)];

    private static LogisticFitted ReadFitted(ModelSnapshot snapshot, FederatedLogisticOptions options)
    {
        StateTensors.RequireCount(snapshot, 4);
        var model = new LinearModel([.. StateTensors.Figures(snapshot, "weight", options.Columns)], StateTensors.Figures(snapshot, "intercept", 1)[0]);
        double[] quality = StateTensors.Figures(snapshot, "quality", 4);
        if (!(quality[0] >= 0 && quality[1] > 0))
            throw new ContributionException("The state's mean loss is negative or its weight is not above 0; ask for the state again.");
        int rounds = (int)StateTensors.Whole(quality[2], "round count", 1, options.MaximumRounds);
        bool isConverged = StateTensors.Whole(quality[3], "mark of convergence", 0, 1) == 1;
        return new LogisticFitted(options, new LogisticFit(model, Errors(snapshot, options), quality[0], quality[1], rounds, isConverged));
    }

    private static LogisticDescending ReadDescending(ModelSnapshot snapshot, FederatedLogisticOptions options)
    {
        double[] progress = StateTensors.Figures(snapshot, "progress", 2);
        int halvings = (int)StateTensors.Whole(progress[0], "number of halvings", 0, MaximumHalvings);
        int round = (int)StateTensors.Whole(progress[1], "round count", 0, options.MaximumRounds - 1);
        ImmutableArray<double> coefficients = [.. StateTensors.Figures(snapshot, "coefficients", options.Columns + 1)];
        StateTensors.RequireCount(snapshot, round == 0 ? 2 : 5);
        if (coefficients.Any(coefficient => Math.Abs(coefficient) > MaximumCoefficient))
            throw new ContributionException($"A coefficient of the state is beyond ±{MaximumCoefficient}; ask for the state again, or raise the penalty.");
        if (round == 0)
            return new LogisticDescending(options, coefficients, accepted: null, halvings, round);
        double[] joint = StateTensors.Figures(snapshot, "joint", 3);
        if (!(joint[2] > 0))
            throw new ContributionException($"The state's weight is {joint[2]}; it must be above 0. Ask for the state again.");
        var accepted = new AcceptedPoint([.. StateTensors.Figures(snapshot, "accepted", options.Columns + 1)], Errors(snapshot, options), joint[0], joint[1], joint[2]);
        return new LogisticDescending(options, coefficients, accepted, halvings, round);
    }

    private static ImmutableArray<double> Errors(ModelSnapshot snapshot, FederatedLogisticOptions options)
    {
        double[] errors = StateTensors.Figures(snapshot, "error", options.Columns + 1);
        return errors.All(error => error >= 0) ? [.. errors] : throw new ContributionException("The state holds a negative standard error; ask for the state again.");
    }
}
