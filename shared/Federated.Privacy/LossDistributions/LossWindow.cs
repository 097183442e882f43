using Federated.Privacy.Numerics;

namespace Federated.Privacy.LossDistributions;

/// <summary>
/// Where a composition's loss is looked at. Its distribution is tilted by e^(tL), with t such that the question (an ε or a δ) falls into the middle of
/// what is left: an error of 1e-16 in a tilted probability is then one in δ's sixteenth digit, however small δ is. The window holds all but 1e-15 of
/// the tilted mass.
/// </summary>
/// <param name="Tilt">t.</param>
/// <param name="Low">Lower end.</param>
/// <param name="Interval">Distance of the grid's points.</param>
/// <param name="Count">Points, a power of two.</param>
internal sealed record LossWindow(double Tilt, double Low, double Interval, int Count)
{
    private const double LogLeft = 34.5;
    private const double WantedExcess = 1e-5;
    private const int FewestPoints = 1 << 13;
    private const int MostPoints = 1 << 20;
    private static readonly (double Low, double High) LogTilts = (-18, 32);

    /// <summary>The window in which the ε of a δ lies.</summary>
    public static LossWindow ForDelta(LossMoments moments, double delta, long releases, double range) =>
        Around(moments, Math.Exp(Bisection.Lowest(LogTilts.Low, LogTilts.High, 0.01, log => (moments.Log(Math.Exp(log)) - Math.Log(delta)) / Math.Exp(log))), releases, range);

    /// <summary>The window that the δ of an ε is summed over.</summary>
    public static LossWindow ForEpsilon(LossMoments moments, double epsilon, long releases, double range) =>
        Around(moments, Math.Exp(Bisection.Lowest(LogTilts.Low, LogTilts.High, 0.01, log => moments.Log(Math.Exp(log)) - (Math.Exp(log) * epsilon))), releases, range);

    private static LossWindow Around(LossMoments moments, double tilt, long releases, double range)
    {
        double center = moments.Log(tilt);
        // Markov's inequality for e^(±sL) under the tilted distribution, at the best s.
        double high = Reach(step => moments.Log(tilt + step) - center);
        double low = -Reach(step => moments.Log(tilt - step) - center);
        double width = Math.Max(1.05 * (high - low), range / 64);
        double start = low - (0.5 * (width - (high - low)));
        // A grid adds at most h²/8 to ε for each release.
        double wanted = Math.Sqrt(8 * WantedExcess * Math.Max(Math.Abs(high), 1e-6) / releases);
        int count = FewestPoints;
        while (count < MostPoints && width / count > wanted)
            count *= 2;
        return new LossWindow(tilt, start, Math.Max(width / count, range / MostPoints), count);
    }

    private static double Reach(Func<double, double> logMoment)
    {
        double log = Bisection.Lowest(LogTilts.Low, LogTilts.High, 0.01, log => (logMoment(Math.Exp(log)) + LogLeft) / Math.Exp(log));
        return (logMoment(Math.Exp(log)) + LogLeft) / Math.Exp(log);
    }
}
