namespace Federated.Learning.Kernels;

/// <summary>One element's step of an optimiser, with up to two values of state.</summary>
internal interface IUpdateRule
{
    /// <summary>States that the rule reads and writes: 0 to 2.</summary>
    int States { get; }

    /// <summary>The element after the step.</summary>
    TVector Apply<TLanes, TVector>(TVector value, TVector gradient, ref TVector first, ref TVector second)
        where TLanes : struct, ILanes<TVector>
        where TVector : unmanaged;
}
