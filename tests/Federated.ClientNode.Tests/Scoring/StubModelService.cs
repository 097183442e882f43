using System.Security.Cryptography;
using Federated.Grpc;
using Federated.Protocol.V1;
using Google.Protobuf;

namespace Federated.ClientNode.Tests.Scoring;

/// <summary>Hands out one released model in ranges of the test's choice, and counts them.</summary>
internal sealed class StubModelService
{
    public List<ReleasedModel> Released { get; } = [];

    public byte[] Snapshot { get; set; } = [];

    public string Document { get; set; } = "";

    /// <summary>Most bytes of one range.</summary>
    public int RangeLength { get; set; } = 1000;

    public int Ranges { get; private set; }

    /// <summary>Releases a model, which becomes the newest.</summary>
    public void Release(string jobId, string document, byte[] snapshot)
    {
        Document = document;
        Snapshot = snapshot;
        Released.Insert(0, new ReleasedModel
        {
            JobId = jobId,
            Name = "churn",
            Task = "churn",
            SnapshotHash = ByteString.CopyFrom(SHA256.HashData(snapshot)),
            JobHash = ByteString.CopyFrom(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document))),
        });
    }

    public Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var response = new ListModelsResponse();
        response.Models.AddRange(Released);
        return Task.FromResult(response);
    }

    public Task<GetSnapshotResponse> GetSnapshot(GetSnapshotRequest request, ServerCallContext context)
    {
        Ranges++;
        var end = (int)Math.Min(Snapshot.Length, request.Offset + Math.Min(request.Limit, RangeLength));
        return Task.FromResult(new GetSnapshotResponse { Data = ByteString.CopyFrom(Snapshot.AsSpan((int)request.Offset..end)), TotalLength = Snapshot.Length });
    }
}
