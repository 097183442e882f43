using Federated.Computations.Statistics;
using Federated.Learning.State;

namespace Federated.Computations.Tests.Statistics;

public sealed class StatisticsSnapshotTests
{
    private static readonly TableColumns Columns = new([new NumericColumn("age", 0, 100)], [new CategoryColumn("plan", ["a", "b"])]);

    private static readonly TableStatistics Statistics = new(
        40, [new NumericStatistics("age", 30, 0.25, 41.5, 12.25)], [new CategoryStatistics("plan", [33, null], 7)]);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        ModelSnapshot stored = Safetensors.Read(Safetensors.Write(StatisticsSnapshot.Write(Statistics)));
        TableStatistics read = StatisticsSnapshot.Read(stored, Columns);

        Assert.Equal(Statistics.Rows, read.Rows);
        Assert.Equal(Statistics.Numeric.ToArray(), read.Numeric.ToArray());
        Assert.Equal(new long?[] { 33, null }, read.Categories[0].Counts.ToArray());
        Assert.Equal(("plan", 7L), (read.Categories[0].Name, read.Categories[0].Other));
    }

    [Theory]
    [InlineData("rows", 0, -1.0)]
    [InlineData("rows", 0, 1.5)]
    [InlineData("rows", 0, double.NaN)]
    [InlineData("rows", 0, 1e300)]
    [InlineData("numeric", 1, 1.01)]
    [InlineData("numeric", 2, double.NaN)]
    [InlineData("numeric", 3, -0.1)]
    [InlineData("numeric", 3, double.PositiveInfinity)]
    [InlineData("category.0", 0, -2.0)]
    [InlineData("category.0", 2, -1.0)]
    public void Read_FigureThatNoStatisticsHave_IsRefused(string name, int index, double figure)
    {
        NamedTensor[] tensors = [.. StatisticsSnapshot.Write(Statistics).Tensors.Select(tensor =>
        {
            double[] values = ((DoubleTensor)tensor).Values.ToArray();
            if (tensor.Name == name)
                values[index] = figure;
            return new DoubleTensor(tensor.Name, tensor.Shape, values);
        })];

        Assert.Throws<ContributionException>(() => StatisticsSnapshot.Read(new ModelSnapshot(tensors), Columns));
    }

    [Fact]
    public void Read_StatisticsOfAnotherTable_AreRefused()
    {
        ModelSnapshot snapshot = StatisticsSnapshot.Write(Statistics);

        Assert.Throws<ContributionException>(() => StatisticsSnapshot.Read(snapshot, new TableColumns(Columns.Numeric, [])));
        Assert.Throws<ContributionException>(() => StatisticsSnapshot.Read(snapshot, new TableColumns(Columns.Numeric, [new CategoryColumn("plan", ["a"])])));
        Assert.Throws<ContributionException>(() => StatisticsSnapshot.Read(snapshot, new TableColumns([], Columns.Categories)));
    }
}
