namespace Federated.Computations.Uplift;

/// <summary>Mean and spread of predicted effects over the rows of all nodes, in one round of 1 + 2·learners sums: where the bins of <see cref="FederatedUpliftCurve"/> are laid. Predictions lie within ±2.</summary>
public sealed class FederatedSpread : IComputation<SpreadState, IEnumerable<double[][]>>
{
    /// <summary>Most that a predicted effect may be, the response being within ±1.</summary>
    public const double MostEffect = 2;

    /// <inheritdoc/>
    public ContributionSpec Specify(SpreadState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(1 + (2 * state.Learners), state.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(SpreadState state, IEnumerable<double[][]> data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        var sums = new double[1 + (2 * state.Learners)];
        foreach (double[][] predictions in data)
        {
            if (predictions.Length != state.Learners)
                throw new ContributionException($"A batch has {predictions.Length} predictions a row; the job has {state.Learners}.");
            sums[0] += predictions[0].Length;
            for (int learner = 0; learner < predictions.Length; learner++)
            {
                foreach (double prediction in predictions[learner])
                {
                    sums[1 + (2 * learner)] += prediction;
                    sums[2 + (2 * learner)] += prediction * prediction;
                }
            }
        }

        RowSums.Contribute(sums, Most(state), into);
    }

    /// <inheritdoc/>
    public SpreadState Apply(SpreadState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The spread is known already; no round is left.");
        double[] sums = RowSums.Read(sum, Most(state), state.RowBound);
        long rows = SummedCount.Of(sums, 0, sum.Contributors * state.RowBound);
        if (rows == 0)
            throw new ContributionException("No partner has a training row whose treatment is known, so no effect can be predicted.");
        return state with
        {
            Result = [.. sums[1..].Chunk(2).Select(pair => (pair[0] / rows, Math.Sqrt(Math.Max(0, (pair[1] / rows) - (pair[0] / rows * (pair[0] / rows))))))],
        };
    }

    /// <inheritdoc/>
    public bool IsDone(SpreadState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Result.IsDefault;
    }

    private static double[] Most(SpreadState state)
        => [1, .. Enumerable.Repeat(new[] { MostEffect, MostEffect * MostEffect }, state.Learners).SelectMany(pair => pair)];
}
