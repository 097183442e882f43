using Federated.Coordinator.Enrollment;
using Federated.Coordinator.Jobs;
using Federated.Coordinator.Storage;
using Federated.Grpc;
using Federated.Protocol.Errors;
using Federated.Protocol.V1;
using Google.Protobuf;

namespace Federated.Coordinator.Models;

/// <summary>Released models, and snapshots by content hash, for members.</summary>
internal sealed class ModelService(SnapshotStore snapshots, JobStore jobs)
{
    private const int LargestRange = 1 << 20;

    public Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var response = new ListModelsResponse();
        response.Models.AddRange(jobs.List().Where(job => job.State == JobState.Completed).Reverse().Take(1000).Select(job => new ReleasedModel
        {
            JobId = job.Id,
            Name = job.Name,
            Task = job.Task,
            SnapshotHash = ByteString.CopyFrom(job.SnapshotHash),
            JobHash = ByteString.CopyFrom(job.Hash),
        }));
        return Task.FromResult(response);
    }

    public Task<GetSnapshotResponse> GetSnapshot(GetSnapshotRequest request, ServerCallContext context)
    {
        if (request.SnapshotHash.Length != 32 || request.Offset < 0 || request.Limit < 1)
            throw RpcErrors.Of(StatusCode.InvalidArgument, ErrorReasons.BadMessage, "A snapshot is asked for by a 32-byte hash, an offset of 0 or more and a limit of 1 or more.");
        var range = snapshots.FindRange(request.SnapshotHash.ToByteArray(), request.Offset, Math.Min(request.Limit, LargestRange))
            ?? throw RpcErrors.Of(StatusCode.NotFound, ErrorReasons.NotFound, "No snapshot has this hash here. Ask for what an offer or the list of models names.");
        return Task.FromResult(new GetSnapshotResponse { Data = UnsafeByteOperations.UnsafeWrap(range.Data), TotalLength = range.TotalLength });
    }
}
