using System.Runtime.CompilerServices;
using Federated.Learning.Kernels;

namespace Federated.Learning.Optimizers;

/// <summary>Gradient descent with a momentum that takes a share of each gradient: g ← g + λθ, v ← μv + s·g, θ ← θ − η·v.</summary>
internal readonly struct DampenedStep(float learningRate, float momentum, float share, float weightDecay) : IUpdateRule
{
    private readonly float _rate = -learningRate;
    private readonly float _momentum = momentum;
    private readonly float _share = share;
    private readonly float _penalty = weightDecay;

    public int States => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector value, TVector gradient, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        gradient = TLanes.MultiplyAdd(TLanes.Create(_penalty), value, gradient);
        first = RunningMean<TLanes, TVector>.WithoutResidue(TLanes.MultiplyAdd(TLanes.Create(_momentum), first, TLanes.Multiply(gradient, TLanes.Create(_share))));
        return TLanes.MultiplyAdd(TLanes.Create(_rate), first, value);
    }
}
