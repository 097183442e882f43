namespace Federated.Grpc;

/// <summary>
/// A call that did not succeed. A handler throws it to choose the status its caller sees; a client receives it for every outcome but success.
/// </summary>
public sealed class RpcException : Exception
{
    /// <summary>A failure without trailers.</summary>
    public RpcException(Status status)
        : this(status, new Metadata())
    {
    }

    /// <summary>A failure with trailers.</summary>
    /// <param name="status">The outcome; not <see cref="StatusCode.OK"/>.</param>
    /// <param name="trailers">What travels with the status; see <see cref="RpcStatusExtensions.GetRpcStatus"/> for structured details.</param>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, null)
    {
    }

    /// <summary>A failure with trailers and its local cause, which never crosses the wire.</summary>
    public RpcException(Status status, Metadata trailers, Exception? innerException)
        : base($"Status(StatusCode=\"{status.StatusCode}\", Detail=\"{status.Detail}\")", innerException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        if (status.StatusCode == StatusCode.OK)
            throw new ArgumentException("A failure cannot carry the status OK: return the response instead.", nameof(status));
        Status = status;
        Trailers = trailers;
    }

    /// <summary>How the call ended.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>Metadata that came with the status; empty when there was none.</summary>
    public Metadata Trailers { get; }
}
