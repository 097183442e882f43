using Federated.Computations.NaiveBayes;
using Federated.Computations.Regression;
using Federated.Learning.Bayes;
using Federated.Learning.Linear;
using Federated.Learning.Training;
using Xunit.Abstractions;

namespace Federated.Conformance.Tests.Exact;

/// <summary>Joint models of rows that partners keep apart equal those of the pooled rows, in every coefficient, over quantised sums.</summary>
public sealed class JointLinearTests(ITestOutputHelper output)
{
    private const double Agreement = 1e-6;

    [RealDataFact]
    public void Models_BankMarketingByJob_EqualThePooledOnes() => Compare(RealTable.Bank(), "job", "y", "balance", ["duration"]);

    [RealDataFact]
    public void Models_TelcoChurnByContract_EqualThePooledOnes() => Compare(RealTable.Telco(), "Contract", "Churn", "MonthlyCharges", ["customerID"]);

    private void Compare(RealTable table, string silo, string label, string amount, string[] dropped)
    {
        int[][] silos = table.Silos(silo);
        double[][] columns = table.Encoded([.. dropped, label, amount]);
        float[] labels = [.. table[label].Select(value => value is "yes" or "Yes" ? 1f : 0f)], amounts = [.. table.Standardised(amount).Select(value => (float)value)];
        float[] rows = RealTable.Rows(columns, Enumerable.Range(0, table.Count));
        LabelledBatches[] Nodes(float[] targets) => [.. silos.Select(members => new LabelledBatches(
            columns.Length, members.Chunk(1000).Select(chunk => new LabelledRows(RealTable.Rows(columns, chunk), columns.Length, chunk.Select(row => targets[row]).ToArray()))))];

        RidgeFit(columns.Length, table.Count, rows, amounts, Nodes(amounts));
        LogisticFit(columns.Length, table.Count, rows, labels, Nodes(labels));
        NaiveBayes(table, silos, [.. dropped, label], labels);
    }

    private void RidgeFit(int columns, int count, float[] rows, float[] targets, LabelledBatches[] nodes)
    {
        var statistics = new RidgeStatistics(columns);
        statistics.Add(rows, targets);
        RidgeFit pooled = RidgeRegression.Fit(statistics);
        var options = new FederatedRidgeOptions { Columns = columns, RowBound = count, TargetBound = 10 };
        RidgeFit joint = ((RidgeComputed)QuantisedRounds.Run(new FederatedRidge(), new RidgeRequested(options), nodes).State).Fit;

        double worst = pooled.Model.Weights.Zip(joint.Model.Weights, (first, second) => Math.Abs(first - second)).Max();
        output.WriteLine($"linear regression, {nodes.Length} nodes, {columns} columns: 1 round, largest difference {worst:E1}, R² {joint.RSquared:F4}");
        Assert.InRange(worst, 0, Agreement);
        Assert.Equal(pooled.Model.Intercept, joint.Model.Intercept, Agreement);
        Assert.Equal(pooled.RSquared, joint.RSquared, Agreement);
        Assert.All(pooled.StandardErrors.Zip(joint.StandardErrors), pair => Assert.Equal(pair.First, pair.Second, Agreement));
    }

    private void LogisticFit(int columns, int count, float[] rows, float[] labels, LabelledBatches[] nodes)
    {
        LinearModel pooled = LogisticRegression.Fit(rows, labels, columns);
        var options = new FederatedLogisticOptions { Columns = columns, RowBound = count };
        LogisticFit joint = ((LogisticFitted)QuantisedRounds.Run(new FederatedLogistic(), new LogisticDescending(options), nodes).State).Fit;

        double worst = pooled.Weights.Zip(joint.Model.Weights, (first, second) => Math.Abs(first - second)).Max();
        output.WriteLine($"logistic regression, {nodes.Length} nodes, {columns} columns: {joint.Rounds} rounds, largest difference {worst:E1}, loss {joint.MeanLoss:F4}");
        Assert.True(joint.IsConverged);
        Assert.InRange(worst, 0, Agreement);
        Assert.Equal(pooled.Intercept, joint.Model.Intercept, Agreement);
    }

    private void NaiveBayes(RealTable table, int[][] silos, string[] dropped, float[] labels)
    {
        string[] numeric = [.. table.Names(dropped).Where(table.IsNumeric)], words = [.. table.Names(dropped).Where(name => !table.IsNumeric(name))];
        double[][] numbers = [.. numeric.Select(name => table.Standardised(name))];
        (int[] Indices, int Size)[] categories = [.. words.Select(table.Categories)];
        var columns = new MixedColumns(numeric.Length, [.. categories.Select(category => category.Size)]);
        ClassifiedRows Rows(IEnumerable<int> members) => new(
            RealTable.Rows(numbers, members),
            members.SelectMany(row => categories.Select(category => category.Indices[row])).ToArray(),
            members.Select(row => (int)labels[row]).ToArray());

        ClassifiedRows all = Rows(Enumerable.Range(0, table.Count));
        var statistics = new MixedClassStatistics(2, columns);
        statistics.Add(all.Numbers.Span, all.Categories.Span, all.Labels.Span);
        MixedNaiveBayes pooled = MixedNaiveBayes.Fit(statistics);
        var options = new FederatedNaiveBayesOptions { Classes = 2, Columns = columns, RowBound = table.Count };
        IClassSums[] nodes = [.. silos.Select(members => new ClassifiedBatches(members.Chunk(1000).Select(Rows)))];
        MixedNaiveBayes joint = ((NaiveBayesComputed)QuantisedRounds.Run(new FederatedNaiveBayes(), new NaiveBayesRequested(options), nodes).State).Model;

        double worst = 0;
        foreach (int label in new[] { 0, 1 })
        {
            for (int column = 0; column < numeric.Length; column++)
                worst = new[] { worst, Math.Abs(pooled.Means(label)[column] - joint.Means(label)[column]), Math.Abs(pooled.Variances(label)[column] - joint.Variances(label)[column]) }.Max();
            for (int column = 0; column < words.Length; column++)
                Assert.Equal(pooled.LogProbabilities(label, column).ToArray(), joint.LogProbabilities(label, column).ToArray());
        }

        output.WriteLine($"naive Bayes, {nodes.Length} nodes: 1 round, largest difference {worst:E1}");
        Assert.InRange(worst, 0, Agreement);
    }
}
