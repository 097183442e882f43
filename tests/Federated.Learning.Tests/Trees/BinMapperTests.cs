using Federated.Learning.Trees;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Learning.Tests.Trees;

public sealed class BinMapperTests
{
    [Fact]
    public void Sort_AnyValues_EqualsTheLibrarySort()
    {
        Gen<float[]> values = ArbMap.Default.GeneratorFor<float>().Where(float.IsFinite).ArrayOf();
        Prop.ForAll(values.ToArbitrary(), column =>
        {
            float[] expected = [.. column];
            Array.Sort(expected);

            ColumnSort.Sort(column);

            Assert.Equal(expected, column);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void BinOf_AnyValueAndEdges_CountsTheEdgesBelow()
    {
        Gen<(int[] Edges, int Value)> cases = Gen.Choose(-30, 30).ArrayOf().Zip(Gen.Choose(-35, 35));
        Prop.ForAll(cases.ToArbitrary(), drawn =>
        {
            float[] edges = [.. drawn.Edges.Distinct().Order().Select(edge => edge / 2f)];
            float value = drawn.Value / 2f;

            Assert.Equal(edges.Count(edge => edge < value), ColumnBins.Numerical(edges).BinOf(value));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void FromTable_FewDistinctValues_HaveABinEach()
    {
        BinMapper mapper = BinMapper.FromTable(Tables.Single([3, 1, 2, 1, float.NaN, 3], new float[6]));

        Assert.Equal([1.5f, 2.5f], mapper.Columns[0].Edges.ToArray());
        Assert.Equal([2, 0, 1, 0, ColumnBins.Missing, 2], mapper.Bin(new float[] { 3, 1, 2, 1, float.NaN, 3 }).Column(0).ToArray());
        Assert.Equal([0, 2], mapper.Bin(new float[] { -9, 9 }).Column(0).ToArray());
    }

    [Fact]
    public void FromTable_ManyValues_FillsBinsEvenly()
    {
        float[] values = [.. Enumerable.Range(0, 10_000).Select(row => MathF.Sqrt(row * 7919 % 10_000))];
        TrainingTable table = Tables.Single(values, new float[values.Length]);

        BinMapper mapper = BinMapper.FromTable(table, 16);
        int[] counts = [.. mapper.Bin(values).Column(0).ToArray().GroupBy(bin => bin).Select(group => group.Count())];

        Assert.Equal(16, counts.Length);
        Assert.All(counts, count => Assert.Equal(625, count));
    }

    [Fact]
    public void FromTable_OneFrequentValue_KeepsTheOthersApart()
    {
        float[] values = [.. Enumerable.Range(0, 1_000).Select(row => row < 900 ? 0f : row)];

        ColumnBins bins = BinMapper.FromTable(Tables.Single(values, new float[1_000]), 10).Columns[0];

        Assert.True(bins.Count >= 2, $"{bins.Count} bins");
        Assert.NotEqual(bins.BinOf(0), bins.BinOf(999));
        Assert.NotEqual(bins.BinOf(0), bins.BinOf(901));
    }

    [Fact]
    public void FromTable_TooManyCategories_TheRareOnesCountAsMissing()
    {
        float[] values = [7, 7, 7, 5, 5, 9, float.NaN];
        BinMapper mapper = BinMapper.FromTable(Tables.SingleCategorical(values, new float[7]), 2);

        Assert.Equal([5, 7], mapper.Columns[0].Categories.ToArray());
        Assert.Equal([1, 1, 1, 0, 0, ColumnBins.Missing, ColumnBins.Missing], mapper.Bin(values).Column(0).ToArray());
        Assert.Equal(ColumnBins.Missing, mapper.Columns[0].BinOf(5.5f));
        Assert.Equal(ColumnBins.Missing, mapper.Columns[0].BinOf(-1));
    }

    [Fact]
    public void FromTable_NeighbouringFloats_AreToldApart()
    {
        float low = 1, high = MathF.BitIncrement(low);
        ColumnBins bins = BinMapper.FromTable(Tables.Single([low, high], [0, 1])).Columns[0];

        Assert.Equal(0, bins.BinOf(low));
        Assert.Equal(1, bins.BinOf(high));
    }

    [Fact]
    public void Constructors_ValuesOutOfOrderOrRange_AreRefused()
    {
        Assert.Contains("edge 1", Assert.Throws<ArgumentException>(() => ColumnBins.Numerical([1, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ColumnBins.Numerical([float.NaN]));
        Assert.Throws<ArgumentException>(() => ColumnBins.Numerical(new float[255]));
        Assert.Contains("Category 3", Assert.Throws<ArgumentException>(() => ColumnBins.Categorical([3, 3])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ColumnBins.Categorical([-1]));
        Assert.Throws<ArgumentException>(() => new BinMapper([]));
    }

    [Fact]
    public void Table_ValueThatCannotBe_IsRefusedWithItsPlace()
    {
        Assert.Contains("Row 1, feature column 0 is", Refusal(() => Tables.Single([1, float.PositiveInfinity], [0, 1])), StringComparison.Ordinal);
        Assert.Contains("Row 1, categorical column 0 is 1.5", Refusal(() => Tables.SingleCategorical([1, 1.5f], [0, 1])), StringComparison.Ordinal);
        Assert.Contains("Row 0 has label", Refusal(() => Tables.Single([1], [float.NaN])), StringComparison.Ordinal);
        Assert.Contains("Row 0 has weight -1", Refusal(() => Tables.Single([1], [1], [-1])), StringComparison.Ordinal);
        Assert.Contains("6 are needed", Refusal(() => new TrainingTable(new float[5], 2, new float[3])), StringComparison.Ordinal);
        Assert.Contains("no rows", Refusal(() => new TrainingTable(default, 2, default)), StringComparison.Ordinal);
        Assert.Contains("weight 0", Refusal(() => Tables.Single([1], [1], [0])), StringComparison.Ordinal);
    }

    private static string Refusal(Func<object> act) => Assert.Throws<ArgumentException>(act).Message;
}
