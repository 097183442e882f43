using System.Security.Cryptography;
using Federated.ClientNode.Data;
using Federated.ClientNode.Evidence;
using Federated.ClientNode.Join;
using Federated.ClientNode.Ledger;
using Federated.ClientNode.Rounds;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace Federated.Simulation.Tests.Harness;

/// <summary>A partner's node. Its directory and its key outlive its process, of which it may have several one after the other.</summary>
internal sealed class SimulatedNode : IDisposable
{
    private readonly NodeDirectory _directory;
    private readonly NodeIdentity _identity;
    private readonly RandomNumberGenerator _random;
    private readonly TimeProvider _clock;
    private readonly ICoordinator _coordinator;
    private OfferDesk _desk;
    private NodeLoop _loop;

    public SimulatedNode(NodeDirectory directory, string name, NodeIdentity identity, RandomNumberGenerator random, TimeProvider clock, Func<SimulatedNode, ICoordinator> coordinator)
    {
        _directory = directory;
        Name = name;
        _identity = identity;
        _random = random;
        _clock = clock;
        _coordinator = coordinator(this);
        (Ledger, _desk, _loop) = Start();
    }

    public string Name { get; }

    public NodeLedger Ledger { get; private set; }

    /// <summary>What it kept of rounds that it left.</summary>
    public IReadOnlyList<FileInfo> Evidence => new EvidenceFolder(_directory).Files;

    /// <summary>Whether its process is there.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>Its rows for a job.</summary>
    public ITaskRows Rows(JobSpec job) =>
        OpenedRows.Open(job.Contract, DataMapping.Load(_directory.Mapping), job.Evaluation.Salt, ReadPurpose.Training).Rows ?? throw new InvalidOperationException("The simulated rows have a fault.");

    /// <summary>Asks once and does what is answered.</summary>
    /// <returns>False when the process died in it.</returns>
    public bool TryStep()
    {
        try
        {
            _loop.StepAsync(CancellationToken.None).GetAwaiter().GetResult();
            return true;
        }
        catch (SimulatedDeathException)
        {
            IsAlive = false;
            return false;
        }
    }

    /// <summary>A new process in the same directory.</summary>
    public void Restart()
    {
        Stop();
        (Ledger, _desk, _loop) = Start();
        IsAlive = true;
    }

    public void Dispose()
    {
        Stop();
        _identity.Dispose();
        _random.Dispose();
    }

    private void Stop()
    {
        _loop.Dispose();
        _desk.Dispose();
    }

    private (NodeLedger Ledger, OfferDesk Desk, NodeLoop Loop) Start()
    {
        var ledger = NodeLedger.Open(_directory.Ledger, _clock);
        var workload = new Workload(_directory, ledger, Name, _random);
        var options = new NodeOptions("simulated", new Uri("https://127.0.0.1:1"), Name);
        var desk = new OfferDesk(_directory, options, _identity, ledger, workload, _coordinator, _random);
        return (ledger, desk, new NodeLoop(_coordinator, desk, workload, ledger, new EvidenceFolder(_directory), NullLogger<NodeLoop>.Instance));
    }
}
