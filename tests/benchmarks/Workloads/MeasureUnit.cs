namespace Federated.Benchmarks.Workloads;

/// <summary>Unit of a figure, and which way is better.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="MoreIsBetter">Whether it is a rate.</param>
internal sealed record MeasureUnit(string Name, bool MoreIsBetter)
{
    public static readonly MeasureUnit Samples = new("samples/s", MoreIsBetter: true);

    public static readonly MeasureUnit Flops = new("GFLOP/s", MoreIsBetter: true);

    public static readonly MeasureUnit Seconds = new("s", MoreIsBetter: false);

    public static readonly MeasureUnit Mebibytes = new("MiB", MoreIsBetter: false);

    /// <summary>Above 1 where ours is better.</summary>
    public double Ratio(double ours, double peer) => MoreIsBetter ? ours / peer : peer / ours;

    /// <summary>The figure of a run: a rate, or the seconds of one step.</summary>
    public double Figure(double perStep, int steps, double seconds) => MoreIsBetter ? perStep * steps / seconds : seconds / steps;
}
