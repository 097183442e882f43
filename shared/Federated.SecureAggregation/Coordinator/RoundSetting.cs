using Federated.SecureAggregation.Cohort;

namespace Federated.SecureAggregation.Coordinator;

/// <summary>What stays the same through all phases of one attempt.</summary>
/// <param name="Parameters">What was offered.</param>
/// <param name="Roster">The published roster.</param>
/// <param name="Timeouts">How long each phase waits.</param>
public sealed record RoundSetting(RoundParameters Parameters, Roster Roster, PhaseTimeouts Timeouts)
{
    /// <summary>Where uploads wait for their commit. Default: in memory.</summary>
    public IUploadSpools Spools { get; init; } = new MemorySpools();
}
