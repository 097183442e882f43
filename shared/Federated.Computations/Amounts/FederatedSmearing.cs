namespace Federated.Computations.Amounts;

/// <summary>
/// From the logarithm back to money, in one round. A linear model of ln(amount) predicts a median, not a mean; the mean of exp(error) over all nodes' rows makes up
/// for it (Duan, "Smearing Estimate: A Nonparametric Retransformation Method", 1983). Exact. Values are sent to 52 bits of ±2²⁴·4096: a mean over N rows is off
/// by less than 3e-5/N a node.
/// </summary>
public sealed class FederatedSmearing : IComputation<SmearingState, ISmearingSums>
{
    /// <summary>Most rows of one node: 2²⁴.</summary>
    public const int MostRows = 1 << 24;

    private const int Length = 4;
    private const int Bits = 52;

    /// <inheritdoc/>
    public ContributionSpec Specify(SmearingState state) => new(Length, (double)MostRows * 4096, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);

    /// <inheritdoc/>
    public void Contribute(SmearingState state, ISmearingSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        data.Add(state.Model, into.Values);
        if (into.Values[0] > MostRows)
            throw new ContributionException($"{into.Values[0]} rows were given; a node takes at most {MostRows}.");
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public SmearingState Apply(SmearingState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The smearing factor is known already; no round is left.");
        sum.RequireFit(Specify(state));
        long rows = SummedCount.Of(sum.Values, 0, (long)sum.Contributors * MostRows);
        if (rows == 0)
            throw new ContributionException("No node has a row with an amount; check the column of the amounts.");
        double factor = sum.Values[1] / rows, bias = sum.Values[2] / rows, variance = (sum.Values[3] / rows) - (bias * bias);
        double most = Math.Exp(Smearing.LargestError) * 1.001;
        if (!(factor > 1 / most && factor < most))
            throw new ContributionException($"The mean of exp(error) is {factor}; it lies between {1 / most} and {most}. A node contributed something else.");
        return state with { Result = new Smearing(rows, factor, bias, Math.Max(0, variance)) };
    }

    /// <inheritdoc/>
    public bool IsDone(SmearingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Result is not null;
    }
}
