namespace Federated.SecureAggregation;

/// <summary>Every domain-separation string of the protocol. A string appears in one purpose only, so that no signature or derived key made for one can serve another.</summary>
internal static class DomainLabels
{
    public const string ForParameters = "fl-secagg/v1/parameters";
    public const string ForRoster = "fl-secagg/v1/roster";
    public const string ForAdvert = "fl-secagg/v1/advert";
    public const string ForCohort = "fl-secagg/v1/cohort";
    public const string ForGraph = "fl-secagg/v1/graph";
    public const string ForShareBundle = "fl-secagg/v1/share-bundle";
    public const string ForUpload = "fl-secagg/v1/upload";
    public const string ForUploadChunks = "fl-secagg/v1/upload-chunks";
    public const string ForSurvivors = "fl-secagg/v1/survivors";
    public const string ForConsistency = "fl-secagg/v1/consistency";
    public const string ForUnmaskRequest = "fl-secagg/v1/unmask-request";
    public const string ForUnmaskResponse = "fl-secagg/v1/unmask-response";
    public const string ForShareCheck = "fl-secagg/v1/share-check";
    public const string ForRotation = "fl-secagg/v1/rotation";
    public const string ForRotationSeed = "fl-secagg/v1/rotation-seed";
    public const string ForRefusal = "fl-secagg/v1/refusal";
    public const string ForSum = "fl-secagg/v1/sum";
    public const string ForSavedResponse = "fl-secagg/v1/saved-response";
    public const string ForSavedUnmasking = "fl-secagg/v1/saved-unmasking";

    public static ReadOnlySpan<byte> ForPairMask => "fl-secagg/v1/pair-mask"u8;

    public static ReadOnlySpan<byte> ForSelfMask => "fl-secagg/v1/self-mask"u8;

    public static ReadOnlySpan<byte> ForChannel => "fl-secagg/v1/channel"u8;
}
