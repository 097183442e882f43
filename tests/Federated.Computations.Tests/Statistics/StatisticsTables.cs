using Federated.Computations.Statistics;
using FsCheck;
using FsCheck.Fluent;

namespace Federated.Computations.Tests.Statistics;

/// <summary>Small tables of every kind of column, and ways to lay them over nodes.</summary>
internal static class StatisticsTables
{
    public static readonly TableColumns Columns = new(
        [new NumericColumn("age", 18, 100), new NumericColumn("spend", -50, 50)],
        [new CategoryColumn("plan", ["basic", "plus", "family"]), new CategoryColumn("region", ["north", "south"])],
        [new TextColumn("city")]);

    public sealed record Row(double Age, double Spend, int Plan, int Region, string? City);

    public static ColumnBatch Batch(IReadOnlyCollection<Row> rows) => new(
        Columns,
        rows.Count,
        [rows.Select(row => row.Age).ToArray(), rows.Select(row => row.Spend).ToArray()],
        [rows.Select(row => row.Plan).ToArray(), rows.Select(row => row.Region).ToArray()],
        [rows.Select(row => row.City).ToArray()]);

    /// <summary>One to five nodes of some rows each.</summary>
    public static Arbitrary<Row[][]> Nodes()
    {
        Gen<double> Cell(int low, int high) => Gen.Frequency(
            (1, Gen.Constant(double.NaN)), (1, Gen.Constant((double)low)), (6, Gen.Choose(low * 10, high * 10).Select(value => value / 10.0)));
        Gen<Row> row = from age in Cell(18, 100)
                       from spend in Cell(-60, 60)
                       from plan in Gen.Choose(-1, 2)
                       from region in Gen.Choose(-1, 1)
                       from city in Gen.Elements(null, "Köln", "Köln", "北京", "Oslo", "Ur")
                       select new Row(age, spend, plan, region, city);
        return row.ArrayOf().NonEmptyListOf().Select(list => list.Take(5).ToArray()).ToArbitrary();
    }

    /// <summary>Values of a numeric column as the sums see them: known ones, moved into the declared range, ascending.</summary>
    public static double[] Known(IEnumerable<double> cells, NumericColumn column)
        => [.. cells.Where(double.IsFinite).Select(cell => Math.Clamp(cell, column.Minimum, column.Maximum)).Order()];
}
