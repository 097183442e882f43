using System.Net;
using System.Net.Sockets;

namespace Federated.Samples.Quickstart.Processes;

/// <summary>Finds a port of this machine that nobody listens on.</summary>
internal static class LoopbackPort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
