using Federated.Learning.Kernels;
using Federated.Learning.Tensors;

namespace Federated.Learning.Optimizers;

/// <summary>An optimiser and its constants, before it knows what it moves.</summary>
public abstract record OptimizerOptions
{
    /// <summary>Constants with that step size.</summary>
    protected OptimizerOptions(float learningRate) => LearningRate = learningRate;

    /// <summary>η, finite and above 0. The default is the optimiser's own.</summary>
    public float LearningRate { get; init; }

    /// <summary>λ, finite and 0 (default) or more; what it multiplies is said by each optimiser.</summary>
    public float WeightDecay { get; init; }

    /// <summary>
    /// Whether the rows of a table (<see cref="Parameter.Touched"/>) that had no gradient in a step stay as they are, with their memory, as PyTorch's
    /// SparseAdam and its Adagrad on sparse gradients do; else (the default) they move as a gradient of zero moves them, by momentum and decay.
    /// It excludes weight decay, which has no meaning for rows that are not seen.
    /// </summary>
    public bool RowSparse { get; init; }

    /// <summary>An optimiser at rest for these parameters.</summary>
    /// <param name="parameters">What to move.</param>
    /// <param name="workers">Threads for large parameters; the calling thread alone when left out. Results do not depend on them.</param>
    /// <exception cref="ArgumentException">A constant is out of range.</exception>
    public abstract IOptimizer Create(IReadOnlyList<Parameter> parameters, Workers? workers = null);

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        if (!(LearningRate > 0 && float.IsFinite(LearningRate)))
            faults.Add($"learning rate is {LearningRate}, must be finite and above 0");
        if (!(WeightDecay >= 0 && float.IsFinite(WeightDecay)))
            faults.Add($"weight decay is {WeightDecay}, must be finite and 0 or more");
        if (RowSparse && WeightDecay > 0)
            faults.Add($"weight decay is {WeightDecay} and updates are row-sparse, but rows that are not seen cannot decay: set one of them only");
        AddFaults(faults);
        if (faults.Count > 0)
            throw new ArgumentException($"{GetType().Name} out of range: {string.Join("; ", faults)}.");
    }

    /// <summary>Adds what is wrong with the constants of a derived record.</summary>
    protected virtual void AddFaults(IList<string> faults)
    {
    }

    /// <summary>Adds a fault unless the value is 0 to below 1.</summary>
    protected static void RequireShare(IList<string> faults, string name, float value)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (!(value >= 0 && value < 1))
            faults.Add($"{name} is {value}, must be 0 to below 1");
    }

    /// <summary>Adds a fault unless the value is finite and above 0.</summary>
    protected static void RequirePositive(IList<string> faults, string name, float value)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (!(value > 0 && float.IsFinite(value)))
            faults.Add($"{name} is {value}, must be finite and above 0");
    }
}
