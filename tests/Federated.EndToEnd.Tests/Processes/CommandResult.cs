using System.Text.Json;

namespace Federated.EndToEnd.Tests.Processes;

/// <summary>How a command ended.</summary>
internal sealed record CommandResult(string Command, int Exit, string Output, string Errors)
{
    /// <summary>The last line of the output as JSON.</summary>
    public JsonElement Json => JsonDocument.Parse(Output.TrimEnd().Split('\n')[^1]).RootElement;

    public CommandResult Expect(int exit)
    {
        Assert.True(Exit == exit, $"{Command} returned {Exit}, not {exit}.\n{Output}\n{Errors}");
        return this;
    }

    public CommandResult Expect(int exit, string code)
    {
        Expect(exit);
        Assert.StartsWith($"✗ {code}  ", Errors, StringComparison.Ordinal);
        Assert.Contains("\n  Mend   ", Errors, StringComparison.Ordinal);
        return this;
    }
}
