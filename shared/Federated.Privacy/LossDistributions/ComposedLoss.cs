using Federated.Privacy.Numerics;

namespace Federated.Privacy.LossDistributions;

/// <summary>
/// The loss of many releases in one direction, on a grid inside a window: the releases' tilted distributions are transformed, raised to how often each
/// happened, multiplied and transformed back. What falls outside of the window comes back in at the other end, so that mass is only ever added.
/// </summary>
internal sealed class ComposedLoss
{
    private const double Negligible = 1e-250;
    private const double LogNegligible = -200;
    private readonly LossWindow _window;
    private readonly double[] _weights;
    private readonly long _first;
    private readonly double _infinite;

    public ComposedLoss(IReadOnlyList<(LossSource Source, long Times)> parts, LossWindow window, FourierTransform transform)
    {
        _window = window;
        double logMoment = 0;
        double logFinite = 0;
        double[] real = new double[window.Count];
        double[] imaginary = new double[window.Count];
        real.AsSpan().Fill(1);
        foreach (var (source, times) in parts)
        {
            logMoment += times * MultiplyBy(new LossGrid(source, window.Interval, window.Tilt), times, real, imaginary, transform);
            logFinite += times * Precise.LogOnePlus(-source.Beyond);
        }

        transform.Backward(real, imaginary);
        _infinite = -Precise.ExpMinusOne(logFinite);
        _first = (long)Math.Floor(window.Low / window.Interval);
        _weights = new double[window.Count];
        for (int i = 0; i < _weights.Length; i++)
            _weights[i] = Math.Max(0, real[Place(_first + i, window.Count)]) * Math.Exp(Math.Min(700, logMoment - (window.Tilt * LossAt(i))));
    }

    /// <summary>δ at an ε: Σ over losses l above ε of P(l)·(1 − e^(ε − l)), and what counts as infinite.</summary>
    public double DeltaAt(double epsilon)
    {
        double above = 0;
        double carried = 0;
        for (int i = _weights.Length - 1; i >= 0 && LossAt(i) > epsilon; i--)
        {
            above += carried * -Precise.ExpMinusOne(-_window.Interval);
            carried = (carried * Math.Exp(-_window.Interval)) + _weights[i];
            if (i == 0 || LossAt(i - 1) <= epsilon)
                above += carried * -Precise.ExpMinusOne(epsilon - LossAt(i));
        }

        return Math.Min(1, above + _infinite);
    }

    /// <summary>The least ε ≥ 0 whose δ is at most <paramref name="delta"/>; infinite when there is none.</summary>
    public double EpsilonAt(double delta)
    {
        double allowed = delta - _infinite;
        if (allowed <= 0)
            return double.PositiveInfinity;
        (double share, double decay) = (-Precise.ExpMinusOne(-_window.Interval), Math.Exp(-_window.Interval));
        double above = 0;
        double carried = 0;
        for (int i = _weights.Length - 1; i >= 0 && LossAt(i) > 0; i--)
        {
            carried = (carried * decay) + _weights[i];
            double next = above + (carried * share);
            if (next > allowed)
                return Math.Max(0, LossAt(i) + Precise.LogOnePlus(-(allowed - above) / carried));
            above = next;
        }

        return Math.Max(0, LossAt(0));
    }

    private double LossAt(int index) => (_first + index) * _window.Interval;

    /// <returns>ln of the sum that the tilted masses were divided by.</returns>
    private double MultiplyBy(LossGrid grid, long times, double[] real, double[] imaginary, FourierTransform transform)
    {
        double[] partReal = new double[_window.Count];
        double[] partImaginary = new double[_window.Count];
        double log = Fold(grid, partReal);
        transform.Forward(partReal, partImaginary);
        for (int k = 0; k < real.Length; k++)
        {
            double size = Math.Pow((partReal[k] * partReal[k]) + (partImaginary[k] * partImaginary[k]), times / 2.0);
            // Numbers too small to be normal would cost the transform a hundred times its time.
            if (size < Negligible)
                size = 0;
            (double sine, double cosine) = Math.SinCos(times * Math.Atan2(partImaginary[k], partReal[k]));
            (double a, double b) = (real[k], imaginary[k]);
            real[k] = size * ((a * cosine) - (b * sine));
            imaginary[k] = size * ((a * sine) + (b * cosine));
        }

        return log;
    }

    private double Fold(LossGrid grid, double[] into)
    {
        ReadOnlySpan<double> masses = grid.Masses;
        double step = _window.Tilt * _window.Interval;
        double most = double.NegativeInfinity;
        for (int i = 0; i < masses.Length; i++)
        {
            if (masses[i] > 0)
                most = Math.Max(most, Math.Log(masses[i]) + (step * (grid.First + i)));
        }

        double sum = 0;
        for (int i = 0; i < masses.Length; i++)
        {
            if (masses[i] <= 0)
                continue;
            double exponent = Math.Log(masses[i]) + (step * (grid.First + i)) - most;
            if (exponent < LogNegligible)
                continue;
            double tilted = Math.Exp(exponent);
            into[Place(grid.First + i, into.Length)] += tilted;
            sum += tilted;
        }

        for (int i = 0; i < into.Length; i++)
            into[i] /= sum;
        return most + Math.Log(sum);
    }

    private static int Place(long index, int count) => (int)(index & (count - 1));
}
