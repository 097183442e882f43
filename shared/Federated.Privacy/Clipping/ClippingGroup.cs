namespace Federated.Privacy.Clipping;

/// <summary>Some consecutive coordinates that are clipped together.</summary>
public readonly record struct ClippingGroup
{
    /// <param name="length">Coordinates, 0 or more.</param>
    /// <param name="bound">L2 norm, 1e-100 to 1e100.</param>
    /// <exception cref="PrivacyParameterException">A number is out of range.</exception>
    public ClippingGroup(int length, double bound)
    {
        Length = (int)Bounds.Within(length, 0, int.MaxValue, "length of a clipping group");
        Bound = Bounds.Within(bound, 1e-100, 1e100, "clipping norm");
    }

    /// <summary>Coordinates.</summary>
    public int Length { get; }

    /// <summary>Bound on the L2 norm.</summary>
    public double Bound { get; }
}
