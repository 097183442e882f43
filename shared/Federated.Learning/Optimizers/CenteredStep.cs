using System.Runtime.CompilerServices;
using Federated.Learning.Kernels;

namespace Federated.Learning.Optimizers;

/// <summary>RMSprop with the gradient's variance under the root (Graves 2013, equations 38 to 41, without their momentum).</summary>
internal readonly struct CenteredStep(double learningRate, double memory, double epsilon, double weightDecay) : IUpdateRule
{
    private readonly float _rate = (float)-learningRate;
    private readonly float _memory = (float)memory;
    private readonly float _share = (float)(1 - memory);
    private readonly float _epsilon = (float)epsilon;
    private readonly float _penalty = (float)weightDecay;

    public int States => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector value, TVector gradient, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        TVector memory = TLanes.Create(_memory), share = TLanes.Create(_share);
        gradient = TLanes.MultiplyAdd(TLanes.Create(_penalty), value, gradient);
        gradient = RunningMean<TLanes, TVector>.Squarable(gradient);
        first = RunningMean<TLanes, TVector>.WithoutResidue(TLanes.MultiplyAdd(TLanes.Multiply(gradient, share), gradient, TLanes.Multiply(first, memory)));
        second = RunningMean<TLanes, TVector>.WithoutResidue(TLanes.MultiplyAdd(gradient, share, TLanes.Multiply(second, memory)));
        TVector variance = TLanes.AtLeast(TLanes.Subtract(first, TLanes.Multiply(second, second)), TLanes.Create(0));
        TVector root = TLanes.Add(TLanes.SquareRoot(variance), TLanes.Create(_epsilon));
        return TLanes.Add(value, TLanes.Divide(TLanes.Multiply(gradient, TLanes.Create(_rate)), root));
    }
}
