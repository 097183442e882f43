using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Solvers;

namespace Federated.Learning.Lifetime;

/// <summary>
/// Newton's method on a negative log-likelihood in logarithms of parameters, one pass over the customers at a time: the value, gradient and Hessian at
/// <see cref="Parameters"/> are summed over all of them, and <see cref="Next"/> makes the next point. Far from the maximum the Hessian may not be positive
/// definite; then a multiple of the identity is added until it is (Nocedal and Wright, Numerical Optimization, algorithm 3.3). No coordinate moves by more than
/// <see cref="LargestStep"/>, and a step that did not lower the objective is halved. Immutable; two vectors and a few numbers hold it all.
/// </summary>
public sealed record LikelihoodNewton
{
    /// <summary>Most that a logarithm changes in one step: 2, a factor of 7.4.</summary>
    public const double LargestStep = 2;

    private const int MaximumHalvings = 30;
    private readonly LikelihoodOptions _options;

    /// <summary>A state between passes.</summary>
    /// <param name="options">Penalty and when to stop.</param>
    /// <param name="parameters">Where statistics are wanted next, logarithms within ±20.</param>
    /// <param name="best">The best point so far; the same before the first pass.</param>
    /// <param name="bestObjective">Penalised negative log-likelihood there; +∞ before the first pass.</param>
    /// <exception cref="ArgumentException">An option or a parameter is out of range, or the lengths differ.</exception>
    public LikelihoodNewton(LikelihoodOptions options, ImmutableArray<double> parameters, ImmutableArray<double> best, double bestObjective)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        Parameters = LogParameters.Checked(parameters, best.IsDefault ? 0 : best.Length);
        Best = LogParameters.Checked(best, parameters.Length);
        BestObjective = double.IsNaN(bestObjective) ? throw new ArgumentException("The best objective is not a number.", nameof(bestObjective)) : bestObjective;
        _options = options;
    }

    /// <summary>Logarithms of the parameters at which statistics are wanted next, or the result once <see cref="Converged"/>.</summary>
    public ImmutableArray<double> Parameters { get; private init; }

    /// <summary>The best point that was evaluated.</summary>
    public ImmutableArray<double> Best { get; private init; }

    /// <summary>The objective at <see cref="Best"/>.</summary>
    public double BestObjective { get; private init; }

    /// <summary>Customers behind <see cref="BestObjective"/>; 0 before the first pass.</summary>
    public double BestWeight { get; init; }

    /// <summary>Statistics taken so far.</summary>
    public int Passes { get; init; }

    /// <summary>Halvings of the step from <see cref="Best"/> to <see cref="Parameters"/>.</summary>
    public int Halvings { get; init; }

    /// <summary>Whether the last step promised less than the tolerance.</summary>
    public bool Converged { get; init; }

    /// <summary>Whether no more statistics are wanted: converged, or out of passes.</summary>
    public bool Finished => Converged || Passes >= _options.MaximumPasses;

    /// <summary>How it is fitted.</summary>
    public LikelihoodOptions Options => _options;

    /// <summary>The state before the first pass.</summary>
    /// <param name="start">Logarithms of the first guess.</param>
    /// <param name="options">Penalty and when to stop; defaults when left out.</param>
    /// <exception cref="ArgumentException">An option or a parameter is out of range.</exception>
    public static LikelihoodNewton Start(ImmutableArray<double> start, LikelihoodOptions? options = null)
        => new(options ?? new LikelihoodOptions(), start, start, double.PositiveInfinity);

    /// <summary>The state after a pass.</summary>
    /// <param name="statistics">Sum over all customers at <see cref="Parameters"/>.</param>
    /// <param name="resolution">What a summed value may be off by, 0 or more: a rise below it is none.</param>
    /// <exception cref="ArgumentException">The statistics are of other parameters, or of no customer.</exception>
    public LikelihoodNewton Next(CurvatureStatistics statistics, double resolution = 0)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        if (!statistics.Parameters.AsSpan().SequenceEqual(Parameters.AsSpan()))
            throw new ArgumentException("The statistics were taken at other parameters than those of this state.", nameof(statistics));
        if (!(statistics.Weight > 0))
            throw new ArgumentException("The statistics hold no customer; add customers before the step.", nameof(statistics));

        double weight = statistics.Weight, strength = _options.Penalty * weight, objective = statistics.Loss;
        double[] gradient = statistics.Gradient.ToArray();
        for (int index = 0; index < gradient.Length; index++)
        {
            objective += strength / 2 * Parameters[index] * Parameters[index];
            gradient[index] += strength * Parameters[index];
        }

        // A node that dropped out or returned must not look like a bad step.
        bool comparable = weight == BestWeight;
        if (comparable && objective > BestObjective + resolution + (1e-12 * Math.Abs(BestObjective)))
            return Halved();
        (double[] step, bool curved) = Step(statistics, gradient, strength);
        double promised = step.Zip(gradient, (change, slope) => change * slope).Sum() / 2;
        ImmutableArray<double> next = [.. Parameters.Select((value, index) => Math.Clamp(value - step[index], -LogParameters.Limit, LogParameters.Limit))];
        bool converged = curved && promised <= (_options.Tolerance * weight);
        return this with
        {
            Parameters = next,
            Best = Parameters,
            BestObjective = objective,
            BestWeight = weight,
            Passes = Passes + 1,
            Halvings = 0,
            Converged = converged,
        };
    }

    private LikelihoodNewton Halved()
    {
        ImmutableArray<double> half = [.. Parameters.Zip(Best, (value, before) => before + ((value - before) / 2))];
        bool exhausted = Halvings == MaximumHalvings;
        return this with { Parameters = exhausted ? Best : half, Passes = Passes + 1, Halvings = Halvings + 1, Converged = exhausted };
    }

    private static (double[] Step, bool Curved) Step(CurvatureStatistics statistics, double[] gradient, double strength)
    {
        int size = gradient.Length;
        var hessian = new double[size * size];
        PackedTriangle.Unpack(statistics.Hessian, hessian, size);
        double least = statistics.Weight * 1e-3, added = 0;
        for (int index = 0; index < size; index++)
            hessian[index * (size + 1)] += strength;
        while (true)
        {
            try
            {
                double[] step = Cholesky.Of(hessian, size).Solve(gradient);
                double largest = step.Max(Math.Abs), shrink = largest > LargestStep ? LargestStep / largest : 1;
                return ([.. step.Select(change => change * shrink)], added == 0);
            }
            catch (NotPositiveDefiniteException)
            {
                double more = Math.Max(least, added * 3);
                for (int index = 0; index < size; index++)
                    hessian[index * (size + 1)] += more;
                added += more;
            }
        }
    }
}
