using System.Collections.Immutable;

namespace Federated.Computations.SparseRegression;

/// <summary>
/// Penalised logistic regression over thousands of sparse columns, equal to that of all rows in one place. Its Hessian is too large to sum, so a round sums the
/// loss and the gradient at the published parameters, and the coordinator takes a limited-memory quasi-Newton step (L-BFGS; Liu and Nocedal 1989); a step that
/// did not lower the penalised loss enough is shortened by interpolation and tried again (Nocedal and Wright, Numerical Optimization, 3.5 and 7.2). The objective
/// has one optimum, so where the rows lie changes nothing but rounding. Two classes and 2¹⁴ columns take some twenty rounds of 2 + 2¹⁴ + 1 values.
/// Values are sent to 52 bits of ±2²⁴, in steps of 2⁻²⁷; the error of a gradient of 2¹⁴ columns has a norm of about 1e-6 a node, and the weights' at most
/// that divided by λ.
/// </summary>
public sealed class FederatedSparseLogistic : IComputation<SparseLogisticState, ISparseGradientSums>
{
    /// <summary>Most rows of one node: 2²⁴.</summary>
    public const int MostRows = 1 << 24;

    /// <summary>The loss is sent divided by this: rows may lose so many nats on average.</summary>
    private const double LossUnit = 64;
    private const int Bits = 52;
    private const double SufficientDecrease = 1e-4;

    /// <inheritdoc/>
    public ContributionSpec Specify(SparseLogisticState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(2 + state.Parameters.Length, MostRows, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(SparseLogisticState state, ISparseGradientSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        data.Add(state.Parameters.AsSpan(), state.Outputs, into.Values);
        into.Values[1] /= LossUnit;
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public SparseLogisticState Apply(SparseLogisticState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The model is fitted already; no round is left.");
        ContributionSpec specification = Specify(state);
        sum.RequireFit(specification);
        long rows = SummedCount.Of(sum.Values, 0, (long)sum.Contributors * MostRows);
        if (rows == 0)
            throw new ContributionException("No node has a row; check the columns of text and label.");

        double objective = sum.Values[1] * LossUnit, penalty = state.Options.Penalty;
        double[] gradient = sum.Values[2..].ToArray();
        for (int index = 0; index < gradient.Length; index++)
        {
            if (index % (state.Columns + 1) == state.Columns)
                continue;
            objective += penalty / 2 * state.Parameters[index] * state.Parameters[index];
            gradient[index] += penalty * state.Parameters[index];
        }

        SparseLogisticState counted = state with { Rows = rows, Rounds = state.Rounds + 1 };
        double resolution = LossUnit * sum.Contributors / specification.Scale;
        return IsFarEnough(state, rows, objective, resolution, out double shorter) ? Step(counted, objective, gradient) : Shorten(counted, shorter);
    }

    /// <inheritdoc/>
    public bool IsDone(SparseLogisticState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Converged || state.Rounds >= state.Options.MaximumRounds;
    }

    private static bool IsFarEnough(SparseLogisticState state, long rows, double objective, double resolution, out double shorter)
    {
        shorter = 0.5;
        // A node that dropped out or returned must not look like a bad step.
        if (rows != state.BestRows)
            return true;
        double slope = 0;
        for (int index = 0; index < state.Best.Length; index++)
            slope += state.BestGradient[index] * (state.Parameters[index] - state.Best[index]);
        double rise = objective - state.BestObjective;
        // The minimum of the parabola through both points.
        shorter = Math.Clamp(-slope / (2 * (rise - slope)), 0.1, 0.5);
        return rise <= (SufficientDecrease * slope) + resolution + (1e-12 * Math.Abs(state.BestObjective));
    }

    private static SparseLogisticState Shorten(SparseLogisticState state, double share)
        => state with { Parameters = [.. state.Parameters.Zip(state.Best, (trial, best) => best + (share * (trial - best)))] };

    private static SparseLogisticState Step(SparseLogisticState state, double objective, double[] gradient)
    {
        CurvaturePairs pairs = state.Pairs;
        if (state.Rows == state.BestRows)
        {
            double[] step = [.. state.Parameters.Zip(state.Best, (trial, best) => trial - best)];
            double[] change = [.. gradient.Zip(state.BestGradient, (now, before) => now - before)];
            pairs = pairs.With(step, change, state.Options.Memory);
        }

        bool converged = Math.Sqrt(gradient.Sum(value => value * value)) <= state.Options.Tolerance * state.Options.Penalty;
        double[] direction = pairs.Direction(gradient, Scale(state), 1 / (state.Options.Penalty + (state.Rows / 16.0)));
        return state with
        {
            Best = state.Parameters,
            BestGradient = [.. gradient],
            BestObjective = objective,
            BestRows = state.Rows,
            Pairs = pairs,
            Converged = converged,
            Parameters = converged ? state.Parameters : [.. state.Parameters.Select((value, index) => value - direction[index])],
        };
    }

    // Every row has an intercept and few have any one column, so the intercept's curvature is far greater.
    private static double[] Scale(SparseLogisticState state)
    {
        var scale = new double[state.Parameters.Length];
        for (int index = 0; index < scale.Length; index++)
            scale[index] = index % (state.Columns + 1) == state.Columns ? Math.Min(1, 64.0 / state.Rows) : 1;
        return scale;
    }
}
