using System.Text;
using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Click;

/// <summary>
/// Made-up impressions whose chance of a click is known: each of many pages has an effect of its own, each pair of creative and channel has one, and there are the
/// hour and the price. Pages are drawn so that a few are frequent and most are rare; one in twenty is unknown.
/// </summary>
/// <param name="pages">Different pages.</param>
internal sealed class ClickEvents(int pages)
{
    private static readonly string[] Creatives = ["anna", "ben", "cleo", "dora"], Channels = ["web", "app", "mail"];

    /// <summary>A job over these events.</summary>
    /// <param name="options">What stands under options, with a comma behind it.</param>
    /// <param name="settings">Further lines.</param>
    public static JobSpec Job(string options = "", string settings = "") => JobSpec.Parse(
        $$"""
        name: clicks
        task: click
        options: {{{options}}by: [creative]}
        contract:
          name: clicks-v1
          fields:
            - {name: visitor, role: id}
            - {name: page, type: text}
            - {name: creative, type: category, values: [{{string.Join(", ", Creatives)}}]}
            - {name: channel, type: category, values: [{{string.Join(", ", Channels)}}]}
            - {name: hour, type: number, min: 0, max: 23}
            - {name: price, type: number, min: 0, max: 100}
            - {name: weekday, type: category, role: group, values: [workday, weekend]}
            - {name: clicked, type: boolean, role: label}
        {{settings}}
        """,
        "job.yaml", TaskCatalogue.Declarations);

    /// <summary>The true log odds of an event; a page that is null is unknown.</summary>
    public static double LogOdds(int? page, int creative, int channel, double hour, double price) => -1.5
        + (page is { } known ? 1.0 * Normal(1, known) : 0) + (0.9 * Normal(2, (creative * 10) + channel)) + (0.5 * Math.Sin(2 * Math.PI * hour / 24)) - (0.01 * (price - 50));

    /// <summary>Impressions, and the true log odds of each.</summary>
    public (LocalTable Table, double[] LogOdds) Draw(JobSpec job, int rows, ulong seed)
    {
        var generator = new SeededGenerator(seed);
        var builder = new LocalTableBuilder(job.Contract);
        var truth = new double[rows];
        for (int row = 0; row < rows; row++)
        {
            int? page = generator.NextBelow(20) == 0 ? null : (int)(pages * Math.Pow(generator.NextDouble(), 2));
            int creative = generator.NextBelow(Creatives.Length), channel = generator.NextBelow(Channels.Length);
            double hour = generator.NextBelow(24), price = 100 * generator.NextDouble();
            truth[row] = LogOdds(page, creative, channel, hour, price);
            float label = generator.NextDouble() < 1 / (1 + Math.Exp(-truth[row])) ? 1 : 0;
            Add(builder, job, page is { } known ? $"/page/{known}" : null, creative, channel, hour, price, row % 2, label, TrainTestSplit.KeyOfId(job.Evaluation.Salt, Encoding.UTF8.GetBytes($"{seed}/{row / 2}")));
        }

        return (builder.Build(), truth);
    }

    /// <summary>Impressions to be scored: the page alone differs.</summary>
    public static LocalTable OfPages(JobSpec job, params string?[] pages)
    {
        var builder = new LocalTableBuilder(job.Contract, hasLabels: false);
        foreach (string? page in pages)
            Add(builder, job, page, 0, 0, 12, 50, 0, 0, 0);
        return builder.Build();
    }

    private static void Add(LocalTableBuilder builder, JobSpec job, string? page, int creative, int channel, double hour, double price, int weekday, float label, ulong key)
    {
        Dictionary<string, double> values = new() { ["page"] = double.NaN, ["creative"] = creative, ["channel"] = channel, ["hour"] = hour, ["price"] = price, ["weekday"] = weekday };
        builder.Add([.. job.Contract.Columns.Select(field => values[field.Name])], label, key, [.. job.Contract.Columns.Select(field => field.IsText ? page : null)]);
    }

    private static double Normal(ulong kind, int index)
    {
        var generator = new SeededGenerator(SeededGenerator.Derive(kind, (ulong)index));
        return Math.Sqrt(-2 * Math.Log(1 - generator.NextDouble())) * Math.Cos(2 * Math.PI * generator.NextDouble());
    }
}
