namespace Federated.SecureAggregation.Coordinator;

/// <summary>The host's place for uploads on their way.</summary>
public interface IUploadSpools
{
    /// <summary>A new, empty spool.</summary>
    /// <param name="nodeId">Whose upload it is for.</param>
    /// <param name="bytes">How much will be written to it.</param>
    IUploadSpool Open(string nodeId, long bytes);
}
