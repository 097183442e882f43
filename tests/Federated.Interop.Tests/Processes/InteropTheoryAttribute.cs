namespace Federated.Interop.Tests.Processes;

/// <summary>A theory that needs the peers; it is skipped where they are missing and not required.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InteropTheoryAttribute : TheoryAttribute
{
    public InteropTheoryAttribute() => Skip = PeerInstallation.SkipReason;
}
