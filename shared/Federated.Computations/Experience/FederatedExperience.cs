namespace Federated.Computations.Experience;

/// <summary>
/// A survey over the customers of all nodes, in one round of sums: counts of the answers by group and by period, from which satisfaction, net promoters, means,
/// their intervals and their trend follow exactly (<see cref="ExperienceFigures"/>), and correlations with what may drive them. Groups of few answers are merged.
/// Values are sent to 52 bits of ±2²⁴: counts come back exact, and a correlation is off by less than 1e-6 as long as the driver's variance is above 1e-3.
/// </summary>
public sealed class FederatedExperience : IComputation<ExperienceState, IAnswerSums>
{
    /// <summary>Most answers of one node: 2²⁴.</summary>
    public const int MostAnswers = 1 << 24;

    private const int Bits = 52;

    /// <inheritdoc/>
    public ContributionSpec Specify(ExperienceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ContributionSpec(state.Request.Length, MostAnswers, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(ExperienceState state, IAnswerSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        data.Add(state.Request, into.Values);
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public ExperienceState Apply(ExperienceState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The answers are counted already; no round is left.");
        sum.RequireFit(Specify(state));
        ExperienceRequest request = state.Request;
        long most = (long)sum.Contributors * MostAnswers;
        var counts = new long[request.DriversStart];
        for (int index = 0; index < counts.Length; index++)
            counts[index] = SummedCount.Of(sum.Values, index, most);
        long[][] groups = [.. counts[..request.PeriodsStart].Chunk(request.Answers)], periods = [.. counts[request.PeriodsStart..].Chunk(request.Answers)];
        long[] byGroup = Total(groups), byPeriod = Total(periods);
        if (!byGroup.SequenceEqual(byPeriod))
            throw new ContributionException("The answers by group and by period are not the same answers; a node contributed something else.");
        double[] drivers = sum.Values[request.DriversStart..].ToArray();
        return state with
        {
            Result = new ExperienceResult(
                AnswerTable.Of(groups, request.Floor), AnswerTable.Of(periods, request.Floor), [.. drivers.Chunk(ExperienceRequest.DriverSums).Select(sums => Correlation(sums, byGroup.Sum()))]),
        };
    }

    /// <inheritdoc/>
    public bool IsDone(ExperienceState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }

    private static long[] Total(long[][] rows) => [.. Enumerable.Range(0, rows[0].Length).Select(answer => rows.Sum(row => row[answer]))];

    private static double Correlation(double[] sums, long answers)
    {
        double n = SummedCount.Of(sums, 0, answers);
        double x = sums[1] / n, y = sums[3] / n, variance = (sums[2] / n) - (x * x), spread = (sums[4] / n) - (y * y);
        return n > 0 && variance > 1e-9 && spread > 1e-9 ? Math.Clamp(((sums[5] / n) - (x * y)) / Math.Sqrt(variance * spread), -1, 1) : double.NaN;
    }
}
