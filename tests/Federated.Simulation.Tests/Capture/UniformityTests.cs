using Federated.Coordinator.Jobs;
using Federated.Simulation.Tests.Harness;

namespace Federated.Simulation.Tests.Capture;

/// <summary>What the coordinator gets of one node says nothing: the masked upload of a large model is uniform noise, round after round.</summary>
public sealed class UniformityTests
{
    private const int Coordinates = 100_000;

    [Fact]
    public void Uploads_OfALargeModel_AreUniformInTopAndBottomBytes()
    {
        using var consortium = new SimulatedConsortium(SimulatedJob.Large, nodes: 3);
        Assert.Equal(JobState.Completed, consortium.Run().State);
        var tested = 0;
        foreach (var (node, key, packed) in consortium.Account.Uploads)
        {
            var contribution = consortium.Account.Contributions[(node, key.JobId, key.Round)];
            if (contribution.Length < Coordinates)
                continue;
            var top = contribution.Modulus.Bits - 8;
            var masked = (contribution with { Packed = packed }).Elements();
            Assert.InRange(ChiSquare.Deviate(masked.Select(element => (byte)element)), -ChiSquare.Limit, ChiSquare.Limit);
            Assert.InRange(ChiSquare.Deviate(masked.Select(element => (byte)(element >> top))), -ChiSquare.Limit, ChiSquare.Limit);

            // The control: the same statistic of what was masked.
            var unmasked = contribution.Elements();
            Assert.True(ChiSquare.Deviate(unmasked.Select(element => (byte)element)) > 10 * ChiSquare.Limit);
            Assert.True(ChiSquare.Deviate(unmasked.Select(element => (byte)(element >> top))) > 10 * ChiSquare.Limit);
            tested++;
        }

        Assert.Equal(6, tested);
    }
}
