using Federated.Coordinator.Enrollment;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.V1;

namespace Federated.Coordinator.Jobs;

/// <summary>Hands out job documents to members.</summary>
internal sealed class JobService(JobStore jobs)
{
    public Task<GetJobResponse> GetJob(GetJobRequest request, ServerCallContext context)
    {
        var job = jobs.Find(request.JobId);
        if (job is null || !job.Hash.AsSpan().SequenceEqual(request.JobHash.Span))
            throw RpcErrors.Of(StatusCode.NotFound, ErrorReasons.NotFound, "No job has this identifier and this hash. Ask for what an offer or the list of models names.");
        return Task.FromResult(new GetJobResponse { Document = job.Document });
    }
}
