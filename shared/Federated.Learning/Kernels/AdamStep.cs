using System.Runtime.CompilerServices;

namespace Federated.Learning.Kernels;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) or AdamW (Loshchilov and Hutter 2019, algorithm 2) at one step, as PyTorch computes them:
/// m ← m + (1−β₁)(g−m), v ← β₂v + (1−β₂)g², θ ← θ − (η/(1−β₁ᵗ))·m/(√v/√(1−β₂ᵗ) + ε). Decay is decoupled (θ ← (1−ηλ)θ first) or added to the gradient (g + λθ).
/// </summary>
internal readonly struct AdamStep : IUpdateRule
{
    private readonly float _keep;
    private readonly float _penalty;
    private readonly float _meanRate;
    private readonly float _squareKeep;
    private readonly float _squareRate;
    private readonly float _rate;
    private readonly float _root;
    private readonly float _epsilon;

    /// <param name="step">t, 1 for the first step.</param>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">Memory of the mean, 0 to below 1.</param>
    /// <param name="beta2">Memory of the mean square, 0 to below 1.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">λ, 0 or more.</param>
    /// <param name="decoupled">AdamW's decay instead of a penalty in the gradient.</param>
    public AdamStep(int step, double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0, bool decoupled = true)
    {
        _keep = decoupled ? (float)(1 - (learningRate * weightDecay)) : 1;
        _penalty = decoupled ? 0 : (float)weightDecay;
        _meanRate = (float)(1 - beta1);
        _squareKeep = (float)beta2;
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
        second = RunningMean<TLanes, TVector>.WithoutResidue(TLanes.MultiplyAdd(TLanes.Multiply(gradient, TLanes.Create(_squareRate)), gradient, TLanes.Multiply(second, TLanes.Create(_squareKeep))));
        TVector root = TLanes.MultiplyAdd(TLanes.SquareRoot(second), TLanes.Create(_root), TLanes.Create(_epsilon));
        return TLanes.MultiplyAdd(TLanes.Divide(first, root), TLanes.Create(_rate), TLanes.Multiply(value, TLanes.Create(_keep)));
    }
}
