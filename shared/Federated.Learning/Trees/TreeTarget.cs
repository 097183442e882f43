using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>What trees are to predict. Made by <see cref="Boosted"/> or <see cref="Bagged"/>.</summary>
public sealed record TreeTarget
{
    /// <summary>Most loss of one row that counts when a model is judged, in nats for classes: 64.</summary>
    public const double MaximumLogLoss = 64;

    private TreeTarget(BoostingObjective? objective, int classes, double largestLabel, double? largestWeight = null)
    {
        if (classes is not 0 and (< 2 or > 1_000))
            throw new ArgumentException($"The number of classes is {classes}; it must be 0 for a regression or 2 to 1,000.", nameof(classes));
        if (classes == 0 && !(largestLabel > 0 && largestLabel < 1e30))
            throw new ArgumentException($"The largest label is {largestLabel}; a regression needs a declared one above 0 and below 1e30.", nameof(largestLabel));
        if (largestWeight is { } weight && !(weight > 0 && weight < 1e15 && objective == BoostingObjective.SquaredError))
            throw new ArgumentException($"The largest weight is {weight}; it must be above 0 and below 1e15, and only rows of a regression by squared error have weights.", nameof(largestWeight));
        (Objective, Classes, LargestLabel, LargestWeight) = (objective, classes, classes == 0 ? largestLabel : 1, largestWeight);
    }

    /// <summary>The loss that boosting minimises; null for a forest, whose leaves are means of labels, or shares of classes.</summary>
    public BoostingObjective? Objective { get; }

    /// <summary>0 for a regression, or the number of classes.</summary>
    public int Classes { get; }

    /// <summary>Labels of a regression beyond this size count as this; 1 for classes.</summary>
    public double LargestLabel { get; }

    /// <summary>Most that a row weighs, heavier ones counting as this; null when every row weighs 1.</summary>
    public double? LargestWeight { get; }

    /// <summary>Raw scores of a row: one, or one a class for softmax and for a forest of more than two classes.</summary>
    public int Outputs => Objective == BoostingObjective.Softmax || (Objective is null && Classes > 2) ? Classes : 1;

    /// <summary>Whether second derivatives differ from 1: only then are they summed.</summary>
    public bool HasHessians => LargestWeight is not null || Objective is BoostingObjective.Logistic or BoostingObjective.Softmax or BoostingObjective.Poisson;

    /// <summary>Bound of a gradient; larger ones count as this.</summary>
    public double LargestGradient => Classes > 0 ? 1 : (Objective == BoostingObjective.Poisson ? 4 : 2) * LargestLabel * (LargestWeight ?? 1);

    /// <summary>Bound of a hessian; larger ones count as this.</summary>
    public double LargestHessian => Objective switch
    {
        BoostingObjective.Logistic or BoostingObjective.Softmax => 0.25,
        BoostingObjective.Poisson => 4 * LargestLabel,
        _ => LargestWeight ?? 1,
    };

    /// <summary>Bound of the loss of one row when a model is judged.</summary>
    public double LargestLoss => Classes > 0 ? MaximumLogLoss : Objective == BoostingObjective.Poisson ? 64 * LargestLabel : 2 * LargestLabel * LargestLabel * (LargestWeight ?? 1);

    /// <summary>For boosting.</summary>
    /// <param name="objective">The loss.</param>
    /// <param name="classes">Classes of <see cref="BoostingObjective.Softmax"/>; ignored by the others.</param>
    /// <param name="largestLabel">Declared size of the labels of a regression; ignored for classes.</param>
    /// <param name="largestWeight">Declared size of the rows' weights, of squared error alone; null when every row weighs 1.</param>
    /// <exception cref="ArgumentException">Out of range.</exception>
    public static TreeTarget Boosted(BoostingObjective objective, int classes = 2, double largestLabel = 0, double? largestWeight = null) => objective switch
    {
        BoostingObjective.Logistic => new TreeTarget(objective, 2, 1, largestWeight),
        BoostingObjective.Softmax => new TreeTarget(objective, Math.Max(2, classes), 1, largestWeight),
        BoostingObjective.SquaredError or BoostingObjective.Poisson => new TreeTarget(objective, 0, largestLabel, largestWeight),
        _ => throw new ArgumentException($"The objective {(int)objective} is not known.", nameof(objective)),
    };

    /// <summary>For a forest.</summary>
    /// <param name="classes">0 for a regression, or the number of classes.</param>
    /// <param name="largestLabel">Declared size of the labels of a regression; ignored for classes.</param>
    /// <exception cref="ArgumentException">Out of range.</exception>
    public static TreeTarget Bagged(int classes, double largestLabel = 0) => new(null, classes, largestLabel);

    /// <summary>The constant scores with the least loss; for a forest the mean label of a regression, 0 for classes.</summary>
    /// <param name="sums">Rows of each class; or the number of rows, 1 or more, and the sum of their labels for a regression; with weights the number, the sum of weighted labels and that of the weights, above 0.</param>
    /// <exception cref="ArgumentException">Another number of sums.</exception>
    public ImmutableArray<double> Baseline(ReadOnlySpan<double> sums)
    {
        if (sums.Length != LabelSums)
            throw new ArgumentException($"{sums.Length} sums of labels were given; {LabelSums} are needed.", nameof(sums));
        double rows = 0;
        for (int index = 0; index < (Classes > 0 ? sums.Length : 1); index++)
            rows += sums[index];
        var scores = new double[Outputs];
        for (int output = 0; output < scores.Length; output++)
        {
            scores[output] = Objective switch
            {
                BoostingObjective.Logistic => LogisticBoostingLoss.BaselineOf(sums[1] / rows),
                BoostingObjective.Softmax => SoftmaxBoostingLoss.BaselineOf(sums[output] / rows),
                BoostingObjective.Poisson => PoissonBoostingLoss.BaselineOf(sums[1] / rows),
                _ => Classes > 0 ? 0 : sums[1] / (LargestWeight is null ? rows : sums[2]),
            };
        }

        return [.. scores];
    }

    /// <summary>Numbers that <see cref="Baseline"/> takes.</summary>
    public int LabelSums => Classes > 0 ? Classes : LargestWeight is null ? 2 : 3;

    internal BoostingLoss Loss => Objective is { } objective ? BoostingLoss.Of(objective, Classes)
        : Outputs > 1 ? new ClassShareBoostingLoss(Classes)
        : new SquaredErrorBoostingLoss();

    /// <summary>What is wrong with a label; null when nothing is.</summary>
    internal string? FaultOf(float label) =>
        Classes > 0 && !(label >= 0 && label < Classes && label == MathF.Floor(label)) ? $"with {Classes} classes a label is a whole number from 0 to {Classes - 1}"
        : Objective == BoostingObjective.Poisson && label < 0 ? "a Poisson regression needs labels of 0 and above"
        : null;
}
