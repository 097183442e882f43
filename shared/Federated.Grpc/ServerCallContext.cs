namespace Federated.Grpc;

/// <summary>What a handler knows about the call it answers. It is valid until the handler's task completes.</summary>
public abstract class ServerCallContext
{
    /// <summary>The called method, as <c>/package.Service/Method</c>.</summary>
    public abstract string Method { get; }

    /// <summary>The caller's address as <c>ipv4:ADDRESS:PORT</c>, <c>ipv6:[ADDRESS]:PORT</c> or <c>unknown</c>: the next hop, which may be a proxy.</summary>
    public abstract string Peer { get; }

    /// <summary>The host the caller addressed.</summary>
    public abstract string Host { get; }

    /// <summary>The instant (UTC) at which the caller stops waiting; <see cref="DateTime.MaxValue"/> when it set none.</summary>
    public abstract DateTime Deadline { get; }

    /// <summary>Fires when the deadline passes, the caller cancels or the connection is lost. A handler that ignores it keeps running for nobody.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The caller's metadata, without the headers of the protocol.</summary>
    public abstract Metadata RequestHeaders { get; }

    /// <summary>Metadata to send after the response or with an error.</summary>
    public abstract Metadata ResponseTrailers { get; }

    /// <summary>Room for interceptors to hand values to the handler.</summary>
    public abstract IDictionary<object, object> UserState { get; }

    /// <summary>Sends response headers ahead of the response. At most once a call.</summary>
    /// <exception cref="InvalidOperationException">The headers were sent before.</exception>
    public abstract Task WriteResponseHeadersAsync(Metadata responseHeaders);
}
