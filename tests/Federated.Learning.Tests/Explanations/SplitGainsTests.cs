using System.Collections.Immutable;
using Federated.Learning.Explanations;
using Federated.Learning.Tests.Trees;
using Federated.Learning.Trees;

namespace Federated.Learning.Tests.Explanations;

public sealed class SplitGainsTests
{
    [Fact]
    public void Of_TrainedTrees_AreSharesWithTheGreatestFirst()
    {
        BoostedTrees model = HistogramBoosting.Train(Tables.Mixed(1, 2_000), new HistogramBoostingOptions { Trees = 5 });

        ImmutableArray<SplitGains> gains = SplitGains.Of(model.Importances());

        Assert.Equal(1, gains.Sum(gain => gain.Share), 1e-12);
        Assert.Equal([0, 2], gains.Take(2).Select(gain => gain.Column).Order());
        Assert.True(gains.Zip(gains.Skip(1)).All(pair => pair.First.Share >= pair.Second.Share));
        Assert.Equal(model.Importances()[gains[0].Column].Splits, gains[0].Splits);
        Assert.All(SplitGains.Of([default, default]), gain => Assert.Equal(0, gain.Share));
    }
}
