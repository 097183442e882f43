using System.Globalization;
using System.Text;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Conformance.Tests.Forecast;

/// <summary>Weekly sales of 11 brands of orange juice; every store is a partner.</summary>
internal sealed class OrangeJuice
{
    public const int FirstWeek = 40, LastWeek = 160;
    private const int Brands = 11;

    public static bool IsPresent => File.Exists(SalesFile);

    private static string SalesFile => Path.Combine(ReferenceMaterial.Folder ?? "", "data", "orange_juice", "oj_sales.csv");

    /// <summary>A job over these sales.</summary>
    public static JobSpec Job(string settings) => JobSpec.Parse(
        $$"""
        name: juice
        task: forecast
        {{settings}}
        contract:
          name: juice-v1
          fields:
            - {name: brand, type: category, values: [{{string.Join(", ", Enumerable.Range(1, Brands).Select(brand => $"b{brand}"))}}]}
            - {name: week, type: integer, min: 1, max: 200}
            - {name: price, type: number, min: 0, max: 1}
            - {name: deal, type: boolean}
            - {name: feat, type: number, min: 0, max: 1}
            - {name: units, type: number, min: 0, max: 1000000, role: label}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    /// <summary>A table for each store, of the weeks from the first on.</summary>
    public static IReadOnlyList<LocalTable> Stores(DataContract contract, int firstWeek = FirstWeek, int lastWeek = LastWeek) =>
        [.. File.ReadLines(SalesFile).Skip(1).Select(line => line.Split(',')).Where(cells => Number(cells[2]) >= firstWeek && Number(cells[2]) <= lastWeek)
            .GroupBy(cells => cells[0]).Select(store => Table(contract, store))];

    private static LocalTable Table(DataContract contract, IEnumerable<string[]> rows)
    {
        var builder = new LocalTableBuilder(contract);
        foreach (string[] cells in rows)
        {
            ulong key = TrainTestSplit.KeyOfId("juice", Encoding.UTF8.GetBytes(string.Join(',', cells)));
            builder.Add([Number(cells[1]) - 1, Number(cells[2]), Number(cells[4]), Number(cells[5]), Number(cells[6])], (float)Number(cells[3]), key);
        }

        return builder.Build();
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
