using Federated.Learning.Kernels;
using Federated.Learning.Metrics;
using Federated.Learning.Trees;

namespace Federated.Conformance.Tests.Learning;

/// <summary>Trees rank the same test rows as well as scikit-learn's do, with categories as they are instead of one-hot columns.</summary>
public sealed class TreesOnRealDataTests
{
    private const double Tolerance = 0.005;

    [TreesDataFact]
    public void Boosting_OnlineShoppers_RanksAsWellAsScikitLearn() => CheckBoosting(TreesRealTable.OnlineShoppers());

    [TreesDataFact]
    public void Boosting_BankMarketing_RanksAsWellAsScikitLearn() => CheckBoosting(TreesRealTable.BankMarketing());

    [TreesDataFact]
    public void Forest_OnlineShoppers_RanksAsWellAsScikitLearn() => CheckForest(TreesRealTable.OnlineShoppers());

    private static void CheckBoosting(TreesRealTable data)
    {
        using var workers = new Workers(2);

        BoostedTrees model = HistogramBoosting.Train(data.Training, new HistogramBoostingOptions(), workers);

        Check(data, "boosting_auc", model.Predict(data.Test.Features, workers));
    }

    private static void CheckForest(TreesRealTable data)
    {
        using var workers = new Workers(2);

        BaggedTrees forest = RandomForest.Train(data.Training, new RandomForestOptions { MinimumRowsInLeaf = 5 }, workers);

        Check(data, "forest_auc", forest.Predict(data.Test.Features, workers));
    }

    private static void Check(TreesRealTable data, string figure, float[] predictions)
    {
        double expected = data.Figures.GetProperty(figure).GetDouble(), area = AreaUnderCurve.Exact(predictions, data.Test.Labels.Span);

        Assert.True(area > expected - Tolerance, $"{figure} is {area:F4}; scikit-learn reaches {expected:F4}.");
        Assert.True(area < expected + (4 * Tolerance), $"{figure} is {area:F4}, suspiciously above the {expected:F4} of scikit-learn: do test rows leak?");
    }
}
