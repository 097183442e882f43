using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Factorization;

/// <summary>
/// Implicit feedback (purchases, visits) by alternating least squares (Hu, Koren and Volinsky 2008): the preference of a user for an item is 1 where there
/// was feedback and 0 elsewhere, and the squared error of p·q counts with confidence 1 + α·value, or 1. The zeros are never visited: their part of the
/// normal equations is one Gram matrix of all factors (section 4). As with <see cref="RatingModel"/> the model is the items' side, users are solved by
/// <see cref="FitUser"/> where their data are, and items from summed <see cref="FactorStatistics"/>. Immutable. Saved as the F64 tensors <c>item</c>
/// [items, rank], <c>penalty</c> [1] and <c>confidence</c> [1].
/// </summary>
public sealed class PreferenceModel
{
    private const string Description = "preference model";
    private readonly double[] _items;
    private readonly FactorStatistics _gram;
    private readonly double _penalty;
    private readonly double _confidence;

    private PreferenceModel(double[] items, int rank, double penalty, double confidence)
    {
        _items = items;
        _penalty = penalty;
        _confidence = confidence;
        Rank = rank;
        _gram = new FactorStatistics(1, rank);
        for (int item = 0; item < Items; item++)
            _gram.AddUser(_items.AsSpan(item * rank, rank));
    }

    /// <summary>Factors of a user or item.</summary>
    public int Rank { get; }

    /// <summary>Number of items.</summary>
    public int Items => _items.Length / Rank;

    /// <summary>Small random item factors, from which sweeps start.</summary>
    /// <param name="items">At least 1.</param>
    /// <param name="options">Rank, penalty and confidence.</param>
    /// <param name="generator">Draws the factors, uniform in ±0.1.</param>
    public static PreferenceModel Start(int items, FactorizationOptions options, SeededGenerator generator)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(generator);
        options.Check();
        var factors = new double[checked(items * options.Rank)];
        for (int index = 0; index < factors.Length; index++)
            factors[index] = (0.2 * generator.NextDouble()) - 0.1;
        return new PreferenceModel(factors, options.Rank, options.Penalty, options.Confidence);
    }

    /// <summary>Runs all sweeps over feedback at hand.</summary>
    /// <param name="feedback">Users × items, values above zero.</param>
    /// <param name="options">Rank, penalty, confidence and sweeps.</param>
    /// <param name="generator">Draws the first factors.</param>
    /// <exception cref="ArgumentException">There is no feedback, a value is not above zero, or an option is out of range.</exception>
    public static PreferenceModel Fit(SparseRows feedback, FactorizationOptions options, SeededGenerator generator)
    {
        ArgumentNullException.ThrowIfNull(feedback);
        ArgumentNullException.ThrowIfNull(options);
        if (feedback.Count == 0)
            throw new ArgumentException("There is no feedback to learn from.", nameof(feedback));
        PreferenceModel model = Start(feedback.Columns, options, generator);
        for (int sweep = 0; sweep < options.Sweeps; sweep++)
        {
            FactorStatistics statistics = model.NewStatistics();
            model.AddUsers(statistics, feedback);
            model = model.Step(statistics);
        }

        return model;
    }

    /// <summary>Statistics of no users, of the sizes of this model.</summary>
    public FactorStatistics NewStatistics() => new(Items, Rank);

    /// <summary>Solves each user's factors and adds what they say of the items.</summary>
    /// <param name="statistics">Made by <see cref="NewStatistics"/>.</param>
    /// <param name="feedback">Users × items, values above zero.</param>
    /// <exception cref="ArgumentException">The sizes differ from the model's, or a value is not above zero.</exception>
    public void AddUsers(FactorStatistics statistics, SparseRows feedback)
    {
        CheckSizes(statistics);
        ArgumentNullException.ThrowIfNull(feedback);
        if (feedback.Columns != Items)
            throw new ArgumentException($"The feedback has {feedback.Columns} columns; there are {Items} items.", nameof(feedback));
        for (int user = 0; user < feedback.Rows; user++)
        {
            ReadOnlySpan<int> items = feedback.ColumnsOf(user);
            ReadOnlySpan<float> values = feedback.ValuesOf(user);
            if (items.IsEmpty)
                continue;
            double[] factors = FitUser(items, values);
            statistics.AddUser(factors);
            for (int index = 0; index < items.Length; index++)
                statistics.AddItem(items[index], factors, _confidence * values[index], 1 + (_confidence * values[index]));
        }
    }

    /// <summary>The model with items solved anew.</summary>
    /// <exception cref="ArgumentException">The statistics have other sizes than the model.</exception>
    public PreferenceModel Step(FactorStatistics statistics)
    {
        CheckSizes(statistics);
        var items = new double[_items.Length];
        for (int item = 0; item < Items; item++)
            statistics.Solve(item, _penalty).CopyTo(items, item * Rank);
        return new PreferenceModel(items, Rank, _penalty, _confidence);
    }

    /// <summary>Factors of a user; all zero without feedback.</summary>
    /// <param name="items">Items with feedback.</param>
    /// <param name="values">Its values, above zero; all 1 when left out.</param>
    /// <exception cref="ArgumentException">An item or a value is out of range, or the lengths differ.</exception>
    public double[] FitUser(ReadOnlySpan<int> items, ReadOnlySpan<float> values = default)
    {
        ItemChecks.Check(items, values, Items);
        var user = new FactorStatistics(1, Rank);
        user.Merge(_gram);
        for (int index = 0; index < items.Length; index++)
        {
            double value = values.IsEmpty ? 1 : values[index];
            if (!(value > 0))
                throw new ArgumentException($"The feedback for item {items[index]} is {value}; it is above zero, and absent feedback is left out.", nameof(values));
            user.AddItem(0, _items.AsSpan(items[index] * Rank, Rank), _confidence * value, 1 + (_confidence * value));
        }

        return items.IsEmpty ? new double[Rank] : user.Solve(0, _penalty);
    }

    /// <summary>Writes the expected preference of a user for every item.</summary>
    /// <param name="user">From <see cref="FitUser"/>.</param>
    /// <param name="scores">One an item.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the model.</exception>
    public void Score(ReadOnlySpan<double> user, Span<float> scores)
    {
        if (user.Length != Rank)
            throw new ArgumentException($"The user has {user.Length} factors; {Rank} were expected.", nameof(user));
        CheckedRows.Output(scores.Length, Items);
        for (int item = 0; item < scores.Length; item++)
        {
            double sum = 0;
            for (int factor = 0; factor < user.Length; factor++)
                sum += user[factor] * _items[(item * Rank) + factor];
            scores[item] = (float)sum;
        }
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">A tensor is missing, misshapen or out of range.</exception>
    public static PreferenceModel FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor items = snapshot.Doubles(Description, "item", 2);
        double penalty = snapshot.Doubles(Description, "penalty", 1).Sized(Description, 1).Values[0];
        double confidence = snapshot.Doubles(Description, "confidence", 1).Sized(Description, 1).Values[0];
        if (items.Shape.Dimensions[1] > 1_000 || !(penalty > 0) || !(confidence > 0))
        {
            throw new ModelMismatchException(
                $"The {Description} has items of shape {items.Shape}, penalty {penalty} and confidence {confidence}; a rank of at most 1,000 and positive numbers were expected.");
        }

        return new PreferenceModel(items.Values.ToArray(), items.Shape.Dimensions[1], penalty, confidence);
    }

    /// <summary>The items' side as named tensors.</summary>
    public ModelSnapshot ToSnapshot() => new(
    [
        new DoubleTensor("item", new TensorShape(Items, Rank), _items),
        new DoubleTensor("penalty", new TensorShape(1), [_penalty]),
        new DoubleTensor("confidence", new TensorShape(1), [_confidence]),
    ]);

    private void CheckSizes(FactorStatistics statistics)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (statistics.Items != Items || statistics.Factors != Rank)
            throw new ArgumentException($"The statistics are of {statistics.Items} items and {statistics.Factors} factors; {Items} and {Rank} were expected.", nameof(statistics));
    }
}
