using Microsoft.Extensions.DependencyInjection;

namespace Federated.Grpc.Server;

/// <summary>An object made with constructor injection for one call and disposed after it.</summary>
internal sealed class OwnedInstance<T>(IServiceProvider services, Type type) : IAsyncDisposable
    where T : class
{
    public T Value { get; } = (T)ActivatorUtilities.CreateInstance(services, type);

    public async ValueTask DisposeAsync()
    {
        if (Value is IAsyncDisposable asyncDisposable)
            await asyncDisposable.DisposeAsync();
        else
            (Value as IDisposable)?.Dispose();
    }
}
