namespace Federated.Learning.Optimizers;

/// <summary>When and how much the learning rate falls because the loss does not: PyTorch's ReduceLROnPlateau with a relative threshold.</summary>
public sealed record PlateauOptions
{
    /// <summary>What a reduction multiplies the rate by, above 0 to below 1. Default 0.1.</summary>
    public double Factor { get; init; } = 0.1;

    /// <summary>Passes without improvement that are borne before a reduction, 0 or more. Default 10.</summary>
    public int Patience { get; init; } = 10;

    /// <summary>Least improvement that counts, as a share of the best loss, 0 to below 1. Default 0.0001.</summary>
    public double Threshold { get; init; } = 1e-4;

    /// <summary>Passes after a reduction in which nothing is counted, 0 (default) or more.</summary>
    public int Cooldown { get; init; }

    /// <summary>Least factor of the optimiser's own rate, 0 (default) to 1.</summary>
    public double Floor { get; init; }

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (!(Factor > 0 && Factor < 1))
            faults.Add($"factor is {Factor}, must be above 0 and below 1");
        if (Patience < 0)
            faults.Add($"patience is {Patience}, must be 0 or more");
        if (!(Threshold >= 0 && Threshold < 1))
            faults.Add($"threshold is {Threshold}, must be 0 to below 1");
        if (Cooldown < 0)
            faults.Add($"cooldown is {Cooldown}, must be 0 or more");
        if (!(Floor >= 0 && Floor <= 1))
            faults.Add($"floor is {Floor}, must be 0 to 1");
        if (faults.Count > 0)
            throw new ArgumentException($"Plateau options out of range: {string.Join("; ", faults)}.");
    }
}
