using System.Collections.Immutable;

namespace Federated.Learning.Trees;

/// <summary>What a split must respect and how its gain is measured.</summary>
public sealed record SplitOptions
{
    /// <summary>Least rows on either side, 1 or more. Default 20.</summary>
    public int MinimumRowsInLeaf { get; init; } = 20;

    /// <summary>Least sum of hessians on either side, 0 or more. Default 0.001.</summary>
    public double MinimumHessianInLeaf { get; init; } = 1e-3;

    /// <summary>A split must gain more than this, 0 or more, in units of twice the loss. Default 0.</summary>
    public double MinimumGain { get; init; }

    /// <summary>L1 penalty on a leaf's value, 0 or more. Default 0.</summary>
    public double L1 { get; init; }

    /// <summary>L2 penalty on a leaf's value, 0 or more. Default 0.</summary>
    public double L2 { get; init; }

    /// <summary>
    /// Pulls the order of the categories together: they are ordered by gradient ÷ (hessian + smoothing), so that small categories stand in the middle. 0 or
    /// more. Default 10.
    /// </summary>
    public double CategorySmoothing { get; init; } = 10;

    /// <summary>A category with fewer rows in the node than this goes right with every split, 0 or more. Default 10.</summary>
    public int MinimumRowsInCategory { get; init; } = 10;

    /// <summary>
    /// One a column: 1 where the prediction must not fall as the column rises, −1 where it must not rise, 0 elsewhere; empty (default) for no constraint.
    /// Numerical columns and a single output only.
    /// </summary>
    public ImmutableArray<int> Monotone { get; init; } = [];

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate() => OptionFaults.Throw("Split options", Faults());

    internal bool IsConstrained => Monotone.AsSpan().ContainsAnyExcept(0);

    internal int DirectionOf(int column) => Monotone.IsEmpty ? 0 : Monotone[column];

    internal IEnumerable<string> Faults()
    {
        if (MinimumRowsInLeaf < 1)
            yield return $"minimum rows in a leaf is {MinimumRowsInLeaf}, must be 1 or more";
        if (MinimumRowsInCategory < 0)
            yield return $"minimum rows in a category is {MinimumRowsInCategory}, must be 0 or more";
        (string Name, double Value)[] penalties =
        [
            ("minimum hessian in a leaf", MinimumHessianInLeaf), ("minimum gain", MinimumGain), ("L1", L1), ("L2", L2), ("category smoothing", CategorySmoothing),
        ];
        foreach ((string name, double value) in penalties)
        {
            if (!(value >= 0 && double.IsFinite(value)))
                yield return $"{name} is {value}, must be finite and 0 or more";
        }

        if (Monotone.IsDefault || Monotone.AsSpan().ContainsAnyExceptInRange(-1, 1))
            yield return "a monotone constraint is not −1, 0 or 1";
    }

    /// <summary>Requires constraints that the layout can keep.</summary>
    internal void RequireFit(HistogramLayout layout)
    {
        if (!Monotone.IsEmpty && Monotone.Length != layout.Columns)
            throw new ArgumentException($"{Monotone.Length} monotone constraints were given for {layout.Columns} columns; give one a column or none.");
        if (IsConstrained && layout.Outputs > 1)
            throw new ArgumentException($"Monotone constraints need one output, but the trees have {layout.Outputs}; leave them out.");
        for (int column = 0; column < Monotone.Length; column++)
        {
            if (Monotone[column] != 0 && layout.Kinds[column] == ColumnKind.Categorical)
                throw new ArgumentException($"Column {column} has a monotone constraint but is categorical and has no order; set it to 0.");
        }
    }
}
