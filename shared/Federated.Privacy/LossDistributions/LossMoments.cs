using Federated.Privacy.Numerics;

namespace Federated.Privacy.LossDistributions;

/// <summary>Exponential moments of the loss of a whole composition, ln E e^(tL), by quadrature and without any grid.</summary>
internal sealed class LossMoments
{
    private readonly (long Times, double[] Losses, double[] LogMasses)[] _parts;

    public LossMoments(IReadOnlyList<(LossSource Source, long Times)> parts)
    {
        _parts = [.. parts.Select(Nodes)];
        Range = parts.Max(part => part.Source.Range.High - part.Source.Range.Low);
        Releases = parts.Sum(part => (double)part.Times);
        StepDeviation = Math.Sqrt(_parts.Sum(part => part.Times * Variance(part.Losses, part.LogMasses)) / Releases);
    }

    /// <summary>How many releases.</summary>
    public double Releases { get; }

    /// <summary>The longest range of losses that one release has.</summary>
    public double Range { get; }

    /// <summary>Standard deviation of one release's loss, over all releases.</summary>
    public double StepDeviation { get; }

    /// <summary>ln E e^(tL), finite losses only, for any real t.</summary>
    public double Log(double tilt)
    {
        double sum = 0;
        foreach (var (times, losses, logMasses) in _parts)
        {
            double most = double.NegativeInfinity;
            for (int i = 0; i < losses.Length; i++)
                most = Math.Max(most, logMasses[i] + (tilt * losses[i]));
            double total = 0;
            for (int i = 0; i < losses.Length; i++)
                total += Math.Exp(logMasses[i] + (tilt * losses[i]) - most);
            sum += times * (most + Math.Log(total));
        }

        return sum;
    }

    private static double Variance(double[] losses, double[] logMasses)
    {
        double mean = losses.Zip(logMasses, (loss, log) => loss * Math.Exp(log)).Sum();
        return losses.Zip(logMasses, (loss, log) => (loss - mean) * (loss - mean) * Math.Exp(log)).Sum();
    }

    private static (long Times, double[] Losses, double[] LogMasses) Nodes((LossSource Source, long Times) part)
    {
        List<double> losses = [];
        List<double> logMasses = [];
        foreach (var (low, high) in part.Source.Panels)
        {
            for (int index = 0; index < GaussLegendre.Points; index++)
            {
                var (at, weight) = GaussLegendre.Point(low, high, index);
                Add(part.Source.LossAt(at), weight * part.Source.DensityAt(at));
            }
        }

        foreach (var (loss, mass) in part.Source.Points)
            Add(loss, mass);
        return (part.Times, [.. losses], [.. logMasses]);

        void Add(double loss, double mass)
        {
            if (mass > 0)
            {
                losses.Add(loss);
                logMasses.Add(Math.Log(mass));
            }
        }
    }
}
