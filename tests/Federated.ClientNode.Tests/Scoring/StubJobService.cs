using Federated.Grpc;
using Federated.Protocol.V1;

namespace Federated.ClientNode.Tests.Scoring;

/// <summary>Hands out the documents of the released models' jobs.</summary>
internal sealed class StubJobService(StubModelService models)
{
    public Task<GetJobResponse> GetJob(GetJobRequest request, ServerCallContext context) => Task.FromResult(new GetJobResponse { Document = models.DocumentOf(request.JobId) });
}
