using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Federated.ClientNode.Join;
using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Learning.State;
using Federated.Protocol.V1;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Federated.Simulation.Tests.Harness;

/// <summary>
/// A coordinator and its partners in one process and on one clock, made of the programs' own parts; only sockets, the clock and the nodes' randomness are
/// replaced. One caller at a time.
/// </summary>
internal sealed class SimulatedConsortium : IDisposable
{
    private readonly string _root;
    private readonly CertificateAuthority _authority;
    private readonly RandomNumberGenerator _random;
    private readonly Func<int, string> _table;

    /// <param name="job">The first job.</param>
    /// <param name="nodes">Partners.</param>
    /// <param name="seed">Of all randomness.</param>
    /// <param name="rows">Rows of each partner's table.</param>
    /// <param name="table">The table of a partner, by its number; the usual one when left out.</param>
    public SimulatedConsortium(JobSpec job, int nodes, long seed = 1, int rows = 40, Func<int, string>? table = null)
    {
        _table = table ?? (index => SimulatedJob.Csv(index, rows));
        // A file system in memory when there is one: a process may die here, the machine does not.
        _root = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"fed-simulation-{Guid.NewGuid():N}")).FullName;
        _random = new SeededRandomBytes(seed << 8);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _authority = new CertificateAuthority(CertificateAuthority.Create("simulated", key, Clock.GetUtcNow()), _random);
        Coordinator = NewCoordinator();
        Nodes = [.. Enumerable.Range(0, nodes).Select(index => Join(index, seed))];
        JobId = Submit(job);
    }

    public ManualClock Clock { get; } = new();

    public RoundAccount Account { get; } = new();

    public SimulatedCoordinator Coordinator { get; private set; }

    public IReadOnlyList<SimulatedNode> Nodes { get; }

    public string JobId { get; private set; }

    public Job Job => Coordinator.Jobs.Find(JobId)!;

    /// <summary>Whether the job ended.</summary>
    public bool IsOver => Coordinator.Loop is null && Job.IsFinal;

    /// <summary>What befalls a call; every call is delivered when left alone.</summary>
    public Func<SimulatedNode, IMessage, WireFate> Fate { get; set; } = (_, _) => WireFate.Delivered;

    /// <summary>What a coordinator that lies makes of an instruction on its way to a node.</summary>
    public Action<SimulatedNode, NextResponse> Lie { get; set; } = (_, _) => { };

    /// <summary>The coordinator's process is killed; a new one finds the database. Its loop starts at its first tick.</summary>
    public void RestartCoordinator() => Coordinator = NewCoordinator();

    /// <summary>Every node asks in turn and the coordinator is ticked after each, until the job ends.</summary>
    /// <param name="turns">Turns of all nodes before it is given up.</param>
    public Job Run(int turns = 300)
    {
        for (var turn = 0; turn < turns && !IsOver; turn++)
        {
            foreach (var node in Nodes.Where(node => node.IsAlive).ToList())
            {
                node.TryStep();
                Coordinator.Tick();
            }

            Clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        return Job;
    }

    /// <summary>A further job, which is then <see cref="Job"/>.</summary>
    public string Submit(JobSpec job)
    {
        var (submitted, _) = Coordinator.Jobs.Submit(job, Safetensors.Write(TaskCatalogue.For(job).Begin()), Clock.GetUtcNow());
        return JobId = submitted.Id;
    }

    public void Dispose()
    {
        foreach (var node in Nodes)
            node.Dispose();
        _authority.Dispose();
        _random.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_root, recursive: true);
    }

    private SimulatedCoordinator NewCoordinator() => new(Path.Combine(_root, "coordinator.db"), Clock, Account.SealedWith);

    private SimulatedNode Join(int index, long seed)
    {
        var name = $"partner-{index}";
        var directory = new NodeDirectory(Path.Combine(_root, name));
        Directory.CreateDirectory(directory.Root);
        File.WriteAllText(directory.Policy, SimulatedJob.Policy);
        File.WriteAllText(directory.Mapping, "source: customers.csv\n");
        File.WriteAllText(Path.Combine(directory.Root, "customers.csv"), _table(index));

        byte[] secret = [.. "secret"u8, (byte)index];
        Assert.True(Coordinator.Partners.TryInvite(name, SHA256.HashData(secret), Clock.GetUtcNow().AddHours(1)));
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = NodeKey.SigningRequest(key, name);
        var issued = new EnrollmentDesk("simulated", _authority, Coordinator.Partners, Clock).Join("simulated", name, secret, request);
        using var certificate = X509CertificateLoader.LoadCertificate(issued);
        var identity = new NodeIdentity(key, certificate, X509CertificateLoader.LoadCertificate(_authority.Certificate.RawData));
        return new SimulatedNode(directory, name, identity, new SeededRandomBytes((seed << 8) + index + 1), Clock, node => new Wire(this, node));
    }
}
