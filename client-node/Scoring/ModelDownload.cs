using System.Security.Cryptography;
using System.Text;
using Federated.ClientNode.Join;
using Federated.Hosting.CommandLine;
using Federated.Protocol.V1;
using Google.Protobuf;

namespace Federated.ClientNode.Scoring;

/// <summary>Fetches snapshots and job documents by their hash. What arrives is believed only when it has the hash that was asked for.</summary>
internal sealed class ModelDownload(ConsortiumConnection connection)
{
    private const int RangeLength = 1 << 20;

    /// <summary>The models that finished jobs released, newest first.</summary>
    public async Task<IReadOnlyList<ReleasedModel>> ListAsync(CancellationToken cancellation) =>
        (await connection.CallAsync(ModelCalls.ListModels, new ListModelsRequest(), ModelCalls.Timeout, cancellation)).Models;

    /// <summary>The bytes of a snapshot, range by range.</summary>
    /// <param name="hash">SHA-256 of the whole, 32 bytes.</param>
    /// <param name="cancellation">Stops between two ranges.</param>
    /// <exception cref="CommandException">No connection, or other bytes than the hash names.</exception>
    public async Task<byte[]> SnapshotAsync(ByteString hash, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        long total;
        do
        {
            var request = new GetSnapshotRequest { SnapshotHash = hash, Offset = content.Length, Limit = RangeLength };
            var range = await connection.CallAsync(ModelCalls.GetSnapshot, request, ModelCalls.Timeout, cancellation);
            total = range.TotalLength;
            if (range.Data.Length is 0 or > RangeLength || total > ModelFile.LargestModel || content.Length + range.Data.Length > total)
                throw Damaged("the model's ranges do not fit together");
            range.Data.WriteTo(content);
        }
        while (content.Length < total);
        var bytes = content.ToArray();
        return SHA256.HashData(bytes).AsSpan().SequenceEqual(hash.Span) ? bytes : throw Damaged("the model that arrived is not the one that was announced");
    }

    /// <summary>The canonical document of a job.</summary>
    /// <exception cref="CommandException">No connection, or another document than the hash names.</exception>
    public async Task<string> JobAsync(string jobId, ByteString hash, CancellationToken cancellation)
    {
        var answer = await connection.CallAsync(ModelCalls.GetJob, new GetJobRequest { JobId = jobId, JobHash = hash }, ModelCalls.Timeout, cancellation);
        return SHA256.HashData(Encoding.UTF8.GetBytes(answer.Document)).AsSpan().SequenceEqual(hash.Span)
            ? answer.Document
            : throw Damaged("the job's document that arrived is not the one that was announced");
    }

    private static CommandException Damaged(string what) =>
        new("FED-MODEL-HASH", $"{what} (SHA-256); it was not kept", "try again; if it happens again, tell the operator: the coordinator or something on the way changes what it sends", ExitCode.VerificationFailed);
}
