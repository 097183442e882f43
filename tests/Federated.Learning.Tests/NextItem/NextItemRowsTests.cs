using Federated.Learning.Factorization;
using Federated.Learning.Losses;
using Federated.Learning.NextItem;
using Federated.Learning.Training;

namespace Federated.Learning.Tests.NextItem;

public sealed class NextItemRowsTests
{
    [Fact]
    public void Draw_OfALongHistory_FindsEachItemButTheFirstOnceAfterTheOneBefore()
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(NextItemKind.Recurrent, items: 30);
        LabelledRows rows = NextItemRows.Draw(architecture, NextItemCase.Cycle(30, 1, 11), seed: 1);
        var found = new List<int>();
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<float> numbers = rows.Features.Span.Slice(row * rows.Columns, rows.Columns);
            for (int step = 0; step < 4; step++)
            {
                Assert.Equal(rows.Labels.Span[(row * 4) + step] == 1, numbers[4 + step] > 0);
                if (numbers[4 + step] == 0)
                    continue;
                Assert.Equal(numbers[step] + 1, numbers[4 + step]);
                found.Add((int)numbers[4 + step] - 1);
            }
        }

        Assert.Equal(Enumerable.Range(1, 10), found.Order());
        Assert.Equal(NextItemRows.Count(architecture, NextItemCase.Cycle(30, 1, 11)), rows.Count);
    }

    [Fact]
    public void Draw_OfTwoTowers_LeavesTheTargetOutOfItsBagAndDrawsWhatTheCustomerLacks()
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(NextItemKind.TwoTower, steps: 5);
        ItemHistories histories = NextItemCase.Halves(12, 6, 4);
        LabelledRows rows = NextItemRows.Draw(architecture, histories, seed: 2, isOrdered: false);
        Assert.Equal(24, rows.Count);
        for (int row = 0; row < rows.Count; row++)
        {
            int customer = row / 4;
            int[] numbers = [.. rows.Features.Slice(row * rows.Columns, rows.Columns).ToArray().Select(number => (int)number - 1)];
            int[] bag = [.. numbers[..5].Where(item => item >= 0)];
            Assert.Equal(histories.Of(customer).ToArray().Order(), bag.Append(numbers[5]).Order());
            Assert.All(numbers[6..], item => Assert.False(histories.Has(customer, item)));
        }

        Assert.Equal(4, Enumerable.Range(0, 4).Select(row => rows.Features.Span[(row * rows.Columns) + 5]).Distinct().Count());
    }

    [Fact]
    public void Draw_WithoutOrder_PutsHistoriesInOthersEachTime()
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(NextItemKind.Attention, items: 40, steps: 20);
        ItemHistories histories = NextItemCase.Cycle(40, 1, 15);
        float[] Items(ulong seed) => [.. NextItemRows.Draw(architecture, histories, seed, isOrdered: false).Features.ToArray().Take(14)];
        Assert.NotEqual(Items(1), Items(2));
        Assert.Equal(Items(1), Items(1));
    }

    [Fact]
    public void Draw_OfSingleItems_Refuses()
    {
        NextItemArchitecture architecture = NextItemCase.Architecture(NextItemKind.Attention);
        var fault = Assert.Throws<ArgumentException>(() => NextItemRows.Draw(architecture, NextItemCase.Cycle(12, 5, 1), seed: 1));
        Assert.Contains("No customer has two items", fault.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ItemHistories(4, [new[] { 1, 2, 1 }]));
        Assert.Throws<ArgumentException>(() => new ItemHistories(4, [new[] { 4 }]));
    }

    [Fact]
    public void Loss_OfSteps_IsTheMeanSampledSoftmaxOfThoseThatCount()
    {
        var loss = new NextItemLoss(steps: 2, negatives: 2);
        float[] scores = [1, 0, -1, 9, 9, 9, 0.5f, 2, 0, -1, 0, 3];
        float[] labels = [1, 0, 1, 1], slopes = new float[12];
        double value = loss.Evaluate(scores, labels, default, slopes);

        float[] counted = [1, 0, -1, 0.5f, 2, 0, -1, 0, 3], expected = new float[9];
        Assert.Equal(new SampledSoftmax(2).Evaluate(counted, [0, 0, 0], default, expected), value, 6);
        Assert.Equal([.. expected[..3], 0, 0, 0, .. expected[3..]], slopes);
        Assert.Throws<ArgumentException>(() => loss.RequireLabels([1, 2]));
    }
}
