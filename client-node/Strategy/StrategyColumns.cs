namespace Federated.ClientNode.Strategy;

/// <summary>Names of what the parts of a sheet say of a customer, in the table that joins them.</summary>
internal static class StrategyColumns
{
    public const string Effect = "effect", Untreated = "response_if_not", InCampaign = "average_effect", AmountIfPurchase = "amount_if_purchase", Segment = "segment";
    public const string Item = "item", ItemName = "item_name", OwnCode = "own_code", Reason = "reason", Offer = "offer", OfferChance = "offer_probability";

    /// <summary>The chance that a task predicts.</summary>
    public static string ChanceOf(string task) => $"chance_{task}";

    /// <summary>What a task says that the customer is worth.</summary>
    public static string ValueOf(string task) => $"value_{task}";

    /// <summary>The first reason of a task.</summary>
    public static string WhyOf(string task) => $"why_{task}";
}
