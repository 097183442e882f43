namespace Federated.ClientNode.Strategy;

/// <summary>Which tasks give a sheet what.</summary>
internal static class StrategyTasks
{
    public const string Uplift = "uplift", Recommend = "recommend", Creative = "creative", Click = "click", Segments = "segments";

    /// <summary>Say what a response is worth, the first one preferred.</summary>
    public static readonly string[] Values = ["value", "lifetime"];

    /// <summary>Say how likely a response is, the first one preferred.</summary>
    public static readonly string[] Chances = ["response", "churn"];

    /// <summary>All of them.</summary>
    public static readonly string[] All = [Uplift, .. Chances, .. Values, Recommend, Creative, Click, Segments];
}
