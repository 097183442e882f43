using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>How the prediction changes with one field while the others stay as they are (partial dependence, Friedman 2001).</summary>
public sealed record FieldEffect
{
    private FieldEffect(string field, IReadOnlyList<LineSeries> lines, IReadOnlyList<string> values, IReadOnlyList<IntervalSeries> dots) => (Field, Lines, Values, Dots) = (field, lines, values, dots);

    /// <summary>The field's name.</summary>
    public string Field { get; }

    /// <summary>For a number: the mean prediction by value, once for each group of customers; empty for a category.</summary>
    public IReadOnlyList<LineSeries> Lines { get; }

    /// <summary>For a category: its values; empty for a number.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>For a category: the mean prediction of each value, once for each group of customers.</summary>
    public IReadOnlyList<IntervalSeries> Dots { get; }

    /// <summary>The effect of a number.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="lines">At least one, the one that the words are about first; each by ascending value.</param>
    public static FieldEffect OfNumber(string field, IReadOnlyList<LineSeries> lines) => new(field, lines, [], []);

    /// <summary>The effect of a category.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="values">From the top.</param>
    /// <param name="dots">At least one, the one that the words are about first; each with one prediction a value.</param>
    public static FieldEffect OfCategory(string field, IReadOnlyList<string> values, IReadOnlyList<IntervalSeries> dots) => new(field, [], values, dots);
}
