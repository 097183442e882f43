using System.Net;
using Federated.Tasks.Documents;

namespace Federated.Coordinator.Tests;

public class CoordinatorOptionsTests
{
    private const string Whole = "consortium: retail-eu\naddress: https://10.0.0.5:8443\nlisten: 0.0.0.0:8443\n";

    [Fact]
    public void Parse_WholeDocument_IsRead()
    {
        var options = CoordinatorOptions.Parse(Whole, "coordinator.yaml");
        Assert.Equal(new CoordinatorOptions("retail-eu", new Uri("https://10.0.0.5:8443"), IPEndPoint.Parse("0.0.0.0:8443")), options);
    }

    [Theory]
    [InlineData("retail-eu", "https://fed.example.com", "127.0.0.1:8443")]
    [InlineData("null", "https://[::1]:9443", "[::]:9443")]
    [InlineData("007", "https://10.0.0.5:8443", "[::1]:1")]
    public void ToYaml_ParsedAgain_IsEqual(string consortium, string address, string listen)
    {
        var options = new CoordinatorOptions(consortium, new Uri(address), IPEndPoint.Parse(listen));
        Assert.Equal(options, CoordinatorOptions.Parse(options.ToYaml(), "coordinator.yaml"));
    }

    [Theory]
    [InlineData("retail-eu", "Retail EU", "FED-CONFIG-VALUE")]
    [InlineData("https://10.0.0.5:8443", "http://10.0.0.5:8443", "FED-CONFIG-VALUE")]
    [InlineData("https://10.0.0.5:8443", "nowhere", "FED-CONFIG-VALUE")]
    [InlineData("0.0.0.0:8443", "0.0.0.0", "FED-CONFIG-VALUE")]
    [InlineData("0.0.0.0:8443", "localhost:8443", "FED-CONFIG-VALUE")]
    [InlineData("listen", "listn", "FED-CONFIG-KEY")]
    public void Parse_OneFault_IsNamed(string old, string replacement, string code)
    {
        var fault = Assert.Throws<DocumentException>(() => CoordinatorOptions.Parse(Whole.Replace(old, replacement, StringComparison.Ordinal), "coordinator.yaml"));
        Assert.Contains(fault.Faults, each => each.Code == code);
        Assert.All(fault.Faults, each => Assert.NotEmpty(each.Mend));
    }

    [Fact]
    public void Parse_ManyFaults_NamesAllOfThemAtOnce()
    {
        var fault = Assert.Throws<DocumentException>(() => CoordinatorOptions.Parse("consortium: A B\naddress: ftp://x\nlisten: 1\nport: 7\n", "coordinator.yaml"));
        Assert.Equal([1, 2, 3, 4], fault.Faults.Select(each => each.Position.Line));
    }
}
