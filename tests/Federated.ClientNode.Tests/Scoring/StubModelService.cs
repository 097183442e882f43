using System.Security.Cryptography;
using Federated.Grpc;
using Federated.Protocol.V1;
using Google.Protobuf;

namespace Federated.ClientNode.Tests.Scoring;

/// <summary>Hands out released models in ranges of the test's choice, and counts them; <see cref="Snapshot"/> and <see cref="Document"/> are what it has of the latest.</summary>
internal sealed class StubModelService
{
    public List<ReleasedModel> Released { get; } = [];

    public byte[] Snapshot { get => Latest.Snapshot; set => Latest = (value, Document); }

    public string Document { get => Latest.Document; set => Latest = (Snapshot, value); }

    /// <summary>Most bytes of one range.</summary>
    public int RangeLength { get; set; } = 1000;

    public int Ranges { get; private set; }

    /// <summary>Releases a model, which becomes the newest.</summary>
    public void Release(string jobId, string document, byte[] snapshot, string task = "churn")
    {
        _contents[jobId] = (snapshot, document);
        Released.Insert(0, new ReleasedModel
        {
            JobId = jobId,
            Name = "churn",
            Task = task,
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
        var snapshot = _contents[Released.First(model => model.SnapshotHash == request.SnapshotHash).JobId].Snapshot;
        var end = (int)Math.Min(snapshot.Length, request.Offset + Math.Min(request.Limit, RangeLength));
        return Task.FromResult(new GetSnapshotResponse { Data = ByteString.CopyFrom(snapshot.AsSpan((int)request.Offset..end)), TotalLength = snapshot.Length });
    }

    /// <summary>The document of a released job.</summary>
    public string DocumentOf(string jobId) => _contents[jobId].Document;

    private readonly Dictionary<string, (byte[] Snapshot, string Document)> _contents = [];

    private (byte[] Snapshot, string Document) Latest { get => _contents[Released[0].JobId]; set => _contents[Released[0].JobId] = value; }
}
