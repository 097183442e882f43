namespace Federated.Privacy.Trees;

/// <summary>
/// How much one unit moves all the partial sums of a binary tree over training steps together, as the square of their L2 norm: a node of the tree moves by
/// the number of the unit's steps below it (Kairouz and others 2021, appendix D). One release of the tree with noise multiplier z is Gaussian with
/// multiplier z/√(this).
/// </summary>
public static class TreeSensitivity
{
    private const long MostStates = 10_000;

    /// <summary>The most over all ways to take part; whole trees only count where they are complete.</summary>
    /// <param name="participations">The most steps that a unit takes part in, 1 or more.</param>
    /// <param name="separation">The fewest steps between two of them, 0 or more.</param>
    /// <param name="steps">Steps, 1 to 2^20.</param>
    /// <exception cref="PrivacyParameterException">A number is out of range, or the three together are too large to search.</exception>
    public static long Squared(int participations, int separation, int steps)
    {
        Bounds.Within(steps, 1, 1 << 20, "number of steps");
        Bounds.Within(separation, 0, int.MaxValue, "separation of participations");
        int apart = (int)Math.Min((long)separation + 1, steps);
        int most = (int)Math.Min(Bounds.Within(participations, 1, int.MaxValue, "number of participations"), ((long)steps + apart - 1) / apart);
        if ((long)most * apart * apart > MostStates)
            throw new PrivacyParameterException($"The sensitivity of {steps} steps with {most} participations at least {apart} apart is too large to search. Restart the tree more often.");
        TreePaths paths = new(most, apart);
        // Complete trees of falling size, as the binary digits of the number of steps.
        long[,,]? sums = null;
        for (int height = 30; height >= 0; height--)
        {
            if ((steps >> height & 1) == 1)
                sums = sums is null ? paths.OfHeight(height) : paths.Join(sums, paths.OfHeight(height));
        }

        return paths.Most(sums!);
    }
}
