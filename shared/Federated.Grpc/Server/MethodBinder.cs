using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ProtobufServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Federated.Grpc.Server;

/// <summary>Ties the methods of a descriptor to the public methods of a class, and refuses at start what does not fit.</summary>
internal static class MethodBinder
{
    public static IReadOnlyList<(string Path, RequestDelegate Handler)> Bind<TService>(ProtobufServiceDescriptor service, GrpcServiceOptions options, ILogger logger)
        where TService : class
    {
        var faults = new List<string>();
        var bound = new List<(string, RequestDelegate)>();
        foreach (var method in service.Methods)
        {
            if (FindFault<TService>(method, out var implementation) is { } fault)
                faults.Add(fault);
            else
                bound.Add(($"/{service.FullName}/{method.Name}", CreateHandler<TService>(method, implementation!, options, logger)));
        }
        return faults.Count == 0
            ? bound
            : throw new InvalidOperationException($"{typeof(TService).FullName} cannot serve {service.FullName}: {string.Join(" ", faults)}");
    }

    private static string? FindFault<TService>(MethodDescriptor method, out MethodInfo? implementation)
    {
        implementation = null;
        if (method.IsClientStreaming || method.IsServerStreaming)
            return $"{method.Name} streams, and only unary calls are supported.";
        Type[] parameters = [method.InputType.ClrType, typeof(ServerCallContext)];
        var result = typeof(Task<>).MakeGenericType(method.OutputType.ClrType);
        implementation = typeof(TService).GetMethod(method.Name, BindingFlags.Public | BindingFlags.Instance, parameters);
        return implementation?.ReturnType == result
            ? null
            : $"It needs a public method Task<{method.OutputType.ClrType.Name}> {method.Name}({method.InputType.ClrType.Name} request, ServerCallContext context).";
    }

    private static RequestDelegate CreateHandler<TService>(MethodDescriptor method, MethodInfo implementation, GrpcServiceOptions options, ILogger logger)
    {
        var create = typeof(MethodBinder).GetMethod(nameof(CreateTypedHandler), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(typeof(TService), method.InputType.ClrType, method.OutputType.ClrType);
        return create.CreateDelegate<Func<MethodDescriptor, MethodInfo, GrpcServiceOptions, ILogger, RequestDelegate>>()(method, implementation, options, logger);
    }

    private static RequestDelegate CreateTypedHandler<TService, TRequest, TResponse>(
        MethodDescriptor method, MethodInfo implementation, GrpcServiceOptions options, ILogger logger)
        where TService : class
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        var handler = new UnaryCallHandler<TService, TRequest, TResponse>(
            $"/{method.Service.FullName}/{method.Name}",
            (MessageParser<TRequest>)method.InputType.Parser,
            implementation.CreateDelegate<ServiceMethod<TService, TRequest, TResponse>>(),
            options,
            logger);
        return handler.HandleAsync;
    }
}
