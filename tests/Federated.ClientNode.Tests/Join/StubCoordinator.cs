using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.ClientNode.Join;
using Federated.ClientNode.Tests.Scoring;
using Federated.Grpc;
using Federated.Protocol.Joining;
using Federated.Protocol.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federated.ClientNode.Tests.Join;

/// <summary>A coordinator of stub services behind real TLS on a free loopback port.</summary>
internal sealed class StubCoordinator : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly X509Certificate2 _server;

    private StubCoordinator(WebApplication application, TestAuthority authority, X509Certificate2 server)
    {
        _application = application;
        Authority = authority;
        _server = server;
        Address = new Uri(application.Urls.Single());
    }

    public TestAuthority Authority { get; }

    public Uri Address { get; }

    public StubEnrollmentService Enrollment => _application.Services.GetRequiredService<StubEnrollmentService>();

    public StubModelService Models => _application.Services.GetRequiredService<StubModelService>();

    /// <param name="authority">Certifies nodes and is shown to strangers.</param>
    /// <param name="server">Shown in TLS; by default one of the authority for 127.0.0.1.</param>
    public static async Task<StubCoordinator> StartAsync(TestAuthority authority, X509Certificate2? server = null)
    {
        var certificate = server ?? authority.IssueServer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
            });
        }));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(new StubEnrollmentService(authority)).AddSingleton<StubModelService>().AddSingleton<StubJobService>();
        var application = builder.Build();
        application.MapGrpcService<StubEnrollmentService>(EnrollmentReflection.Descriptor.Services.Single());
        application.MapGrpcService<StubModelService>(ModelReflection.Descriptor.Services.Single());
        application.MapGrpcService<StubJobService>(JobReflection.Descriptor.Services.Single());
        await application.StartAsync();
        return new StubCoordinator(application, authority, certificate);
    }

    public Invite Invite(byte[]? pin = null, string consortium = "retail-eu") =>
        new(consortium, Address, pin ?? Authority.Pin, "casa-verde", RandomNumberGenerator.GetBytes(Protocol.Joining.Invite.SecretLength), DateTimeOffset.UtcNow.AddHours(1));

    /// <summary>Makes a directory a member, as <c>fed-node join</c> does.</summary>
    public async Task JoinAsync(NodeDirectory directory) => await new Joining(directory, TimeProvider.System).JoinAsync(Invite(), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
        _server.Dispose();
    }
}
