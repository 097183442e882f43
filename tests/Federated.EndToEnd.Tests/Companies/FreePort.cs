using System.Net;
using System.Net.Sockets;

namespace Federated.EndToEnd.Tests.Companies;

/// <summary>
/// Ports on loopback that nobody listens at. They lie below those that the system gives to outbound connections: else a node that
/// calls a coordinator which is down could be given the very port that it calls, and be connected to itself.
/// </summary>
internal static class FreePort
{
    private const int First = 20_000;
    private const int Last = 32_000;

    private static int _next = First + (Environment.ProcessId * 37 % (Last - First));

    public static int Take()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref _next) % (Last - First));
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
