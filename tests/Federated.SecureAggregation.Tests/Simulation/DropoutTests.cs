using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>
/// Every way in which up to five nodes can die, against an oracle that only counts. Patterns that differ only in what would have happened after the abort
/// are one execution and run once; of five nodes, patterns that abort and differ only in which node died when run once as well.
/// </summary>
public sealed class DropoutTests
{
    [Theory]
    [InlineData(3, 7)]
    [InlineData(4, 45)]
    [InlineData(5, 336)]
    public void Round_EveryDropoutPattern_SumsTheSurvivorsExactlyOrAborts(int nodes, int wantedSums)
    {
        HashSet<string> seen = [];
        List<DropStage[]> patterns = [.. AllPatterns(nodes).Where(drops => seen.Add(ExecutionOf(drops)))];
        int sums = 0;
        Parallel.ForEach(patterns, drops => Interlocked.Add(ref sums, RunOne(drops) ? 1 : 0));
        Assert.Equal(wantedSums, patterns.Count(drops => AbortStage(drops) is null));
        Assert.Equal(wantedSums, sums);
    }

    private static bool RunOne(DropStage[] drops)
    {
        Consortium consortium = new(drops.Length);
        CoordinatorPhase end = new SimulatedRound(consortium, drops).Run();
        if (AbortStage(drops) is { } stage)
        {
            Assert.Equal((int)stage, (int)Assert.IsType<Aborted>(end).During);
            return false;
        }

        int[] survivors = [.. Enumerable.Range(0, drops.Length).Where(node => IsPast(drops[node], DropStage.Upload))];
        Sealed result = Assert.IsType<Sealed>(end);
        WeightedSum sum = result.Dequantise();
        Assert.Equal(consortium.ExactSum(survivors), sum.Values);
        Assert.Equal(survivors.Sum(Consortium.WeightOf), sum.Weight);
        Assert.Equal(survivors.Select(Consortium.NameOf), result.Cohort.NamesOf(result.Survivors));
        Assert.Equal(drops.Count(drop => drop != DropStage.Never), result.Dropouts.Count);
        return true;
    }

    private static IEnumerable<DropStage[]> AllPatterns(int nodes)
    {
        DropStage[] stages = Enum.GetValues<DropStage>();
        return Enumerable.Range(0, (int)Math.Pow(stages.Length, nodes))
            .Select(pattern => Enumerable.Range(0, nodes).Select(node => stages[pattern / (int)Math.Pow(stages.Length, node) % stages.Length]).ToArray());
    }

    private static bool IsPast(DropStage drop, DropStage stage) => drop == DropStage.Never || drop > stage;

    private static DropStage? AbortStage(DropStage[] drops)
    {
        int Past(DropStage stage) => drops.Count(drop => IsPast(drop, stage));
        int threshold = (Past(DropStage.Advert) / 2) + 1;
        return Past(DropStage.Advert) < 3 ? DropStage.Advert
            : Past(DropStage.Shares) < 3 ? DropStage.Shares
            : Past(DropStage.Upload) < 3 ? DropStage.Upload
            : Past(DropStage.Signature) < threshold ? DropStage.Signature
            : Past(DropStage.Unmasking) < threshold ? DropStage.Unmasking
            : null;
    }

    private static string ExecutionOf(DropStage[] drops)
    {
        if (AbortStage(drops) is not { } abort)
        {
            return string.Join(',', drops);
        }

        IEnumerable<DropStage> happened = drops.Select(drop => drop <= abort ? drop : DropStage.Never);
        return string.Join(',', drops.Length == 5 ? happened.Order() : happened);
    }
}
