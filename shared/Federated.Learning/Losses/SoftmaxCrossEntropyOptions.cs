using System.Collections.Immutable;

namespace Federated.Learning.Losses;

/// <summary>Variants of <see cref="SoftmaxCrossEntropy"/>, with the meaning that PyTorch's CrossEntropyLoss gives them.</summary>
public sealed record SoftmaxCrossEntropyOptions
{
    /// <summary>A label whose rows have no loss and do not count in the mean, for padding: any whole number. Default null: none.</summary>
    public int? IgnoredLabel { get; init; }

    /// <summary>ε, 0 (default) to below 1: the share of each label that is spread evenly over all classes (Szegedy et al. 2016, section 7).</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>A weight for each class, finite, zero or more; empty (default) when all weigh 1. The mean divides by the weights of the rows' labels.</summary>
    public ImmutableArray<double> ClassWeights { get; init; } = [];

    /// <summary>Requires every value in its range.</summary>
    /// <exception cref="ArgumentException">Values out of range; the message names all of them.</exception>
    public void Validate(int classes)
    {
        var faults = new List<string>();
        if (!(LabelSmoothing >= 0 && LabelSmoothing < 1))
            faults.Add($"label smoothing is {LabelSmoothing}, must be 0 to below 1");
        if (ClassWeights.IsDefault || (ClassWeights.Length != 0 && ClassWeights.Length != classes))
            faults.Add($"there are {(ClassWeights.IsDefault ? 0 : ClassWeights.Length)} class weights, must be none or {classes}");
        else if (ClassWeights.Any(weight => !(weight >= 0 && double.IsFinite(weight))))
            faults.Add($"class weights are {string.Join(", ", ClassWeights)}, must be finite and 0 or more");
        if (faults.Count > 0)
            throw new ArgumentException($"Cross-entropy options out of range: {string.Join("; ", faults)}.");
    }
}
