namespace Federated.Tasks.Jobs;

/// <summary>What takes the place of the mean of the partners' updates. Written in lower case with '-'.</summary>
public enum RobustMethod
{
    /// <summary>The geometric median of all updates, by repeated secure sums of all partners: against bad rows and broken training.</summary>
    GeometricMedian,

    /// <summary>The median of each coordinate over the means of groups, each group with a secure sum of its own: against programs that send anything.</summary>
    Median,

    /// <summary>The mean of each coordinate over the means of groups without the f smallest and the f largest.</summary>
    TrimmedMean,
}
