namespace Federated.SecureAggregation;

/// <summary>Every domain-separation string of the protocol. A string appears in one purpose only, so that no signature or derived key made for one can serve another.</summary>
internal static class DomainLabels
{
    public const string Parameters = "fl-secagg/v1/parameters";
    public const string Roster = "fl-secagg/v1/roster";
    public const string Advert = "fl-secagg/v1/advert";
    public const string Cohort = "fl-secagg/v1/cohort";
    public const string ShareBundle = "fl-secagg/v1/share-bundle";
    public const string Upload = "fl-secagg/v1/upload";
    public const string Survivors = "fl-secagg/v1/survivors";
    public const string Consistency = "fl-secagg/v1/consistency";
    public const string UnmaskRequest = "fl-secagg/v1/unmask-request";
    public const string UnmaskResponse = "fl-secagg/v1/unmask-response";
    public const string Refusal = "fl-secagg/v1/refusal";
    public const string Sum = "fl-secagg/v1/sum";
    public const string SavedUnmasking = "fl-secagg/v1/saved-unmasking";

    public static ReadOnlySpan<byte> PairMask => "fl-secagg/v1/pair-mask"u8;

    public static ReadOnlySpan<byte> SelfMask => "fl-secagg/v1/self-mask"u8;

    public static ReadOnlySpan<byte> Channel => "fl-secagg/v1/channel"u8;
}
