using Federated.Tasks.Reports;

namespace Federated.Tasks.Strategy;

/// <summary>
/// A number that says where it comes from. It cannot be made without a source, and what is computed of several has the sources of all; so whatever a sheet shows can be
/// followed to a task and a run. Intervals are carried along as ranges: of a product the extreme corners, of a sum the sums of the ends, for errors that are common to all.
/// </summary>
public readonly record struct SourcedFigure
{
    private readonly Estimate _number;
    private readonly SourceMarks _sources;

    /// <param name="number">The number, with its interval if it has one.</param>
    /// <param name="sources">At least one.</param>
    /// <exception cref="ArgumentException">There is no source.</exception>
    public SourcedFigure(Estimate number, SourceMarks sources)
    {
        if (sources.IsEmpty)
            throw new ArgumentException("A figure of a strategy sheet needs a source.", nameof(sources));
        (_number, _sources) = (number, sources);
    }

    /// <inheritdoc cref="SourcedFigure(Estimate, SourceMarks)"/>
    public SourcedFigure(double number, SourceMarks sources)
        : this(new Estimate(number), sources)
    {
    }

    /// <summary>The number with its interval.</summary>
    /// <exception cref="InvalidOperationException">It was never made: it has no source.</exception>
    public Estimate Number => _sources.IsEmpty ? throw Sourceless() : _number;

    /// <summary>The number.</summary>
    public double Value => Number.Value;

    /// <summary>Where it comes from; never empty.</summary>
    public SourceMarks Sources => _sources.IsEmpty ? throw Sourceless() : _sources;

    /// <summary>The sum; intervals add up.</summary>
    public static SourcedFigure operator +(SourcedFigure left, SourcedFigure right) =>
        Of(left, right, left.Value + right.Value, left.Low + right.Low, left.High + right.High);

    /// <summary>The difference; the ends of the second count against those of the first.</summary>
    public static SourcedFigure operator -(SourcedFigure left, SourcedFigure right) =>
        Of(left, right, left.Value - right.Value, left.Low - right.High, left.High - right.Low);

    /// <summary>The product.</summary>
    public static SourcedFigure operator *(SourcedFigure left, SourcedFigure right)
    {
        double[] corners = [left.Low * right.Low, left.Low * right.High, left.High * right.Low, left.High * right.High];
        return Of(left, right, left.Value * right.Value, corners.Min(), corners.Max());
    }

    /// <summary>The quotient by a figure without an interval.</summary>
    public static SourcedFigure operator /(SourcedFigure left, SourcedFigure right) =>
        left * new SourcedFigure(1 / right.Value, right.Sources);

    /// <summary>The number alone, without its interval.</summary>
    public SourcedFigure WithoutInterval() => new(Value, Sources);

    /// <summary>As a person reads it: 3.4% [2].</summary>
    public string Words(FigureFormat format) => $"{FigureText.Of(Number, format)} {Sources}";

    private double Low => Number.HasInterval ? _number.Low!.Value : _number.Value;

    private double High => Number.HasInterval ? _number.High!.Value : _number.Value;

    private static SourcedFigure Of(SourcedFigure left, SourcedFigure right, double value, double low, double high)
    {
        bool hasInterval = left.Number.HasInterval || right.Number.HasInterval;
        return new SourcedFigure(hasInterval ? new Estimate(value, low, high) : new Estimate(value), left.Sources | right.Sources);
    }

    private static InvalidOperationException Sourceless() => new("This figure has no source, so it cannot be shown.");
}
