namespace Federated.Tasks.Uplift;

/// <summary>How an effect is learnt, and from which models.</summary>
/// <param name="Kind">How.</param>
/// <param name="IsOfTrees">From boosted trees; otherwise from linear models.</param>
internal readonly record struct Learner(LearnerKind Kind, bool IsOfTrees)
{
    /// <summary>For a sentence: "X-learner of trees".</summary>
    public string Words => IsOfTrees ? $"{Kind}-learner of trees" : $"{Kind}-learner";
}
