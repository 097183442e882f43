using Federated.Tasks.Reports.Charts;

namespace Federated.Tasks.Reports.Sections;

/// <summary>How the prediction changes with one field while the others stay as they are (partial dependence, Friedman 2001).</summary>
/// <param name="Field">Its name.</param>
/// <param name="Points">For a number: prediction by value, with its interval if known; empty for a category.</param>
/// <param name="Categories">For a category: prediction by value; empty for a number.</param>
public sealed record FieldEffect(string Field, IReadOnlyList<LinePoint> Points, IReadOnlyList<(string Value, Estimate Prediction)> Categories)
{
    /// <summary>The effect of a number.</summary>
    public static FieldEffect OfNumber(string field, IReadOnlyList<LinePoint> points) => new(field, points, []);

    /// <summary>The effect of a category.</summary>
    public static FieldEffect OfCategory(string field, IReadOnlyList<(string Value, Estimate Prediction)> categories) => new(field, [], categories);
}
