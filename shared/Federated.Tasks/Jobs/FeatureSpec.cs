namespace Federated.Tasks.Jobs;

/// <summary>How one field becomes inputs of the model, <c>features:</c> <c>field: {…}</c>. What it is fitted on are joint statistics, by secure sums.</summary>
public sealed record FeatureSpec
{
    /// <summary>The field.</summary>
    public required string Field { get; init; }

    /// <summary><c>impute: mean | median</c>: what stands for a missing number; default mean. A column that says so is added when any partner lacks some.</summary>
    public Imputation Impute { get; init; }

    /// <summary><c>log: false</c>: takes log(1 + x − min) of a number first; default false.</summary>
    public bool Log { get; init; }

    /// <summary><c>clip: 0</c>: share of the values at either end that are moved to the quantile there, in [0, 0.25], default 0.</summary>
    public double Clip { get; init; }

    /// <summary><c>bins: 0</c>: instead of the standardised number, one column for each of so many quantile bins, 2 to 64; default 0: not binned.</summary>
    public int Bins { get; init; }

    /// <summary><c>encode: one_hot | hash | target</c>: how a category becomes columns; default one_hot.</summary>
    public CategoryEncoding Encode { get; init; }

    /// <summary><c>buckets: 16</c>: columns of a hashed category, 2 to 1,024; default 16.</summary>
    public int Buckets { get; init; } = 16;

    /// <summary><c>smoothing: 20</c>: rows' worth of the joint mean that a category's own mean label is mixed with, in [0, 1e6]; default 20.</summary>
    public double Smoothing { get; init; } = 20;

    /// <summary><c>parts: [month, weekday, season]</c>: of a date, besides the standardised day; default none.</summary>
    public IReadOnlyList<DatePart> Parts { get; init; } = [];
}
