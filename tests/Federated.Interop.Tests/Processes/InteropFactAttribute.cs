namespace Federated.Interop.Tests.Processes;

/// <summary>A test that needs the peers; it is skipped where they are missing and not required.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class InteropFactAttribute : FactAttribute
{
    public InteropFactAttribute() => Skip = PeerInstallation.SkipReason;
}
