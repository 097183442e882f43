using System.Collections.Concurrent;
using System.Globalization;
using Federated.Interop.Tests.Processes;

namespace Federated.Interop.Tests;

/// <summary>The peers' servers. Plain ones are started once and shared by the tests.</summary>
public sealed class TheirServers : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, Lazy<(PeerProcess Process, Task<int> Port)>> _shared = new();

    internal Workspace Workspace { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _shared.Values)
            await server.Value.Process.DisposeAsync();
        Workspace.Dispose();
    }

    internal static async Task<int> ReadPortAsync(PeerProcess server) => int.Parse(await server.ReadLineAsync(), CultureInfo.InvariantCulture);

    internal PeerProcess Start(string script, bool gzip = false, bool tls = false) =>
        PeerProcess.Start(script, new { Workspace.Descriptor, Gzip = gzip, Tls = tls ? Workspace.Tls : null });

    internal Task<int> GetPortAsync(string script) => _shared.GetOrAdd(script, name => new(() =>
    {
        var process = Start(name);
        return (process, ReadPortAsync(process));
    })).Value.Port;
}
