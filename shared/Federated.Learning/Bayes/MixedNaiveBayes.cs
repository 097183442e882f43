using System.Collections.Immutable;
using Federated.Learning.Modules;
using Federated.Learning.Solvers;
using Federated.Learning.State;

namespace Federated.Learning.Bayes;

/// <summary>
/// Naive Bayes over numbers, each normally distributed within a class, and categories, each with a probability for every value. A share of the largest
/// variance is added to every variance, and a pseudo-count to every category's (Lidstone), so that neither a constant column nor an unseen value decides alone. An
/// unknown category is left out of the product. Immutable. Saved as the F64 tensors <c>prior</c> [classes], <c>mean</c> and <c>variance</c>
/// [classes, numeric] when there are numbers, and <c>category.i</c> [classes, values]; priors and categories as logarithms of probabilities.
/// </summary>
public sealed class MixedNaiveBayes
{
    private const string Description = "mixed naive Bayes model";
    private readonly double[] _priors;
    private readonly double[] _means;
    private readonly double[] _variances;
    private readonly ImmutableArray<double[]> _categories;
    private readonly double[] _offsets;

    private MixedNaiveBayes(double[] priors, double[] means, double[] variances, ImmutableArray<double[]> categories)
    {
        _priors = priors;
        _means = means;
        _variances = variances;
        _categories = categories;
        Columns = new MixedColumns(means.Length / priors.Length, [.. categories.Select(table => table.Length / priors.Length)]);
        _offsets = [.. priors];
        for (int index = 0; index < variances.Length; index++)
            _offsets[index / Columns.Numeric] -= Math.Log(2 * Math.PI * variances[index]) / 2;
    }

    /// <summary>Number of classes.</summary>
    public int Classes => _priors.Length;

    /// <summary>What a row holds.</summary>
    public MixedColumns Columns { get; }

    /// <summary>Means of a class, one a numeric column.</summary>
    public ReadOnlySpan<double> Means(int label) => _means.AsSpan(label * Columns.Numeric, Columns.Numeric);

    /// <summary>Variances of a class, smoothing included.</summary>
    public ReadOnlySpan<double> Variances(int label) => _variances.AsSpan(label * Columns.Numeric, Columns.Numeric);

    /// <summary>ln of the probability of each value of a category column in a class.</summary>
    public ReadOnlySpan<double> LogProbabilities(int label, int column)
        => _categories[column].AsSpan(label * Columns.CategorySizes[column], Columns.CategorySizes[column]);

    /// <summary>Fits the distributions to the statistics of all rows.</summary>
    /// <param name="statistics">With rows of every class.</param>
    /// <param name="varianceShare">Share of the largest variance of a numeric column over all rows that is added to every variance: zero or more; 1e-9 by default.</param>
    /// <param name="pseudoCount">Added to the count of every category: above zero; 1 by default.</param>
    /// <exception cref="ArgumentException">A class has no row, an option is out of range, or a variance is zero and nothing is added to it.</exception>
    public static MixedNaiveBayes Fit(MixedClassStatistics statistics, double varianceShare = 1e-9, double pseudoCount = 1)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!(varianceShare >= 0 && double.IsFinite(varianceShare)))
            throw new ArgumentException($"The share of the largest variance is {varianceShare}; it is finite and zero or more.", nameof(varianceShare));
        if (!(pseudoCount > 0 && double.IsFinite(pseudoCount)))
            throw new ArgumentException($"The pseudo-count is {pseudoCount}; it is finite and above zero, for instance 1.", nameof(pseudoCount));
        int classes = statistics.Classes, numeric = statistics.Columns.Numeric;
        double[] priors = LogScores.Priors(classes, statistics.CountOf), means = new double[classes * numeric], variances = new double[classes * numeric];
        double added = varianceShare * LargestVariance(statistics);
        for (int index = 0; index < means.Length; index++)
        {
            int label = index / numeric, column = index % numeric;
            means[index] = statistics.SumOf(label)[column] / statistics.CountOf(label);
            variances[index] = Math.Max((statistics.SquaresOf(label)[column] / statistics.CountOf(label)) - (means[index] * means[index]), 0) + added;
            if (!(variances[index] > 0))
                throw new ArgumentException($"Numeric column {column} does not vary in class {label} and nothing is added to its variance; drop the column or raise the share.", nameof(varianceShare));
        }

        return new MixedNaiveBayes(priors, means, variances, Categories(statistics, pseudoCount));
    }

    /// <summary>Reads a model that <see cref="ToSnapshot"/> wrote.</summary>
    /// <exception cref="ModelMismatchException">A tensor is missing, misshapen or out of range.</exception>
    public static MixedNaiveBayes FromSnapshot(ModelSnapshot snapshot)
    {
        DoubleTensor priors = snapshot.Doubles(Description, "prior", 1);
        int classes = priors.Shape.Length, moments = 0;
        double[] means = [], variances = [];
        if (snapshot.Tensors.Any(tensor => tensor.Name == "mean"))
        {
            DoubleTensor mean = snapshot.Doubles(Description, "mean", 2);
            mean = mean.Sized(Description, classes, mean.Shape.Dimensions[1]);
            means = mean.Values.ToArray();
            variances = snapshot.Doubles(Description, "variance", 2).Sized(Description, mean.Shape.Dimensions.AsSpan()).Values.ToArray();
            moments = 2;
        }

        if (variances.Any(variance => !(variance > 0)))
            throw new ModelMismatchException($"Tensor 'variance' of the {Description} holds a variance that is not above zero.");
        var categories = ImmutableArray.CreateBuilder<double[]>();
        for (int column = 0; column < snapshot.Tensors.Length - 1 - moments; column++)
        {
            DoubleTensor table = snapshot.Doubles(Description, CategoryName(column), 2);
            table = table.Sized(Description, classes, table.Shape.Dimensions[1]);
            if (table.Values.ContainsAnyExceptInRange(double.MinValue, 0))
                throw new ModelMismatchException($"Tensor '{table.Name}' of the {Description} holds the logarithm of more than certainty.");
            categories.Add(table.Values.ToArray());
        }

        if (means.Length + categories.Count == 0)
            throw new ModelMismatchException($"The {Description} has neither numbers nor categories.");
        return new MixedNaiveBayes(priors.Values.ToArray(), means, variances, categories.ToImmutable());
    }

    /// <summary>The distributions as named tensors.</summary>
    public ModelSnapshot ToSnapshot()
    {
        List<NamedTensor> tensors = [new DoubleTensor("prior", new TensorShape(Classes), _priors)];
        if (Columns.Numeric > 0)
        {
            tensors.Add(new DoubleTensor("mean", new TensorShape(Classes, Columns.Numeric), _means));
            tensors.Add(new DoubleTensor("variance", new TensorShape(Classes, Columns.Numeric), _variances));
        }

        tensors.AddRange(_categories.Select((table, column) => new DoubleTensor(CategoryName(column), new TensorShape(Classes, Columns.CategorySizes[column]), table)));
        return new ModelSnapshot(tensors);
    }

    /// <summary>Writes the probability of each class for each row.</summary>
    /// <param name="numbers">rows × numeric columns, row-major, finite.</param>
    /// <param name="categories">rows × category columns, row-major: indices, or <see cref="MixedColumns.Unknown"/>.</param>
    /// <param name="probabilities">rows × classes, row-major.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a value is out of range.</exception>
    public void Predict(ReadOnlySpan<float> numbers, ReadOnlySpan<int> categories, Span<float> probabilities)
    {
        int rows = Columns.Rows(numbers, categories), numeric = Columns.Numeric, kinds = Columns.CategorySizes.Length;
        CheckedRows.Output(probabilities.Length, rows * Classes);
        var scores = new double[Classes];
        for (int row = 0; row < rows; row++)
        {
            for (int label = 0; label < Classes; label++)
                scores[label] = Score(label, numbers.Slice(row * numeric, numeric), categories.Slice(row * kinds, kinds));
            LogScores.Normalise(scores, probabilities.Slice(row * Classes, Classes));
        }
    }

    private double Score(int label, ReadOnlySpan<float> numbers, ReadOnlySpan<int> categories)
    {
        ReadOnlySpan<double> means = Means(label), variances = Variances(label);
        double score = _offsets[label];
        for (int column = 0; column < numbers.Length; column++)
            score -= (numbers[column] - means[column]) * (numbers[column] - means[column]) / variances[column] / 2;
        for (int column = 0; column < categories.Length; column++)
        {
            if (categories[column] != MixedColumns.Unknown)
                score += LogProbabilities(label, column)[categories[column]];
        }

        return score;
    }

    private static ImmutableArray<double[]> Categories(MixedClassStatistics statistics, double pseudoCount)
    {
        var tables = ImmutableArray.CreateBuilder<double[]>();
        int start = 0;
        foreach (int size in statistics.Columns.CategorySizes)
        {
            var table = new double[statistics.Classes * size];
            for (int label = 0; label < statistics.Classes; label++)
            {
                ReadOnlySpan<double> counts = statistics.CategoriesOf(label).Slice(start, size);
                double total = pseudoCount * size;
                foreach (double count in counts)
                    total += count;
                for (int value = 0; value < size; value++)
                    table[(label * size) + value] = Math.Log((counts[value] + pseudoCount) / total);
            }

            tables.Add(table);
            start += size;
        }

        return tables.ToImmutable();
    }

    private static double LargestVariance(MixedClassStatistics statistics)
    {
        double largest = 0;
        for (int column = 0; column < statistics.Columns.Numeric; column++)
        {
            double rows = 0, sum = 0, squares = 0;
            for (int label = 0; label < statistics.Classes; label++)
            {
                rows += statistics.CountOf(label);
                sum += statistics.SumOf(label)[column];
                squares += statistics.SquaresOf(label)[column];
            }

            largest = Math.Max(largest, (squares / rows) - (sum / rows * (sum / rows)));
        }

        return largest;
    }

    private static string CategoryName(int column) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"category.{column}");
}
