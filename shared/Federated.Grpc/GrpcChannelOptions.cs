namespace Federated.Grpc;

/// <summary>Settings of a channel, checked when it is made.</summary>
public sealed record GrpcChannelOptions
{
    /// <summary>The transport, with its TLS settings; null (default) makes a <see cref="SocketsHttpHandler"/> with keep-alive pings and without redirects.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }

    /// <summary>Whether the channel disposes <see cref="HttpHandler"/>; false by default. A handler that the channel made itself is always disposed.</summary>
    public bool DisposeHttpHandler { get; init; }

    /// <summary>The largest response in bytes, before and after inflation; 1 and more, 4 MiB by default. A larger one fails with RESOURCE_EXHAUSTED before it is buffered.</summary>
    public int MaxReceiveMessageSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>The largest request in bytes before compression; 1 and more, 4 MiB by default. A larger one fails with RESOURCE_EXHAUSTED and is not sent.</summary>
    public int MaxSendMessageSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Null (default) sends requests as they are; <c>gzip</c> compresses them.</summary>
    public string? RequestCompressionAlgorithm { get; init; }

    /// <summary>The clock for deadlines; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
