namespace Federated.Privacy.Clipping;

/// <summary>Scales vectors down to a bound on their L2 norm, and leaves shorter ones as they are.</summary>
public static class NormClip
{
    private const double LargestNorm = 1e150;

    /// <summary>Clips in place; afterwards the norm is at most <paramref name="bound"/>.</summary>
    /// <param name="values">Any length.</param>
    /// <param name="bound">1e-100 to 1e100.</param>
    /// <returns>The norm before.</returns>
    /// <exception cref="PrivacyParameterException">A value is not finite, or the bound is out of range; nothing was changed.</exception>
    public static double Clip(Span<double> values, double bound)
    {
        Bounds.Within(bound, 1e-100, 1e100, "clipping norm");
        double norm = NormOf(values);
        if (norm > bound)
            Shrink(values, norm, bound);
        return norm;
    }

    /// <summary>Clips consecutive groups of a vector, each to its own bound; the whole is then bounded by the root of the squares' sum.</summary>
    /// <param name="values">The groups, one behind the other.</param>
    /// <param name="groups">Their lengths and bounds.</param>
    /// <returns>Each group's norm before.</returns>
    /// <exception cref="PrivacyParameterException">A value is not finite, the groups do not fill the vector, or a bound is out of range; nothing was changed.</exception>
    public static double[] ClipGroups(Span<double> values, IReadOnlyList<ClippingGroup> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        long covered = groups.Sum(group => (long)group.Length);
        if (covered != values.Length)
            throw new PrivacyParameterException($"The clipping groups cover {covered} values of {values.Length}. Nothing was clipped; give groups for all of them, in order.");
        NormOf(values);
        double[] norms = new double[groups.Count];
        int start = 0;
        for (int i = 0; i < norms.Length; i++)
        {
            norms[i] = Clip(values.Slice(start, groups[i].Length), groups[i].Bound);
            start += groups[i].Length;
        }

        return norms;
    }

    /// <summary>The L2 norm, without overflow or underflow on the way.</summary>
    /// <exception cref="PrivacyParameterException">A value is not finite, or the norm is above 1e150.</exception>
    public static double NormOf(ReadOnlySpan<double> values)
    {
        double largest = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new PrivacyParameterException($"Coordinate {i} is not a finite number, so the vector has no norm to clip. Nothing was changed; look for a diverged training step.");
            largest = Math.Max(largest, Math.Abs(values[i]));
        }

        if (largest == 0)
            return 0;
        double exponent = Math.Clamp(Math.ILogB(largest), -1000, 1000);
        double scale = Math.ScaleB(1, -(int)exponent);
        double sum = 0;
        foreach (double value in values)
            sum += value * scale * (value * scale);
        double norm = Math.Sqrt(sum) / scale;
        return norm <= LargestNorm ? norm : throw new PrivacyParameterException($"The vector's norm is above {LargestNorm}. Nothing was changed; look for a diverged training step.");
    }

    // Rounding can leave the norm an ulp or so above the bound; a bound is a bound.
    private static void Shrink(Span<double> values, double norm, double bound)
    {
        for (double factor = bound / norm; ; factor = Math.BitDecrement(1.0))
        {
            for (int i = 0; i < values.Length; i++)
                values[i] *= factor;
            if (NormOf(values) <= bound)
                return;
        }
    }
}
