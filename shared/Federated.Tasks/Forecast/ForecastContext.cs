using System.Runtime.CompilerServices;
using Federated.Learning.Forecasting;
using Federated.Tasks.Jobs;
using Federated.Tasks.Schema;

namespace Federated.Tasks.Forecast;

/// <summary>What all stages of a job share: its fields and settings, and a node's rows as series, read once for as long as the node holds them.</summary>
internal sealed class ForecastContext
{
    private readonly ConditionalWeakTable<ITaskRows, SeriesBook> _books = [];

    public ForecastContext(JobSpec job)
    {
        Fields = new ForecastFields(job);
        Settings = ForecastSettings.Of(job.Options, Fields.Period.IsDaily);
        Job = job;
        Most = job.Contract.Label!.Maximum;
        Unit = Math.Log(1 + Most);
    }

    public JobSpec Job { get; }

    public ForecastFields Fields { get; }

    public ForecastSettings Settings { get; }

    /// <summary>The contract's largest amount.</summary>
    public double Most { get; }

    /// <summary>Logarithm of one plus it: what a scaled value of 1 is.</summary>
    public double Unit { get; }

    public SeriesBook Book(ITaskRows rows) => _books.GetValue(rows, each => SeriesBook.Read(Fields, each, Unit));

    /// <summary>The amount of a scaled logarithm.</summary>
    public double Amount(double scaled) => Math.Clamp(Math.Exp(scaled * Unit) - 1, 0, Most);

    /// <summary>A baseline of a series' own past.</summary>
    public static double[] Smoothed(double[] past, int season, int horizon) =>
        ExponentialSmoothing.Choose(past, season)?.Forecast(horizon) ?? [.. Enumerable.Repeat(double.NaN, horizon)];
}
