using Federated.Learning.Training;

namespace Federated.Tasks.Features;

/// <summary>What of a row's label a model is fitted to: data, not code, so that it can be computed here or written as an expression in a database's language.</summary>
public abstract record LabelFormula
{
    /// <summary>The target of a row; null leaves the row out.</summary>
    /// <param name="label">The row's label, finite.</param>
    public abstract float? Of(float label);

    /// <summary>Rows with their targets in place of their labels, those that are left out gone.</summary>
    public LabelledRows Of(LabelledRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        float?[] targets = Array.ConvertAll(rows.Labels.ToArray(), Of);
        int[] kept = [.. Enumerable.Range(0, targets.Length).Where(row => targets[row] is not null)];
        LabelledRows chosen = kept.Length == targets.Length ? rows : rows.Select(kept);
        return new LabelledRows(chosen.Features, chosen.Columns, targets.OfType<float>().ToArray());
    }
}

/// <summary>The label as it is.</summary>
public sealed record LabelItself : LabelFormula
{
    /// <inheritdoc/>
    public override float? Of(float label) => label;
}

/// <summary>1 when the label is above 0, else 0.</summary>
public sealed record LabelAboveZero : LabelFormula
{
    /// <inheritdoc/>
    public override float? Of(float label) => label > 0 ? 1 : 0;
}

/// <summary>ln of the label ÷ <see cref="Most"/>, the share within <see cref="Least"/> and 1; rows whose label is not above 0 are left out.</summary>
/// <param name="Most">Above 0.</param>
/// <param name="Least">Above 0.</param>
public sealed record LogarithmOfShare(double Most, double Least) : LabelFormula
{
    /// <inheritdoc/>
    public override float? Of(float label) => label > 0 ? (float)Math.Log(Math.Clamp(label / Most, Least, 1)) : null;
}
