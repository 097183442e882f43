namespace Federated.Grpc.Tests;

public sealed class MetadataTests
{
    [Fact]
    public void Add_MixedCaseKey_IsKeptInLowerCaseAndFoundInAnyCase()
    {
        var metadata = new Metadata { { "Node-Name", "north" } };

        Assert.Equal("node-name", metadata[0].Key);
        Assert.Equal("north", metadata.GetValue("NODE-NAME"));
    }

    [Fact]
    public void Get_RepeatedKey_ReturnsTheLastAndGetAllKeepsTheOrder()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "a", "3" } };

        Assert.Equal("3", metadata.GetValue("a"));
        Assert.Equal(["1", "3"], metadata.GetAll("a").Select(entry => entry.Value));
        Assert.Null(metadata.Get("c"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("naïve")]
    [InlineData(":path")]
    [InlineData("grpc-status")]
    [InlineData("GRPC-Timeout")]
    [InlineData("content-type")]
    [InlineData("te")]
    public void Add_KeyNotAllowed_IsRefused(string key) => Assert.Throws<ArgumentException>(() => new Metadata { { key, "value" } });

    [Theory]
    [InlineData("line\nbreak")]
    [InlineData("tab\t")]
    [InlineData("ümlaut")]
    [InlineData(" leading")]
    [InlineData("trailing ")]
    public void Add_ValueOutsideAscii_IsRefused(string value) => Assert.Throws<ArgumentException>(() => new Metadata { { "key", value } });

    [Fact]
    public void Add_BinaryAndTextMixedUp_IsRefused()
    {
        Assert.Throws<ArgumentException>(() => new Metadata { { "key-bin", "text" } });
        Assert.Throws<ArgumentException>(() => new Metadata { { "key", new byte[] { 1 } } });
    }

    [Fact]
    public void Entry_ArrayChangedAfterwards_KeepsItsBytes()
    {
        byte[] bytes = [1, 2];
        var entry = new Metadata.Entry("key-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.Equal([1, 2], entry.ValueBytes);
        Assert.Throws<InvalidOperationException>(() => entry.Value);
    }

    [Fact]
    public void Entry_ToString_HidesTheValue() => Assert.DoesNotContain("hunter2", new Metadata.Entry("authorization", "hunter2").ToString(), StringComparison.Ordinal);
}
