using Federated.Privacy.Numerics;

namespace Federated.Privacy.LossDistributions;

/// <summary>
/// One release's losses moved to whole multiples of an interval, so that nothing looks more private than it is: what lies between two multiples is divided
/// between them such that both distributions keep their mass. That is the least pessimistic way on a grid ("connect the dots", Doroshenko and others 2022).
/// </summary>
internal sealed class LossGrid
{
    private readonly double[] _masses;
    private readonly double _interval;
    private readonly double _wholeShare;

    /// <param name="source">The losses.</param>
    /// <param name="interval">h > 0.</param>
    public LossGrid(LossSource source, double interval)
    {
        _interval = interval;
        _wholeShare = -Precise.ExpMinusOne(-interval);
        var (low, high) = source.Range;
        First = (long)Math.Floor(low / interval) - 1;
        _masses = new double[(long)Math.Ceiling(high / interval) + 2 - First];
        foreach (var (panelLow, panelHigh) in source.Panels)
            AddPanel(source, panelLow, panelHigh);
        foreach (var (loss, mass) in source.Points)
            Add((long)Math.Floor(loss / interval), loss, mass);
        Normalise(1 - source.Beyond);
    }

    /// <summary>The multiple that the first mass belongs to.</summary>
    public long First { get; }

    /// <summary>Mass at <see cref="First"/>·h, (<see cref="First"/> + 1)·h …; the sum is 1 but for what counts as infinite.</summary>
    public ReadOnlySpan<double> Masses => _masses;

    private void AddPanel(LossSource source, double low, double high)
    {
        (double lossLow, double lossHigh) = (source.LossAt(low), source.LossAt(high));
        bool rising = lossLow <= lossHigh;
        long cell = (long)Math.Floor(lossLow / _interval);
        long last = (long)Math.Floor(lossHigh / _interval);
        for (double from = low; from < high; cell += rising ? 1 : -1)
        {
            bool ends = cell == last;
            double to = ends ? high : Math.Clamp(source.OwnLossAt((rising ? cell + 1 : cell) * _interval), from, high);
            AddCell(source, cell, from, to);
            if (ends)
                return;
            from = to;
        }
    }

    private void AddCell(LossSource source, long cell, double low, double high)
    {
        if (high <= low)
            return;
        for (int index = 0; index < GaussLegendre.Points; index++)
        {
            var (at, weight) = GaussLegendre.Point(low, high, index);
            Add(cell, source.LossAt(at), weight * source.DensityAt(at));
        }
    }

    // Of mass m at loss l between a and a + h, a + h gets m·(1 − e^(a − l))/(1 − e^(−h)).
    private void Add(long cell, double loss, double mass)
    {
        double upper = mass * Math.Clamp(-Precise.ExpMinusOne((cell * _interval) - loss) / _wholeShare, 0, 1);
        int index = (int)(cell - First);
        _masses[index] += mass - upper;
        _masses[index + 1] += upper;
    }

    private void Normalise(double total)
    {
        double factor = total / _masses.Sum();
        for (int i = 0; i < _masses.Length; i++)
            _masses[i] *= factor;
    }
}
