using Federated.Grpc;
using Federated.Protocol.V1;

namespace Federated.ClientNode.Tests.Scoring;

/// <summary>Hands out the document of the released model's job.</summary>
internal sealed class StubJobService(StubModelService models)
{
    public Task<GetJobResponse> GetJob(GetJobRequest request, ServerCallContext context) => Task.FromResult(new GetJobResponse { Document = models.Document });
}
