using System.Collections.Immutable;
using Federated.Learning.Lifetime;
using Federated.Learning.Modules;
using Federated.Learning.State;
using Federated.Tasks.Stages;

namespace Federated.Tasks.Lifetime;

/// <summary>How often customers buy and what they spend. As a snapshot the parts <c>buying</c> and <c>spending</c>.</summary>
internal sealed record LifetimeFit(BetaGeometricModel Buying, GammaGammaModel Spending)
{
    private const string BuyingPart = "buying", SpendingPart = "spending";

    /// <summary>Logarithms of r, α, a, b, p, q, γ.</summary>
    public ImmutableArray<double> Logs => [Math.Log(Buying.R), Math.Log(Buying.Alpha), Math.Log(Buying.A), Math.Log(Buying.B), Math.Log(Spending.P), Math.Log(Spending.Q), Math.Log(Spending.Gamma)];

    /// <exception cref="ArgumentException">There are not seven, or one is beyond ±20.</exception>
    public static LifetimeFit FromLogs(ImmutableArray<double> logs) =>
        new(BetaGeometricModel.FromLogs(logs.AsSpan()[..BetaGeometricModel.ParameterCount]), GammaGammaModel.FromLogs(logs.AsSpan()[BetaGeometricModel.ParameterCount..]));

    /// <summary>Geometric means of the parameters: share · this + (1 − share) · the other, of logarithms.</summary>
    public LifetimeFit Mixed(LifetimeFit other, double share) => FromLogs([.. Logs.Zip(other.Logs, (own, theirs) => (share * own) + ((1 - share) * theirs))]);

    public ModelSnapshot Write() => SnapshotParts.Join(
        new Dictionary<string, ModelSnapshot> { [BuyingPart] = Buying.ToSnapshot(), [SpendingPart] = Spending.ToSnapshot() }, new Dictionary<string, string>());

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="TaskStateException">A part is missing.</exception>
    /// <exception cref="ModelMismatchException">A part is no such model.</exception>
    public static LifetimeFit Read(ModelSnapshot snapshot)
    {
        var parts = SnapshotParts.Split(snapshot);
        return parts.TryGetValue(BuyingPart, out ModelSnapshot? buying) && parts.TryGetValue(SpendingPart, out ModelSnapshot? spending)
            ? new LifetimeFit(BetaGeometricModel.FromSnapshot(buying), GammaGammaModel.FromSnapshot(spending))
            : throw new TaskStateException("This partner's own model of buying and spending is not complete. Take part in the job again.");
    }
}
