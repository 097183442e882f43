using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// Stochastic gradient descent as PyTorch computes it, without dampening: g ← g + λθ, v ← μv + g, θ ← θ − η·v, or with Nesterov's look-ahead θ ← θ − η·(g + μv).
/// Without momentum no state is touched.
/// </summary>
internal readonly struct SgdStep(double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false) : IUpdateRule
{
    private readonly float _rate = (float)-learningRate;
    private readonly float _momentum = (float)momentum;
    private readonly float _penalty = (float)weightDecay;
    private readonly bool _nesterov = nesterov;

    public int States => _momentum == 0 ? 0 : 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector value, TVector gradient, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        gradient = TLanes.MultiplyAdd(TLanes.Create(_penalty), value, gradient);
        first = RunningMean<TLanes, TVector>.WithoutResidue(TLanes.MultiplyAdd(TLanes.Create(_momentum), first, gradient));
        TVector direction = _nesterov ? TLanes.MultiplyAdd(TLanes.Create(_momentum), first, gradient) : first;
        return TLanes.MultiplyAdd(TLanes.Create(_rate), direction, value);
    }
}
