using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Federated.Grpc.Server;

/// <summary>A connection's far end, written as gRPC writes addresses.</summary>
internal static class PeerAddress
{
    public static string Of(ConnectionInfo connection) => connection.RemoteIpAddress switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetwork } address => string.Create(CultureInfo.InvariantCulture, $"ipv4:{address}:{connection.RemotePort}"),
        var address => string.Create(CultureInfo.InvariantCulture, $"ipv6:[{address}]:{connection.RemotePort}"),
    };
}
