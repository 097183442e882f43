using System.Globalization;
using Federated.Computations.KMeans;
using Federated.Learning.Clustering;

namespace Federated.ClientNode.Data.Pushdown;

/// <summary>
/// Sums by nearest centre over a database's rows. Samples are by the number of the row in the order of the query, which should have an ORDER BY by the id
/// so that it has one.
/// </summary>
internal sealed class SqlClusterSums(SqlInputs inputs) : IClusterSums
{
    public int Columns => inputs.Width;

    public void AddSteps(KMeansModel model, RowSample? sample, double featureBound, Span<double> into)
    {
        inputs.Require(featureBound);
        var names = inputs.Names.ToArray();
        var from = Assigned(Distances(sample is { } chosen ? Sampled(chosen) : inputs.From, model, "d"), model.Clusters, "d", "nearest");
        var width = names.Length + 2;
        var distance = NearestOf(model.Clusters);
        foreach (var group in inputs.Table.Ask(new SumQuery(from, [Aggregate.Count, Aggregate.Sum(distance), .. names.Select(Aggregate.Sum)]) { Keys = ["nearest"] }))
        {
            for (var at = 0; at < width; at++)
                into[((int)group[0] * width) + at] += group[1 + at];
        }
    }

    public void AddSilhouettes(KMeansModel model, double featureBound, Span<double> into)
    {
        inputs.Require(featureBound);
        var from = Assigned(Distances(inputs.From, model, "d"), model.Clusters, "d", "nearest");
        // The next nearest is the least of the others.
        var next = $"CASE nearest {string.Join(' ', Enumerable.Range(0, model.Clusters).Select(own => Invariant($"WHEN {own} THEN {LeastOf([.. Enumerable.Range(0, model.Clusters).Where(other => other != own).Select(other => Invariant($"d{other}"))])}")))} END";
        var both = $"(SELECT nearest, {NearestOf(model.Clusters)} AS a, {next} AS b FROM {from} {inputs.Dialect.Fence}) AS pairs";
        foreach (var group in inputs.Table.Ask(new SumQuery(both, Aggregate.Count, Aggregate.Sum($"CASE WHEN b > 0 THEN 1 - {inputs.Dialect.Root("a / b")} ELSE 0 END")) { Keys = ["nearest"] }))
        {
            into[2 * (int)group[0]] += group[1];
            into[(2 * (int)group[0]) + 1] += group[2];
        }
    }

    public void AddCrossings(KMeansModel first, KMeansModel second, double featureBound, Span<double> into)
    {
        inputs.Require(featureBound);
        var from = Assigned(Distances(Assigned(Distances(inputs.From, first, "a"), first.Clusters, "a", "left_one"), second, "b", ", left_one"), second.Clusters, "b", "right_one");
        foreach (var group in inputs.Table.Ask(new SumQuery(from, Aggregate.Count) { Keys = ["left_one", "right_one"] }))
            into[((int)group[0] * second.Clusters) + (int)group[1]] += group[2];
    }

    private string Sampled(RowSample sample)
    {
        var numbered = $"(SELECT {string.Join(", ", inputs.Names)}, ROW_NUMBER() OVER () - 1 AS place FROM {inputs.From} {inputs.Dialect.Fence}) AS numbered";
        return Invariant($"(SELECT {string.Join(", ", inputs.Names)} FROM {numbered} WHERE ((place % {RowSample.Modulus}) * {sample.Multiplier} + {sample.Offset}) % {RowSample.Modulus} < {RowSample.Threshold} {inputs.Dialect.Fence}) AS sampled");
    }

    private string Distances(string from, KMeansModel model, string prefix, string more = "")
    {
        var names = inputs.Names.ToArray();
        var distances = Enumerable.Range(0, model.Clusters).Select(cluster =>
        {
            var terms = names.Select((name, column) =>
            {
                var difference = $"({name} - {inputs.Dialect.Number(model.Centres[(cluster * names.Length) + column])})";
                return $"{difference} * {difference}";
            });
            return Invariant($"{string.Join(" + ", terms)} AS {prefix}{cluster}");
        });
        return $"(SELECT {string.Join(", ", names)}{more}, {string.Join(", ", distances)} FROM {from} {inputs.Dialect.Fence}) AS distances_{prefix}";
    }

    // The first of the nearest: compared with those before it strictly, with those behind it not.
    private string Assigned(string from, int clusters, string prefix, string name)
    {
        var cases = Enumerable.Range(0, clusters - 1).Select(own =>
            Invariant($"WHEN {string.Join(" AND ", Enumerable.Range(own + 1, clusters - own - 1).Select(other => Invariant($"{prefix}{own} <= {prefix}{other}")))} THEN {own}"));
        var nearest = clusters == 1 ? "0" : Invariant($"CASE {string.Join(' ', cases)} ELSE {clusters - 1} END");
        return $"(SELECT distances_{prefix}.*, {nearest} AS {name} FROM {from} {inputs.Dialect.Fence}) AS assigned_{prefix}";
    }

    private string NearestOf(int clusters) => LeastOf([.. Enumerable.Range(0, clusters).Select(cluster => Invariant($"d{cluster}"))]);

    private string LeastOf(string[] values) => values.Aggregate(inputs.Dialect.Least);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
