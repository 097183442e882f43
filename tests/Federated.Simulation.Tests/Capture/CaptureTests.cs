using System.Text;
using Federated.Coordinator.Jobs;
using Federated.Learning.State;
using Federated.Protocol.V1;
using Federated.SecureAggregation.Ring;
using Federated.Simulation.Tests.Harness;
using Google.Protobuf;

namespace Federated.Simulation.Tests.Capture;

/// <summary>Everything that a node sends during a whole run, searched for everything that it must not send.</summary>
public sealed class CaptureTests : IDisposable
{
    private const int Rows = 40;
    private readonly SimulatedConsortium _consortium = new(SimulatedJob.Small, nodes: 4, rows: Rows);

    public CaptureTests() => Assert.Equal(JobState.Completed, _consortium.Run().State);

    public void Dispose() => _consortium.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void WholeRun_OfANode_HoldsNoCanary(int node)
    {
        var capture = CaptureOf(node);
        Assert.Equal(3, capture.Count(IsUpload));
        Assert.Empty(Canary.Find(CanariesOf(node), capture));
    }

    [Fact]
    public void Search_OfALeak_FindsEachKindOfCanary()
    {
        // The control: the same canaries, put into messages of the same form.
        foreach (var canary in CanariesOf(0))
        {
            var leak = new UploadChunkRequest { Data = ByteString.CopyFrom([1, 2, 3, .. canary.Bytes, 4]) }.ToByteArray();
            Assert.Contains(canary.Name, Canary.Find(CanariesOf(0), [leak]));
        }

        // And as they stand in the partner's own file and in its contributions.
        Assert.Equal(Rows + 1, Canary.Find(TextCanariesOf(0), [Encoding.UTF8.GetBytes(SimulatedJob.Csv(0, Rows))]).Count);
        var contributions = _consortium.Account.Contributions.Where(kept => kept.Key.Node == "partner-0").Select(kept => kept.Value.Packed).ToList();
        Assert.Equal(ContributionCanariesOf(0).Count(), Canary.Find(ContributionCanariesOf(0), contributions).Count);
    }

    [Fact]
    public void Uploads_ComparedWithTheContributions_DifferInEveryElement()
    {
        var compared = 0;
        foreach (var (node, key, packed) in _consortium.Account.Uploads)
        {
            var contribution = _consortium.Account.Contributions[(node, key.JobId, key.Round)];
            var (upload, unmasked) = ((contribution with { Packed = packed }).Elements(), contribution.Elements());
            // By chance alone two elements of 20 and more bits are hardly ever equal.
            Assert.InRange(contribution.Modulus.Bits, 20, RingModulus.MaximumBits);
            Assert.InRange(upload.Zip(unmasked).Count(pair => pair.First == pair.Second), 0, 1);
            compared += upload.Length;
        }

        Assert.True(compared > 1000, $"only {compared} elements were compared");
    }

    private List<byte[]> CaptureOf(int node) => [.. _consortium.Account.Capture.Where(sent => sent.Node == $"partner-{node}").Select(sent => sent.Bytes)];

    private bool IsUpload(byte[] message) => _consortium.Account.Uploads.Any(upload => message.AsSpan().IndexOf(upload.Packed) >= 0);

    private IEnumerable<Canary> CanariesOf(int node) => [.. TextCanariesOf(node), .. NumberCanariesOf(node), .. ContributionCanariesOf(node)];

    private static IEnumerable<Canary> TextCanariesOf(int node) =>
        [Canary.Text(SimulatedJob.CategoryCanary), .. Enumerable.Range(0, Rows).Select(row => Canary.Text($"{SimulatedJob.IdCanary}{node}-{row},"[..^1]))];

    // The joint statistics are in the released state: what everybody standardises by.
    private IEnumerable<Canary> NumberCanariesOf(int node)
    {
        var numeric = Safetensors.Read(_consortium.Coordinator.Snapshots.Find(_consortium.Job.SnapshotHash)!).Doubles("statistics/numeric").ToArray();
        var (mean, deviation) = (numeric[2], numeric[3]);
        Assert.InRange(mean, 123456, 130000);
        for (var row = 0; row < Rows; row++)
        {
            var balance = SimulatedJob.BalanceCanary(node, row);
            var score = (balance - mean) / deviation;
            foreach (var canary in Canary.Number($"balance of row {row}", balance).Concat(Canary.Number($"standardised balance of row {row}", score)))
                yield return canary;
        }

        foreach (var canary in Canary.ShortNumber("balance of row 0", (float)SimulatedJob.BalanceCanary(node, 0)))
            yield return canary;
        foreach (var canary in Canary.ShortNumber("standardised balance of row 0", (float)((SimulatedJob.BalanceCanary(node, 0) - mean) / deviation)))
            yield return canary;
    }

    // Sixteen bytes of the packed contribution from every place that is not mere zeros.
    private IEnumerable<Canary> ContributionCanariesOf(int node)
    {
        foreach (var (key, contribution) in _consortium.Account.Contributions.Where(kept => kept.Key.Node == $"partner-{node}"))
        {
            for (var at = 0; at + 16 <= contribution.Packed.Length; at += 16)
            {
                var window = contribution.Packed[at..(at + 16)];
                if (window.Distinct().Count() >= 6)
                    yield return new($"contribution to round {key.Round} at byte {at}", window);
            }
        }
    }
}
