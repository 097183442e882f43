namespace Federated.Learning.Clustering;

/// <summary>How far two clusters are apart.</summary>
public enum Linkage
{
    /// <summary>√ of twice the inertia that their union adds (Ward 1963): compact clusters of like size.</summary>
    Ward,

    /// <summary>Mean distance of their pairs of rows.</summary>
    AverageLink,

    /// <summary>Distance of their farthest pair.</summary>
    CompleteLink,

    /// <summary>Distance of their nearest pair: finds chains.</summary>
    SingleLink,
}
