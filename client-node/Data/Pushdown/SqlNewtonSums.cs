using Federated.Computations;
using Federated.Computations.Regression;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>Loss, gradient and Hessian of a logistic regression over a database's rows. Exponents beyond ±700 count as that, where a probability is 0 or 1 to 10⁻³⁰⁴.</summary>
internal sealed class SqlNewtonSums(SqlInputs inputs) : INewtonSums
{
    private const double LargestExponent = 700;

    public int Columns => inputs.Width;

    public void Add(ReadOnlySpan<double> coefficients, double featureBound, Span<double> into)
    {
        inputs.Require(featureBound);
        var labels = inputs.Table.Totals([Aggregate.Least("label"), Aggregate.Greatest("label")], inputs.From);
        if (labels[0] < 0 || labels[1] > 1)
            throw new ContributionException($"A label lies outside 0 to 1: they run from {labels[0]} to {labels[1]}. Map the label to two classes.");
        var (dialect, names) = (inputs.Dialect, inputs.Names.ToArray());
        var logit = dialect.Number(coefficients[^1]);
        for (var column = 0; column < names.Length; column++)
            logit += $" + {dialect.Number(coefficients[column])} * {names[column]}";
        var all = string.Join(", ", names);
        var logits = $"(SELECT {all}, label, {logit} AS s FROM {inputs.From} {dialect.Fence}) AS logits";
        var (least, most) = (dialect.Number(-LargestExponent), dialect.Number(LargestExponent));
        var slopes = $"(SELECT {all}, label, s, {dialect.Exponential(dialect.Greatest("-ABS(s)", least))} AS odds, 1 / (1 + {dialect.Exponential(dialect.Least(dialect.Greatest("-s", least), most))}) AS p FROM {logits} {dialect.Fence}) AS slopes";
        var losses = $"(SELECT {all}, {dialect.Greatest("s", dialect.Number(0))} - s * label + {dialect.Logarithm("(1 + odds)")} AS loss, p - label AS slope, p * (1 - p) AS curvature FROM {slopes} {dialect.Fence}) AS losses";
        string[] parameters = [.. names, "1"];
        var sums = inputs.Table.Totals(
            [Aggregate.Count, Aggregate.Sum("loss"), .. parameters.Select(each => Aggregate.Sum($"slope * {each}")), .. SqlGramSums.Triangle(parameters, "curvature * ")],
            losses);
        for (var at = 0; at < sums.Length; at++)
            into[at] += sums[at];
    }
}
