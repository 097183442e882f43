using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Computations.Experience;

/// <summary>
/// A survey's result as a snapshot of F64 tensors: <c>groups</c> [groups + 1, answers] and <c>periods</c> [periods + 1, answers] (counts, −1 in merged rows, the
/// last row of no declared group), and <c>correlations</c> [drivers] (2 where there is none), absent without drivers. Names are those of the request.
/// </summary>
public static class ExperienceSnapshot
{
    private const double Merged = -1;
    private const double NoCorrelation = 2;
    private const double MostAnswers = 1L << 53;

    /// <summary>Writes a result; equal results give equal bytes.</summary>
    public static ModelSnapshot Write(ExperienceResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var tensors = new List<NamedTensor> { Table("groups", result.Groups), Table("periods", result.Periods) };
        if (result.Correlations.Length > 0)
            tensors.Add(new DoubleTensor("correlations", new TensorShape(result.Correlations.Length), [.. result.Correlations.Select(value => double.IsNaN(value) ? NoCorrelation : value)]));
        return new ModelSnapshot(tensors);
    }

    /// <summary>Reads what <see cref="Write"/> wrote for the same request.</summary>
    /// <exception cref="ContributionException">The snapshot does not fit the request, or holds a figure that no survey has.</exception>
    public static ExperienceResult Read(ModelSnapshot snapshot, ExperienceRequest request)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(request);
        bool driven = request.Drivers.Length > 0;
        if (snapshot.Tensors.Length != (driven ? 3 : 2))
            throw new ContributionException($"The survey has {snapshot.Tensors.Length} tensors; that of this request has {(driven ? 3 : 2)}.");
        double[] correlations = driven ? Figures(snapshot, "correlations", request.Drivers.Length) : [];
        if (correlations.Any(value => !(value is >= -1 and <= 1 or NoCorrelation)))
            throw new ContributionException("The survey holds a correlation beyond ±1; ask for it again.");
        return new ExperienceResult(
            ReadTable(snapshot, "groups", request.Groups.Length, request.Answers),
            ReadTable(snapshot, "periods", request.Periods.Length, request.Answers),
            [.. correlations.Select(value => value == NoCorrelation ? double.NaN : value)]);
    }

    private static DoubleTensor Table(string name, AnswerTable table)
    {
        int answers = table.Others.Length;
        double[] merged = [.. Enumerable.Repeat(Merged, answers)];
        IEnumerable<double> rows = Enumerable.Range(0, table.Count).SelectMany(row => table.Row(row) is { } counts ? counts.Select(count => (double)count) : merged);
        return new DoubleTensor(name, new TensorShape(table.Count + 1, answers), [.. rows, .. table.Others.Select(count => (double)count)]);
    }

    private static AnswerTable ReadTable(ModelSnapshot snapshot, string name, int rows, int answers)
    {
        double[][] figures = [.. Figures(snapshot, name, rows + 1, answers).Chunk(answers)];
        return AnswerTable.Reported(figures.SkipLast(1).Select(row => row.All(figure => figure == Merged) ? null : Counts(row)), Counts(figures[^1]));
    }

    private static long[] Counts(double[] figures) => [.. figures.Select(figure => figure >= 0 && figure <= MostAnswers && double.IsInteger(figure)
        ? (long)figure
        : throw new ContributionException($"The survey holds {figure} where a count belongs; ask for it again."))];

    private static double[] Figures(ModelSnapshot snapshot, string name, params ReadOnlySpan<int> shape)
        => snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is DoubleTensor tensor && tensor.Shape.Dimensions.AsSpan().SequenceEqual(shape)
            ? tensor.Values.ToArray()
            : throw new ContributionException($"The survey lacks an F64 tensor '{name}' of shape [{string.Join(", ", shape.ToArray())}]: it is of another request.");
}
