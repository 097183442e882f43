using System.Collections.Immutable;
using Federated.Learning.Losses;
using Federated.Learning.Randomness;

namespace Federated.Learning.Factorization;

/// <summary>
/// The items' side of a factorisation that is learnt from samples: the score of item j for a customer of taste p is p·qⱼ + bⱼ. A customer's taste minimises
/// Σ loss + λ/2·‖p − c‖² over the items the customer had and some drawn from the rest (c is the taste of those around, or zero), with the items held fixed;
/// it is found where the history is and never needed elsewhere. Given tastes, the gradient by items is a sum over customers
/// (<see cref="SampledFactorPass"/>). Immutable.
/// </summary>
public sealed class SampledFactors
{
    private readonly float[] _factors;
    private readonly float[] _biases;

    /// <summary>Takes factors and biases.</summary>
    /// <param name="factors">q, items × rank, finite.</param>
    /// <param name="biases">b, one an item, finite.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is not finite.</exception>
    public SampledFactors(ReadOnlySpan<float> factors, ReadOnlySpan<float> biases)
    {
        if (biases.IsEmpty || factors.IsEmpty || factors.Length % biases.Length != 0)
            throw new ArgumentException($"{factors.Length} factors do not divide among {biases.Length} items.", nameof(factors));
        if (!TensorPrimitives.IsFiniteAll(factors) || !TensorPrimitives.IsFiniteAll(biases))
            throw new ArgumentException("A factor or bias of the items is not finite.", nameof(factors));
        (_factors, _biases) = (factors.ToArray(), biases.ToArray());
    }

    /// <summary>Number of items.</summary>
    public int Items => _biases.Length;

    /// <summary>Factors of an item.</summary>
    public int Rank => _factors.Length / _biases.Length;

    /// <summary>q, items × rank.</summary>
    public ReadOnlySpan<float> Factors => _factors;

    /// <summary>b, one an item.</summary>
    public ReadOnlySpan<float> Biases => _biases;

    /// <summary>
    /// What items of a history add to the score of another. The best taste p is where the penalty's pull equals the sum of the samples' slopes, so that of p·qⱼ an item i adds
    /// (1 − σ(p·qᵢ + bᵢ))·qᵢ·qⱼ, up to a factor that all have.
    /// </summary>
    /// <param name="taste">p, as found from the history; logistic loss.</param>
    /// <param name="history">The items i.</param>
    /// <param name="item">The item j.</param>
    public double[] Shares(ReadOnlySpan<float> taste, ReadOnlySpan<int> history, int item)
    {
        var shares = new double[history.Length];
        for (int place = 0; place < shares.Length; place++)
        {
            ReadOnlySpan<float> had = FactorsOf(history[place]);
            shares[place] = (1 - Logistic.Sigmoid(_biases[history[place]] + TensorPrimitives.Dot(taste, had))) * TensorPrimitives.Dot(had, FactorsOf(item));
        }

        return shares;
    }

    internal (float[] Factors, float[] Biases) Arrays => (_factors, _biases);

    /// <summary>Small random factors, uniform in ±0.1, and no biases.</summary>
    public static SampledFactors Start(int items, int rank, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        var generator = new SeededGenerator(seed);
        var factors = new float[checked(items * rank)];
        foreach (ref float factor in factors.AsSpan())
            factor = (float)((0.2 * generator.NextDouble()) - 0.1);
        return new SampledFactors(factors, new float[items]);
    }

    /// <summary>The taste of a customer, whether or not the customer took part in training.</summary>
    /// <param name="history">Items, each once; none gives the centre.</param>
    /// <param name="options">As in training.</param>
    /// <param name="centre">c, one a factor; zero when empty.</param>
    /// <param name="seed">Of the items drawn: the same for a history always gives the same taste.</param>
    /// <exception cref="ArgumentException">An item is unknown or stands twice, or an option does not fit.</exception>
    public float[] Fold(ReadOnlySpan<int> history, SampledFactorOptions options, ReadOnlySpan<float> centre, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Rank != Rank || (!centre.IsEmpty && centre.Length != Rank))
            throw new ArgumentException($"The options are of {options.Rank} factors and the centre of {centre.Length}; the items have {Rank}.", nameof(options));
        float[] taste = centre.IsEmpty ? new float[Rank] : centre.ToArray();
        if (history.IsEmpty)
            return taste;
        var pass = new SampledFactorPass(new ItemHistories(Items, [history.ToArray()]), ImmutableArray.Create(seed), options);
        pass.Find(this, taste, round: 0);
        return pass.Taste(0).ToArray();
    }

    /// <summary>Writes the score of every item; higher is better.</summary>
    /// <param name="taste">One value a factor.</param>
    /// <param name="scores">One an item.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the items.</exception>
    public void Score(ReadOnlySpan<float> taste, Span<float> scores)
    {
        if (taste.Length != Rank || scores.Length != Items)
            throw new ArgumentException($"A taste of {taste.Length} values and {scores.Length} scores do not fit {Items} items of {Rank} factors.", nameof(taste));
        for (int item = 0; item < scores.Length; item++)
            scores[item] = _biases[item] + TensorPrimitives.Dot(taste, FactorsOf(item));
    }

    /// <summary>Cosine of two items' factors, 0 where it is negative or not defined.</summary>
    public double Likeness(int item, int other) => TensorPrimitives.CosineSimilarity(FactorsOf(item), FactorsOf(other)) is > 0 and var cosine ? Math.Min(1, cosine) : 0;

    private ReadOnlySpan<float> FactorsOf(int item) => _factors.AsSpan(item * Rank, Rank);
}
