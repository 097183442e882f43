using Federated.Tasks.Documents;

namespace Federated.Tasks.Tests.Documents;

public class NearestWordTests
{
    private static readonly string[] Candidates = ["rounds", "batch_size", "learning_rate", "a"];

    [Theory]
    [InlineData("round", "rounds")]
    [InlineData("ruonds", "rounds")]
    [InlineData("Batch_Size", "batch_size")]
    [InlineData("batchsize", "batch_size")]
    [InlineData("learnng_rte", "learning_rate")]
    [InlineData("weight_decay", null)]
    [InlineData("", "a")]
    public void Find_MisspeltWord_GivesTheNearestWithinAThird(string word, string? expected) =>
        Assert.Equal(expected, NearestWord.Find(word, Candidates));

    [Fact]
    public void Find_OverlongWord_GivesNothing() => Assert.Null(NearestWord.Find(new string('a', 100_000), [new string('a', 100_000)]));
}
