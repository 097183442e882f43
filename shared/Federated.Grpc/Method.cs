using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Federated.Grpc;

/// <summary>A unary method as a client calls it: its path and its two message types, checked against the generated descriptor.</summary>
/// <typeparam name="TRequest">The generated request class.</typeparam>
/// <typeparam name="TResponse">The generated response class.</typeparam>
public sealed class Method<TRequest, TResponse>
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    /// <summary>The method a descriptor describes.</summary>
    /// <exception cref="ArgumentException">The method streams, or its messages are of other types.</exception>
    public Method(MethodDescriptor descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        if (descriptor.IsClientStreaming || descriptor.IsServerStreaming)
            throw new ArgumentException($"The method {descriptor.FullName} streams, and only unary calls are supported.", nameof(descriptor));
        if (descriptor.InputType.ClrType != typeof(TRequest) || descriptor.OutputType.ClrType != typeof(TResponse))
        {
            throw new ArgumentException(
                $"The method {descriptor.FullName} takes {descriptor.InputType.ClrType?.FullName} and returns {descriptor.OutputType.ClrType?.FullName}, not {typeof(TRequest).FullName} and {typeof(TResponse).FullName}.",
                nameof(descriptor));
        }
        FullName = $"/{descriptor.Service.FullName}/{descriptor.Name}";
        ResponseParser = (MessageParser<TResponse>)descriptor.OutputType.Parser;
    }

    /// <summary>The method of that name in a service.</summary>
    /// <exception cref="ArgumentException">The service has no such method, it streams, or its messages are of other types.</exception>
    public Method(ServiceDescriptor service, string name)
        : this(Find(service, name))
    {
    }

    /// <summary>The path, as <c>/package.Service/Method</c>.</summary>
    public string FullName { get; }

    internal MessageParser<TResponse> ResponseParser { get; }

    private static MethodDescriptor Find(ServiceDescriptor service, string name)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.FindMethodByName(name)
            ?? throw new ArgumentException($"The service {service.FullName} has no method '{name}': it has {string.Join(", ", service.Methods.Select(method => method.Name))}.", nameof(name));
    }
}
