using System.Collections.Immutable;
using Federated.Learning.Metrics;
using Federated.Learning.State;

namespace Federated.Computations.Evaluation;

/// <summary>
/// A state of <see cref="FederatedEvaluation"/> as a snapshot: empty before the round; after it the F64 tensors <c>figures</c> [6] (log loss, area under the curve, TP, FP, TN, FN) and
/// <c>tenths</c> [groups, 3] (rows, positives, mean score).
/// </summary>
public static class EvaluationSnapshot
{
    private const string Figures = "figures";
    private const string Tenths = "tenths";
    private const int TenthWidth = 3;
    private const double MostRows = 1L << 53;

    /// <summary>Writes a state; the options are not part of it.</summary>
    public static ModelSnapshot Write(EvaluationState state)
    {
        if (state is not EvaluationComputed { Result: var result })
            return new ModelSnapshot([]);
        ConfusionCounts confusion = result.Confusion;
        double[] figures = [result.LogLoss, result.AreaUnderCurve, confusion.TruePositives, confusion.FalsePositives, confusion.TrueNegatives, confusion.FalseNegatives];
        double[] tenths = [.. result.Tenths.SelectMany(tenth => new[] { tenth.Rows, tenth.Positives, tenth.MeanScore })];
        return new ModelSnapshot([new DoubleTensor(Figures, new TensorShape(figures.Length), figures), new DoubleTensor(Tenths, new TensorShape(result.Tenths.Length, TenthWidth), tenths)]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ContributionException">The snapshot holds something else, or a figure out of its range.</exception>
    public static EvaluationState Read(ModelSnapshot snapshot, EvaluationOptions options)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        if (snapshot.Tensors.IsEmpty)
            return new EvaluationRequested(options);
        double[] figures = Values(snapshot, Figures);
        double[] tenths = Values(snapshot, Tenths);
        if (snapshot.Tensors.Length != 2 || figures.Length != 6 || tenths.Length % TenthWidth != 0)
            throw new ContributionException("The snapshot is not an evaluation of 6 figures and groups of 3.");
        // Not a number: of no rows, or of one class.
        if (figures[0] < 0 || double.IsInfinity(figures[0]) || figures[1] is < 0 or > 1)
            throw new ContributionException("The evaluation holds a figure out of its range.");
        var confusion = new ConfusionCounts(Count(figures[2]), Count(figures[3]), Count(figures[4]), Count(figures[5]));
        return new EvaluationComputed(new EvaluationResult(confusion.Total, figures[0], confusion, figures[1], [.. tenths.Chunk(TenthWidth).Select(Tenth)]), options);
    }

    private static ScoreTenth Tenth(double[] figures)
    {
        var tenth = new ScoreTenth(Count(figures[0]), Count(figures[1]), figures[2]);
        return tenth.Rows > 0 && tenth.Positives <= tenth.Rows && figures[2] is >= 0 and <= 1
            ? tenth
            : throw new ContributionException("A group of the evaluation holds a figure out of its range.");
    }

    private static double[] Values(ModelSnapshot snapshot, string name) => snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is DoubleTensor tensor
        ? tensor.Values.ToArray()
        : throw new ContributionException($"The evaluation has no F64 tensor '{name}'.");

    private static long Count(double figure) => figure >= 0 && figure <= MostRows && double.IsInteger(figure)
        ? (long)figure
        : throw new ContributionException("The evaluation holds something else than a count of rows.");
}
