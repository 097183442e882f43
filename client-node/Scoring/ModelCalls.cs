using Federated.Grpc;
using Federated.Protocol.V1;

namespace Federated.ClientNode.Scoring;

/// <summary>The calls that released models are fetched with.</summary>
internal static class ModelCalls
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static readonly Method<ListModelsRequest, ListModelsResponse> ListModels = new(ModelReflection.Descriptor.Services.Single(), nameof(ListModels));

    public static readonly Method<GetSnapshotRequest, GetSnapshotResponse> GetSnapshot = new(ModelReflection.Descriptor.Services.Single(), nameof(GetSnapshot));

    public static readonly Method<GetJobRequest, GetJobResponse> GetJob = new(JobReflection.Descriptor.Services.Single(), nameof(GetJob));
}
