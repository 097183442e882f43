using System.Collections.Immutable;
using Federated.Learning.Linear;
using Federated.Learning.Losses;
using Federated.Learning.Solvers;
using Federated.Learning.Training;

namespace Federated.Computations.Personalisation;

/// <summary>
/// Ditto for linear models, exactly: the coefficients v that minimise Σ w·loss + λ/2·‖v − θ‖², θ being the joint coefficients. The sum is over own rows, so
/// λ is in rows: much more rows than λ go their own way, much fewer stay with the joint model; λ → 0 is the local model and λ → ∞ the joint one. Intercepts are
/// pulled like weights. Linear regression takes one solution of the Gram matrix, logistic regression damped Newton steps
/// (<see cref="LogisticStatistics"/>, <see cref="SoftmaxStatistics"/>). Coefficients are, output by output, the weights of the columns and then the intercept.
/// </summary>
public sealed class PulledRegression
{
    private const int MostSteps = 50;
    private const int MostHalvings = 30;
    private const double NearlyNothing = 1e-9;
    private readonly RegressionFamily _family;

    /// <summary>Regressions towards joint coefficients.</summary>
    /// <param name="family">Of the scores.</param>
    /// <param name="joint">θ: outputs × (columns + 1), finite.</param>
    /// <param name="outputs">Scores a row: 1, or the number of classes of <see cref="RegressionFamily.Softmax"/>. Default 1.</param>
    /// <exception cref="ArgumentException">The coefficients do not divide among the outputs, or are not finite.</exception>
    public PulledRegression(RegressionFamily family, ImmutableArray<double> joint, int outputs = 1)
    {
        if (!Enum.IsDefined(family) || outputs < 1 || (family == RegressionFamily.Softmax) != (outputs > 1))
            throw new ArgumentException($"{family} regression was asked for with {outputs} outputs; only softmax has several, one a class.", nameof(outputs));
        if (joint.IsDefaultOrEmpty || joint.Length % outputs != 0 || joint.Length / outputs < 2 || joint.Any(value => !double.IsFinite(value)))
            throw new ArgumentException($"The joint coefficients are not {outputs} rows of finite weights and an intercept.", nameof(joint));
        _family = family;
        Joint = joint;
        Outputs = outputs;
        Loss = family switch
        {
            RegressionFamily.Logistic => new BinaryCrossEntropy(),
            RegressionFamily.Softmax => new SoftmaxCrossEntropy(outputs),
            _ => new SquaredError(),
        };
    }

    /// <summary>θ: outputs × (columns + 1).</summary>
    public ImmutableArray<double> Joint { get; }

    /// <summary>Scores a row.</summary>
    public int Outputs { get; }

    /// <summary>Features a row.</summary>
    public int Columns => (Joint.Length / Outputs) - 1;

    /// <summary>What the scores are judged by (of linear regression the squared error, not half of it).</summary>
    public ILoss Loss { get; }

    /// <summary>Fits own coefficients.</summary>
    /// <param name="rows">At least one, as wide as the model.</param>
    /// <param name="penalty">λ, finite and above 0.</param>
    /// <exception cref="ArgumentException">Rows or a penalty that do not fit.</exception>
    public ImmutableArray<double> Fit(LabelledRows rows, double penalty) => Fit(rows, penalty, Joint);

    /// <summary>The same, from a start that is near: the fit to another penalty.</summary>
    internal ImmutableArray<double> Fit(LabelledRows rows, double penalty, ImmutableArray<double> start)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (!(penalty > 0 && double.IsFinite(penalty)))
            throw new ArgumentOutOfRangeException(nameof(penalty), penalty, "A penalty is finite and above 0.");
        if (rows.Count == 0 || rows.Columns != Columns)
            throw new ArgumentException($"{rows.Count} rows of {rows.Columns} features were given to a model of {Columns}.", nameof(rows));
        Loss.RequireLabels(rows.Labels.Span);
        return _family == RegressionFamily.Linear ? Solve(rows, penalty) : Descend(rows, penalty, start);
    }

    /// <summary>Scores of rows.</summary>
    /// <param name="coefficients">As <see cref="Fit"/> gives them, or joint ones.</param>
    /// <param name="features">Rows × columns, row-major.</param>
    /// <returns>Rows × outputs.</returns>
    /// <exception cref="ArgumentException">Lengths that do not fit.</exception>
    public float[] Scores(ImmutableArray<double> coefficients, ReadOnlySpan<float> features)
    {
        int columns = Columns, stride = columns + 1;
        if (coefficients.IsDefault || coefficients.Length != Joint.Length || features.Length % columns != 0)
            throw new ArgumentException($"Scores take {Joint.Length} coefficients and rows of {columns} features.", nameof(coefficients));
        var scores = new float[features.Length / columns * Outputs];
        for (int index = 0; index < scores.Length; index++)
        {
            ReadOnlySpan<double> own = coefficients.AsSpan().Slice(index % Outputs * stride, stride);
            ReadOnlySpan<float> row = features.Slice(index / Outputs * columns, columns);
            double sum = own[columns];
            for (int column = 0; column < columns; column++)
                sum += own[column] * row[column];
            scores[index] = (float)sum;
        }

        return scores;
    }

    // (G + λI)(v − θ) = Zᵀy − Gθ, with z = (x, 1) and G = Σ w·z·zᵀ.
    private ImmutableArray<double> Solve(LabelledRows rows, double penalty)
    {
        var statistics = new RidgeStatistics(Columns);
        statistics.Add(rows.Features.Span, rows.Labels.Span, rows.Weights.Span);
        ReadOnlySpan<double> sums = statistics.Vector[1..];
        int size = Columns + 1;
        double[] matrix = new double[size * size], right = new double[size];
        for (int row = 0; row < size; row++)
        {
            right[row] = sums[PackedTriangle.Index(size, row)];
            for (int column = 0; column < size; column++)
            {
                double gram = sums[PackedTriangle.Index(row, column)];
                right[row] -= gram * Joint[column];
                matrix[(row * size) + column] = gram + (row == column ? penalty : 0);
            }
        }

        return [.. Joint.Zip(Cholesky.Of(matrix, size).Solve(right), (joint, change) => joint + change)];
    }

    private ImmutableArray<double> Descend(LabelledRows rows, double penalty, ImmutableArray<double> start)
    {
        ImmutableArray<double> best = start;
        CurvatureStatistics at = Statistics(best, rows);
        double objective = at.Loss + Pull(best, penalty);
        for (int step = 0; step < MostSteps; step++)
        {
            double[] gradient = at.Gradient.ToArray();
            for (int index = 0; index < gradient.Length; index++)
                gradient[index] += penalty * (best[index] - Joint[index]);
            double[] direction = Cholesky.Of(Hessian(at, penalty), gradient.Length).Solve(gradient);

            // Half of this is what the step gains. So near the minimum one more step squares what is missing, and losses no longer tell steps apart.
            double decrement = gradient.Zip(direction, (slope, change) => slope * change).Sum();
            if (decrement <= NearlyNothing * objective)
                return [.. best.Zip(direction, (value, change) => value - change)];
            if (!Halve(rows, penalty, direction, ref best, ref at, ref objective))
                break;
        }

        return best;
    }

    // The largest of the steps 1, ½, ¼ … that lowers the objective; none does only at the minimum, to rounding.
    private bool Halve(
        LabelledRows rows, double penalty, double[] direction, ref ImmutableArray<double> best, ref CurvatureStatistics at, ref double objective)
    {
        double length = 1;
        for (int halving = 0; halving < MostHalvings; halving++, length /= 2)
        {
            ImmutableArray<double> next = [.. best.Zip(direction, (value, change) => value - (length * change))];
            CurvatureStatistics there = Statistics(next, rows);
            double reached = there.Loss + Pull(next, penalty);
            if (reached < objective)
            {
                (best, at, objective) = (next, there, reached);
                return true;
            }
        }

        return false;
    }

    private double Pull(ImmutableArray<double> coefficients, double penalty)
        => penalty / 2 * coefficients.Zip(Joint, (value, joint) => (value - joint) * (value - joint)).Sum();

    private CurvatureStatistics Statistics(ImmutableArray<double> coefficients, LabelledRows rows)
    {
        if (_family == RegressionFamily.Logistic)
        {
            var logistic = new LogisticStatistics(coefficients);
            logistic.Add(rows.Features.Span, rows.Labels.Span, rows.Weights.Span);
            return logistic;
        }

        var softmax = new SoftmaxStatistics(coefficients, Outputs);
        int[] labels = [.. rows.Labels.ToArray().Select(label => (int)label)];
        softmax.Add(rows.Features.Span, labels, rows.Weights.Span);
        return softmax;
    }

    private static double[] Hessian(CurvatureStatistics at, double penalty)
    {
        int size = at.Gradient.Length;
        var hessian = new double[size * size];
        PackedTriangle.Unpack(at.Hessian, hessian, size);
        for (int index = 0; index < size; index++)
            hessian[(index * size) + index] += penalty;
        return hessian;
    }
}
