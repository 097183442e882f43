using Federated.Learning.Bayes;
using Federated.Learning.Modules;
using Federated.Learning.State;

namespace Federated.Learning.Tests.Bayes;

public sealed class MixedNaiveBayesTests
{
    private static readonly MixedColumns Columns = new(1, [3]);
    private static readonly float[] Numbers = [1, 2, 3, 7, 8, 9.5f];
    private static readonly int[] Categories = [0, 0, 1, 2, MixedColumns.Unknown, 2];
    private static readonly int[] Labels = [0, 0, 0, 1, 1, 1];

    [Fact]
    public void Predict_NumbersAndCategories_FollowsBayesByHand()
    {
        MixedNaiveBayes model = Fit();
        double Density(double value, double[] own)
        {
            double mean = own.Average(), variance = own.Average(each => (each - mean) * (each - mean));
            return Math.Exp(-(value - mean) * (value - mean) / variance / 2) / Math.Sqrt(2 * Math.PI * variance);
        }

        double zero = Density(4, [1, 2, 3]) * (0 + 1) / (3 + 3), one = Density(4, [7, 8, 9.5]) * (2 + 1) / (2 + 3.0);
        var probabilities = new float[4];
        model.Predict([4, 2], [2, MixedColumns.Unknown], probabilities);

        Assert.Equal(one / (zero + one), probabilities[1], 1e-5);
        zero = Density(2, [1, 2, 3]);
        one = Density(2, [7, 8, 9.5]);
        Assert.Equal(zero / (zero + one), probabilities[2], 1e-5);
    }

    [Fact]
    public void Fit_NumbersOnly_IsTheGaussianModel()
    {
        var mixed = new MixedClassStatistics(2, new MixedColumns(2, []));
        var gaussian = new ClassMomentStatistics(2, 2);
        float[] rows = [1, 2, 3, -1, 0, 2, 5, 5, 4, 6, 7, 7.5f];
        mixed.Add(rows, [], Labels);
        gaussian.Add(rows, Labels);
        float[] first = new float[12], second = new float[12];
        MixedNaiveBayes.Fit(mixed).Predict(rows, [], first);
        GaussianNaiveBayes.Fit(gaussian).Predict(rows, second);

        Assert.Equal(second, first);
    }

    [Fact]
    public void Snapshot_OfAModel_ReadsBack()
    {
        ModelSnapshot snapshot = Fit().ToSnapshot();
        Assert.Equal(snapshot.ContentHash(), MixedNaiveBayes.FromSnapshot(snapshot).ToSnapshot().ContentHash());
        Assert.Throws<ModelMismatchException>(() => MixedNaiveBayes.FromSnapshot(new ModelSnapshot(snapshot.Tensors.Where(tensor => tensor.Name != "variance"))));
        Assert.Throws<ModelMismatchException>(() => MixedNaiveBayes.FromSnapshot(new ModelSnapshot(snapshot.Tensors.Where(tensor => tensor.Name == "prior"))));
    }

    [Fact]
    public void Add_RowsThatDoNotFit_NamesThem()
    {
        var statistics = new MixedClassStatistics(2, Columns);
        Assert.Contains("Row 1, category column 0", Assert.Throws<ArgumentException>(() => statistics.Add([1, 2], [0, 3], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("rows have 1 and 1", Assert.Throws<ArgumentException>(() => statistics.Add([1, 2], [0], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("label of row 0", Assert.Throws<ArgumentException>(() => statistics.Add([1], [0], [2])).Message, StringComparison.Ordinal);
        Assert.Equal(0, statistics.CountOf(0));
        Assert.Throws<ArgumentException>(() => new MixedColumns(0, []));
        Assert.Throws<ArgumentException>(() => new MixedColumns(1, [0]));
    }

    private static MixedNaiveBayes Fit()
    {
        var statistics = new MixedClassStatistics(2, Columns);
        statistics.Add(Numbers, Categories, Labels);
        return MixedNaiveBayes.Fit(statistics, varianceShare: 0);
    }
}
