namespace Federated.ClientNode.Tests.Join;

/// <summary>A clock that stands where the test sets it.</summary>
internal sealed class ManualClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
