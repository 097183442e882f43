using System.Net;
using Federated.Grpc;
using Federated.Grpc.Tests.Loopback;
using Federated.Interop.Tests.Protos;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federated.Interop.Tests;

/// <summary>Our server for the peers' clients, on a free loopback port. An error in its log fails the test.</summary>
internal sealed class OurServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RecordedLog _log;

    private OurServer(WebApplication app, RecordedLog log)
    {
        _app = app;
        _log = log;
        Target = $"localhost:{new Uri(app.Urls.Single()).Port}";
    }

    public string Target { get; }

    public static async Task<OurServer> StartAsync(Certificates? mutualTls = null, Action<GrpcServiceOptions>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var log = new RecordedLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, options =>
        {
            options.Protocols = HttpProtocols.Http2;
            if (mutualTls is not null)
            {
                options.UseHttps(mutualTls.Server, https =>
                {
                    https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
                    https.ClientCertificateValidation = (certificate, _, _) => mutualTls.Issued(certificate);
                });
            }
        }));
        builder.Services.AddGrpc(configure);
        builder.Services.AddSingleton(TimeProvider.System);
        var app = builder.Build();
        app.MapGrpcService<InteropHandler>(InteropReflection.Descriptor.Services.Single());
        app.MapGrpcHealthService();
        await app.StartAsync();
        return new OurServer(app, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Assert.Empty(_log.Errors);
    }
}
