using System.CommandLine;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Rounds;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Commands;

/// <summary><c>fed-node run</c>: takes part in rounds, by outbound connections only, until it is stopped.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "Takes part in rounds until it is stopped. Opens no port.\n\nExample: fed-node run --dir /var/lib/fed-node") { CommonOptions.Directory };
        command.SetAction(async (parsed, cancellation) =>
        {
            var directory = parsed.NodeDirectory();
            // Before the host starts: a node that has not joined gets a clear line, not a stack of a failed service.
            NodeIdentity.Load(directory).Dispose();
            return await RunAsync(directory, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(NodeDirectory directory, CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSimpleConsole(options => options.SingleLine = true).SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(directory).AddSingleton<ConnectionPatience>()
            .AddSingleton(NodeLedger.Open(directory.Ledger, TimeProvider.System))
            .AddSingleton<NodeWorker>().AddHostedService(provider => provider.GetRequiredService<NodeWorker>());
        using var host = builder.Build();
        // Running the host disposes of its services at the end; the worker is asked afterwards how it went.
        var worker = host.Services.GetRequiredService<NodeWorker>();
        await host.RunAsync(cancellation);
        return worker.Failure is { } failure ? throw failure : ExitCode.Done;
    }
}
