namespace Federated.Benchmarks.Workloads;

/// <summary>One piece of work that is repeated and timed. Its constructor makes inputs and weights; only <see cref="Step"/> is timed.</summary>
internal interface IWorkload
{
    /// <summary>What one step does, in the numerator of its unit: samples, or 10⁹ floating-point operations. 1 where seconds a step are the figure.</summary>
    double PerStep { get; }

    /// <summary>Works once.</summary>
    /// <returns>The loss of a training step; else a figure that depends on the work, or 0.</returns>
    double Step();

    /// <summary>Figures that prove the same work, by the names that the peer gives them. As it stands: the losses of steps 0 and 20.</summary>
    IReadOnlyDictionary<string, double> Prove()
    {
        double first = Step();
        for (int step = 1; step < 20; step++)
            Step();
        return new Dictionary<string, double> { ["loss_step0"] = first, ["loss_step20"] = Step() };
    }
}
