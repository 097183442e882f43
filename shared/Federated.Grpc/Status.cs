namespace Federated.Grpc;

/// <summary>How a call ended: a code for programs and a detail for people.</summary>
/// <param name="StatusCode">The code; both sides branch on this and never on the detail.</param>
/// <param name="Detail">Text for a person, empty for success. It crosses the wire percent-encoded, cut at 2,048 encoded characters.</param>
public readonly record struct Status(StatusCode StatusCode, string Detail)
{
    /// <summary>Success, without a detail.</summary>
    public static Status DefaultSuccess { get; } = new(StatusCode.OK, "");
}
