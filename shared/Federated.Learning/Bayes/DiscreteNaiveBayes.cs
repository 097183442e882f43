using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Bayes;

/// <summary>
/// Naive Bayes of counts (multinomial) or of presence and absence (Bernoulli), both as in McCallum and Nigam 1998 with additive smoothing. The joint
/// log probability of either is linear in the values: an offset a class and a weight a class and column. Immutable. Saved as the F64 tensors <c>offset</c>
/// [classes], <c>weight</c> [classes, columns] and, for Bernoulli, <c>threshold</c> [1].
/// </summary>
public sealed class DiscreteNaiveBayes
{
    private const string Description = "discrete naive Bayes model";
    private readonly double[] _offsets;
    private readonly double[] _weights;
    private readonly float? _threshold;

    private DiscreteNaiveBayes(double[] offsets, double[] weights, float? threshold)
    {
        _offsets = offsets;
        _weights = weights;
        _threshold = threshold;
        Columns = weights.Length / offsets.Length;
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _offsets.Length;

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Each occurrence of column j in class k has probability (count + α) / (all counts of k + α·columns).</summary>
    /// <param name="statistics">Made without a threshold, with rows of every class.</param>
    /// <param name="smoothing">α, above zero; 1 by default (Laplace).</param>
    /// <exception cref="ArgumentException">A class has no row, or the smoothing is not above zero.</exception>
    public static DiscreteNaiveBayes FitMultinomial(ClassCountStatistics statistics, double smoothing = 1)
    {
        double[] offsets = Start(statistics, smoothing), weights = new double[statistics.Classes * statistics.Columns];
        for (int label = 0; label < statistics.Classes; label++)
        {
            ReadOnlySpan<double> counts = statistics.CountsOf(label);
            double total = smoothing * counts.Length;
            foreach (double count in counts)
                total += count;
            for (int column = 0; column < counts.Length; column++)
                weights[(label * counts.Length) + column] = Math.Log((counts[column] + smoothing) / total);
        }

        return new DiscreteNaiveBayes(offsets, weights, null);
    }

    /// <summary>Column j is present in a row of class k with probability (rows with it + α) / (rows of k + 2α).</summary>
    /// <param name="statistics">Made with the threshold, with rows of every class.</param>
    /// <param name="threshold">A value above it is presence; 0 by default.</param>
    /// <param name="smoothing">α, above zero; 1 by default (Laplace).</param>
    /// <exception cref="ArgumentException">A class has no row, or the smoothing is not above zero, or counts exceed rows: the statistics were made without a threshold.</exception>
    public static DiscreteNaiveBayes FitBernoulli(ClassCountStatistics statistics, float threshold = 0, double smoothing = 1)
    {
        double[] offsets = Start(statistics, smoothing), weights = new double[statistics.Classes * statistics.Columns];
        for (int label = 0; label < statistics.Classes; label++)
        {
            ReadOnlySpan<double> counts = statistics.CountsOf(label);
            double rows = statistics.WeightOf(label);
            for (int column = 0; column < counts.Length; column++)
            {
                if (counts[column] > rows * (1 + 1e-9))
                    throw new ArgumentException($"Column {column} occurs {counts[column]} times in {rows} rows of class {label}; make Bernoulli statistics with a threshold.", nameof(statistics));
                double present = (counts[column] + smoothing) / (rows + (2 * smoothing));
                offsets[label] += Math.Log(1 - present);
                weights[(label * counts.Length) + column] = Math.Log(present) - Math.Log(1 - present);
            }
        }

        return new DiscreteNaiveBayes(offsets, weights, threshold);
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">A tensor is missing, misshapen or not finite.</exception>
    public static DiscreteNaiveBayes FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor offsets = snapshot.Doubles(Description, "offset", 1), weights = snapshot.Doubles(Description, "weight", 2);
        weights = weights.Sized(Description, offsets.Shape.Length, weights.Shape.Dimensions[1]);
        bool isBernoulli = snapshot.Tensors.Any(tensor => tensor.Name == "threshold");
        float? threshold = isBernoulli ? (float)snapshot.Doubles(Description, "threshold", 1).Sized(Description, 1).Values[0] : null;
        return new DiscreteNaiveBayes(offsets.Values.ToArray(), weights.Values.ToArray(), threshold);
    }

    /// <summary>The scores as named tensors.</summary>
    public ModelSnapshot ToSnapshot()
    {
        List<NamedTensor> tensors = [new DoubleTensor("offset", new TensorShape(Classes), _offsets), new DoubleTensor("weight", new TensorShape(Classes, Columns), _weights)];
        if (_threshold is { } least)
            tensors.Add(new DoubleTensor("threshold", new TensorShape(1), [least]));
        return new ModelSnapshot(tensors);
    }

    /// <summary>Writes the probability of each class for each row.</summary>
    /// <param name="rows">Row-major, finite.</param>
    /// <param name="probabilities">Rows × classes, row-major.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is not finite.</exception>
    public void Predict(ReadOnlySpan<float> rows, Span<float> probabilities)
    {
        int count = CheckedRows.Count(rows, Columns);
        CheckedRows.Output(probabilities.Length, count * Classes);
        var scores = new double[Classes];
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> source = rows.Slice(row * Columns, Columns);
            for (int label = 0; label < Classes; label++)
            {
                ReadOnlySpan<double> weights = _weights.AsSpan(label * Columns, Columns);
                double score = _offsets[label];
                for (int column = 0; column < source.Length; column++)
                    score += weights[column] * (_threshold is { } least ? (source[column] > least ? 1 : 0) : source[column]);
                scores[label] = score;
            }

            LogScores.Normalise(scores, probabilities.Slice(row * Classes, Classes));
        }
    }

    private static double[] Start(ClassCountStatistics statistics, double smoothing)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!(smoothing > 0 && double.IsFinite(smoothing)))
            throw new ArgumentException($"The smoothing is {smoothing}; it is finite and above zero, for instance 1.", nameof(smoothing));
        return LogScores.Priors(statistics.Classes, statistics.WeightOf);
    }
}
