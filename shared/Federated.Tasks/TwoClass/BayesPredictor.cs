using Federated.Computations.NaiveBayes;
using Federated.Learning.Bayes;
using Federated.Tasks.Classifiers;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>Naive Bayes. Features count independently, so what one adds to the log odds is ln p(x | positive) − ln p(x | negative).</summary>
/// <param name="model">Of two classes.</param>
/// <param name="rows">A table as the model takes it.</param>
/// <param name="numbers">Fields of the model's numbers.</param>
/// <param name="categories">Fields of its categories.</param>
internal sealed class BayesPredictor(MixedNaiveBayes model, Func<LocalTable, ClassifiedRows> rows, IReadOnlyList<string> numbers, IReadOnlyList<string> categories) : ITwoClassPredictor
{
    public IReadOnlyList<string> InputFields { get; } = [.. numbers, .. categories];

    public float[] Encode(LocalTable table)
    {
        ClassifiedRows read = rows(table);
        int width = InputFields.Count;
        var encoded = new float[table.RowCount * width];
        for (int row = 0; row < table.RowCount; row++)
        {
            read.Numbers.Span.Slice(row * numbers.Count, numbers.Count).CopyTo(encoded.AsSpan(row * width));
            for (int column = 0; column < categories.Count; column++)
                encoded[(row * width) + numbers.Count + column] = read.Categories.Span[(row * categories.Count) + column];
        }

        return encoded;
    }

    public float[] Logits(ReadOnlyMemory<float> encoded)
    {
        int width = InputFields.Count, count = encoded.Length / width;
        var values = new float[count * numbers.Count];
        var indices = new int[count * categories.Count];
        for (int row = 0; row < count; row++)
        {
            ReadOnlySpan<float> own = encoded.Span.Slice(row * width, width);
            own[..numbers.Count].CopyTo(values.AsSpan(row * numbers.Count));
            for (int column = 0; column < categories.Count; column++)
                indices[(row * categories.Count) + column] = (int)own[numbers.Count + column];
        }

        var both = new float[2 * count];
        model.Predict(values, indices, both);
        return LogOdds.Of([.. Enumerable.Range(0, count).Select(row => both[(2 * row) + 1])]);
    }

    public double[] Attributions(LocalTable table)
    {
        ClassifiedRows read = rows(table);
        int width = table.Contract.Features.Count;
        int PlaceOf(string field) => table.Contract.Features.TakeWhile(each => each.Name != field).Count();
        var sums = new double[table.RowCount * width];
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int column = 0; column < numbers.Count; column++)
            {
                double value = read.Numbers.Span[(row * numbers.Count) + column];
                sums[(row * width) + PlaceOf(numbers[column])] = LogDensity(1, column, value) - LogDensity(0, column, value);
            }

            for (int column = 0; column < categories.Count; column++)
            {
                int value = read.Categories.Span[(row * categories.Count) + column];
                if (value >= 0)
                    sums[(row * width) + PlaceOf(categories[column])] = model.LogProbabilities(1, column)[value] - model.LogProbabilities(0, column)[value];
            }
        }

        return sums;
    }

    private double LogDensity(int label, int column, double value)
    {
        double mean = model.Means(label)[column], variance = model.Variances(label)[column];
        return -((Math.Log(variance) + ((value - mean) * (value - mean) / variance)) / 2);
    }
}
