using Federated.Learning.Experiments;

namespace Federated.Computations.Uplift;

/// <summary>
/// The average effect of a randomised contact over the rows of all nodes, exact in two rounds. Each node takes its rows from their own mean, which is the same as a
/// constant of its own in the regression (Frisch, Waugh and Lovell): partners that contact different shares of different customers do not confound each other. The first
/// round sums products of features, contact and response, and the arms' means; <see cref="TrialEstimate"/> follows. The second sums Σ u²·t⊥² of its residuals u and of the
/// contact's residuals t⊥, for the robust error. (p+2)(p+3)/2 + 9 numbers a node, then one. Rounding to 48 bits moves a mean product by less than nodes × 10⁻¹² and the effect by as
/// little.
/// </summary>
public sealed class FederatedTrial : IComputation<TrialState, ITrialSums>
{
    /// <inheritdoc/>
    public ContributionSpec Specify(TrialState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return RowSums.Specify(state.Moments is null ? new TrialLayout(state.Options).Length : 1, state.Options.RowBound);
    }

    /// <inheritdoc/>
    public void Contribute(TrialState state, ITrialSums data, Contribution into)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(into);
        var own = new NodeProducts(data, state.Options);
        if (state.Moments is null)
        {
            var layout = new TrialLayout(state.Options);
            var sums = new double[layout.Length];
            own.Write(layout, sums);
            RowSums.Contribute(sums, layout.Most(), into);
            return;
        }

        TrialEstimate estimate = TrialEstimate.Of(state);
        RowSums.Contribute([own.Rows > 0 ? Scatter(estimate, own, data) : 0], [MostScatter(estimate, state.Options)], into);
    }

    /// <inheritdoc/>
    public TrialState Apply(TrialState state, SecureSum sum)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(sum);
        if (IsDone(state))
            throw new InvalidOperationException("The effect is estimated already; no round is left.");
        if (state.Moments is not null)
        {
            double[] scatter = RowSums.Read(sum, [MostScatter(TrialEstimate.Of(state), state.Options)], state.Options.RowBound);
            return state with { Scatter = Math.Max(0, scatter[0]) };
        }

        var layout = new TrialLayout(state.Options);
        double[] sums = RowSums.Read(sum, layout.Most(), state.Options.RowBound);
        long most = sum.Contributors * state.Options.RowBound;
        ArmFigures Arm(int at) => new(SummedCount.Of(sums, at, most), sums[at + 1], Math.Max(0, sums[at + 2]));
        var moments = new TrialMoments(
            [.. sums[..layout.Arms]], Arm(layout.Arms), Arm(layout.Arms + 3), SummedCount.Of(sums, layout.Compared, most), sums[layout.Compared + 1], sums[layout.Compared + 2], sum.Contributors);
        TrialState next = state with { Moments = moments };
        TrialEstimate.Of(next);
        return next;
    }

    /// <inheritdoc/>
    public bool IsDone(TrialState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Scatter is not null;
    }

    private static double Scatter(TrialEstimate estimate, NodeProducts own, ITrialSums data)
    {
        int p = data.Columns;
        double[] residual = new double[p + 3], contact = new double[p + 3];
        double constant = own.MeanResponse - (estimate.Effect * own.Mean(p)), share = own.Mean(p);
        for (int column = 0; column < p; column++)
        {
            residual[column] = -estimate.Slopes[column];
            contact[column] = -estimate.ContactSlopes[column];
            constant -= estimate.Slopes[column] * own.Mean(column);
            share -= estimate.ContactSlopes[column] * own.Mean(column);
        }

        (residual[p], residual[p + 1], residual[p + 2]) = (-estimate.Effect, -constant, 1);
        (contact[p], contact[p + 1]) = (1, -share);
        return data.SquaredProducts(residual, contact);
    }

    // A value less its mean is at most twice its bound.
    private static double MostScatter(TrialEstimate estimate, TrialOptions options)
    {
        double residual = 2 * (1 + Math.Abs(estimate.Effect) + (options.FeatureBound * estimate.Slopes.Sum(Math.Abs)));
        double contact = 2 * (1 + (options.FeatureBound * estimate.ContactSlopes.Sum(Math.Abs)));
        return residual * residual * contact * contact;
    }
}
