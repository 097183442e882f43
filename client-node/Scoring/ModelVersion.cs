namespace Federated.ClientNode.Scoring;

/// <summary>Names a model for people: its job, and enough of its content hash to tell versions apart.</summary>
internal static class ModelVersion
{
    private const int HashDigits = 12;

    /// <summary><c>churn-9c1f4b7e@b7f0d3a95c21</c>.</summary>
    public static string Of(SavedModel model) => Of(model.JobId, model.Snapshot.ContentHash());

    /// <param name="jobId">Its job.</param>
    /// <param name="hash">Its content hash.</param>
    public static string Of(string jobId, string hash) => $"{jobId}@{hash[..HashDigits]}";
}
