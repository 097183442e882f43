using Federated.Learning.Modules;
using Federated.Learning.Randomness;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Bandits;

/// <summary>
/// A policy that learns which arm to pull in which context, its expected reward being linear in the context with separate weights for each arm. With
/// A = λ·I + Σ x·xᵀ, an arm's weights are θ = A⁻¹·Σ r·x and its uncertainty in context x is √(xᵀ·A⁻¹·x). LinUCB (Li, Chu, Langford and Schapire 2010,
/// algorithm 1, disjoint) adds a multiple of it to the expectation; linear Thompson sampling (Agrawal and Goyal 2013) draws the weights from
/// N(θ, v²·A⁻¹). The policy is a function of <see cref="BanditStatistics"/>; fit it anew as rewards come in. Immutable. Saved as the F64 tensors
/// <c>weight</c> [arms, features] and <c>precision</c> [arms, features·(features+1)/2], A as packed lower triangles.
/// </summary>
public sealed class LinearBandit
{
    private const string Description = "linear bandit";
    private readonly double[][] _weights;
    private readonly double[][] _precisions;
    private readonly Cholesky[] _factors;

    private LinearBandit(double[][] weights, double[][] precisions, Cholesky[] factors)
    {
        _weights = weights;
        _precisions = precisions;
        _factors = factors;
    }

    /// <summary>Number of arms.</summary>
    public int Arms => _weights.Length;

    /// <summary>Features a context.</summary>
    public int Features => _weights[0].Length;

    /// <summary>θ of an arm.</summary>
    public ReadOnlySpan<double> Weights(int arm) => _weights[arm];

    /// <summary>Fits every arm's weights; an arm that was never pulled has weights 0 and the uncertainty of the penalty alone.</summary>
    /// <param name="statistics">Sum of all pulls.</param>
    /// <param name="penalty">λ, above zero; 1 by default.</param>
    /// <exception cref="ArgumentException">The penalty is not above zero.</exception>
    public static LinearBandit Fit(BanditStatistics statistics, double penalty = 1)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!(penalty > 0 && double.IsFinite(penalty)))
            throw new ArgumentException($"The penalty is {penalty}; it is finite and above zero.", nameof(penalty));
        int arms = statistics.Arms;
        double[][] weights = new double[arms][], precisions = new double[arms][];
        var factors = new Cholesky[arms];
        for (int arm = 0; arm < arms; arm++)
        {
            precisions[arm] = statistics.GramOf(arm).ToArray();
            for (int feature = 0; feature < statistics.Features; feature++)
                precisions[arm][PackedTriangle.Index(feature, feature)] += penalty;
            factors[arm] = Factor(precisions[arm], statistics.Features);
            weights[arm] = factors[arm].Solve(statistics.RewardsOf(arm));
        }

        return new LinearBandit(weights, precisions, factors);
    }

    /// <summary>Reads a policy that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">A tensor is missing, misshapen, not finite or not positive definite.</exception>
    public static LinearBandit FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor weights = snapshot.Doubles(Description, "weight", 2);
        int arms = weights.Shape.Dimensions[0], features = weights.Shape.Dimensions[1];
        if (features > 10_000)
            throw new ModelMismatchException($"Tensor 'weight' of the {Description} has {features} features; at most 10,000 are supported.");
        int packed = PackedTriangle.Length(features);
        DoubleTensor precisions = snapshot.Doubles(Description, "precision", 2).Sized(Description, arms, packed);
        double[][] means = new double[arms][], triangles = new double[arms][];
        var factors = new Cholesky[arms];
        for (int arm = 0; arm < arms; arm++)
        {
            means[arm] = weights.Values.Slice(arm * features, features).ToArray();
            triangles[arm] = precisions.Values.Slice(arm * packed, packed).ToArray();
            try
            {
                factors[arm] = Factor(triangles[arm], features);
            }
            catch (NotPositiveDefiniteException)
            {
                throw new ModelMismatchException($"Tensor 'precision' of the {Description} is not positive definite for arm {arm}; the file is damaged.");
            }
        }

        return new LinearBandit(means, triangles, factors);
    }

    /// <summary>The policy as named tensors.</summary>
    public ModelSnapshot ToSnapshot() => new(
    [
        new DoubleTensor("weight", new TensorShape(Arms, Features), _weights.SelectMany(values => values).ToArray()),
        new DoubleTensor("precision", new TensorShape(Arms, PackedTriangle.Length(Features)), _precisions.SelectMany(values => values).ToArray()),
    ]);

    /// <summary>Writes each arm's expected reward plus <paramref name="exploration"/> times its uncertainty (LinUCB).</summary>
    /// <param name="context">Finite features.</param>
    /// <param name="exploration">α, zero (never explores) or more; values near 1 are usual.</param>
    /// <param name="scores">One an arm; pull the arm with the highest.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is out of range.</exception>
    public void UpperConfidence(ReadOnlySpan<float> context, double exploration, Span<double> scores)
    {
        double[] features = Open(context, exploration, scores.Length), work = new double[Features];
        for (int arm = 0; arm < Arms; arm++)
        {
            features.CopyTo(work, 0);
            _factors[arm].SolveLower(work);
            double variance = 0;
            foreach (double value in work)
                variance += value * value;
            scores[arm] = Expectation(_weights[arm], features) + (exploration * Math.Sqrt(variance));
        }
    }

    /// <summary>Writes each arm's expected reward under weights drawn for this call (Thompson sampling).</summary>
    /// <param name="context">Finite features.</param>
    /// <param name="spread">v, zero (never explores) or more: about the standard deviation of a reward.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <param name="scores">One an arm; pull the arm with the highest.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is out of range.</exception>
    public void Sample(ReadOnlySpan<float> context, double spread, SeededGenerator generator, Span<double> scores)
    {
        ArgumentNullException.ThrowIfNull(generator);
        double[] features = Open(context, spread, scores.Length), work = new double[Features];
        for (int arm = 0; arm < Arms; arm++)
        {
            for (int feature = 0; feature < work.Length; feature++)
                work[feature] = StandardNormal(generator);
            _factors[arm].SolveUpper(work);
            scores[arm] = Expectation(_weights[arm], features) + (spread * Expectation(work, features));
        }
    }

    /// <summary>Draws every arm's weights from N(θ, v²·A⁻¹), to be used for many contexts.</summary>
    /// <param name="spread">v, zero or more.</param>
    /// <param name="generator">Draws the weights.</param>
    /// <param name="weights">Arms × features, row-major.</param>
    /// <exception cref="ArgumentException">The length does not fit, or the spread is out of range.</exception>
    public void DrawWeights(double spread, SeededGenerator generator, Span<double> weights)
    {
        ArgumentNullException.ThrowIfNull(generator);
        CheckedRows.Output(weights.Length, Arms * Features);
        RequireFactor(spread);
        var work = new double[Features];
        for (int arm = 0; arm < Arms; arm++)
        {
            for (int feature = 0; feature < work.Length; feature++)
                work[feature] = StandardNormal(generator);
            _factors[arm].SolveUpper(work);
            for (int feature = 0; feature < work.Length; feature++)
                weights[(arm * Features) + feature] = _weights[arm][feature] + (spread * work[feature]);
        }
    }

    /// <summary>The arm of the highest score, the first of equal ones.</summary>
    /// <exception cref="ArgumentException">There is no score.</exception>
    public static int Best(ReadOnlySpan<double> scores)
    {
        if (scores.IsEmpty)
            throw new ArgumentException("There is no arm to choose from.", nameof(scores));
        int best = 0;
        for (int arm = 1; arm < scores.Length; arm++)
        {
            if (scores[arm] > scores[best])
                best = arm;
        }

        return best;
    }

    private double[] Open(ReadOnlySpan<float> context, double factor, int outputs)
    {
        BanditStatistics.CheckContext(context, Features);
        CheckedRows.Output(outputs, Arms);
        RequireFactor(factor);
        var features = new double[context.Length];
        for (int feature = 0; feature < features.Length; feature++)
            features[feature] = context[feature];
        return features;
    }

    private static void RequireFactor(double factor)
    {
        if (!(factor >= 0 && double.IsFinite(factor)))
            throw new ArgumentException($"The factor of the uncertainty is {factor}; it is finite and zero or more.");
    }

    private static Cholesky Factor(double[] packed, int features)
    {
        var full = new double[features * features];
        PackedTriangle.Unpack(packed, full, features);
        return Cholesky.Of(full, features);
    }

    private static double Expectation(double[] weights, double[] features)
    {
        double sum = 0;
        for (int feature = 0; feature < features.Length; feature++)
            sum += weights[feature] * features[feature];
        return sum;
    }

    // Box and Muller 1958; 1 − u is above zero.
    private static double StandardNormal(SeededGenerator generator)
        => Math.Sqrt(-2 * Math.Log(1 - generator.NextDouble())) * Math.Cos(2 * Math.PI * generator.NextDouble());
}
