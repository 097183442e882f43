using Federated.ClientNode.Join;
using Federated.Hosting.CommandLine;
using Federated.Tasks.Documents;

namespace Federated.ClientNode.Tests.Join;

public sealed class NodeOptionsTests
{
    [Fact]
    public void Parse_WhatToYamlWrote_IsTheSame()
    {
        var options = new NodeOptions("retail-eu", new Uri("https://10.0.0.5:8443"), "casa-verde");
        Assert.Equal(options, NodeOptions.Parse(options.ToYaml(), "node.yaml"));
    }

    [Theory]
    [InlineData("consortium: Retail EU\ncoordinator: https://a:1\npartner: casa", "FED-CONFIG-VALUE", 1)]
    [InlineData("consortium: retail\ncoordinator: http://a:1\npartner: casa", "FED-CONFIG-VALUE", 2)]
    [InlineData("consortium: retail\ncoordinator: https://a:1/path\npartner: casa", "FED-CONFIG-VALUE", 2)]
    [InlineData("consortium: retail\ncoordinator: https://me@a:1\npartner: casa", "FED-CONFIG-VALUE", 2)]
    [InlineData("consortium: retail\ncoordinator: https://a:1\npartner: casa\nproxy: x", "FED-CONFIG-KEY", 4)]
    [InlineData("consortium: retail\ncoordinator: https://a:1", "FED-CONFIG-MISSING", 1)]
    public void Parse_Fault_IsNamedAtItsLine(string text, string code, int line)
    {
        var fault = Assert.Throws<DocumentException>(() => NodeOptions.Parse(text, "node.yaml"));
        Assert.Equal((code, line), (fault.Code, fault.Position.Line));
    }

    [Fact]
    public void Load_NoMembership_SaysHowToJoin()
    {
        using var files = new TemporaryDirectory();
        var failure = Assert.Throws<CommandException>(() => NodeIdentity.Load(files.Node));
        Assert.Equal(("FED-NODE-NONE", ExitCode.NoConnection), (failure.Code, failure.Exit));
        Assert.Contains("fed-node join", failure.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadOrCreate_DamagedKey_IsNeverReplaced()
    {
        using var files = new TemporaryDirectory();
        Directory.CreateDirectory(Path.GetDirectoryName(files.Node.Key)!);
        File.WriteAllText(files.Node.Key, "not a key");
        var failure = Assert.Throws<CommandException>(() => NodeKey.LoadOrCreate(files.Node));
        Assert.Equal("FED-NODE-KEY", failure.Code);
        Assert.Equal("not a key", File.ReadAllText(files.Node.Key));
    }
}
