using Federated.Grpc.Wire;

namespace Federated.Grpc.Client;

/// <summary>What an address and the options of a channel have to fulfil, and the transport a channel gets when it brings none.</summary>
internal static class ChannelRules
{
    public static void Check(Uri address, GrpcChannelOptions options)
    {
        if (!address.IsAbsoluteUri || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp) || address.PathAndQuery != "/" || address.UserInfo.Length > 0)
            throw new ArgumentException($"'{address}' is not a server address: use https://host:port, without a path.", nameof(address));
        var faults = new List<string>();
        if (options.MaxReceiveMessageSize < 1)
            faults.Add($"MaxReceiveMessageSize is {options.MaxReceiveMessageSize} and has to be at least 1 byte.");
        if (options.MaxSendMessageSize < 1)
            faults.Add($"MaxSendMessageSize is {options.MaxSendMessageSize} and has to be at least 1 byte.");
        if (options.RequestCompressionAlgorithm is not (null or GrpcHeaders.Gzip))
            faults.Add($"RequestCompressionAlgorithm is '{options.RequestCompressionAlgorithm}': use gzip or leave it out.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
    }

    public static SocketsHttpHandler CreateDefaultHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        EnableMultipleHttp2Connections = true,
        KeepAlivePingDelay = TimeSpan.FromSeconds(60),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
        ConnectTimeout = TimeSpan.FromSeconds(20),
    };
}
