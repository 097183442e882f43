using System.Collections.Immutable;
using Federated.Learning.Metrics;

namespace Federated.Computations.Bandits;

/// <summary>
/// What policies would have earned on choices that another one made, before any of them is used: inverse propensity scores, their self-normalised form, the
/// doubly robust estimate and replay, each with its interval, over all nodes in one round. Every estimate is a function of sums of per-row terms
/// (<see cref="OffPolicySums"/>); a weight counts at most the clip, so a row's terms are bounded. Rounding to 48 bits moves a mean term by less than nodes ×
/// 10⁻¹⁴ of the largest. Intervals take rows as independent: many rows of one customer make them too narrow.
/// </summary>
public sealed class FederatedPolicyValue : IComputation<PolicyValueState, IEnumerable<LoggedChoices>>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(PolicyValueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(state.Request.Length, state.Request.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(PolicyValueState state, IEnumerable<LoggedChoices> data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        PolicyValueRequest request = state.Request;
        var sums = new double[request.Length];
        foreach (LoggedChoices batch in data)
            Add(request, batch, sums);
        RowSums.Contribute(sums, request.MostOfARow(), into);
    }

    /// <inheritdoc/>
    public PolicyValueState Apply(PolicyValueState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The policies are valued already; no round is left.");
        PolicyValueRequest request = state.Request;
        double[] sums = RowSums.Read(sum, request.MostOfARow(), request.RowBound);
        long rows = SummedCount.Of(sums, request.Length - 3, sum.Contributors * request.RowBound);
        if (rows == 0)
            throw new ContributionException("No node has a held-out choice with a known arm and chance; check the columns of arm and propensity.");
        sums[^3] = rows;
        for (int policy = 0; policy < request.Policies; policy++)
        {
            int start = policy * request.Stride;
            sums[start] = SummedCount.Of(sums, start, rows);
            sums[start + 1] = SummedCount.Of(sums, start + 1, rows);
            sums[start + 9] = SummedCount.Of(sums, start + 9, rows);
        }

        return state with { Sums = [.. sums] };
    }

    /// <inheritdoc/>
    public bool IsDone(PolicyValueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return !state.Sums.IsEmpty;
    }

    /// <summary>The value of each policy.</summary>
    /// <exception cref="InvalidOperationException">The round was not held.</exception>
    public static ImmutableArray<PolicyValue> Values(PolicyValueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Sums.IsEmpty)
            throw new InvalidOperationException("The policies are not valued yet; hold the round first.");
        PolicyValueRequest request = state.Request;
        var values = ImmutableArray.CreateBuilder<PolicyValue>(request.Policies);
        for (int policy = 0; policy < request.Policies; policy++)
        {
            ReadOnlySpan<double> own = state.Sums.AsSpan().Slice(policy * request.Stride, request.Stride);
            var sums = new OffPolicySums(request.Clip);
            sums.AddVector(own[..OffPolicySums.Count]);
            values.Add(new PolicyValue(sums, [.. own[OffPolicySums.Count..].ToArray().Select(chances => chances / state.Rows)]));
        }

        return values.MoveToImmutable();
    }

    /// <summary>What the logging policy itself earned a row, with its interval of 95 %.</summary>
    /// <exception cref="InvalidOperationException">The round was not held.</exception>
    public static ConfidenceInterval Logged(PolicyValueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Sums.IsEmpty)
            throw new InvalidOperationException("The policies are not valued yet; hold the round first.");
        // A policy that gives the arm shown the chance that it had: every weight is 1.
        var sums = new OffPolicySums(1);
        double rows = state.Sums[^3], reward = state.Sums[^2], squares = state.Sums[^1];
        sums.AddVector([rows, 0, rows, rows, reward, reward, squares, reward, squares, rows, reward, squares]);
        return sums.Estimate(OffPolicyEstimator.Weighted);
    }

    private static void Add(PolicyValueRequest request, LoggedChoices batch, double[] into)
    {
        int rows = batch.Arms.Length, arms = request.Arms;
        if (batch.Logged.Length != rows || batch.Rewards.Length != rows || batch.Expected.Length != rows * arms || batch.Chances.Count != request.Policies
            || batch.Chances.Any(chances => chances.Length != rows * arms))
        {
            throw new ContributionException($"A batch of {rows} logged choices does not have the {request.Policies} policies and {arms} arms that the job values.");
        }

        for (int row = 0; row < rows; row++)
        {
            int arm = batch.Arms.Span[row];
            double reward = batch.Rewards.Span[row];
            if ((uint)arm >= (uint)arms || !(Math.Abs(reward) <= request.RewardBound))
                throw new ContributionException($"Row {row} shows arm {arm} of {arms} and earned {reward}; rewards lie within ±{request.RewardBound}.");
            into[^3]++;
            into[^2] += reward;
            into[^1] += reward * reward;
        }

        for (int policy = 0; policy < request.Policies; policy++)
            Add(request, batch, batch.Chances[policy].Span, into.AsSpan(policy * request.Stride, request.Stride));
    }

    private static void Add(PolicyValueRequest request, LoggedChoices batch, ReadOnlySpan<double> chances, Span<double> into)
    {
        int arms = request.Arms;
        var sums = new OffPolicySums(request.Clip);
        for (int row = 0; row < batch.Arms.Length; row++)
        {
            ReadOnlySpan<double> own = chances.Slice(row * arms, arms), expected = batch.Expected.Span.Slice(row * arms, arms);
            int shown = batch.Arms.Span[row], likeliest = 0;
            double expectedOfPolicy = 0;
            for (int arm = 0; arm < arms; arm++)
            {
                likeliest = own[arm] > own[likeliest] ? arm : likeliest;
                expectedOfPolicy += own[arm] * Math.Clamp(expected[arm], -request.RewardBound, request.RewardBound);
                into[OffPolicySums.Count + arm] += own[arm];
            }

            try
            {
                sums.Add(
                    batch.Logged.Span[row], Math.Clamp(own[shown], 0, 1), batch.Rewards.Span[row],
                    Math.Clamp(expected[shown], -request.RewardBound, request.RewardBound), expectedOfPolicy, shown == likeliest);
            }
            catch (ArgumentException fault)
            {
                throw new ContributionException($"Row {row} of the logged choices cannot be used: {fault.Message} Nothing was sent.", fault);
            }
        }

        for (int index = 0; index < OffPolicySums.Count; index++)
            into[index] += sums.Vector[index];
    }
}
