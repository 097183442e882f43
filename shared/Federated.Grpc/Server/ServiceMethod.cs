namespace Federated.Grpc.Server;

/// <summary>A handler method before it has its instance.</summary>
internal delegate Task<TResponse> ServiceMethod<TService, TRequest, TResponse>(TService service, TRequest request, ServerCallContext context);
