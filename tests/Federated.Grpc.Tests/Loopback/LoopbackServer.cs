using System.Collections.Concurrent;
using System.Net;
using Federated.Grpc.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtobufServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Federated.Grpc.Tests.Loopback;

/// <summary>A real server on a free loopback port. Disposing it fails the test when the server logged an error that the test did not expect.</summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RecordedLog _log;
    private readonly ConcurrentDictionary<ConnectionContext, bool> _connections;

    private LoopbackServer(WebApplication app, RecordedLog log, ConcurrentDictionary<ConnectionContext, bool> connections, bool tls)
    {
        _app = app;
        _log = log;
        _connections = connections;
        Address = new UriBuilder(app.Urls.Single()) { Scheme = tls ? "https" : "http", Host = tls ? "localhost" : "127.0.0.1" }.Uri;
    }

    public static ProtobufServiceDescriptor EchoDescriptor { get; } = EchoReflection.Descriptor.Services.Single(service => service.Name == "EchoService");

    public static Method<EchoRequest, EchoReply> EchoMethod { get; } = new(EchoDescriptor, "Echo");

    public Uri Address { get; }

    public RecordedLog Log => _log;

    public IServiceProvider Services => _app.Services;

    /// <summary>How many error messages the test causes on purpose.</summary>
    public int ExpectedErrors { get; set; }

    public static Task<LoopbackServer> StartEchoAsync(UnaryServerMethod<EchoRequest, EchoReply>? answer = null, Action<GrpcServiceOptions>? configure = null, Action<ListenOptions>? listen = null, Action<IServiceCollection>? services = null) =>
        StartAsync(
            app =>
            {
                app.MapGrpcService<EchoHandler>(EchoDescriptor);
                app.MapGrpcHealthService();
            },
            collection =>
            {
                collection.AddGrpc(configure);
                collection.AddSingleton(new EchoHandler(answer ?? EchoHandler.Repeat));
                services?.Invoke(collection);
            },
            listen);

    public static async Task<LoopbackServer> StartAsync(Action<WebApplication> map, Action<IServiceCollection>? services = null, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new RecordedLog();
        var connections = new ConcurrentDictionary<ConnectionContext, bool>();
        builder.Logging.ClearProviders().AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            options.Use(next => async connection =>
            {
                connections[connection] = true;
                await next(connection);
                connections.TryRemove(connection, out _);
            });
            listen?.Invoke(options);
        }));
        services?.Invoke(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return new LoopbackServer(app, log, connections, listen is not null);
    }

    public GrpcChannel CreateChannel(GrpcChannelOptions? options = null) => GrpcChannel.ForAddress(Address, options);

    /// <summary>Cuts every connection, as a killed process would.</summary>
    public void Abort()
    {
        foreach (var connection in _connections.Keys)
            connection.Abort();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        var errors = _log.Errors.ToList();
        Assert.True(errors.Count == ExpectedErrors, $"Expected {ExpectedErrors} errors in the server's log, found {errors.Count}: {string.Join(Environment.NewLine, errors)}");
    }
}
