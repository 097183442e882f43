using Federated.Privacy.Numerics;

namespace Federated.Privacy.LossDistributions;

/// <summary>
/// Where a composition's loss is looked at. Its distribution is tilted by e^(tL), with t such that the question (an ε or a δ) falls into the middle of
/// what is left: an error of 1e-16 in a tilted probability is then one in δ's sixteenth digit, however small δ is. The window holds all but 1e-13 of
/// the tilted mass.
/// </summary>
/// <param name="Tilt">t.</param>
/// <param name="Low">Lower end.</param>
/// <param name="Interval">Distance of the grid's points.</param>
/// <param name="Count">Points, a power of two.</param>
/// <param name="IsFine">Whether the points are as near to each other as is wanted.</param>
internal sealed record LossWindow(double Tilt, double Low, double Interval, int Count, bool IsFine)
{
    private const double LogLeft = 30;
    private const double IntervalsPerDeviation = 30;
    private const double MostCells = 1 << 21;
    private const int FewestPoints = 1 << 13;
    private const double WantedExcess = 3e-6;
    // In standard deviations of one release's loss: δ = 1e-20 needs a tilt of 10.
    private const double LeastTilt = 1e-9;
    private const double MostTilt = 50;

    /// <summary>ε ≥ 0 by Markov's inequality for e^(tL) at the best t: an upper bound that needs no grid.</summary>
    public static double BoundOfEpsilon(LossMoments moments, double delta)
    {
        double tilt = LowestTilt(moments, tilt => (moments.Log(tilt) - Math.Log(delta)) / tilt);
        return Math.Max(0, (moments.Log(tilt) - Math.Log(delta)) / tilt);
    }

    /// <summary>The window around an ε.</summary>
    /// <param name="moments">Of the composition.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="mostPoints">The largest number of points.</param>
    public static LossWindow ForEpsilon(LossMoments moments, double epsilon, int mostPoints) =>
        Around(moments, LowestTilt(moments, tilt => moments.Log(tilt) - (tilt * epsilon)), mostPoints);

    private static LossWindow Around(LossMoments moments, double tilt, int mostPoints)
    {
        double center = moments.Log(tilt);
        // Markov's inequality for e^(±sL) under the tilted distribution, at the best s.
        double high = Reach(moments, step => moments.Log(tilt + step) - center);
        double low = -Reach(moments, step => moments.Log(tilt - step) - center);
        double width = Math.Max(1.05 * (high - low), moments.Range / 64);
        double start = low - (0.5 * (width - (high - low)));
        // A grid adds at most h²/8 to ε for each release.
        double wanted = Math.Min(moments.StepDeviation / IntervalsPerDeviation, Math.Sqrt(8 * WantedExcess * Math.Abs(low + high) / 2 / moments.Releases));
        int count = FewestPoints;
        while (count < mostPoints && width / count > wanted)
            count *= 2;
        return new LossWindow(tilt, start, Math.Max(width / count, moments.Range / MostCells), count, width / count <= wanted);
    }

    private static double LowestTilt(LossMoments moments, Func<double, double> bound) =>
        Math.Exp(Bisection.Lowest(Math.Log(LeastTilt / moments.StepDeviation), Math.Log(MostTilt / moments.StepDeviation), 0.01, log => bound(Math.Exp(log))));

    private static double Reach(LossMoments moments, Func<double, double> logMoment)
    {
        double step = LowestTilt(moments, step => (logMoment(step) + LogLeft) / step);
        return (logMoment(step) + LogLeft) / step;
    }
}
