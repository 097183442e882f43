using System.Collections.Immutable;
using Federated.Learning.State;

namespace Federated.Computations.Worth;

/// <summary>
/// The consortium's result as a snapshot: F64 tensors <c>partners</c> [2] (partners, test rows) and <c>figures</c> [metrics · figures, 3] (partners that determined
/// it, mean, deviation; three times −1 where it is left out).
/// </summary>
public static class WorthSnapshot
{
    private const string Partners = "partners";
    private const string Figures = "figures";
    private const int Width = 3;
    private const double Absent = -1;
    private const double Tolerance = 1e-6;

    /// <summary>Writes a result; equal results give equal bytes.</summary>
    public static ModelSnapshot Write(WorthResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        double[] figures = [.. result.Figures.SelectMany(figure => figure is null ? [Absent, Absent, Absent] : new[] { figure.Partners, figure.Mean, figure.Deviation })];
        return new ModelSnapshot(
        [
            new DoubleTensor(Partners, new TensorShape(2), [result.Partners, result.Rows]),
            new DoubleTensor(Figures, new TensorShape(figures.Length / Width, Width), figures),
        ]);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="snapshot">A result.</param>
    /// <param name="measures">What was measured; by default <see cref="WorthMeasure.TwoClasses"/>.</param>
    /// <exception cref="ContributionException">It is something else, or holds a figure that no result has.</exception>
    public static WorthResult Read(ModelSnapshot snapshot, ImmutableArray<WorthMeasure> measures = default)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        measures = WorthMeasure.OrTwoClasses(measures);
        int count = measures.Length * WorthModels.FiguresOfMetric;
        ReadOnlySpan<double> sizes = Values(snapshot, Partners, new TensorShape(2));
        ReadOnlySpan<double> values = Values(snapshot, Figures, new TensorShape(count, Width));
        if (snapshot.Tensors.Length != 2)
            throw new ContributionException($"The snapshot has {snapshot.Tensors.Length} tensors; a result on worth has 2.");
        int partners = (int)Whole(sizes[0], WorthState.LeastFloor, int.MaxValue);
        long rows = (long)Whole(sizes[1], partners, (double)partners * PartnerWorth.MostRows);
        var figures = ImmutableArray.CreateBuilder<WorthFigure?>(count);
        for (int index = 0; index < count; index++)
            figures.Add(FigureOf(values.Slice(index * Width, Width), index, measures[index / WorthModels.FiguresOfMetric], partners));
        return new WorthResult(measures, partners, rows, figures.MoveToImmutable());
    }

    private static WorthFigure? FigureOf(ReadOnlySpan<double> values, int index, WorthMeasure measure, int partners)
    {
        if (values[0] == Absent && values[1] == Absent && values[2] == Absent)
            return null;
        (double least, double most) = index % WorthModels.FiguresOfMetric < WorthModels.All.Length ? (measure.Least, measure.Most) : (-measure.Scales.Gain, measure.Scales.Gain);
        double tolerance = Tolerance * measure.Scales.Gain;
        int counted = (int)Whole(values[0], WorthState.LeastFloor, partners);
        if (!(values[1] >= least - tolerance && values[1] <= most + tolerance && values[2] >= 0 && values[2] <= 2 * measure.Scales.Gain))
            throw new ContributionException($"Figure {index} of the snapshot is out of its range; ask for the worth again.");
        return new WorthFigure(counted, values[1], values[2]);
    }

    private static ReadOnlySpan<double> Values(ModelSnapshot snapshot, string name, TensorShape shape)
        => snapshot.Tensors.FirstOrDefault(tensor => tensor.Name == name) is DoubleTensor tensor && tensor.Shape.Equals(shape)
            ? tensor.Values
            : throw new ContributionException($"The snapshot has no F64 tensor '{name}' {shape}: it is no result on worth.");

    private static double Whole(double value, double least, double most)
        => value >= least && value <= most && double.IsInteger(value)
            ? value
            : throw new ContributionException($"The snapshot holds {value} where a whole number from {least} to {most} belongs; ask for the worth again.");
}
