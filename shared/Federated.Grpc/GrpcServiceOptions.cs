namespace Federated.Grpc;

/// <summary>Settings of the server, checked once at start.</summary>
public sealed class GrpcServiceOptions
{
    /// <summary>The largest request in bytes, before and after inflation; 1 and more, 4 MiB by default. A larger one is refused with RESOURCE_EXHAUSTED before it is buffered.</summary>
    public int MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest response in bytes before compression; 1 and more, 4 MiB by default. A larger one becomes RESOURCE_EXHAUSTED.</summary>
    public int MaxSendMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Null (default) sends responses as they are; <c>gzip</c> compresses them for callers that accept it.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>The clock for deadlines; the system's by default.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Run around every handler, outermost first.</summary>
    public InterceptorCollection Interceptors { get; } = new();
}
