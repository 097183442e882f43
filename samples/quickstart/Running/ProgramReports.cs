using System.Text.Json;
using Federated.Hosting.CommandLine;

namespace Federated.Samples.Quickstart.Running;

/// <summary>Reads what the programs print for scripts.</summary>
internal static class ProgramReports
{
    private static readonly JsonSerializerOptions Settings = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="program">Which process printed it.</param>
    /// <param name="text">What it printed.</param>
    /// <exception cref="CommandException">It is not the JSON that was agreed on.</exception>
    public static T Parse<T>(string program, string text)
        where T : class
    {
        try
        {
            if (JsonSerializer.Deserialize<T>(text, Settings) is { } report)
                return report;
        }
        catch (JsonException)
        {
            // Told below, together with a lone null.
        }

        throw new CommandException("FED-PROCESS-OUTPUT", $"{program} printed what is not its JSON: {Tasks.Documents.Shown.Of(text.Trim())}", "build all programs from one version: dotnet build -c Release samples/quickstart", ExitCode.Failed);
    }
}

/// <summary>What <c>job submit --json</c> prints.</summary>
internal sealed record SubmittedJob(string JobId);

/// <summary>One line of <c>job watch --json</c>.</summary>
internal sealed record JobEvent(string State, string? Stage, int Round, int TotalRounds, string? Detail, bool Terminal);

/// <summary>What <c>evaluate --json</c> prints; no AUC when the held-out rows are all of one class.</summary>
internal sealed record Evaluation(long Rows, long Positives, double? Auc);

/// <summary>The secure evaluation in <see cref="ExportedModel"/>.</summary>
internal sealed record JointEvaluation(long Rows, double? Auc);

/// <summary>What <c>model export --json</c> prints.</summary>
internal sealed record ExportedModel(int Rounds, long Rows, JointEvaluation? Evaluation);

/// <summary>What <c>fed-node status --json</c> prints, as far as it is shown here.</summary>
internal sealed record NodeStatus(int Rounds, long BytesSent, long BytesReceived);
