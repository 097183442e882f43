using Federated.Computations.NaiveBayes;
using Federated.Learning.Bayes;
using Federated.Tasks.Schema;

namespace Federated.Tasks.TwoClass;

/// <summary>Naive Bayes. Features count independently, so what one adds to the log odds is ln p(x | positive) − ln p(x | negative).</summary>
/// <param name="model">Of two classes.</param>
/// <param name="rows">A table as the model takes it.</param>
/// <param name="numbers">Fields of the model's numbers.</param>
/// <param name="categories">Fields of its categories.</param>
internal sealed class BayesPredictor(MixedNaiveBayes model, Func<LocalTable, ClassifiedRows> rows, IReadOnlyList<string> numbers, IReadOnlyList<string> categories) : ITwoClassPredictor
{
    public float[] Logits(LocalTable table)
    {
        ClassifiedRows read = rows(table);
        var both = new float[2 * table.RowCount];
        model.Predict(read.Numbers.Span, read.Categories.Span, both);
        return LogOdds.Of([.. Enumerable.Range(0, table.RowCount).Select(row => both[(2 * row) + 1])]);
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
