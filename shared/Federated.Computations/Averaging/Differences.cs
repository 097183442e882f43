using System.Runtime.Intrinsics;

namespace Federated.Computations.Averaging;

/// <summary>Exact differences of float32 values.</summary>
internal static class Differences
{
    /// <summary>after − before, each value widened first.</summary>
    /// <param name="after">As many as <paramref name="into"/>.</param>
    /// <param name="before">As many as <paramref name="into"/>.</param>
    /// <param name="into">Overwritten.</param>
    public static void Write(ReadOnlySpan<float> after, ReadOnlySpan<float> before, Span<double> into)
    {
        int at = 0;
        for (; at <= into.Length - Vector512<float>.Count; at += Vector512<float>.Count)
        {
            (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(Vector512.Create(after[at..]));
            (Vector512<double> lowerBefore, Vector512<double> upperBefore) = Vector512.Widen(Vector512.Create(before[at..]));
            (lower - lowerBefore).CopyTo(into[at..]);
            (upper - upperBefore).CopyTo(into[(at + Vector512<double>.Count)..]);
        }

        for (; at < into.Length; at++)
            into[at] = (double)after[at] - before[at];
    }
}
