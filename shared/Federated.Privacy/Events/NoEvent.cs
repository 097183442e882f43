namespace Federated.Privacy.Events;

/// <summary>Nothing that depends on the data was released.</summary>
public sealed record NoEvent : PrivacyEvent
{
    public override string Kind => "none";
}
