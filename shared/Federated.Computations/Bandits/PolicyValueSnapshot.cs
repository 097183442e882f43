using Federated.Learning.State;

namespace Federated.Computations.Bandits;

/// <summary>A state of <see cref="FederatedPolicyValue"/> as a snapshot: no tensor before the round; afterwards the F64 tensors <c>policies</c> and <c>logged</c> [3], together in the layout of <see cref="PolicyValueRequest.Length"/>.</summary>
public static class PolicyValueSnapshot
{
    private const string Policies = "policies", Logged = "logged";
    private const int LoggedLength = 3;

    /// <summary>Writes a state; equal states give equal bytes.</summary>
    public static ModelSnapshot Write(PolicyValueState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new ModelSnapshot(state.Sums.IsEmpty ? [] : [StateTensors.Tensor(Policies, state.Sums.AsSpan()[..^LoggedLength]), StateTensors.Tensor(Logged, state.Sums.AsSpan()[^LoggedLength..])]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot is not such a state, or holds sums that no rows have.</exception>
    public static PolicyValueState Read(ModelSnapshot snapshot, PolicyValueRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        if (snapshot.Tensors.IsEmpty)
            return new PolicyValueState(request);
        StateTensors.RequireCount(snapshot, 2);
        double[] sums = [.. StateTensors.Figures(snapshot, Policies, request.Length - LoggedLength), .. StateTensors.Figures(snapshot, Logged, LoggedLength)];
        long rows = StateTensors.Whole(sums[^3], "number of rows", 1, 1L << 53);
        double[] most = request.MostOfARow();
        for (int index = 0; index < sums.Length; index++)
        {
            // Rounding leaves a sum a hair beyond what its rows can make it.
            if (!(Math.Abs(sums[index]) <= rows * most[index] * (1 + 1e-6)))
                throw new ContributionException($"Value {index} of the state is {sums[index]}, more than {rows} rows can make it; ask for it again.");
        }

        for (int policy = 0; policy < request.Policies; policy++)
        {
            if (StateTensors.Whole(sums[policy * request.Stride], "number of rows", 0, rows) != rows)
                throw new ContributionException("The state values policies on other rows than it counts; ask for it again.");
        }

        return new PolicyValueState(request, [.. sums]);
    }
}
