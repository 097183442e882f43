using Federated.Learning.Factorization;
using Federated.Learning.Kernels;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;

namespace Federated.Learning.Tests.Factorization;

public sealed class EaseModelTests
{
    [Fact]
    public void Fit_RandomUsers_MinimisesThePenalisedErrorWithAZeroDiagonal()
    {
        const int Items = 12;
        const double Penalty = 3;
        SparseRows users = RandomRows.Of(60, Items, 7);
        EaseModel model = Fit(users, Penalty);

        // Off the diagonal the gradient Xᵀ(XB − X) + λB is zero; on it stands the multiplier of the constraint.
        for (int row = 0; row < Items; row++)
        {
            for (int column = 0; column < Items; column++)
            {
                if (row == column)
                {
                    Assert.Equal(0, model.Weights[(row * Items) + column]);
                    continue;
                }

                double gradient = Penalty * model.Weights[(row * Items) + column];
                for (int user = 0; user < users.Rows; user++)
                {
                    if (!users.ColumnsOf(user).Contains(row))
                        continue;
                    gradient -= users.ColumnsOf(user).Contains(column) ? 1 : 0;
                    foreach (int item in users.ColumnsOf(user))
                        gradient += model.Weights[(item * Items) + column];
                }

                Assert.Equal(0, gradient, 1e-4);
            }
        }
    }

    [Fact]
    public void Fit_SumOfThreeParts_IsTheFitOfAllUsers()
    {
        SparseRows[] parts = [RandomRows.Of(20, 9, 1), RandomRows.Of(1, 9, 2), RandomRows.Of(33, 9, 3)];
        EaseStatistics pooled = new(9), summed = new(9);
        foreach (SparseRows part in parts)
        {
            pooled.Add(part);
            var statistics = new EaseStatistics(9);
            statistics.Add(part);
            summed.AddVector(statistics.Vector);
        }

        Assert.Equal(EaseModel.Fit(pooled).Weights.ToArray(), EaseModel.Fit(summed).Weights.ToArray());
        Assert.Equal(1, pooled.Vector[0] / parts.Sum(part => Enumerable.Range(0, part.Rows).Count(user => part.ColumnsOf(user).Contains(0))));
    }

    [Fact]
    public void Fit_AnyNumberOfThreads_IsTheSameToTheBit()
    {
        var statistics = new EaseStatistics(150);
        statistics.Add(RandomRows.Of(300, 150, 5));
        using var workers = new Workers(3);

        Assert.Equal(EaseModel.Fit(statistics, 10).Weights.ToArray(), EaseModel.Fit(statistics, 10, workers).Weights.ToArray());
    }

    [Fact]
    public void Score_ItemsThatGoTogether_RankFirst()
    {
        // Items 0–4 are bought together, and so are 5–9; each user leaves one out.
        var generator = new SeededGenerator(2);
        var pairs = new List<(int User, int Item)>();
        for (int user = 0; user < 100; user++)
        {
            int absent = generator.NextBelow(5);
            pairs.AddRange(Enumerable.Range(0, 5).Where(item => item != absent).Select(item => (user, item + (user % 2 * 5))));
        }

        SparseRows rows = SparseRows.FromTriples(100, 10, [.. pairs.Select(pair => pair.User)], [.. pairs.Select(pair => pair.Item)]);
        EaseModel model = EaseModel.FromSnapshot(Fit(rows, 5).ToSnapshot());
        var scores = new float[10];
        model.Score([5, 6, 7, 8], [], scores);

        Assert.Equal(9, Enumerable.Range(0, 10).Except([5, 6, 7, 8]).MaxBy(item => scores[item]));
    }

    [Fact]
    public void Fit_FaultyInput_IsRefusedByName()
    {
        var statistics = new EaseStatistics(3);

        Assert.Throws<ArgumentException>(() => EaseModel.Fit(statistics, 0));
        Assert.Contains("4 columns; there are 3 items", Assert.Throws<ArgumentException>(() => statistics.Add(RandomRows.Of(2, 4, 1))).Message, StringComparison.Ordinal);
        Assert.Contains("Item 3 at place 0", Assert.Throws<ArgumentException>(() => EaseModel.Fit(statistics).Score([3], [], new float[3])).Message, StringComparison.Ordinal);
        var oblong = new ModelSnapshot([new SingleTensor("weight", new TensorShape(1, 2), [1, 2])]);
        Assert.Throws<ModelMismatchException>(() => EaseModel.FromSnapshot(oblong));
    }

    private static EaseModel Fit(SparseRows users, double penalty)
    {
        var statistics = new EaseStatistics(users.Columns);
        statistics.Add(users);
        return EaseModel.Fit(statistics, penalty);
    }
}
