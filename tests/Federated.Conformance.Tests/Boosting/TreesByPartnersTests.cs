using Federated.Computations.Boosting;
using Federated.Conformance.Tests.Learning;
using Federated.Learning.Kernels;
using Federated.Learning.Metrics;
using Federated.Learning.Trees;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Boosting;

/// <summary>Trees grown by partners that each hold a natural part of a public data set are those of the pooled rows, and rank as well as scikit-learn's.</summary>
public sealed class TreesByPartnersTests(ITestOutputHelper output)
{
    private const double Tolerance = 0.003;
    private const int Bins = 64;

    [TreesDataFact]
    public void Boosting_OnlineShoppersByTrafficType_IsThePooledModelAndRanksAsWellAsScikitLearn() => CheckBoosting(TreesRealTable.OnlineShoppers(), "TrafficType");

    [TreesDataFact]
    public void Boosting_BankMarketingByJob_IsThePooledModelAndRanksAsWellAsScikitLearn() => CheckBoosting(TreesRealTable.BankMarketing(), "job");

    [TreesDataFact]
    public void Forest_OnlineShoppersByTrafficType_RanksAsWellAsScikitLearn()
    {
        TreesRealTable data = TreesRealTable.OnlineShoppers();
        var forest = new FederatedForest(new FederatedForestOptions { Trees = 40, TreesAtATime = 20 });
        BinMapper mapper = JointBins.Of(data.Training, Bins);

        TreeState state = RingRounds.Run(forest, new TreesWanted(mapper), Silos(data, "TrafficType"), quantised: 3);

        double area = Area(forest.Model((TreesGrown)state).Predict(data.Test.Features), data.Test), expected = data.Figures.GetProperty("forest_auc").GetDouble();
        output.WriteLine($"Joint forest {area:F4}, scikit-learn {expected:F4}.");
        Assert.InRange(area, expected - Tolerance, 1);
    }

    private void CheckBoosting(TreesRealTable data, string silo)
    {
        using var workers = new Workers(2);
        LocalTreeSums[] nodes = Silos(data, silo);
        BinMapper mapper = JointBins.Of(data.Training, Bins);
        var joint = new FederatedBoosting(new FederatedBoostingOptions { Trees = 50, LearningRate = 0.2 });

        BoostedTrees model = joint.Model((TreesGrown)RingRounds.Run(joint, new TreesWanted(mapper), nodes, quantised: 13));

        BoostedTrees pooled = HistogramBoosting.Train(data.Training, new HistogramBoostingOptions { MaximumDepth = 6, Trees = 50, LearningRate = 0.2 }, workers, bins: mapper);
        double area = Area(model.Predict(data.Test.Features), data.Test), expected = data.Figures.GetProperty("boosting_auc").GetDouble();
        output.WriteLine($"{nodes.Length} partners: joint {area:F4}, scikit-learn {expected:F4}.");
        Assert.Equal(pooled.Capture().ContentHash(), model.Capture().ContentHash());
        Assert.InRange(area, expected - Tolerance, 1);
    }

    private static LocalTreeSums[] Silos(TreesRealTable data, string silo)
    {
        int column = Array.IndexOf(data.Columns, silo);
        ILookup<float, int> rows = Enumerable.Range(0, data.Training.Rows).ToLookup(row => data.Training.Features.Span[(row * data.Training.Columns) + column]);
        int[][] silos = [.. rows.Where(part => part.Count() >= 100).Select(part => part.ToArray()), [.. rows.Where(part => part.Count() < 100).SelectMany(part => part)]];
        return [.. silos.Where(part => part.Length > 0).Select(part => new LocalTreeSums([new TreeRows(data.Training.Select(part), part)]))];
    }

    private static double Area(float[] predictions, TrainingTable table) => AreaUnderCurve.Exact(predictions, table.Labels.Span);
}
