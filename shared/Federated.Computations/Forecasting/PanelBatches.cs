using Federated.Learning.Forecasting;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;
using Federated.Learning.Training;

namespace Federated.Computations.Forecasting;

/// <summary>Sums over series at hand, read anew in each round; one series is held at a time.</summary>
/// <param name="columns">Features of a row.</param>
/// <param name="series">Each series whole, once for each model; the same on every pass.</param>
public sealed class PanelBatches(int columns, IEnumerable<SeriesRows> series) : IPanelSums
{
    /// <inheritdoc/>
    public int Columns => columns;

    /// <inheritdoc/>
    public void Add(double shrinkage, Span<double> into)
    {
        int length = FederatedPanel.LengthOf(columns);
        foreach (SeriesRows part in series)
        {
            Require(part.Rows, part.Model < into.Length / length ? part.Model : throw new ContributionException($"A series belongs to model {part.Model}; the job has {into.Length / length}."));
            var statistics = new RidgeStatistics(columns);
            statistics.Add(part.Rows.Features.Span, part.Rows.Labels.Span);
            double[] sums = statistics.Vector.ToArray();
            SeriesIntercepts.TakeOut(sums, columns, shrinkage);
            RowSums.Add(sums, into.Slice(part.Model * length, length));
        }
    }

    /// <inheritdoc/>
    public void AddScores(ReadOnlySpan<double> weights, Span<double> into)
    {
        double[] slopes = weights.ToArray();
        int triangle = PackedTriangle.Length(columns);
        foreach (SeriesRows part in series)
        {
            if (part.Model != 0 || part.Rows.Count == 0)
                continue;
            Require(part.Rows, 0);
            into[0] += part.Rows.Count;
            into[1]++;
            AddScores(part.Rows, slopes, into.Slice(2, triangle), into.Slice(2 + triangle, triangle));
        }
    }

    private void AddScores(LabelledRows rows, double[] weights, Span<double> spread, Span<double> scores)
    {
        ReadOnlySpan<float> features = rows.Features.Span, targets = rows.Labels.Span;
        var means = new double[columns + 1];
        for (int row = 0; row < rows.Count; row++)
        {
            for (int column = 0; column < columns; column++)
                means[column] += (double)features[(row * columns) + column] / rows.Count;
            means[columns] += (double)targets[row] / rows.Count;
        }

        var score = new double[columns];
        var centred = new double[columns];
        for (int row = 0; row < rows.Count; row++)
        {
            double error = targets[row] - means[columns];
            for (int column = 0; column < columns; column++)
            {
                centred[column] = features[(row * columns) + column] - means[column];
                error -= weights[column] * centred[column];
            }

            error = Math.Clamp(error, -1, 1);
            for (int column = 0; column < columns; column++)
                score[column] += centred[column] * error;
            AddProducts(centred, spread);
        }

        AddProducts(score, scores);
    }

    private static void AddProducts(double[] line, Span<double> triangle)
    {
        for (int row = 0, index = 0; row < line.Length; row++)
        {
            for (int column = 0; column <= row; column++, index++)
                triangle[index] += line[row] * line[column];
        }
    }

    private void Require(LabelledRows rows, int model)
    {
        if (rows.Columns != columns || rows.LabelColumns != 1)
            throw new ContributionException($"A series of model {model} has {rows.Columns} features and {rows.LabelColumns} targets a row; the job takes {columns} and 1.");
        RowBounds.Require(rows.Features.Span, 1, columns, model);
        RowBounds.Require(rows.Labels.Span, 1, 1, model, "target");
    }
}
