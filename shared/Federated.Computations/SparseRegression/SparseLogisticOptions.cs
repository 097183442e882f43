namespace Federated.Computations.SparseRegression;

/// <summary>How a sparse logistic regression is fitted.</summary>
public sealed record SparseLogisticOptions
{
    /// <summary>λ of λ/2·‖w‖², added to the sum of losses; intercepts are free of it. Above 0 to 1e6; 1 by default (scikit-learn's C is 1/λ).</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>
    /// Largest Euclidean norm of the gradient, as a multiple of λ, at which the fit ends. The objective being λ-strongly convex, the weights are then within this
    /// distance of the optimum's. Above 0; 1e-4 by default.
    /// </summary>
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>Most rounds: 1 to 1,000; 60 by default. Twenty or so are usual.</summary>
    public int MaximumRounds { get; init; } = 60;

    /// <summary>Pairs of steps and gradient changes that approximate the curvature: 1 to 20; 5 by default. Each adds eight bytes a parameter to the state.</summary>
    public int Memory { get; init; } = 5;

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public void Check()
    {
        if (!(Penalty is > 0 and <= 1e6))
            throw new ArgumentException($"{nameof(Penalty)} is {Penalty}; it is above 0 to 1e6.");
        if (!(Tolerance > 0 && double.IsFinite(Tolerance)))
            throw new ArgumentException($"{nameof(Tolerance)} is {Tolerance}; it is finite and above 0.");
        if (MaximumRounds is < 1 or > 1000)
            throw new ArgumentException($"{nameof(MaximumRounds)} is {MaximumRounds}; it is 1 to 1,000.");
        if (Memory is < 1 or > 20)
            throw new ArgumentException($"{nameof(Memory)} is {Memory}; it is 1 to 20.");
    }
}
