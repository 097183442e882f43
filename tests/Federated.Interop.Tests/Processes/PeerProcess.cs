using System.Diagnostics;
using System.Text.Json;

namespace Federated.Interop.Tests.Processes;

/// <summary>A running peer program. Its settings are one JSON argument; closing its standard input ends it.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private PeerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static PeerProcess Start(string script, object settings)
    {
        Assert.True(PeerInstallation.Missing is null, PeerInstallation.Missing);
        var executable = script.EndsWith(".py", StringComparison.Ordinal) ? PeerInstallation.Python : PeerInstallation.Node;
        var start = new ProcessStartInfo(executable, [script, JsonSerializer.Serialize(settings, JsonSerializerOptions.Web)])
        {
            WorkingDirectory = PeerInstallation.Directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return new PeerProcess(Process.Start(start)!);
    }

    /// <summary>The next line the peer prints.</summary>
    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException($"The peer ended without an answer: {await _errors}");

    public void Kill() => _process.Kill(entireProcessTree: true);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            Kill();
            throw;
        }
        finally
        {
            _process.Dispose();
        }
    }
}
