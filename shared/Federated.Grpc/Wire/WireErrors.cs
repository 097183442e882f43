namespace Federated.Grpc.Wire;

/// <summary>The failures of the message layer, worded once for both sides.</summary>
internal static class WireErrors
{
    public static RpcException TooLarge(string what, string length, int limit) =>
        new(new Status(StatusCode.ResourceExhausted, $"The {what} has {length} bytes and the limit here is {limit}: send less at a time or raise the limit."));

    public static RpcException Broken(string detail, Exception? cause = null) =>
        new(new Status(StatusCode.Internal, detail), new Metadata(), cause);

    public static RpcException WrongCardinality(string detail) => new(new Status(StatusCode.Unimplemented, detail));

    /// <summary>An encoding the reader does not know: the server answers UNIMPLEMENTED and lists what it takes, a client calls it a broken rule.</summary>
    public static RpcException UnknownEncoding(StatusCode code, string encoding) =>
        new(new Status(code, $"The message encoding '{Printable(encoding)}' is not known here: use {GrpcHeaders.AcceptedEncodings}."));

    private static string Printable(string text) =>
        string.Concat(text.Take(32).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or ',' or ' ' ? character : '?'));
}
