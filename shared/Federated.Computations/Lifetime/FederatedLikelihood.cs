using Federated.Learning.Lifetime;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Computations.Lifetime;

/// <summary>
/// Joint maximum likelihood of a customer-base model, equal to that of all customers in one place. In each round a node contributes its number of customers, the
/// negative log-likelihood, gradient and Hessian at the published parameters (16 values for BG/NBD, 11 for Gamma-Gamma); the coordinator takes one Newton step,
/// or halves the last (<see cref="LikelihoodNewton"/>). About ten rounds, whatever the number of nodes and customers.
/// A value is sent to 52 bits of ±2³⁶, that is in steps of 2⁻¹⁵: with N customers the gradient is off by 3e-5 a node, and so the logarithm of a parameter by
/// about 3e-4/N, far below its standard error of 1/√N.
/// </summary>
public sealed class FederatedLikelihood : IComputation<LikelihoodState, ILikelihoodSums>
{
    /// <summary>Most customers of one node: 2²⁴.</summary>
    public const int MostCustomers = 1 << 24;

    private const double Bound = (double)MostCustomers * 4096;
    private const int Bits = 52;

    /// <inheritdoc/>
    public ContributionSpec Specify(LikelihoodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int size = LikelihoodState.ParametersOf(state.Family);
        return new ContributionSpec(2 + size + PackedTriangle.Length(size), Bound, clipNorm: null, Bits, weightBound: 1, UnitOfPrivacy.Partner);
    }

    /// <inheritdoc/>
    public void Contribute(LikelihoodState state, ILikelihoodSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        into.Values.Clear();
        data.Add(state.Method.Parameters.AsSpan(), into.Values);
        if (!(into.Values[0] is >= 0 and <= MostCustomers))
            throw new ContributionException($"{into.Values[0]} customers were given; a node takes at most {MostCustomers}.");
        into.Weight = 1;
        into.Validate();
    }

    /// <inheritdoc/>
    public LikelihoodState Apply(LikelihoodState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The likelihood is maximised already; no round is left.");
        ContributionSpec specification = Specify(state);
        sum.RequireFit(specification);
        double[] values = sum.Values.ToArray();
        long customers = SummedCount.Of(values, 0, (long)sum.Contributors * MostCustomers);
        if (customers == 0)
            throw new ContributionException("No node has a customer that the model can use; check the period and the columns of the purchases.");
        values[0] = customers;
        CurvatureStatistics statistics = state.Family == LifetimeFamily.Buying
            ? new BetaGeometricStatistics(state.Method.Parameters)
            : new GammaGammaStatistics(state.Method.Parameters);
        statistics.AddVector(values);
        return new LikelihoodState(state.Family, state.Method.Next(statistics, sum.Contributors / specification.Scale), customers);
    }

    /// <inheritdoc/>
    public bool IsDone(LikelihoodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Method.Finished;
    }
}
