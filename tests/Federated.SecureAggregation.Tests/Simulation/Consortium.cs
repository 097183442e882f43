using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Node;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>Honest nodes with keys, a roster, floors and ledgers, all from one seed.</summary>
internal sealed class Consortium
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public Consortium(int nodes, int shills = 0, long minimumCompleteGraphLimit = 10_000_000_000)
    {
        Identities = [.. Enumerable.Range(0, nodes + shills).Select(i => IdentityKey.FromScalar(SecretScalar.Draw(new SeededRandom(1000 + i))))];
        Roster = new Roster(Identities.Select((key, i) => new RosterMember(NameOf(i), $"Company {i}", key.PublicKey)));
        NodeFloor floor = new()
        {
            KnownLegalEntities = Enumerable.Range(0, nodes).Select(i => $"Company {i}").ToHashSet(),
            ConsentsToThree = true,
            MinimumThresholdPermille = 501,
            MaximumDropoutPermille = 900,
            MinimumCompleteGraphLimit = minimumCompleteGraphLimit,
        };
        Ledgers = [.. Identities.Select(_ => new MemoryLedger())];
        Participants = [.. Identities.Select((key, i) => new Participant(NameOf(i), key, Roster, floor, Ledgers[i], new SeededRandom(i)))];
        Parameters = new RoundParameters
        {
            JobId = "churn",
            Round = 1,
            Attempt = 1,
            RosterRoot = Roster.Root,
            ModelHash = Digest.Of("model"u8),
            PolicyHash = Digest.Of("policy"u8),
            MinimumCohort = 3,
            ColluderPermille = 0,
            DropoutPermille = 600,
            ValueCount = 19,
            ModulusBits = 27,
            QuantisationBits = 16,
            ValueBound = (1 << 15) - 1,
            WeightBound = 100,
            ClipNorm = 10,
            ChunkElements = 8,
        };
    }

    public IdentityKey[] Identities { get; }

    public Roster Roster { get; }

    public MemoryLedger[] Ledgers { get; }

    public Participant[] Participants { get; }

    public RoundParameters Parameters { get; set; }

    public int Count => Participants.Length;

    public RoundSetting Setting => new(Parameters, Roster, new PhaseTimeouts());

    public static string NameOf(int node) => $"node-{node:D2}";

    public IEnumerable<string> Names => Participants.Select(participant => participant.NodeId);

    /// <summary>Whole numbers that differ from node to node and from value to value, so that the quantiser carries them exactly.</summary>
    public double[] ValuesOf(int node) => [.. Enumerable.Range(0, Parameters.ValueCount).Select(k => (double)(((node + 1) * 1009 * (k + 1) % 60_000) - 30_000))];

    public static long WeightOf(int node) => (node * 7) + 1;

    public RingVector ContributionOf(int node) =>
        Parameters.Quantiser.Quantise(ValuesOf(node), WeightOf(node), new SeededRandom(500 + node));

    public double[] ExactSum(IEnumerable<int> nodes) => [.. Enumerable.Range(0, Parameters.ValueCount).Select(k => nodes.Sum(node => WeightOf(node) * ValuesOf(node)[k]))];
}
