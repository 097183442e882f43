namespace Federated.Learning.Kernels;

/// <summary>
/// The operations that a kernel needs of a vector of float32, so that one body serves vectors of 512 and 256 bits and plain values. Each operation rounds once
/// and alike for every width: an element's bits depend neither on its place nor on the width.
/// </summary>
internal unsafe interface ILanes<TVector>
    where TVector : unmanaged
{
    static abstract int Count { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector values);

    /// <summary>The first lanes from memory, the others zero.</summary>
    static abstract TVector LoadFirst(float* source, int lanes);

    static abstract void StoreFirst(float* target, TVector values, int lanes);

    static abstract TVector Create(float value);

    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    static abstract TVector Divide(TVector left, TVector right);

    /// <summary>left·right + addend, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);

    static abstract TVector SquareRoot(TVector value);

    /// <summary>The value, or the bound where it is above; NaN stays.</summary>
    static abstract TVector AtMost(TVector value, TVector bound);

    /// <summary>The value, or the bound where it is below; NaN stays.</summary>
    static abstract TVector AtLeast(TVector value, TVector bound);

    static abstract TVector Magnitude(TVector value);

    /// <summary>The magnitude of the first with the sign of the second.</summary>
    static abstract TVector CopySign(TVector magnitude, TVector sign);

    /// <summary>Nearest whole number, ties to even.</summary>
    static abstract TVector Round(TVector value);

    /// <summary>value·2^power for a whole power of −252 to 252.</summary>
    static abstract TVector Scale(TVector value, TVector power);

    /// <summary>The mantissa in [√½, √2) of a positive normal number, and its power of two.</summary>
    static abstract TVector Mantissa(TVector value, out TVector power);

    /// <summary>Where the value is below the bound the first, elsewhere (also for NaN) the second.</summary>
    static abstract TVector WhereBelow(TVector value, TVector bound, TVector then, TVector otherwise);
}
