namespace Federated.SecureAggregation.Tests.Simulation;

/// <summary>Where a node dies: before it sends the named message.</summary>
internal enum DropStage
{
    Never,
    Advert,
    Shares,
    Upload,
    Signature,
    Unmasking,
}
