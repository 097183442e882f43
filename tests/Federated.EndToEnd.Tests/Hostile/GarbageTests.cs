using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Federated.EndToEnd.Tests.Companies;

namespace Federated.EndToEnd.Tests.Hostile;

public class GarbageTests
{
    /// <summary>The head of a TLS 1.2 record that promises a handshake message of 512 bytes, of which 32 come.</summary>
    private static readonly byte[] BrokenHello = [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, .. new byte[32]];

    [Fact]
    public async Task Serve_GarbageOnThePort_JobCompletesMeanwhile()
    {
        await using var consortium = await Consortium.StartAsync(4);
        using var stop = new CancellationTokenSource();
        List<Socket> silent = [.. Enumerable.Range(0, 50).Select(_ => Connect(consortium.Port))];
        foreach (var socket in silent.Take(25))
            socket.Send(BrokenHello);
        var noise = Task.Run(() => MakeNoiseAsync(consortium.Port, stop.Token));

        var job = await consortium.SubmitAsync(JobDocument.Text());
        await consortium.WatchAsync(job);
        await stop.CancelAsync();
        Assert.True(await noise > 0);
        silent.ForEach(socket => socket.Dispose());

        ExpectedStatistics.Verify(await consortium.ExportAsync(job), consortium.Companies);
        Assert.False(consortium.Serving.HasExited);
        Assert.DoesNotContain("fail:", consortium.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("crit:", consortium.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", consortium.Log, StringComparison.Ordinal);
    }

    /// <returns>How often something was sent.</returns>
    private static async Task<int> MakeNoiseAsync(int port, CancellationToken stop)
    {
        byte[][] noise = [RandomNumberGenerator.GetBytes(4096), "GET / HTTP/1.1\r\nHost: coordinator\r\n\r\n"u8.ToArray(), BrokenHello, [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8]];
        var sent = 0;
        while (!stop.IsCancellationRequested)
        {
            foreach (var bytes in noise)
            {
                using var socket = Connect(port);
                socket.Send(bytes);
                sent++;
            }

            await Task.Delay(20, CancellationToken.None);
        }

        return sent;
    }

    private static Socket Connect(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }
}
