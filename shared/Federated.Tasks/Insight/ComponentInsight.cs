using Federated.Learning.Components;

namespace Federated.Tasks.Insight;

/// <summary>
/// In how many directions customers differ: the principal components of a correlation matrix, in which every field counts alike. They follow from sums that are there already, so they
/// cost no round.
/// </summary>
/// <param name="Fields">The numeric fields whose correlations are all known, without the label.</param>
/// <param name="Directions">As many as fields, the one along which customers differ most first.</param>
public sealed record ComponentInsight(IReadOnlyList<string> Fields, IReadOnlyList<DirectionInsight> Directions)
{
    private const int FewestFields = 3;

    /// <summary>The share of the standardised fields' variance that lies in a direction of this matrix according to another one; NaN when that one lacks a field's correlation.</summary>
    public double ShareIn(CorrelationInsight other, int direction)
    {
        ArgumentNullException.ThrowIfNull(other);
        int[] places = [.. Fields.Select(field => other.Fields.TakeWhile(each => each != field).Count())];
        if (places.Any(place => place == other.Fields.Count))
            return double.NaN;
        IReadOnlyList<double> weights = Directions[direction].Weights;
        double variance = 0;
        for (int row = 0; row < places.Length; row++)
        {
            for (int column = 0; column < places.Length; column++)
                variance += weights[row] * weights[column] * other.Coefficients[places[row]][places[column]];
        }

        return variance / places.Length;
    }

    /// <summary>The components of a correlation matrix; null when fewer than three fields are left.</summary>
    /// <param name="correlations">The matrix. Fields whose correlations are not known are left out, the one that lacks most of them first.</param>
    /// <param name="leftOut">Fields that are not to take part.</param>
    internal static ComponentInsight? Of(CorrelationInsight correlations, IReadOnlyCollection<string> leftOut)
    {
        List<int> kept = [.. Enumerable.Range(0, correlations.Fields.Count).Where(field => !leftOut.Contains(correlations.Fields[field]))];
        int Unknown(int field) => kept.Count(other => !double.IsFinite(correlations.Coefficients[field][other]));
        while (kept.Count >= FewestFields && kept.MaxBy(Unknown) is var worst && Unknown(worst) > 0)
            kept.Remove(worst);
        if (kept.Count < FewestFields)
            return null;
        double[] matrix = [.. kept.SelectMany(row => kept.Select(column => correlations.Coefficients[row][column]))];
        PrincipalComponents components = PrincipalComponents.Of(matrix, kept.Count);
        return new ComponentInsight(
            [.. kept.Select(field => correlations.Fields[field])],
            [.. components.Variances.Select((variance, place) => new DirectionInsight(variance, variance / components.TotalVariance, components.Direction(place).ToArray()))]);
    }
}
