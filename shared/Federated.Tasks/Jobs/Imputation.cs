namespace Federated.Tasks.Jobs;

/// <summary>What stands for a missing number.</summary>
public enum Imputation
{
    /// <summary>The joint mean.</summary>
    Mean,

    /// <summary>The joint median.</summary>
    Median,
}
