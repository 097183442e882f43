using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.Coordinator.Enrollment;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Federated.Coordinator.Tests.Enrollment;

/// <summary>Over a real TLS connection: each way of not being a member has its own reason.</summary>
public sealed class PartnerAuthenticationTests : IAsyncLifetime
{
    private static readonly Method<RenewCertificateRequest, RenewCertificateResponse> Renew = new(EnrollmentReflection.Descriptor.Services.Single(), "RenewCertificate");
    private static readonly Method<GetConsortiumRequest, GetConsortiumResponse> GetConsortium = new(EnrollmentReflection.Descriptor.Services.Single(), "GetConsortium");

    private readonly TemporaryDatabase _database = new();
    private readonly ManualClock _clock = new() { Now = DateTimeOffset.UtcNow };
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private CertificateAuthority _authority = null!;
    private PartnerStore _partners = null!;
    private EnrollmentDesk _desk = null!;
    private X509Certificate2 _server = null!;
    private WebApplication _application = null!;

    public async Task InitializeAsync()
    {
        _authority = Authority.Create(_clock.Now);
        _partners = new PartnerStore(_database.Database);
        _desk = new EnrollmentDesk(Authority.Consortium, _authority, _partners, _clock);
        _partners.TryInvite("casa-verde", SHA256.HashData(_secret), _clock.Now.AddHours(1));
        _desk.Join(Authority.Consortium, "casa-verde", _secret, Requests.Of(_key));
        _server = _authority.IssueServer("127.0.0.1", _clock.Now);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.UseHttps(https =>
            {
                https.ServerCertificate = _server;
                https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                https.ClientCertificateValidation = (_, _, _) => true;
            });
        }));
        builder.Services.AddSingleton<TimeProvider>(_clock).AddSingleton(_authority).AddSingleton(_partners).AddSingleton<CallerCertificates>().AddSingleton(_desk).AddSingleton<EnrollmentService>()
            .AddSingleton(new CoordinatorOptions(Authority.Consortium, new Uri("https://127.0.0.1"), new IPEndPoint(IPAddress.Loopback, 1)))
            .AddGrpc(options => options.Interceptors.Add<PartnerAuthentication>());
        _application = builder.Build();
        _application.MapGrpcService<EnrollmentService>(EnrollmentReflection.Descriptor.Services.Single());
        await _application.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _application.DisposeAsync();
        _server.Dispose();
        _authority.Dispose();
        _key.Dispose();
        _database.Dispose();
    }

    [Fact]
    public async Task Member_Calls_IsAnsweredUnderItsOwnName()
    {
        using var own = Own();
        using var channel = Connect(own);
        var request = new RenewCertificateRequest { CertificateSigningRequest = Google.Protobuf.ByteString.CopyFrom(Requests.Of(_key)) };
        var answer = await channel.UnaryCallAsync(Renew, request);
        using var renewed = X509CertificateLoader.LoadCertificate(answer.Certificate.Span);
        Assert.Equal("casa-verde", renewed.GetNameInfo(X509NameType.SimpleName, false));
    }

    [Fact]
    public async Task Stranger_MayAskForTheConsortiumAndNothingElse()
    {
        using var channel = Connect(null);
        Assert.Equal(Authority.Consortium, (await channel.UnaryCallAsync(GetConsortium, new GetConsortiumRequest())).Consortium);
        await RefusedAsync(null, StatusCode.Unauthenticated, ErrorReasons.CertificateMissing);
    }

    [Fact]
    public async Task CertificateOfAnotherAuthority_IsInvalid()
    {
        using var other = Authority.Create(_clock.Now);
        using var bare = other.IssueNode(_key, "casa-verde", _clock.Now);
        using var forged = WithKey(bare);
        await RefusedAsync(forged, StatusCode.Unauthenticated, ErrorReasons.CertificateInvalid);
    }

    [Fact]
    public async Task CertificateOfAServer_IsInvalid() => await RefusedAsync(_server, StatusCode.Unauthenticated, ErrorReasons.CertificateInvalid);

    [Fact]
    public async Task CertificatePastItsEnd_IsExpired()
    {
        using var own = Own();
        _clock.Now = _clock.Now.AddDays(31);
        await RefusedAsync(own, StatusCode.Unauthenticated, ErrorReasons.CertificateExpired);
    }

    [Fact]
    public async Task PartnerPausedWhileConnected_IsRefusedAtItsNextCallAndComesBack()
    {
        using var own = Own();
        _partners.SetState("casa-verde", PartnerState.Paused);
        await RefusedAsync(own, StatusCode.PermissionDenied, ErrorReasons.PartnerPaused);
        _partners.SetState("casa-verde", PartnerState.Active);
        await Member_Calls_IsAnsweredUnderItsOwnName();
    }

    [Fact]
    public async Task PartnerRemoved_IsRefused()
    {
        using var own = Own();
        _partners.SetState("casa-verde", PartnerState.Removed);
        await RefusedAsync(own, StatusCode.PermissionDenied, ErrorReasons.PartnerRemoved);
    }

    [Fact]
    public async Task CertificateOfAKeyThatWasReplaced_IsRefused()
    {
        using var own = Own();
        var fresh = RandomNumberGenerator.GetBytes(32);
        using var newKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _partners.SetState("casa-verde", PartnerState.Removed);
        _partners.TryInvite("casa-verde", SHA256.HashData(fresh), _clock.Now.AddHours(1));
        _desk.Join(Authority.Consortium, "casa-verde", fresh, Requests.Of(newKey));
        await RefusedAsync(own, StatusCode.PermissionDenied, ErrorReasons.PartnerRemoved);
    }

    private async Task RefusedAsync(X509Certificate2? certificate, StatusCode status, string reason)
    {
        using var channel = Connect(certificate);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => channel.UnaryCallAsync(Renew, new RenewCertificateRequest()));
        Assert.Equal((status, reason), (refusal.StatusCode, refusal.GetErrorInfo()?.Reason));
    }

    private X509Certificate2 Own()
    {
        using var bare = X509CertificateLoader.LoadCertificate(_partners.Find("casa-verde")!.Certificate!);
        return WithKey(bare);
    }

    private X509Certificate2 WithKey(X509Certificate2 certificate) => certificate.CopyWithPrivateKey(_key);

    private GrpcChannel Connect(X509Certificate2? certificate) => GrpcChannel.ForAddress(new Uri(_application.Urls.Single()), new GrpcChannelOptions
    {
        HttpHandler = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, presented, _, _) => presented?.GetCertHashString() == _server.GetCertHashString(),
                LocalCertificateSelectionCallback = certificate is null ? null : (_, _, _, _, _) => certificate,
            },
        },
        DisposeHttpHandler = true,
    });
}
