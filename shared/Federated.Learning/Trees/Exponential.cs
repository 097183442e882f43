using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Federated.Learning.Trees;

/// <summary>e to the power of each value, by one algorithm for all of them whatever their place.</summary>
internal static class Exponential
{
    /// <summary>Values computed at a time: lengths are rounded up to a multiple of it.</summary>
    public const int Width = 8;

    /// <summary>Replaces values by their exponentials.</summary>
    /// <param name="values">A multiple of <see cref="Width"/> in length.</param>
    public static void InPlace(Span<double> values)
    {
        foreach (ref Vector512<double> vector in MemoryMarshal.Cast<double, Vector512<double>>(values))
            vector = Vector512.Exp(vector);
    }

    /// <summary>The length rounded up.</summary>
    public static int Padded(int length) => (length + Width - 1) & -Width;
}
