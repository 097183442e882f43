using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Federated.Grpc;
using Federated.Hosting.CommandLine;
using Google.Protobuf;

namespace Federated.ClientNode.Join;

/// <summary>
/// The one way out: TLS 1.2 or 1.3 to the coordinator, whose certificate must come from the consortium's own authority (the machine's list of
/// authorities counts for nothing) and carry the host's name. With an identity the node shows its own certificate, too.
/// </summary>
internal sealed class ConsortiumConnection : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    private readonly Func<X509Certificate?, SslPolicyErrors, bool> _judge;
    private SslPolicyErrors _tlsErrors;

    private ConsortiumConnection(Uri coordinator, X509Certificate2? authority, X509Certificate2? own, Func<X509Certificate?, SslPolicyErrors, bool> judge)
    {
        Coordinator = coordinator;
        _judge = judge;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            SslOptions = new SslClientAuthenticationOptions
            {
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateChainPolicy = authority is null ? null : IssuedCertificate.ServerPolicy(authority),
                CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
                LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => own,
                RemoteCertificateValidationCallback = Judge,
            },
        };
        Channel = GrpcChannel.ForAddress(coordinator, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpHandler = true });
    }

    public Uri Coordinator { get; }

    /// <summary>For callers with their own retries; its failures are put into words by <see cref="Explain"/>.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>A member's connection: both sides are certified by the authority.</summary>
    /// <param name="coordinator">The coordinator's address.</param>
    /// <param name="identity">Stays the caller's, and must outlive the connection.</param>
    public static ConsortiumConnection Open(Uri coordinator, NodeIdentity identity) =>
        new(coordinator, identity.Authority, identity.Certificate, static (_, errors) => errors == SslPolicyErrors.None);

    /// <summary>A newcomer's connection: the server is certified by <paramref name="authority"/>, the node is not certified yet.</summary>
    public static ConsortiumConnection OpenAsNewcomer(Uri coordinator, X509Certificate2 authority) =>
        new(coordinator, authority, null, static (_, errors) => errors == SslPolicyErrors.None);

    /// <summary>A connection to whoever answers, for public facts alone: nothing secret may be sent over it.</summary>
    /// <param name="coordinator">The coordinator's address.</param>
    /// <param name="presented">Is handed the certificate that the server showed.</param>
    public static ConsortiumConnection OpenUntrusted(Uri coordinator, Action<X509Certificate> presented) => new(coordinator, null, null, (certificate, _) =>
    {
        if (certificate is not null)
            presented(certificate);
        return certificate is not null;
    });

    /// <summary>One call, its failure already in words.</summary>
    /// <exception cref="CommandException">See <see cref="Explain"/>.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request, TimeSpan timeout, CancellationToken cancellation)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        try
        {
            return await Channel.UnaryCallAsync(method, request, new CallOptions { Timeout = timeout, CancellationToken = cancellation });
        }
        catch (RpcException) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (RpcException failure)
        {
            throw Explain(failure);
        }
    }

    /// <summary>Why a call failed, in one clear line; exit code 2 when there is no connection or the coordinator does not accept this node.</summary>
    public CommandException Explain(RpcException failure) => ConnectionFailure.Explain(failure, Coordinator, _tlsErrors);

    public void Dispose() => Channel.Dispose();

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        _tlsErrors = errors;
        return _judge(certificate, errors);
    }
}
