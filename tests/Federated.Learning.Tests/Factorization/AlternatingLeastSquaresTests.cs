using Federated.Learning.Factorization;
using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.State;
using Federated.Learning.Tests.Fixtures;

namespace Federated.Learning.Tests.Factorization;

public sealed class AlternatingLeastSquaresTests
{
    private static readonly FactorizationOptions Small = new() { Rank = 2, Penalty = 0.01, Sweeps = 20, Confidence = 5 };

    [Fact]
    public void FitRatings_LowRankWithBiases_PredictsRatingsThatWereHeldOut()
    {
        static float Rating(int user, int item) => 3 + (0.3f * MathF.Sin(user)) + (0.4f * MathF.Cos(3 * item)) + (MathF.Sin(2 * user) * MathF.Cos(item));
        SparseRows seen = RandomRows.Of(200, 30, 1, Rating);
        RatingModel model = RatingModel.FromSnapshot(RatingModel.Fit(seen, Small with { Penalty = 0.001 }, new SeededGenerator(1)).ToSnapshot());
        double error = 0, spread = 0;
        for (int user = 0; user < 200; user++)
        {
            double[] factors = model.FitUser(seen.ColumnsOf(user), seen.ValuesOf(user));
            foreach (int item in Enumerable.Range(0, 30).Except(seen.ColumnsOf(user).ToArray()))
            {
                error += Math.Pow(model.Predict(factors, item) - Rating(user, item), 2);
                spread += Math.Pow(model.Mean - Rating(user, item), 2);
            }
        }

        Assert.InRange(error / spread, 0, 0.02);
    }

    [Fact]
    public void RatingStep_EachSide_MinimisesItsPenalisedError()
    {
        SparseRows ratings = RandomRows.Of(40, 8, 3, (user, item) => (user * item % 5) + 1);
        RatingModel model = RatingModel.Start(8, 3, Small, new SeededGenerator(2));
        double[] user = model.FitUser(ratings.ColumnsOf(4), ratings.ValuesOf(4));

        double best = Objective(user);
        for (int index = 0; index < user.Length; index++)
        {
            foreach (double step in new[] { -1e-3, 1e-3 })
            {
                double[] moved = [.. user];
                moved[index] += step;
                Assert.True(Objective(moved) > best);
            }
        }

        double Objective(double[] factors)
        {
            double sum = Small.Penalty * ratings.ColumnsOf(4).Length * factors.Sum(value => value * value);
            for (int index = 0; index < ratings.ColumnsOf(4).Length; index++)
                sum += Math.Pow(model.Predict(factors, ratings.ColumnsOf(4)[index]) - ratings.ValuesOf(4)[index], 2);
            return sum;
        }
    }

    [Fact]
    public void Step_SumOfThreeParts_IsTheStepOfAllUsers()
    {
        SparseRows[] parts = [RandomRows.Of(20, 9, 1), RandomRows.Of(1, 9, 2), RandomRows.Of(33, 9, 3)];
        RatingModel ratings = RatingModel.Start(9, 0.5, Small, new SeededGenerator(4));
        PreferenceModel preferences = PreferenceModel.Start(9, Small, new SeededGenerator(4));
        FactorStatistics ratingsPooled = ratings.NewStatistics(), ratingsSum = ratings.NewStatistics();
        FactorStatistics pooled = preferences.NewStatistics(), sum = preferences.NewStatistics();
        foreach (SparseRows part in parts)
        {
            ratings.AddUsers(ratingsPooled, part);
            FactorStatistics statistics = ratings.NewStatistics();
            ratings.AddUsers(statistics, part);
            ratingsSum.AddVector(statistics.Vector);
            preferences.AddUsers(pooled, part);
            statistics = preferences.NewStatistics();
            preferences.AddUsers(statistics, part);
            sum.AddVector(statistics.Vector);
        }

        AssertEqual(ratings.Step(ratingsPooled).ToSnapshot(), ratings.Step(ratingsSum).ToSnapshot());
        AssertEqual(preferences.Step(pooled).ToSnapshot(), preferences.Step(sum).ToSnapshot());
    }

    [Fact]
    public void FitUser_ImplicitFeedback_MinimisesTheErrorOverAllItems()
    {
        SparseRows feedback = RandomRows.Of(50, 12, 6, (user, item) => 1 + (item % 3));
        PreferenceModel model = PreferenceModel.Fit(feedback, Small, new SeededGenerator(5));
        double[] user = model.FitUser(feedback.ColumnsOf(7), feedback.ValuesOf(7));
        double best = Objective(user);
        for (int index = 0; index < user.Length; index++)
        {
            foreach (double step in new[] { -1e-3, 1e-3 })
            {
                double[] moved = [.. user];
                moved[index] += step;
                Assert.True(Objective(moved) > best);
            }
        }

        double Objective(double[] factors)
        {
            var scores = new float[12];
            model.Score(factors, scores);
            double sum = Small.Penalty * factors.Sum(value => value * value);
            for (int item = 0; item < 12; item++)
            {
                int place = feedback.ColumnsOf(7).IndexOf(item);
                double value = place < 0 ? 0 : feedback.ValuesOf(7)[place];
                sum += (1 + (Small.Confidence * value)) * Math.Pow((value > 0 ? 1 : 0) - scores[item], 2);
            }

            return sum;
        }
    }

    [Fact]
    public void PreferenceStatistics_AllUsers_BeginWithTheGramMatrixOfTheirFactors()
    {
        SparseRows feedback = RandomRows.Of(20, 6, 6);
        PreferenceModel model = PreferenceModel.Start(6, Small, new SeededGenerator(5));
        FactorStatistics statistics = model.NewStatistics();
        model.AddUsers(statistics, feedback);
        double[][] users = [.. Enumerable.Range(0, 20).Select(user => model.FitUser(feedback.ColumnsOf(user)))];

        ClassicalFixture.AssertClose(
            [users.Sum(user => user[0] * user[0]), users.Sum(user => user[1] * user[0]), users.Sum(user => user[1] * user[1])], statistics.Vector[..3].ToArray(), 1e-12);
    }

    [Fact]
    public void FitPreferences_TwoTastes_RankTheOtherItemsOfATaste()
    {
        SparseRows feedback = SparseRows.FromTriples(
            60, 10, [.. Enumerable.Range(0, 240).Select(index => index / 4)], [.. Enumerable.Range(0, 240).Select(index => (((index / 4) + (index % 4)) % 5) + (index / 4 % 2 * 5))]);
        PreferenceModel model = PreferenceModel.FromSnapshot(PreferenceModel.Fit(feedback, Small, new SeededGenerator(1)).ToSnapshot());
        var scores = new float[10];
        model.Score(model.FitUser([0, 1]), scores);

        Assert.True(scores[2..5].Min() > 2 * scores[5..].Max());
        Assert.Equal(new double[2], model.FitUser([]));
    }

    [Fact]
    public void Fit_FaultyInput_IsRefusedByName()
    {
        var generator = new SeededGenerator(1);
        SparseRows none = SparseRows.FromTriples(2, 2, [], []), negative = SparseRows.FromTriples(1, 2, [0], [1], [-1]);

        Assert.Throws<ArgumentException>(() => RatingModel.Fit(none, Small, generator));
        Assert.Throws<ArgumentException>(() => PreferenceModel.Fit(none, Small, generator));
        Assert.Contains("item 1 is -1", Assert.Throws<ArgumentException>(() => PreferenceModel.Fit(negative, Small, generator)).Message, StringComparison.Ordinal);
        Assert.Contains("Rank is 0", Assert.Throws<ArgumentException>(() => RatingModel.Fit(negative, Small with { Rank = 0 }, generator)).Message, StringComparison.Ordinal);
        RatingModel model = RatingModel.Start(2, 0, Small, generator);
        Assert.Throws<ArgumentException>(() => model.Step(RatingModel.Start(3, 0, Small, generator).NewStatistics()));
        Assert.Throws<ArgumentException>(() => model.Predict([1, 2, 3], 2));
        var snapshot = new ModelSnapshot(model.ToSnapshot().Tensors.Where(tensor => tensor.Name != "penalty").Append(new DoubleTensor("penalty", new TensorShape(1), [0])));
        Assert.Throws<ModelMismatchException>(() => RatingModel.FromSnapshot(snapshot));
    }

    private static void AssertEqual(ModelSnapshot expected, ModelSnapshot actual)
        => ClassicalFixture.AssertClose(expected.Doubles("item").ToArray(), actual.Doubles("item").ToArray(), 1e-9);
}
