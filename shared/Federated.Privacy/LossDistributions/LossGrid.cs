using Federated.Privacy.Numerics;

namespace Federated.Privacy.LossDistributions;

/// <summary>
/// One release's losses moved to whole multiples of an interval, so that nothing looks more private than it is: what lies between two multiples is divided
/// between them such that both distributions keep their mass. That is the least pessimistic way on a grid ("connect the dots", Doroshenko and others 2022).
/// </summary>
internal sealed class LossGrid
{
    private const int LongestStride = 1 << 12;
    private readonly double[] _masses;
    private readonly double _interval;

    /// <param name="source">The losses.</param>
    /// <param name="interval">h > 0.</param>
    /// <param name="tilt">t: where e^(tL) times the mass is nothing much, cells of several intervals do.</param>
    public LossGrid(LossSource source, double interval, double tilt)
    {
        _interval = interval;
        var (low, high) = source.Range;
        // A wide cell at either end reaches further out than the losses.
        First = (long)Math.Floor(low / interval) - 1 - LongestStride;
        _masses = new double[(long)Math.Ceiling(high / interval) + 2 + LongestStride - First];
        (double Low, double High)[] panels = [.. source.Panels];
        double[] weights = Weights(source, panels, tilt);
        for (int i = 0; i < panels.Length; i++)
            AddPanel(source, panels[i].Low, panels[i].High, StrideOf(weights[i], panels.Length, tilt));
        foreach (var (loss, mass) in source.Points)
            Add((long)Math.Floor(loss / interval), 1, loss, mass);
        Normalise(1 - source.Beyond);
    }

    /// <summary>The multiple that the first mass belongs to.</summary>
    public long First { get; }

    /// <summary>Mass at <see cref="First"/>·h, (<see cref="First"/> + 1)·h …; the sum is 1 but for what counts as infinite.</summary>
    public ReadOnlySpan<double> Masses => _masses;

    // Each panel's share of the mass or of the tilted mass, whichever is larger.
    private static double[] Weights(LossSource source, (double Low, double High)[] panels, double tilt)
    {
        double[] plain = [.. panels.Select(panel => (panel.High - panel.Low) * Math.Max(source.DensityAt(panel.Low), source.DensityAt(panel.High)))];
        double[] logs = [.. panels.Select((panel, i) => Math.Log(plain[i]) + (tilt * Math.Max(source.LossAt(panel.Low), source.LossAt(panel.High))))];
        double most = logs.Append(double.NegativeInfinity).Max();
        double total = logs.Sum(log => Math.Exp(log - most));
        return [.. plain.Select((mass, i) => Math.Max(mass, Math.Exp(logs[i] - most) / total))];
    }

    // Cells widen the loss's variance by about h² times their stride squared; all the strides together may add a tenth of what single cells do. Over a cell
    // the tilt must stay about the same, else what moves to its end weighs more there.
    private int StrideOf(double weight, int panels, double tilt) =>
        (int)Math.Clamp(Math.Sqrt(0.1 / (weight * panels)), 1, Math.Clamp(0.5 / (tilt * _interval), 1, LongestStride));

    private void AddPanel(LossSource source, double low, double high, int stride)
    {
        double width = stride * _interval;
        (double lossLow, double lossHigh) = (source.LossAt(low), source.LossAt(high));
        bool rising = lossLow <= lossHigh;
        long cell = (long)Math.Floor(lossLow / width);
        long last = (long)Math.Floor(lossHigh / width);
        for (double from = low; from < high; cell += rising ? 1 : -1)
        {
            bool ends = cell == last;
            double to = ends ? high : Math.Clamp(source.OwnLossAt((rising ? cell + 1 : cell) * width), from, high);
            AddCell(source, cell * stride, stride, from, to);
            if (ends)
                return;
            from = to;
        }
    }

    private void AddCell(LossSource source, long first, int stride, double low, double high)
    {
        if (high <= low)
            return;
        for (int index = 0; index < GaussLegendre.Points; index++)
        {
            var (at, weight) = GaussLegendre.Point(low, high, index);
            Add(first, stride, source.LossAt(at), weight * source.DensityAt(at));
        }
    }

    // Of mass m at loss l between a and b, b gets m·(1 − e^(a − l))/(1 − e^(a − b)).
    private void Add(long first, int stride, double loss, double mass)
    {
        double upper = mass * Math.Clamp(Precise.ExpMinusOne((first * _interval) - loss) / Precise.ExpMinusOne(-stride * _interval), 0, 1);
        _masses[first - First] += mass - upper;
        _masses[first + stride - First] += upper;
    }

    private void Normalise(double total)
    {
        double factor = total / _masses.Sum();
        for (int i = 0; i < _masses.Length; i++)
            _masses[i] *= factor;
    }
}
