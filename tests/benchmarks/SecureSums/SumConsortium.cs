using Federated.SecureAggregation;
using Federated.SecureAggregation.Cohort;
using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Keys;
using Federated.SecureAggregation.Ring;

namespace Federated.Benchmarks.SecureSums;

/// <summary>What both sides of a measured round agree on. Values are whole numbers that the quantiser carries exactly, so that the sum can be proved.</summary>
internal static class SumConsortium
{
    public const int QuantisationBits = 16;
    private const double ValueBound = (1 << (QuantisationBits - 1)) - 1;

    public static string NameOf(int member) => $"node-{member:D4}";

    public static Roster RosterOf(IEnumerable<PublicPoint> identities) => new(identities.Select((key, member) => new RosterMember(NameOf(member), $"Company {member}", key)));

    public static NodeFloor Floor { get; } = new()
    {
        KnownLegalEntities = new HashSet<string>(),
        MinimumKnownPartners = 0,
        ConsentsToThree = true,
        MinimumThresholdPermille = 501,
        MinimumCompleteGraphLimit = 0,
    };

    public static RoundSetting Setting(SumShape shape, Roster roster) => new(
        new RoundParameters
        {
            JobId = "benchmark",
            Round = 1,
            Attempt = 1,
            RosterRoot = roster.Root,
            ModelHash = Digest.Of("model"u8),
            PolicyHash = Digest.Of("policy"u8),
            MinimumCohort = 3,
            ValueCount = shape.Values,
            ModulusBits = RingOf(shape).Bits,
            QuantisationBits = QuantisationBits,
            ValueBound = ValueBound,
            WeightBound = 1,
            ClipNorm = 1e9,
            CompleteGraphLimit = shape.Sparse ? 0 : 10_000_000_000,
        },
        roster,
        new PhaseTimeouts());

    public static RingModulus RingOf(SumShape shape) => RingModulus.Smallest(QuantisationBits, shape.Members, 1);

    public static double ValueOf(int member, int coordinate) => ((member + 1L) * 1009 * (coordinate + 1L) % 60_000) - 30_000;

    /// <summary>Coordinates at which a sum is compared with the plain one: every one of a short vector, 997 of a long one.</summary>
    public static IEnumerable<int> Probes(int values) => values <= 1000 ? Enumerable.Range(0, values) : Enumerable.Range(0, 997).Select(probe => (int)((long)probe * (values - 1) / 996));
}
