using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Computations.Regression;

/// <summary>
/// Linear regression with an L2 penalty over the rows of all nodes, exact in one round: a node contributes its row count and the Gram matrix of its features,
/// the constant and the target, Σ z·zᵀ with z = (x, 1, y); their sum is that of the pooled rows, and so is the closed-form solution, with R², residual
/// variance and standard errors (Hoerl and Kennard 1970). (p+2)(p+3)/2 + 1 numbers a node for p columns. Rounding to 48 bits moves a mean product by less
/// than nodes × 10⁻¹⁴ of its largest value: coefficients of standardised features agree with the pooled ones to about 10⁻⁹.
/// </summary>
public sealed class FederatedRidge : IComputation<RidgeState, IGramSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(RidgeState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(Length(state.Options.Columns), state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(RidgeState state, IGramSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        FederatedRidgeOptions options = state.Options;
        if (data.Columns != options.Columns)
            throw new ContributionException($"The rows have {data.Columns} features; the job's have {options.Columns}. Encode the rows as the job's features say.");
        var sums = new double[Length(options.Columns)];
        data.Add(options.FeatureBound, options.TargetBound, sums);
        RowSums.Contribute(sums, MostOfARow(options), into);
    }

    /// <inheritdoc/>
    public RidgeState Apply(RidgeState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        if (state is not RidgeRequested { Options: var options })
            throw new InvalidOperationException("The regression is fitted already; no round is left.");
        double[] sums = RowSums.Read(sum, MostOfARow(options), options.RowBound);
        sums[0] = SummedCount.Of(sums, 0, sum.Contributors * options.RowBound);
        try
        {
            var statistics = new RidgeStatistics(options.Columns);
            statistics.AddVector(sums);
            return new RidgeComputed(options, RidgeRegression.Fit(statistics, options.Penalty, options.HasIntercept), (long)sums[0]);
        }
        catch (ArgumentException fault)
        {
            throw new ContributionException($"The joint sums have no regression: {fault.Message}", fault);
        }
        catch (NotPositiveDefiniteException fault)
        {
            throw new ContributionException($"The joint regression has no unique solution: {fault.Message} Drop columns that depend on others, or set a penalty above 0.", fault);
        }
    }

    /// <inheritdoc/>
    public bool IsDone(RidgeState state) => state is RidgeComputed;

    private static int Length(int columns) => 1 + PackedTriangle.Length(columns + 2);

    private static double[] MostOfARow(FederatedRidgeOptions options)
    {
        double MostOf(int index) => index < options.Columns ? options.FeatureBound : index == options.Columns ? 1 : options.TargetBound;
        var most = new double[Length(options.Columns)];
        most[0] = 1;
        for (int row = 0, index = 1; row < options.Columns + 2; row++)
        {
            for (int column = 0; column <= row; column++, index++)
                most[index] = MostOf(row) * MostOf(column);
        }

        return most;
    }
}
