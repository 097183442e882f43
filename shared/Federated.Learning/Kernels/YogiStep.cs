using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// Yogi (Zaheer et al. 2018, algorithm 2), bias-corrected like Adam: v ← v − (1−β₂)·sign(v − g²)·g², so that v grows and shrinks additively; otherwise as <see cref="AdamStep"/>.
/// </summary>
internal readonly struct YogiStep : IUpdateRule
{
    private readonly float _penalty;
    private readonly float _meanRate;
    private readonly float _squareRate;
    private readonly float _rate;
    private readonly float _root;
    private readonly float _epsilon;

    /// <summary>Step t (1 for the first); defaults of the paper.</summary>
    public YogiStep(int step, double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-3, double weightDecay = 0)
    {
        _penalty = (float)weightDecay;
        _meanRate = (float)(1 - beta1);
        _squareRate = (float)(1 - beta2);
        _rate = (float)(-learningRate / (1 - Math.Pow(beta1, step)));
        _root = (float)(1 / Math.Sqrt(1 - Math.Pow(beta2, step)));
        _epsilon = (float)epsilon;
    }

    public int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector value, TVector gradient, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        gradient = TLanes.MultiplyAdd(TLanes.Create(_penalty), value, gradient);
        first = RunningMean<TLanes, TVector>.WithoutResidue(TLanes.MultiplyAdd(TLanes.Create(_meanRate), TLanes.Subtract(gradient, first), first));
        gradient = RunningMean<TLanes, TVector>.Squarable(gradient);
        TVector square = TLanes.Multiply(gradient, gradient);
        TVector rate = TLanes.Create(_squareRate), opposite = TLanes.Create(-_squareRate), zero = TLanes.Create(0);
        TVector signed = TLanes.WhereBelow(second, square, rate, TLanes.WhereBelow(square, second, opposite, zero));
        second = TLanes.MultiplyAdd(signed, square, second);
        TVector root = TLanes.MultiplyAdd(TLanes.SquareRoot(second), TLanes.Create(_root), TLanes.Create(_epsilon));
        return TLanes.MultiplyAdd(TLanes.Divide(first, root), TLanes.Create(_rate), value);
    }
}
