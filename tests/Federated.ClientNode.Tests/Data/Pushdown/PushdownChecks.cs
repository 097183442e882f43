using Federated.ClientNode.Data;
using Federated.Computations;
using Federated.Computations.Boosting;
using Federated.Computations.KMeans;
using Federated.Computations.NaiveBayes;
using Federated.Computations.Regression;
using Federated.Computations.Statistics;
using Federated.Learning.Bayes;
using Federated.Learning.Clustering;
using Federated.Learning.Training;
using Federated.Learning.Trees;
using Federated.Tasks.Features;
using Federated.Tasks.Schema;

namespace Federated.ClientNode.Tests.Data.Pushdown;

/// <summary>Each exact computation's sums, by a database and by this process.</summary>
internal static class PushdownChecks
{
    private const double Bound = 10;

    public static void FaultsAndRows(PushdownScenario shop)
    {
        Assert.Equal((shop.ReadReport.RowCount, shop.ReadReport.UsedRowCount), (shop.Report.RowCount, shop.Report.UsedRowCount));
        Assert.True(shop.Report.Notices.Count > 6);
        Assert.Equal(shop.ReadReport.Notices.Select(Summary).Order(), shop.Report.Notices.Select(Summary).Order());
        foreach (RowPart part in Enum.GetValues<RowPart>())
        {
            var count = new double[1];
            shop.Sums.Columns(shop.Columns.Summed, part).Add([new RowTotal()], count);
            Assert.Equal(shop.Part(part).RowCount, count[0]);
        }

        static string Summary(DataFault fault) => $"{fault.Code} {fault.Field} {fault.Count} {fault.Lines[0]}";
    }

    public static void Statistics(PushdownScenario shop)
    {
        TableColumns columns = shop.Columns.Columns;
        var sums = new List<ColumnSum> { new RowTotal() };
        for (int numeric = 0; numeric < columns.Numeric.Length; numeric++)
        {
            NumericColumn column = columns.Numeric[numeric];
            sums.AddRange([new ColumnMoments(numeric), new BinSums(numeric, BinEdges.Equal(column.Minimum, column.Maximum, 37))]);
        }
        for (int category = 0; category < columns.Categories.Length; category++)
            sums.Add(new CategoryCounts(category, columns.Categories[category].Values.Length));
        sums.Add(new PairProducts(0, 1));
        sums.Add(new PairBinCounts(0, [30, 50, 70], 2, [10, 20]));
        sums.Add(new GroupSums(0, 3, null, 0, 1));
        sums.Add(new GroupSums(0, 3, 1, 2, 0));
        sums.Add(new GroupSums(1, 2, null, 0, null));
        var (expected, actual) = (new double[sums.Sum(sum => sum.Length)], new double[sums.Sum(sum => sum.Length)]);
        shop.Columns.Summed.BatchOf(shop.Part(RowPart.Training)).Add(sums, expected);
        shop.Sums.Columns(shop.Columns.Summed, RowPart.Training).Add(sums, actual);
        PushdownScenario.AssertClose(expected, actual);
    }

    public static void Products(PushdownScenario shop)
    {
        int width = shop.Plan.Width;
        Assert.True(width > 30, $"{width} inputs");
        var (gram, pushedGram) = (new double[1 + ((width + 2) * (width + 3) / 2)], new double[1 + ((width + 2) * (width + 3) / 2)]);
        Labelled(shop).Add(Bound, 1, gram);
        shop.Sums.Products(shop.Plan, new LabelItself(), RowPart.Training).Add(Bound, 1, pushedGram);
        PushdownScenario.AssertClose(gram, pushedGram);
    }

    public static void Newton(PushdownScenario shop)
    {
        int parameters = shop.Plan.Width + 1;
        foreach (double scale in new[] { 0.3, 500 })
        {
            double[] coefficients = [.. Enumerable.Range(0, parameters).Select(at => scale * Math.Sin(at + 1))];
            var (expected, actual) = (new double[2 + parameters + (parameters * (parameters + 1) / 2)], new double[2 + parameters + (parameters * (parameters + 1) / 2)]);
            Labelled(shop).Add(coefficients, Bound, expected);
            shop.Sums.Newton(shop.Plan, new LabelItself(), RowPart.Training).Add(coefficients, Bound, actual);
            PushdownScenario.AssertClose(expected, actual, 1e-8);
        }
    }

    public static void Clusters(PushdownScenario shop)
    {
        float[] rows = Encoded(shop).ToArray();
        int width = shop.Plan.Width;
        KMeansModel Model(int clusters) => new([.. rows[..(clusters * width)].Select(value => value + 0.01f)], clusters);
        var batches = new ClusterBatches(width, [rows]);
        var pushed = shop.Sums.Clusters(shop.Plan, RowPart.Training);
        foreach (int clusters in new[] { 1, 5 })
        {
            foreach (RowSample? sample in new RowSample?[] { null, new RowSample(1_000_003, 77) })
                Same(clusters * (width + 2), into => batches.AddSteps(Model(clusters), sample, Bound, into), into => pushed.AddSteps(Model(clusters), sample, Bound, into));
        }
        Same(2 * 5, into => batches.AddSilhouettes(Model(5), Bound, into), into => pushed.AddSilhouettes(Model(5), Bound, into));
        Same(5 * 3, into => batches.AddCrossings(Model(5), Model(3), Bound, into), into => pushed.AddCrossings(Model(5), Model(3), Bound, into));
    }

    public static void Classes(PushdownScenario shop)
    {
        LocalTable part = shop.Part(RowPart.Training);
        string[] fields = ["vip", "plan"];
        var columns = new MixedColumns(shop.Plan.Width, [2, 3]);
        int[] categories = [.. Enumerable.Range(0, part.RowCount).SelectMany(row => fields.Select(field => part.Categories(field)[row]))];
        var rows = new ClassifiedRows(Encoded(shop), categories, part.Labels.ToArray().Select(label => (int)label).ToArray());
        Same((int)MixedClassStatistics.LengthOf(2, columns), into => new ClassifiedBatches([rows]).Add(2, columns, Bound, into), into => shop.Sums.Classes(shop.Plan, fields, RowPart.Training).Add(2, columns, Bound, into));
    }

    public static void Trees(PushdownScenario shop)
    {
        Grow(shop, new FederatedBoostingOptions { Trees = 3, MaximumDepth = 3, RowShare = 0.7, ColumnShare = 0.8, ValidationShare = 0.2, Seed = 5, Splits = new SplitOptions { MinimumRowsInLeaf = 5 } });
        Grow(shop, new FederatedBoostingOptions { Objective = BoostingObjective.SquaredError, LargestLabel = 1, Trees = 2, MaximumDepth = 2, Splits = new SplitOptions { MinimumRowsInLeaf = 5 } });
        Grow(shop, new FederatedBoostingOptions { Objective = BoostingObjective.Poisson, LargestLabel = 1, Trees = 2, MaximumDepth = 2, Splits = new SplitOptions { MinimumRowsInLeaf = 5 } });
        Grow(shop, new FederatedBoostingOptions { Objective = BoostingObjective.Softmax, Classes = 2, Trees = 2, MaximumDepth = 2, Splits = new SplitOptions { MinimumRowsInLeaf = 5 } });
    }

    /// <summary>Every round's vector is the same, and so the whole model.</summary>
    private static void Grow(PushdownScenario shop, FederatedBoostingOptions options)
    {
        LocalTable part = shop.Part(RowPart.Training);
        ContractField[] fields = [.. Contract.Features];
        var features = new float[part.RowCount * fields.Length];
        for (int column = 0; column < fields.Length; column++)
        {
            for (int row = 0; row < part.RowCount; row++)
            {
                int category = fields[column].IsCategorical ? part.Categories(fields[column].Name)[row] : 0;
                features[(row * fields.Length) + column] = fields[column].IsNumeric ? (float)part.Numbers(fields[column].Name)[row] : category < 0 ? float.NaN : category;
            }
        }
        var table = new TrainingTable(features, fields.Length, part.Labels.ToArray(), kinds: [.. fields.Select(field => field.IsNumeric ? ColumnKind.Numerical : ColumnKind.Categorical)]);
        int[] keys = [.. part.SplitKeys.ToArray().Select(key => (int)(key % (int.MaxValue - 1)))];
        var local = new LocalTreeSums([new TreeRows(table, keys)]);
        var pushed = shop.Sums.Trees(fields.Select(field => field.Name), RowPart.Training);
        var boosting = new FederatedBoosting(options);
        TreeState state = new TreesWanted(BinMapper.FromTable(table, 9));
        int rounds = 0;
        while (!boosting.IsDone(state))
        {
            var (expected, actual) = (new Contribution(boosting.Specify(state)), new Contribution(boosting.Specify(state)));
            boosting.Contribute(state, local, expected);
            boosting.Contribute(state, pushed, actual);
            Assert.Equal(expected.Values.ToArray(), actual.Values.ToArray());
            state = boosting.Apply(state, new SecureSum(expected.Values.ToArray(), expected.Weight, 1));
            rounds++;
        }
        Assert.True(rounds > 2 && ((TreesGrown)state).Trees.All(tree => tree.Nodes.Length > 1), $"{rounds} rounds");
    }

    private static DataContract Contract => PushdownScenario.Contract;

    private static ReadOnlyMemory<float> Encoded(PushdownScenario shop) => shop.Plan.Encode(shop.Part(RowPart.Training));

    private static LabelledBatches Labelled(PushdownScenario shop) =>
        new(shop.Plan.Width, [new LabelledRows(Encoded(shop), shop.Plan.Width, shop.Part(RowPart.Training).Labels.ToArray())]);

    private static void Same(int length, Action<double[]> byBatches, Action<double[]> byDatabase)
    {
        var (expected, actual) = (new double[length], new double[length]);
        byBatches(expected);
        byDatabase(actual);
        // Distances that are computed in 32 bits here have that precision.
        PushdownScenario.AssertClose(expected, actual, 1e-5);
    }
}
