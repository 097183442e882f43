using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Factorization;

/// <summary>
/// Ratings as mean + bias of the user + bias of the item + p·q (Koren, Bell and Volinsky 2009), by alternating least squares with a penalty weighted by the
/// number of ratings (Zhou, Wilkinson, Schreiber and Pan 2008). A user is solved from the items' factors and the user's own ratings by
/// <see cref="FitUser"/>; items are solved from <see cref="FactorStatistics"/> summed over users by <see cref="Step"/>. The model holds the items' side
/// only: it serves users it never saw and tells nothing of those it did. Immutable. Saved as the F64 tensors <c>item</c> [items, rank + 1] (bias last),
/// <c>mean</c> [1] and <c>penalty</c> [1].
/// </summary>
public sealed class RatingModel
{
    private const string Description = "rating model";
    private readonly double[] _items;
    private readonly double _penalty;

    private RatingModel(double[] items, int rank, double mean, double penalty)
    {
        _items = items;
        _penalty = penalty;
        Rank = rank;
        Mean = mean;
    }

    /// <summary>Factors of a user or item, without the bias.</summary>
    public int Rank { get; }

    /// <summary>Number of items.</summary>
    public int Items => _items.Length / (Rank + 1);

    /// <summary>Mean rating.</summary>
    public double Mean { get; }

    /// <summary>Small random item factors, from which sweeps start.</summary>
    /// <param name="items">At least 1.</param>
    /// <param name="mean">Mean of all ratings.</param>
    /// <param name="options">Rank and penalty.</param>
    /// <param name="generator">Draws the factors, uniform in ±0.1.</param>
    public static RatingModel Start(int items, double mean, FactorizationOptions options, SeededGenerator generator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(generator);
        options.Check();
        if (!double.IsFinite(mean))
            throw new ArgumentException($"The mean rating is {mean}; it is finite.", nameof(mean));
        var factors = new double[checked(items * (options.Rank + 1))];
        for (int index = 0; index < factors.Length; index++)
            factors[index] = index % (options.Rank + 1) == options.Rank ? 0 : (0.2 * generator.NextDouble()) - 0.1;
        return new RatingModel(factors, options.Rank, mean, options.Penalty);
    }

    /// <summary>Runs all sweeps over ratings at hand.</summary>
    /// <param name="ratings">Users × items.</param>
    /// <param name="options">Rank, penalty and sweeps.</param>
    /// <param name="generator">Draws the first factors.</param>
    /// <exception cref="ArgumentException">There is no rating, or an option is out of range.</exception>
    public static RatingModel Fit(SparseRows ratings, FactorizationOptions options, SeededGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(ratings);
        ArgumentNullException.ThrowIfNull(options);
        if (ratings.Count == 0)
            throw new ArgumentException("There is no rating to learn from.", nameof(ratings));
        double sum = 0;
        for (int user = 0; user < ratings.Rows; user++)
        {
            foreach (float rating in ratings.ValuesOf(user))
                sum += rating;
        }

        RatingModel model = Start(ratings.Columns, sum / ratings.Count, options, generator);
        for (int sweep = 0; sweep < options.Sweeps; sweep++)
        {
            FactorStatistics statistics = model.NewStatistics();
            model.AddUsers(statistics, ratings);
            model = model.Step(statistics);
        }

        return model;
    }

    /// <summary>Statistics of no users, of the sizes of this model.</summary>
    public FactorStatistics NewStatistics() => new(Items, Rank + 1);

    /// <summary>Solves each user's factors and adds what they say of the items.</summary>
    /// <param name="statistics">Made by <see cref="NewStatistics"/>.</param>
    /// <param name="ratings">Users × items.</param>
    /// <exception cref="ArgumentException">The sizes differ from the model's.</exception>
    public void AddUsers(FactorStatistics statistics, SparseRows ratings)
    {
        CheckSizes(statistics);
        ArgumentNullException.ThrowIfNull(ratings);
        if (ratings.Columns != Items)
            throw new ArgumentException($"The ratings have {ratings.Columns} columns; there are {Items} items.", nameof(ratings));
        for (int user = 0; user < ratings.Rows; user++)
        {
            ReadOnlySpan<int> items = ratings.ColumnsOf(user);
            ReadOnlySpan<float> values = ratings.ValuesOf(user);
            if (items.IsEmpty)
                continue;
            double[] factors = FitUser(items, values);
            double bias = factors[Rank];
            factors[Rank] = 1;
            for (int index = 0; index < items.Length; index++)
                statistics.AddItem(items[index], factors, 1, values[index] - Mean - bias);
        }
    }

    /// <summary>The model with items solved anew; one that nobody rated gets zeros.</summary>
    /// <exception cref="ArgumentException">The statistics have other sizes than the model.</exception>
    public RatingModel Step(FactorStatistics statistics)
    {
        CheckSizes(statistics);
        var items = new double[_items.Length];
        for (int item = 0; item < Items; item++)
        {
            if (statistics.UsersOf(item) > 0)
                statistics.Solve(item, _penalty * statistics.UsersOf(item)).CopyTo(items, item * (Rank + 1));
        }

        return new RatingModel(items, Rank, Mean, _penalty);
    }

    /// <summary>Factors of a user, then the user's bias, from the user's ratings; all zero without any.</summary>
    /// <param name="items">Items that the user rated.</param>
    /// <param name="ratings">One an item.</param>
    /// <exception cref="ArgumentException">An item is out of range, or the lengths differ.</exception>
    public double[] FitUser(ReadOnlySpan<int> items, ReadOnlySpan<float> ratings)
    {
        ItemChecks.Check(items, ratings, Items);
        if (ratings.Length != items.Length)
            throw new ArgumentException($"{ratings.Length} ratings were given for {items.Length} items.", nameof(ratings));
        var user = new FactorStatistics(1, Rank + 1);
        var factors = new double[Rank + 1];
        for (int index = 0; index < items.Length; index++)
        {
            ReadOnlySpan<double> item = _items.AsSpan(items[index] * (Rank + 1), Rank + 1);
            item.CopyTo(factors);
            factors[Rank] = 1;
            user.AddItem(0, factors, 1, ratings[index] - Mean - item[Rank]);
        }

        return items.IsEmpty ? factors : user.Solve(0, _penalty * items.Length);
    }

    /// <summary>Rating that a user is expected to give an item.</summary>
    /// <param name="user">From <see cref="FitUser"/>.</param>
    /// <param name="item">0 to items−1.</param>
    /// <exception cref="ArgumentException">The item is out of range, or the user has another rank.</exception>
    public double Predict(ReadOnlySpan<double> user, int item)
    {
        if (user.Length != Rank + 1)
            throw new ArgumentException($"The user has {user.Length} values; {Rank + 1} were expected, the bias last.", nameof(user));
        ItemChecks.Check([item], [], Items);
        ReadOnlySpan<double> factors = _items.AsSpan(item * (Rank + 1), Rank + 1);
        double sum = Mean + user[Rank] + factors[Rank];
        for (int factor = 0; factor < Rank; factor++)
            sum += user[factor] * factors[factor];
        return sum;
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">A tensor is missing, misshapen or out of range.</exception>
    public static RatingModel FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor items = snapshot.Doubles(Description, "item", 2);
        double mean = snapshot.Doubles(Description, "mean", 1).Sized(Description, 1).Values[0];
        double penalty = snapshot.Doubles(Description, "penalty", 1).Sized(Description, 1).Values[0];
        if (items.Shape.Dimensions[1] is < 2 or > 1_001 || !(penalty > 0))
            throw new ModelMismatchException($"The {Description} has items of shape {items.Shape} and penalty {penalty}; a rank of 1 to 1,000 and a penalty above zero were expected.");
        return new RatingModel(items.Values.ToArray(), items.Shape.Dimensions[1] - 1, mean, penalty);
    }

    /// <summary>The items' side as named tensors.</summary>
    public ModelSnapshot ToSnapshot() => new(
    [
        new DoubleTensor("item", new TensorShape(Items, Rank + 1), _items),
        new DoubleTensor("mean", new TensorShape(1), [Mean]),
        new DoubleTensor("penalty", new TensorShape(1), [_penalty]),
    ]);

    private void CheckSizes(FactorStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Items != Items || statistics.Factors != Rank + 1)
            throw new ArgumentException($"The statistics are of {statistics.Items} items and {statistics.Factors} factors; {Items} and {Rank + 1} were expected.", nameof(statistics));
    }
}
