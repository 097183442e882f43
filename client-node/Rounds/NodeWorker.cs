using System.Reflection;
using System.Security.Cryptography;
using Federated.ClientNode.Evidence;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.Grpc;
using Federated.Hosting.CommandLine;

namespace Federated.ClientNode.Rounds;

/// <summary>
/// Keeps the node at work until it is stopped: connects, goes through rounds, and between two rounds renews the certificate when it has lived half of its life.
/// </summary>
internal sealed class NodeWorker(
    NodeDirectory directory, NodeLedger ledger, ConnectionPatience patience, TimeProvider clock, ILoggerFactory loggers, IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly string Version =
        typeof(NodeWorker).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    private static readonly TimeSpan AfterFailedCall = TimeSpan.FromSeconds(2);

    private readonly ILogger _logger = loggers.CreateLogger<NodeWorker>();

    /// <summary>Why the node stopped by itself; null when it was asked to.</summary>
    public CommandException? Failure { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
                await WorkUntilRenewalAsync(stoppingToken);
        }
        catch (CommandException excluded)
        {
            Failure = excluded;
            NodeRoundLog.Excluded(_logger, $"{excluded.Code}: {excluded.What}");
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Asked to stop.
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task WorkUntilRenewalAsync(CancellationToken stoppingToken)
    {
        var options = NodeOptions.Parse(await File.ReadAllTextAsync(directory.Options, stoppingToken), directory.Options);
        using var identity = NodeIdentity.Load(directory);
        using var connection = ConsortiumConnection.Open(options.Coordinator, identity);
        using var random = RandomNumberGenerator.Create();
        var traffic = new TrafficCounter(ledger, clock);
        var coordinator = new GrpcCoordinator(connection, patience, traffic, Version);
        var workload = new Workload(directory, ledger, options.Partner, random);
        using var desk = new OfferDesk(directory, options, identity, ledger, workload, coordinator, random);
        using var loop = new NodeLoop(coordinator, desk, workload, ledger, new EvidenceFolder(directory), loggers.CreateLogger<NodeLoop>());
        await coordinator.NextAsync(null, TimeSpan.Zero, stoppingToken);
        Console.WriteLine($"Connected to {options.Consortium}");
        NodeRoundLog.Connected(_logger, options.Consortium);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (loop.IsBetweenRounds && CertificateRenewal.IsDue(identity.Certificate, clock.GetUtcNow()))
                {
                    if (await TryRenewAsync(connection, identity, options, stoppingToken))
                        return;
                }

                await StepAsync(loop, connection, stoppingToken);
                traffic.Write();
            }
        }
        finally
        {
            traffic.Write(now: true);
        }
    }

    // A call that fails for another reason than want of a connection ends the round here, never the node.
    private async Task StepAsync(NodeLoop loop, ConsortiumConnection connection, CancellationToken stoppingToken)
    {
        try
        {
            await loop.StepAsync(stoppingToken);
        }
        catch (RpcException failure)
        {
            loop.Abandon();
            var cause = connection.Explain(failure);
            NodeRoundLog.Abandoned(_logger, $"{cause.Code}: {cause.What}");
            await Task.Delay(AfterFailedCall, clock, stoppingToken);
        }
    }

    private async Task<bool> TryRenewAsync(ConsortiumConnection connection, NodeIdentity identity, NodeOptions options, CancellationToken stoppingToken)
    {
        try
        {
            using var renewed = await new CertificateRenewal(directory, options).RenewAsync(connection, identity, stoppingToken);
            NodeRoundLog.Renewed(_logger, new DateTimeOffset(renewed.Certificate.NotAfter.ToUniversalTime()));
            return true;
        }
        catch (RpcException failure)
        {
            // Half a life is left for further tries; the next one comes with the next poll.
            NodeRoundLog.NotRenewed(_logger, connection.Explain(failure).What);
            return false;
        }
    }
}
