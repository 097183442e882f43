namespace Federated.Simulation.Tests.Harness;

/// <summary>What befalls one call of a node.</summary>
[Flags]
internal enum WireFate
{
    Delivered = 0,

    /// <summary>The node dies before the call leaves.</summary>
    NodeDiesBefore = 1,

    /// <summary>The coordinator is killed and comes back before the call arrives.</summary>
    CoordinatorRestartsBefore = 2,

    /// <summary>The call arrives twice.</summary>
    Duplicated = 4,

    /// <summary>The coordinator is killed after it answered and before the answer left; the node calls again.</summary>
    CoordinatorRestartsAfter = 8,

    /// <summary>The node dies before it has the answer.</summary>
    NodeDiesAfter = 16,

    /// <summary>The call arrives late, just before the node's next commit: overtaken by those after it.</summary>
    Overtaken = 32,
}
