using Federated.Protocol.V1;
using Federated.Simulation.Tests.Harness;
using Google.Protobuf;

namespace Federated.Simulation.Tests.Schedules;

/// <summary>
/// One run with faults drawn from a seed: nodes that die for good, die and come back, are slow, or say everything twice, and a coordinator that is killed
/// between any two calls. The trouble ends after a while, so that a run ends too: when the job does, or when too few nodes are left for it.
/// </summary>
internal sealed class FaultSchedule : IDisposable
{
    private const int Minimum = 3;
    private const int MostSteps = 4000;
    private const int MostFaults = 12;

    private readonly Random _random;
    private readonly Dictionary<string, DateTimeOffset> _asleepUntil = [];
    private readonly HashSet<string> _gone = [];
    private readonly double _trouble;
    private readonly bool _repeatsEverything;
    private int _deathsAllowed;

    public FaultSchedule(int seed)
    {
        _random = new Random(seed);
        Consortium = new SimulatedConsortium(SimulatedJob.Small, nodes: _random.Next(3, 6), seed) { Fate = Fate };
        // Some runs are calm, so that the faults of others do not hide what happens in the middle of a round.
        _trouble = _random.NextDouble() * 0.1;
        _repeatsEverything = _random.Next(4) == 0;
        _deathsAllowed = _random.Next(0, 4);
    }

    public SimulatedConsortium Consortium { get; }

    /// <summary>Faults that happened, in words.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Whether enough nodes are left for a round.</summary>
    public bool HasQuorum => Consortium.Nodes.Count - _gone.Count >= Minimum;

    public void Run()
    {
        for (var step = 0; step < MostSteps && !Consortium.IsOver; step++)
        {
            if (!HasQuorum && Consortium.Coordinator.Loop is { Waiting: not null, Attempt: null })
                return;
            Step();
        }
    }

    public void Dispose() => Consortium.Dispose();

    private void Step()
    {
        var now = Consortium.Clock.GetUtcNow();
        var awake = Consortium.Nodes.Where(node => !_gone.Contains(node.Name) && _asleepUntil.GetValueOrDefault(node.Name) <= now).ToList();
        if (awake.Count > 0)
        {
            var node = awake[_random.Next(awake.Count)];
            if (!node.IsAlive)
                node.Restart();
            node.TryStep();
        }

        if (Story.Count < MostFaults && Chance(_trouble / 10))
            Restart();
        if (Chance(0.7))
            Consortium.Coordinator.Tick();
        Consortium.Clock.Advance(TimeSpan.FromMilliseconds(_random.Next(HasQuorum ? 40 : 400)));
    }

    private WireFate Fate(SimulatedNode node, IMessage message)
    {
        var fate = _repeatsEverything ? WireFate.Duplicated : WireFate.Delivered;
        // A poll is not a step of a round: faults on it alone would only thin out the others.
        if (Story.Count >= MostFaults || !Chance(message is NextRequest ? _trouble / 4 : _trouble))
            return fate;
        var now = Consortium.Clock.GetUtcNow();
        WireFate trouble = _random.Next(6) switch
        {
            0 => WireFate.NodeDiesBefore,
            1 => WireFate.NodeDiesAfter,
            2 => WireFate.CoordinatorRestartsBefore,
            3 => WireFate.CoordinatorRestartsAfter,
            4 => WireFate.Duplicated,
            _ => WireFate.Delivered,
        };
        if (trouble is WireFate.NodeDiesBefore or WireFate.NodeDiesAfter && _deathsAllowed > 0 && Chance(0.5))
        {
            _deathsAllowed--;
            _gone.Add(node.Name);
        }

        // A node that comes back, or is merely slow, may come within its phase or after it.
        _asleepUntil[node.Name] = now + TimeSpan.FromMilliseconds(_random.Next(5000));
        Story.Add($"{(now - DateTimeOffset.UnixEpoch).TotalSeconds % 10000:0.0} s {node.Name} {message.Descriptor.Name}: {trouble}{(_gone.Contains(node.Name) ? ", for good" : "")}");
        return fate | trouble;
    }

    private void Restart()
    {
        Story.Add("coordinator restarts between two calls");
        Consortium.RestartCoordinator();
    }

    private bool Chance(double probability) => _random.NextDouble() < probability;
}
