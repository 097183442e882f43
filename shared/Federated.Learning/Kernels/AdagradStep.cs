using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>Adagrad (Duchi, Hazan and Singer 2011) as PyTorch computes it: g ← g + λθ, s ← s + g², θ ← θ − η/(1 + (t−1)·decay)·g/(√s + ε).</summary>
internal readonly struct AdagradStep(int step, double learningRate, double learningRateDecay = 0, double epsilon = 1e-10, double weightDecay = 0) : IUpdateRule
{
    private readonly float _rate = (float)(-learningRate / (1 + ((step - 1) * learningRateDecay)));
    private readonly float _epsilon = (float)epsilon;
    private readonly float _penalty = (float)weightDecay;

    public int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector value, TVector gradient, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        gradient = TLanes.MultiplyAdd(TLanes.Create(_penalty), value, gradient);
        gradient = RunningMean<TLanes, TVector>.Squarable(gradient);
        first = TLanes.MultiplyAdd(gradient, gradient, first);
        TVector root = TLanes.Add(TLanes.SquareRoot(first), TLanes.Create(_epsilon));
        return TLanes.Add(value, TLanes.Divide(TLanes.Multiply(gradient, TLanes.Create(_rate)), root));
    }
}
