using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// RMSprop (Hinton, lecture 6e of 2012) as PyTorch computes it, not centred: g ← g + λθ, s ← αs + (1−α)g², b ← μb + g/(√s + ε), θ ← θ − η·b.
/// Without momentum the second state is not touched.
/// </summary>
internal readonly struct RmsPropStep(double learningRate, double smoothing = 0.99, double epsilon = 1e-8, double momentum = 0, double weightDecay = 0) : IUpdateRule
{
    private readonly float _rate = (float)-learningRate;
    private readonly float _squareKeep = (float)smoothing;
    private readonly float _squareRate = (float)(1 - smoothing);
    private readonly float _epsilon = (float)epsilon;
    private readonly float _momentum = (float)momentum;
    private readonly float _penalty = (float)weightDecay;

    public int States => _momentum == 0 ? 1 : 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Apply<TLanes, TVector>(TVector value, TVector gradient, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged
    {
        gradient = TLanes.MultiplyAdd(TLanes.Create(_penalty), value, gradient);
        gradient = RunningMean<TLanes, TVector>.Squarable(gradient);
        first = RunningMean<TLanes, TVector>.WithoutResidue(TLanes.MultiplyAdd(TLanes.Multiply(gradient, TLanes.Create(_squareRate)), gradient, TLanes.Multiply(first, TLanes.Create(_squareKeep))));
        TVector scaled = TLanes.Divide(gradient, TLanes.Add(TLanes.SquareRoot(first), TLanes.Create(_epsilon)));
        second = RunningMean<TLanes, TVector>.WithoutResidue(TLanes.MultiplyAdd(TLanes.Create(_momentum), second, scaled));
        return TLanes.MultiplyAdd(TLanes.Create(_rate), second, value);
    }
}
