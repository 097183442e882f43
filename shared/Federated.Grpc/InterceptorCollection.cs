using System.Collections;

namespace Federated.Grpc;

/// <summary>The interceptors of a server, outermost first.</summary>
public sealed class InterceptorCollection : IReadOnlyCollection<Type>
{
    private readonly List<Type> _types = [];

    /// <inheritdoc/>
    public int Count => _types.Count;

    /// <summary>Appends an interceptor. For each call it is taken from dependency injection, or made with constructor injection when it is not registered there.</summary>
    public void Add<TInterceptor>()
        where TInterceptor : Interceptor => _types.Add(typeof(TInterceptor));

    /// <inheritdoc/>
    public IEnumerator<Type> GetEnumerator() => _types.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
