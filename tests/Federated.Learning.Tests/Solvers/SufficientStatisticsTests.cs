using Federated.Learning.Bayes;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Learning.Tests.Solvers;

public sealed class SufficientStatisticsTests
{
    [Fact]
    public void AddVector_OtherLengthOrNotFinite_IsRefusedAndAddsNothing()
    {
        var statistics = new RidgeStatistics(2);

        Assert.Contains("11 values here, but 3", Assert.Throws<ArgumentException>(() => statistics.AddVector(new double[3])).Message, StringComparison.Ordinal);
        double[] faulty = new double[11];
        faulty[0] = 1;
        faulty[7] = double.NaN;
        Assert.Contains("Value 7", Assert.Throws<ArgumentException>(() => statistics.AddVector(faulty)).Message, StringComparison.Ordinal);
        Assert.All(statistics.Vector.ToArray(), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Merge_AnotherType_IsRefused()
    {
        var ridge = new RidgeStatistics(2);

        Assert.Throws<ArgumentException>(() => ridge.Merge(new ClassMomentStatistics(2, 2)));
    }

    [Fact]
    public void PackedTriangle_IndexOfEveryPair_CoversTheLengthInRowOrder()
    {
        int[] places = [.. Enumerable.Range(0, 7).SelectMany(row => Enumerable.Range(0, row + 1).Select(column => PackedTriangle.Index(row, column)))];

        Assert.Equal(Enumerable.Range(0, PackedTriangle.Length(7)), places);
        Assert.Equal(PackedTriangle.Index(5, 2), PackedTriangle.Index(2, 5));
    }

    [Fact]
    public void Add_ValueThatIsNotFinite_NamesRowAndColumn()
    {
        var statistics = new RidgeStatistics(3);

        string message = Assert.Throws<ArgumentException>(() => statistics.Add([1, 2, 3, 4, float.NaN, 6], [1, 2])).Message;
        Assert.Contains("Row 1, column 1 is NaN", message, StringComparison.Ordinal);
        Assert.Contains("the last row has 2", Assert.Throws<ArgumentException>(() => statistics.Add([1, 2, 3, 4, 5], [1])).Message, StringComparison.Ordinal);
        Assert.Contains("target of row 0", Assert.Throws<ArgumentException>(() => statistics.Add([1, 2, 3], [float.PositiveInfinity])).Message, StringComparison.Ordinal);
        Assert.Contains("weight of row 0", Assert.Throws<ArgumentException>(() => statistics.Add([1, 2, 3], [1], [-1])).Message, StringComparison.Ordinal);
        Assert.Equal(0, statistics.Rows);
    }
}
