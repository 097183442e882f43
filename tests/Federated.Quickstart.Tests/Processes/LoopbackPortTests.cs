using System.Net;
using System.Net.Sockets;
using Federated.Samples.Quickstart.Processes;

namespace Federated.Quickstart.Tests.Processes;

public class LoopbackPortTests
{
    [Fact]
    public void Find_APort_CanBeListenedOn()
    {
        using var listener = new TcpListener(IPAddress.Loopback, LoopbackPort.Find());
        listener.Start();
        Assert.NotEqual(0, ((IPEndPoint)listener.LocalEndpoint).Port);
    }
}
