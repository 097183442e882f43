using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Bayes;

/// <summary>
/// Naive Bayes with a normal distribution for each class and column. A share of the largest column variance is added to every variance, so that a column
/// that is constant within a class does not decide alone. Immutable. Saved as the F64 tensors <c>prior</c> [classes] (logarithms), <c>mean</c> and
/// <c>variance</c> [classes, columns].
/// </summary>
public sealed class GaussianNaiveBayes
{
    private const string Description = "Gaussian naive Bayes model";
    private readonly double[] _priors;
    private readonly double[] _means;
    private readonly double[] _variances;
    private readonly double[] _offsets;

    private GaussianNaiveBayes(double[] priors, double[] means, double[] variances)
    {
        _priors = priors;
        _means = means;
        _variances = variances;
        Columns = means.Length / priors.Length;
        _offsets = [.. priors];
        for (int index = 0; index < variances.Length; index++)
            _offsets[index / Columns] -= Math.Log(2 * Math.PI * variances[index]) / 2;
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _priors.Length;

    /// <summary>Features a row.</summary>
    public int Columns { get; }

    /// <summary>Means of a class, one a column.</summary>
    public ReadOnlySpan<double> Means(int label) => _means.AsSpan(label * Columns, Columns);

    /// <summary>Variances of a class, smoothing included.</summary>
    public ReadOnlySpan<double> Variances(int label) => _variances.AsSpan(label * Columns, Columns);

    /// <summary>Fits the distributions to the statistics of all rows.</summary>
    /// <param name="statistics">With rows of every class.</param>
    /// <param name="smoothing">Share of the largest variance of a column over all rows that is added to every variance: zero or more; 1e-9 by default.</param>
    /// <exception cref="ArgumentException">A class has no row, the smoothing is negative, or a variance is zero and nothing is added to it.</exception>
    public static GaussianNaiveBayes Fit(ClassMomentStatistics statistics, double smoothing = 1e-9)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!(smoothing >= 0 && double.IsFinite(smoothing)))
            throw new ArgumentException($"The smoothing is {smoothing}; it is finite and zero or more.", nameof(smoothing));
        int classes = statistics.Classes, columns = statistics.Columns;
        double[] priors = LogScores.Priors(classes, statistics.WeightOf), means = new double[classes * columns], variances = new double[classes * columns];
        double added = smoothing * LargestVariance(statistics);
        for (int label = 0; label < classes; label++)
        {
            double weight = statistics.WeightOf(label);
            for (int column = 0; column < columns; column++)
            {
                double mean = statistics.SumOf(label)[column] / weight;
                double variance = Math.Max((statistics.SquaresOf(label)[column] / weight) - (mean * mean), 0) + added;
                if (!(variance > 0))
                    throw new ArgumentException($"Column {column} does not vary in class {label} and no smoothing is added; drop the column or raise the smoothing.", nameof(smoothing));
                means[(label * columns) + column] = mean;
                variances[(label * columns) + column] = variance;
            }
        }

        return new GaussianNaiveBayes(priors, means, variances);
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">A tensor is missing, misshapen or out of range.</exception>
    public static GaussianNaiveBayes FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor priors = snapshot.Doubles(Description, "prior", 1), means = snapshot.Doubles(Description, "mean", 2);
        means = means.Sized(Description, priors.Shape.Length, means.Shape.Dimensions[1]);
        DoubleTensor variances = snapshot.Doubles(Description, "variance", 2).Sized(Description, means.Shape.Dimensions.AsSpan());
        foreach (double variance in variances.Values)
        {
            if (!(variance > 0))
                throw new ModelMismatchException($"Tensor 'variance' of the {Description} holds {variance}; variances are above zero.");
        }

        return new GaussianNaiveBayes(priors.Values.ToArray(), means.Values.ToArray(), variances.Values.ToArray());
    }

    /// <summary>The distributions as named tensors.</summary>
    public ModelSnapshot ToSnapshot() => new(
    [
        new DoubleTensor("prior", new TensorShape(Classes), _priors),
        new DoubleTensor("mean", new TensorShape(Classes, Columns), _means),
        new DoubleTensor("variance", new TensorShape(Classes, Columns), _variances),
    ]);

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
                ReadOnlySpan<double> means = Means(label), variances = Variances(label);
                double sum = 0;
                for (int column = 0; column < source.Length; column++)
                    sum += (source[column] - means[column]) * (source[column] - means[column]) / variances[column];
                scores[label] = _offsets[label] - (sum / 2);
            }

            LogScores.Normalise(scores, probabilities.Slice(row * Classes, Classes));
        }
    }

    private static double LargestVariance(ClassMomentStatistics statistics)
    {
        double largest = 0;
        for (int column = 0; column < statistics.Columns; column++)
        {
            double weight = 0, sum = 0, squares = 0;
            for (int label = 0; label < statistics.Classes; label++)
            {
                weight += statistics.WeightOf(label);
                sum += statistics.SumOf(label)[column];
                squares += statistics.SquaresOf(label)[column];
            }

            largest = Math.Max(largest, (squares / weight) - (sum / weight * (sum / weight)));
        }

        return largest;
    }
}
