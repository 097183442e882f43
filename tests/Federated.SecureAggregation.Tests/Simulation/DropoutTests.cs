using Federated.SecureAggregation.Coordinator;
using Federated.SecureAggregation.Ring;

namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>Every way in which up to five nodes can die, against an oracle that only counts.</summary>
public sealed class DropoutTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Round_EveryDropoutPattern_SumsTheSurvivorsExactlyOrAborts(int nodes)
    {
        DropStage[] stages = Enum.GetValues<DropStage>();
        int patterns = (int)Math.Pow(stages.Length, nodes);
        int sealedRounds = 0;
        Parallel.For(0, patterns, pattern =>
        {
            DropStage[] drops = [.. Enumerable.Range(0, nodes).Select(node => stages[pattern / (int)Math.Pow(stages.Length, node) % stages.Length])];
            Consortium consortium = new(nodes);
            CoordinatorPhase end = new SimulatedRound(consortium, drops).Run();
            int[]? survivors = ExpectedSurvivors(drops);
            if (survivors is null)
            {
                Assert.IsType<Aborted>(end);
                return;
            }

            Interlocked.Increment(ref sealedRounds);
            Sealed result = Assert.IsType<Sealed>(end);
            WeightedSum sum = result.Dequantise();
            Assert.Equal(consortium.ExactSum(survivors), sum.Values);
            Assert.Equal(survivors.Sum(Consortium.WeightOf), sum.Weight);
            Assert.Equal(survivors.Select(Consortium.NameOf), result.Cohort.NamesOf(result.Survivors));
            Assert.Equal(drops.Count(drop => drop != DropStage.Never), result.Dropouts.Count);
        });
        Assert.True(sealedRounds > nodes, $"Only {sealedRounds} of {patterns} patterns gave a sum.");
    }

    private static int[]? ExpectedSurvivors(DropStage[] drops)
    {
        int[] Past(DropStage stage) => [.. Enumerable.Range(0, drops.Length).Where(node => drops[node] == DropStage.Never || drops[node] > stage)];
        int members = Past(DropStage.Advert).Length;
        int threshold = (members / 2) + 1;
        bool sealsAll = members >= 3
            && Past(DropStage.Shares).Length >= 3
            && Past(DropStage.Upload).Length >= 3
            && Past(DropStage.Signature).Length >= threshold
            && Past(DropStage.Unmasking).Length >= threshold;
        return sealsAll ? Past(DropStage.Upload) : null;
    }
}
