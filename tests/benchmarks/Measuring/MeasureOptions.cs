namespace Federated.Benchmarks.Measuring;

/// <summary>How long and how often is measured.</summary>
/// <param name="Runs">Timed runs of each side, 1 to 1000. Default 7.</param>
/// <param name="Seconds">Length that a run is calibrated to, above 0 to 600. Default 0.7.</param>
internal sealed record MeasureOptions(int Runs = 7, double Seconds = 0.7);
