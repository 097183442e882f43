using Federated.Learning.Randomness;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Jobs;
using Federated.Tasks.Reports;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Tests.Forecast;

/// <summary>Daily sales with a week and a year in them, and holidays on which little is sold.</summary>
public sealed class DailyTests
{
    private const int Days = 700;
    private const double Holiday = -0.8;

    private static readonly double[] Weekdays = [0, 0.1, 0.15, 0.1, 0.3, 0.6, -0.5];

    private static readonly JobSpec Job = JobSpec.Parse(
        """
        name: daily
        task: forecast
        options: {period: [day], step: day, series: [region, product], horizon: 7, season: 365, cuts: 1, validation_cuts: 2}
        contract:
          name: daily-v1
          fields:
            - {name: region, type: category, values: [north, south]}
            - {name: product, type: category, values: [tea, coffee]}
            - {name: day, type: date, min: 2022-01-01, max: 2025-12-31}
            - {name: holiday, type: boolean}
            - {name: sold, type: number, min: 0, max: 100000, role: label}
        """,
        "job.yaml",
        TaskCatalogue.Declarations);

    [Fact]
    public void Run_WeekAndYear_AreBothLearnt()
    {
        LocalTable[] tables = [.. Enumerable.Range(1, 3).Select(seed => Draw((ulong)seed))];
        var run = new JointRun(Job, tables);
        Assert.InRange(run.Figure("effect_holiday"), Holiday - 0.1, Holiday + 0.1);
        Assert.InRange(Holiday, run.Figure("effect_holiday_low") - 0.02, run.Figure("effect_holiday_high") + 0.02);
        // Noise of 0.1 alone is off by 8 % of sales; the seasonal naive forecast knows the week.
        Assert.InRange(run.Figure("wape"), 0.06, 0.1);
        Assert.InRange(run.Figure("naive_wape"), 0.09, 0.2);
        Assert.InRange(run.Figure("smoothing_wape"), 0.06, 0.15);
        Assert.InRange(run.Figure("coverage"), 0.7, 0.9);

        ReportTable totals = run.Task.Present(run.Model, run.Memories[0].Current, tables[0]).Sections[0].Blocks.OfType<TableBlock>().Single().Table;
        foreach (string grouping in new[] { "region: ", "product: " })
        {
            double sum = totals.Rows.Where(row => row[0].Text!.StartsWith(grouping, StringComparison.Ordinal)).Sum(row => row[2].Number!.Value.Value);
            Assert.Equal(totals.Rows[0][2].Number!.Value.Value, sum, 1e-6 * sum);
        }
    }

    private static LocalTable Draw(ulong seed)
    {
        var generator = new SeededGenerator(seed);
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - generator.NextDouble())) * Math.Cos(2 * Math.PI * generator.NextDouble());
        var builder = new LocalTableBuilder(Job.Contract);
        double first = Job.Contract.Columns.Single(field => field.Name == "day").Minimum;
        for (int series = 0; series < 4; series++)
        {
            double level = 5.5 + (0.5 * Normal());
            for (int day = 0; day < Days; day++)
            {
                bool isHoliday = generator.NextDouble() < 0.03;
                double log = level + Weekdays[day % 7] + (0.4 * Math.Sin(2 * Math.PI * day / 365)) + (isHoliday ? Holiday : 0) + (0.1 * Normal());
                builder.Add([series / 2, series % 2, first + day, isHoliday ? 1 : 0], (float)Math.Exp(log), 0);
            }
        }

        return builder.Build();
    }
}
