using Federated.Computations;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Fitting;

/// <summary>What a one-round computation finds of a partner's own rows, beside what the secure sum found of everybody's. Nothing leaves the node.</summary>
internal static class OwnRows
{
    /// <summary>The state after a round of one node.</summary>
    /// <exception cref="ContributionException">The rows cannot contribute.</exception>
    public static TState Alone<TState, TData>(IComputation<TState, TData> computation, TState state, TData data)
    {
        var contribution = new Contribution(computation.Specify(state));
        computation.Contribute(state, data, contribution);
        return computation.Apply(state, new SecureSum(contribution.Values.ToArray(), 1, 1));
    }

    /// <summary>Whether there is a row, and every row has a label.</summary>
    public static bool HaveLabels(ITaskRows? rows) => rows is not null && rows.Batches().Any(batch => batch.HasLabels) && rows.Batches().All(batch => batch.HasLabels || batch.RowCount == 0);
}
