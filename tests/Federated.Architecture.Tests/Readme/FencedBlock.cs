namespace Federated.Architecture.Tests.Readme;

/// <summary>One marked code block.</summary>
/// <param name="Mark">What its test does with it.</param>
/// <param name="Language">The word after the fence.</param>
/// <param name="Body">Its text.</param>
internal sealed record FencedBlock(string Mark, string Language, string Body)
{
    /// <summary>Its command lines: continued lines joined; comments, empty lines and shell settings left out.</summary>
    public IEnumerable<CommandLine> Commands => Body.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        .Select(line => line.Split(" #")[0].Trim())
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(CommandLine.Parse);
}
