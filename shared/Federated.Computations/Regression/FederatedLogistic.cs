using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Computations.Regression;

/// <summary>
/// Logistic regression of two classes with an L2 penalty over the rows of all nodes, exact: Newton's method (Hastie, Tibshirani and Friedman, The Elements
/// of Statistical Learning, 4.4.1), a round a step. The state publishes coefficients; a node contributes the weight, loss, gradient and Hessian of its rows
/// there; their sums are those of the pooled rows, and so is the step. A step that did not lower the joint loss is halved, at most thirty times (Boyd and
/// Vandenberghe, Convex Optimization, 9.5.2), so that the descent converges from zero on any rows, separable ones included when there is a penalty.
/// Two losses are only compared when the same weight of rows made them: a node that drops out or returns between rounds does not look like a bad step.
/// It ends when the gradient is within the tolerance, when no step lowers the loss, or after the rounds agreed on; 2 + p + p(p+1)/2 numbers a node
/// and round for p − 1 columns. Rounding to 48 bits moves a mean gradient by less than nodes × 10⁻¹³, and the coefficients by about as much over the smallest
/// curvature.
/// </summary>
public sealed class FederatedLogistic : IComputation<LogisticState, INewtonSums>
{
    private const int MaximumHalvings = 30;

    /// <inheritdoc/>
    public ContributionSpec Specify(LogisticState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(Length(state.Options.Columns), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(LogisticState state, INewtonSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        LogisticDescending descending = Descending(state);
        if (data.Columns != state.Options.Columns)
            throw new ContributionException($"The rows have {data.Columns} features; the job's have {state.Options.Columns}. Encode the rows as the job's features say.");
        var sums = new double[Length(data.Columns)];
        data.Add(descending.Coefficients.AsSpan(), state.Options.FeatureBound, sums);
        RowSums.Contribute(sums, MostOfARow(descending), into);
    }

    /// <inheritdoc/>
    public LogisticState Apply(LogisticState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        LogisticDescending descending = Descending(state);
        FederatedLogisticOptions options = state.Options;
        double[] most = MostOfARow(descending);
        double[] sums = RowSums.Read(sum, most, options.RowBound);
        double weight = sums[0], loss = sums[1];
        if (!(weight > 0))
            throw new ContributionException("The joint sums hold no row with a weight; a regression needs rows.");

        AcceptedPoint? accepted = descending.Accepted;
        double objective = loss + (options.Penalty / 2 * SquaredNorm(descending.Coefficients));
        double rounding = (2 * RowSums.Rounding(sum.Contributors, options.RowBound, most[1])) + (1e-12 * Math.Abs(objective));
        bool isComparable = accepted is not null && Math.Abs(weight - accepted.Weight) <= 1e-9 * weight;
        if (isComparable && objective > accepted!.Objective + rounding)
            return Halve(descending, accepted);

        int size = descending.Coefficients.Length;
        var step = new NewtonStep(descending.Coefficients, sums.AsSpan(2, size), sums.AsSpan(2 + size), options.Penalty);
        var here = new AcceptedPoint(descending.Coefficients, step.StandardErrors(), objective, loss, weight);
        int round = descending.Round + 1;
        if (step.LargestSlope <= options.Tolerance * weight)
            return Fitted(options, here, round, isConverged: true);
        if (round >= options.MaximumRounds)
            return Fitted(options, here, round, isConverged: false);
        ImmutableArray<double> next = [.. descending.Coefficients.Zip(step.Change(), (value, change) => value - change)];
        return new LogisticDescending(options, next, here, halvings: 0, round);
    }

    /// <inheritdoc/>
    public bool IsDone(LogisticState state) => state is LogisticFitted;

    private static LogisticDescending Descending(LogisticState state)
        => state as LogisticDescending ?? throw new InvalidOperationException("The regression is fitted already; no round is left.");

    private static LogisticState Halve(LogisticDescending state, AcceptedPoint accepted)
    {
        int round = state.Round + 1;
        if (state.Halvings == MaximumHalvings || round >= state.Options.MaximumRounds)
            return Fitted(state.Options, accepted, round, isConverged: state.Halvings == MaximumHalvings);
        ImmutableArray<double> half = [.. state.Coefficients.Zip(accepted.Coefficients, (value, before) => before + ((value - before) / 2))];
        return new LogisticDescending(state.Options, half, accepted, state.Halvings + 1, round);
    }

    private static LogisticFitted Fitted(FederatedLogisticOptions options, AcceptedPoint point, int rounds, bool isConverged)
    {
        var model = new LinearModel(point.Coefficients[..options.Columns], point.Coefficients[options.Columns]);
        return new LogisticFitted(options, new LogisticFit(model, point.StandardErrors, point.Loss / point.Weight, point.Weight, rounds, isConverged));
    }

    private static int Length(int columns) => 2 + columns + 1 + PackedTriangle.Length(columns + 1);

    // |logit| ≤ |intercept| + bound·‖w‖₁ and a row's loss is at most ln 2 more; a slope p − y is at most 1 and a curvature p(1 − p) at most ¼.
    private static double[] MostOfARow(LogisticDescending state)
    {
        int columns = state.Options.Columns, size = columns + 1;
        double bound = state.Options.FeatureBound;
        double MostOf(int index) => index < columns ? bound : 1;
        var most = new double[Length(columns)];
        most[0] = 1;
        most[1] = 1;
        for (int index = 0; index < size; index++)
        {
            most[1] += Math.Abs(state.Coefficients[index]) * MostOf(index);
            most[2 + index] = MostOf(index);
        }

        for (int row = 0, index = 2 + size; row < size; row++)
        {
            for (int column = 0; column <= row; column++, index++)
                most[index] = MostOf(row) * MostOf(column) / 4;
        }

        return most;
    }

    private static double SquaredNorm(ImmutableArray<double> coefficients)
    {
        double sum = 0;
        for (int index = 0; index < coefficients.Length - 1; index++)
            sum += coefficients[index] * coefficients[index];
        return sum;
    }
}
