namespace Federated.Learning.Training;

/// <summary>Training whose steps each depend on one row by no more than a bound, with noise: DP-SGD (Abadi et al. 2016, algorithm 1).</summary>
public sealed record ClippedTrainingOptions
{
    /// <summary>C: largest L2 norm of one row's gradient over all parameters, finite and above 0. Default 1.</summary>
    public float ClipNorm { get; init; } = 1;

    /// <summary>σ: standard deviation of the noise on the sum of clipped gradients, in units of C; finite and 0 (default: no noise, no privacy) or more.</summary>
    public double NoiseMultiplier { get; init; }

    /// <summary>Where the noise comes from; needed when the multiplier is above 0.</summary>
    public IGradientNoise? Noise { get; init; }

    /// <summary>
    /// Whether each row joins each batch by a draw of its own, with the probability batch size ÷ rows (Poisson sampling, which the usual accounting of
    /// privacy assumes), in place of passes over shuffled rows. Default false. The draws hang on <see cref="TrainerOptions.Seed"/>: an analysis that
    /// counts on sampling needs a seed that nobody else knows.
    /// </summary>
    public bool PoissonSampling { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (!(ClipNorm > 0 && float.IsFinite(ClipNorm)))
            faults.Add($"clipping norm is {ClipNorm}, must be finite and above 0");
        if (!(NoiseMultiplier >= 0 && double.IsFinite(NoiseMultiplier)))
            faults.Add($"noise multiplier is {NoiseMultiplier}, must be finite and 0 or more");
        if (NoiseMultiplier > 0 && Noise is null)
            faults.Add($"noise multiplier is {NoiseMultiplier}, but there is no source of noise");
        if (faults.Count > 0)
            throw new ArgumentException($"Clipped training out of range: {string.Join("; ", faults)}.");
    }
}
